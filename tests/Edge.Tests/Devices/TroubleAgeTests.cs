using Edge.Devices;
using Testing;

namespace Edge.Tests.Devices;

public sealed class TroubleAgeTests
{
    private readonly ManualTime _time = new();
    private readonly TroubleAge _age;
    private readonly DateTimeOffset _start;

    public TroubleAgeTests() => (_age, _start) = (new TroubleAge(_time), _time.GetUtcNow());

    [Fact]
    public void Since_TroubleThatIsToldAgainAndAgain_StaysAsOldAsItsBeginning()
    {
        _age.Since(well: true);
        _time.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset began = _age.Since(well: false);

        for (int i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(7));
            Assert.Equal(began, _age.Since(well: false, began: _time.GetUtcNow()));
        }
        Assert.Equal(_start + TimeSpan.FromMinutes(1), began);
    }

    [Fact]
    public void Since_BeginningThatIsKnown_IsToldInsteadOfNow()
    {
        _age.Since(well: true);
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(_start, _age.Since(well: false, began: _start));
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(11, 31)]
    public void Since_TroubleThatComesBack_IsTheSameOneWhenItWasGoneForAMomentOnly(int goneSeconds, int sinceSeconds)
    {
        _age.Since(well: false);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(_time.GetUtcNow(), _age.Since(well: true));
        _time.Advance(TimeSpan.FromSeconds(goneSeconds));

        Assert.Equal(_start + TimeSpan.FromSeconds(sinceSeconds), _age.Since(well: false));
    }
}
