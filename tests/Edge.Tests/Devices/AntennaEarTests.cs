using Edge.Devices;
using Readers;

namespace Edge.Tests.Devices;

public sealed class AntennaEarTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);
    private readonly AntennaEar _ear = new();
    private DateTimeOffset _now = s_start;

    [Fact]
    public void DeafSince_HearsNothingAnyMoreWithTheDoorShut_IsTheLastReadUntilTheNextOne()
    {
        Listen(seconds: 60, readsPerSecond: 20);
        DateTimeOffset last = _now;
        Listen(seconds: 9, readsPerSecond: 0);
        Assert.Null(_ear.DeafSince(s_start));

        Listen(seconds: 2, readsPerSecond: 0);
        Assert.Equal(last, _ear.DeafSince(s_start));
        Assert.Equal(last, _ear.DeafSince(null)); // somebody opens the door and looks: it stays as deaf as it was

        Listen(seconds: 1, readsPerSecond: 1);
        Assert.Equal(last, _ear.DeafSince(null)); // a strong tag now and then is not what it used to hear

        Listen(seconds: 10, readsPerSecond: 20);
        Assert.Null(_ear.DeafSince(s_start));
    }

    [Fact]
    public void DeafSince_EmptiedShelfLongAgo_IsWhatIsUsual()
    {
        Listen(seconds: 60, readsPerSecond: 20);
        Listen(seconds: 700, readsPerSecond: 0);

        Assert.Null(_ear.DeafSince(s_start));
    }

    [Fact]
    public void DeafSince_DoorWasOpenWhenTheLastBagWasHeard_IsAnEmptiedShelf()
    {
        Listen(seconds: 60, readsPerSecond: 20);
        DateTimeOffset last = _now;
        Listen(seconds: 300, readsPerSecond: 0);

        Assert.Null(_ear.DeafSince(last - TimeSpan.FromSeconds(5)));
        Assert.Null(_ear.DeafSince(last + TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void DeafSince_NobodyKnowsTheDoor_IsNotSaid()
    {
        Listen(seconds: 60, readsPerSecond: 20);
        Listen(seconds: 300, readsPerSecond: 0);

        Assert.Null(_ear.DeafSince(null));
    }

    [Fact]
    public void DeafSince_AntennaThatRarelyHears_NeedsALongerSilence()
    {
        Listen(seconds: 120, readsPerSecond: 1);
        Listen(seconds: 30, readsPerSecond: 0);
        Assert.Null(_ear.DeafSince(s_start));

        Listen(seconds: 120, readsPerSecond: 0);
        Assert.NotNull(_ear.DeafSince(s_start));
    }

    private void Listen(int seconds, int readsPerSecond)
    {
        for (int i = 0; i < seconds; i++)
        {
            _ear.Listened(new ListeningPeriod(1, _now, _now.AddSeconds(1), readsPerSecond));
            _now = _now.AddSeconds(1);
        }
    }
}
