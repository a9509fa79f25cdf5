using Testing;

namespace Edge.Tests;

public sealed class ManualTimeTests
{
    [Fact]
    public void Advance_PeriodicTimer_FiresAtEachPeriod()
    {
        ManualTime time = new();
        List<DateTimeOffset> fired = [];
        using ITimer timer = time.CreateTimer(
            _ => fired.Add(time.GetUtcNow()), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        DateTimeOffset start = time.GetUtcNow();

        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([start.AddSeconds(1), start.AddSeconds(3), start.AddSeconds(5)], fired);
    }
}
