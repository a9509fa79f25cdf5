using Inventory.ColdChain;
using Inventory.Identification;

namespace Inventory.Tests.ColdChain;

public sealed class ExcursionTrackerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 2, 0, 0, TimeSpan.Zero);
    private static readonly StorageLimits RedCells =
        new(2, 6, 2.5, 5.5, 0.3, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
    private static readonly UnitKey Unit = UnitKey.Parse("G123417654321E0304V00");

    private readonly ExcursionTracker _warm = Tracker(ExcursionSide.TooWarm);

    [Fact]
    public void Take_OutsideForTheDelay_BeginsAtTheFirstSampleOutside()
    {
        List<DomainEvent> events = Feed(_warm, 5.0, 6.1, 6.4, 6.2, 6.3);

        ExcursionBegan began = Assert.IsType<ExcursionBegan>(Assert.Single(events));
        Assert.Equal(Start.AddMinutes(1), began.OccurredAt);
        Assert.Equal(6.4, began.Celsius);
        Assert.Equal([Unit], began.UnitsInside);
    }

    [Fact]
    public void Take_OutsideForLessThanTheDelay_SaysNothing() => Assert.Empty(Feed(_warm, 5.0, 6.4, 5.9, 6.4, 5.9));

    [Fact]
    public void Take_ExactlyAtTheLimit_IsInside() => Assert.Empty(Feed(_warm, 6.0, 6.0, 6.0, 6.0));

    [Fact]
    public void Take_BackInsideButNotBeyondTheDeadband_StaysOpen()
    {
        Feed(_warm, 6.5, 6.5, 6.5, 5.8, 5.8, 5.8, 5.8);

        Assert.True(_warm.IsActive);
    }

    [Fact]
    public void Take_BeyondTheDeadbandForTheDelay_EndsWithWorstAndTimeOutside()
    {
        List<DomainEvent> events = Feed(_warm, 6.5, 7.4, 6.5, 5.9, 5.6, 5.6);

        ExcursionEnded ended = Assert.IsType<ExcursionEnded>(events[^1]);
        Assert.Equal(7.4, ended.WorstCelsius);
        Assert.Equal(180, ended.SecondsOutside);
        Assert.Equal(6.8, ended.MeanCelsius, 3);
        Assert.Equal(Start.AddMinutes(4), ended.OccurredAt);
    }

    [Fact]
    public void Take_WorseByHalfADegree_IsRecordedOnce()
    {
        List<DomainEvent> events = Feed(_warm, 6.5, 6.5, 6.5, 6.9, 7.1, 7.2);

        Assert.Equal(7.1, Assert.Single(events.OfType<ExcursionWorsened>()).WorstCelsius);
    }

    [Fact]
    public void Take_BadSamplesAndSilence_NeverEndIt()
    {
        Feed(_warm, 6.5, 6.5, 6.5);

        for (int minute = 3; minute < 120; minute++)
            Assert.Null(_warm.Take(ProbeSample.Bad(SampleFault.Checksum, Start.AddMinutes(minute)), Inside));
        Assert.True(_warm.IsActive);
        List<DomainEvent> after = Feed(_warm, 120, 4.0, 4.0);

        ExcursionEnded ended = Assert.IsType<ExcursionEnded>(Assert.Single(after));
        Assert.Equal(118 * 60, ended.SecondsUnknown);
        Assert.Equal(120, ended.SecondsOutside);
    }

    [Fact]
    public void Restore_OpenExcursion_GoesOnWithItsWorst()
    {
        Excursion open = new(17, PlaceId.Parse("fridge-1"), "top", ExcursionSide.TooWarm, 6, 7.4, [Unit], Start);
        _warm.Restore(open, [ProbeSample.Good(7.0, Start.AddMinutes(1)), ProbeSample.Good(6.5, Start.AddMinutes(2))]);

        List<DomainEvent> events = Feed(_warm, 3, 4.0, 4.0);

        ExcursionEnded ended = Assert.IsType<ExcursionEnded>(Assert.Single(events));
        Assert.Equal((7.4, 120), (ended.WorstCelsius, ended.SecondsOutside));
    }

    [Fact]
    public void Numbering_BeginAndEnd_ShareOneNumber()
    {
        PlaceId fridge = PlaceId.Parse("fridge-1");
        SiteState state = SiteState.Empty with { LastExcursion = 16 };
        foreach (DomainEvent happened in Feed(_warm, 6.5, 6.5, 6.5, 4.0, 4.0))
        {
            Decision decision = NumberingExcursions.Decide(state, fridge, "top", ExcursionSide.TooWarm, happened);
            DomainEvent numbered = Assert.Single(Assert.IsType<Decision.Accepted>(decision).Events);
            Assert.Equal(17, numbered switch { ExcursionBegan b => b.Excursion, ExcursionEnded e => e.Excursion, _ => 0 });
            state = state.Apply(numbered, Actor.Service);
        }
        Assert.Equal((17, 0), (state.LastExcursion, state.Excursions.Count));
    }

    [Fact]
    public void Take_TooCold_MirrorsTooWarm()
    {
        ExcursionTracker cold = Tracker(ExcursionSide.TooCold);

        List<DomainEvent> events = Feed(cold, 1.9, 1.2, 1.8, 2.1, 2.3, 2.4);

        Assert.Equal(1.2, Assert.IsType<ExcursionBegan>(events[0]).Celsius);
        Assert.Equal(1.2, Assert.IsType<ExcursionEnded>(events[^1]).WorstCelsius);
    }

    private static ExcursionTracker Tracker(ExcursionSide side) =>
        new(PlaceId.Parse("fridge-1"), "top", side, RedCells, TimeSpan.FromMinutes(3));

    private static List<DomainEvent> Feed(ExcursionTracker tracker, params double[] eachMinute) => Feed(tracker, 0, eachMinute);

    private static List<DomainEvent> Feed(ExcursionTracker tracker, int fromMinute, params double[] eachMinute)
    {
        List<DomainEvent> events = [];
        for (int i = 0; i < eachMinute.Length; i++)
            if (tracker.Take(ProbeSample.Good(eachMinute[i], Start.AddMinutes(fromMinute + i)), Inside) is { } happened)
                events.Add(happened);
        return events;
    }

    private static IReadOnlyList<UnitKey> Inside() => [Unit];
}
