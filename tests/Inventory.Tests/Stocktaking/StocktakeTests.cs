using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stocktaking;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Stocktaking;

public sealed class StocktakeTests
{
    private static readonly PlaceId s_shelf1 = PlaceId.Parse("fridge-1/shelf-1"), s_shelf2 = PlaceId.Parse("fridge-2/shelf-1");
    private static readonly UnitKey[] s_bags = [.. Enumerable.Range(100, 30).Select(static at => UnitKey.Parse($"G123417654{at}E0304V00"))];
    private static readonly Actor s_second = new(ActorKind.Person, "0977");

    private SiteState _state = State(s_bags.Take(20).SelectMany(static (bag, at) => new DomainEvent[]
    {
        Received(bag), new TagAssociated(Tag(at), bag, Now),
        new TagPlaced(Tag(at), PresenceChange.Arrived, at < 18 ? s_shelf1 : s_shelf2, null, 0.99, bag, Now),
    }));

    [Fact]
    public void Start_FridgeByTheLedger_ExpectsItsBagsAndNoOther()
    {
        Begin();

        Assert.Equal(18, Count.Expected.Count);
        Assert.Equal("0142", Count.BeganBy);
    }

    [Fact]
    public void Start_FridgeOfAnotherOpenCount_IsRefused()
    {
        Begin();

        Assert.Equal(Refusal.CountedAlready, WhyRefused(Start(s_shelf1.Cabinet)));
        Assert.IsType<Decision.Accepted>(Start(s_shelf2.Cabinet));
        Assert.Equal(Refusal.NothingToCount, WhyRefused(Start()));
    }

    [Fact]
    public void EndRound_EverythingHeard_EndsTheReading()
    {
        Begin();
        Round(Enumerable.Range(0, 18));

        Assert.Equal((StocktakeStage.Counted, StocktakeEnd.Complete), (Count.Stage, Count.End));
        Assert.Equal((18, 18, 0), (Report.Expected, Report.Matched, Report.Missing));
        Assert.Empty(Report.Rows);
    }

    [Fact]
    public void EndRound_TimeIsOver_EndsItAndSaysSo()
    {
        Begin();
        Round(Enumerable.Range(0, 3), hits: 1);
        Assert.Equal(StocktakeStage.Counting, Count.Stage);
        for (int round = 0; round < 5; round++) Round([]);

        Assert.Equal((StocktakeStage.Counted, StocktakeEnd.TimeLimit), (Count.Stage, Count.End));
    }

    [Fact]
    public void Report_BagIssuedWhileCounting_IsNotMissing()
    {
        Begin();
        Apply(new UnitIssued(s_bags[0], "ward 12", null, Now));
        Round(Enumerable.Range(1, 17));

        Assert.Equal((17, 17, 0), (Report.Expected, Report.Matched, Report.Missing));
        Assert.Equal([s_bags[0]], Report.Moving);
    }

    [Fact]
    public void Report_EveryKindOfDifference_IsNamedAndTheSumsAgree()
    {
        Apply(new UnitReceived(
            s_bags[25], new BloodGroup(Abo.A, RhD.Positive), "6200", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
            Now.AddDays(1), QuarantineReason.None, null, Now), new TagAssociated(Tag(25), s_bags[25], Now), new UnitIssued(s_bags[25], "ward", null, Now));
        Begin();
        Round([.. Enumerable.Range(0, 16), 18, 25, 77]);
        Round(Enumerable.Range(0, 16), elsewhere: [(19, 40)]);
        End();

        Assert.True(Report.SumsAgree);
        Assert.Equal((18, 16, 2), (Report.Expected, Report.Matched, Report.Missing));
        Assert.Equal((19, 1, 1, 1, 1), (Report.Read, Report.Misplaced, Report.Unexpected, Report.Unknown, Report.Stray));
        Assert.Equal([DifferenceClass.Missing], Row(16).Classes);
        Assert.True(Row(16).ChanceAbsent > 0.8, $"{Row(16).ChanceAbsent}");
        Assert.Equal([DifferenceClass.Misplaced], Row(18).Classes);
        Assert.Equal((s_shelf2, DifferenceAction.Move), (Row(18).Was, Row(18).Proposal));
        Assert.Equal([DifferenceClass.Unexpected], Row(25).Classes);
        Assert.Equal(DifferenceClass.StrayRead, Report.Rows[^1].Classes[0]);
    }

    [Fact]
    public void Decide_BarCodeWhileCounting_FindsTheBag()
    {
        Begin();
        Round(Enumerable.Range(0, 17), hits: 1);
        Apply(ClosingStocktake.Decide(_state, 1, s_bags[17].ToString(), DifferenceAction.Found, null, Now));
        End();

        Assert.Equal((18, 1, 0), (Report.Matched, Report.ByLabel, Report.Missing));
        Assert.True(Report.SumsAgree);
    }

    [Theory]
    [InlineData(16, DifferenceAction.Move)]
    [InlineData(16, DifferenceAction.Quarantine)]
    [InlineData(18, DifferenceAction.Lost)]
    [InlineData(3, DifferenceAction.Note)]
    public void Decide_ActionThatDoesNotFit_IsRefused(int bag, DifferenceAction action)
    {
        Begin();
        Round([.. Enumerable.Range(0, 16), 18]);
        End();

        Assert.Equal(Refusal.NoSuchDifference, WhyRefused(ClosingStocktake.Decide(_state, 1, s_bags[bag].ToString(), action, "x", Now)));
    }

    [Fact]
    public void Close_SignedByTwoPeople_AdjustsTheLedger()
    {
        Begin();
        Round([.. Enumerable.Range(0, 17), 18]);
        End();
        Assert.Equal(Refusal.DifferencesOpen, WhyRefused(ClosingStocktake.Sign(_state, 1, Now)));
        Apply(ClosingStocktake.Decide(_state, 1, s_bags[18].ToString(), DifferenceAction.Move, null, Now));
        Apply(ClosingStocktake.Decide(_state, 1, s_bags[17].ToString(), DifferenceAction.Note, "looked everywhere", Now));
        Assert.Equal(Refusal.StocktakeStage, WhyRefused(Close(s_second)));
        Apply(ClosingStocktake.Sign(_state, 1, Now));
        Assert.Equal(Refusal.SecondPersonNeeded, WhyRefused(Close(Person)));
        Assert.Equal(s_shelf2, _state.Units[s_bags[18]].Location!.Place); // nothing has changed before the second signature

        IReadOnlyList<DomainEvent> events = Events(Close(s_second));
        foreach (DomainEvent happened in events) _state = _state.Apply(happened, s_second);

        Assert.Equal(s_shelf1, _state.Units[s_bags[18]].Location!.Place);
        Assert.Empty(_state.Stocktakes);
        ClosedStocktake closed = Assert.Single(_state.ClosedStocktakes);
        Assert.Equal((18, 17, "0142", "0977"), (closed.Expected, closed.Matched, closed.CountedBy, closed.SecondBy));
        Assert.Equal("0977", ((StocktakeClosed)events[0]).Report.SecondBy);
    }

    [Fact]
    public void Continue_AfterAPauseOrToReadAgain_GoesOnWithWhatWasHeard()
    {
        Begin();
        Round(Enumerable.Range(0, 9));
        Apply(RunningStocktake.Pause(_state, 1, Now));
        Assert.Equal(Refusal.StocktakeStage, WhyRefused(RunningStocktake.Pause(_state, 1, Now)));
        Apply(RunningStocktake.Continue(_state, 1, Now));
        End();
        Apply(RunningStocktake.Continue(_state, 1, Now));
        Round(Enumerable.Range(9, 9));

        Assert.Equal((StocktakeStage.Counted, 2, 18), (Count.Stage, Count.Rounds, Report.Matched));
    }

    [Fact]
    public void Report_HeardByTheWatchSinceTheDoorWasShut_IsHereAndNotSeen()
    {
        WatchKnowledge known = new(WatchKnows.HeardSinceShut, Now.AddMinutes(-5));
        Apply(RunningStocktake.Start(_state, new StartStocktake(StocktakeKind.Full, [s_shelf1.Cabinet], 60, [], static _ => (0, 0), Now)
        {
            Watch = bag => bag.Key == s_bags[17] ? known : null,
        }));
        Round(Enumerable.Range(0, 17));

        DifferenceRow row = Assert.Single(Report.Rows);
        Assert.Equal((s_bags[17], known, 0.0), (row.Unit, row.Watch, row.ChanceAbsent));
        Assert.Equal((17, 1, 18, 18.0), (Report.Matched, Report.Missing, Report.Low, Report.Present));
        Assert.Empty(RunningStocktake.ToOpen(Report));
    }

    [Fact]
    public void EndRound_DeafAntenna_ItsBagsAreNotDone()
    {
        Begin();
        Apply(RunningStocktake.EndRound(_state, new StocktakeRoundEnded(1, 0, 10, [], [new ListenedPlace(s_shelf1, 10, 0)], Now)));

        Assert.Equal(StocktakeStage.Counting, Count.Stage);
        Assert.Equal((0, 18), (Report.Low, Report.High));
    }

    [Fact]
    public void Report_PausedBeforeAnyListeningPeriodEnded_HasAnEstimate()
    {
        Begin();
        HeardTag[] heard = [.. Enumerable.Range(0, 7).Select(static at => new HeardTag(Tag(at), s_bags[at], s_shelf1, 1, 0, -55))];
        Apply(RunningStocktake.EndRound(_state, new StocktakeRoundEnded(1, 0, 0.2, heard, [new ListenedPlace(s_shelf1, 0, 7)], Now)));

        Assert.Equal((7, 18), (Report.Matched, Report.High));
        Assert.All(Report.Rows, static row => Assert.InRange(row.ChanceAbsent ?? 0, 0, 0.6));
    }

    private Stocktake Count => _state.Stocktakes[1];

    private StocktakeReport Report => ReportingStocktake.Of(_state, Count, Now);

    private DifferenceRow Row(int bag) => Report.Rows.Single(row => row.Unit == s_bags[bag]);

    private static TagUii Tag(int at) => new([0xE2, 0, 0, (byte)at]);

    private Decision Start(params PlaceId[] cabinets) => RunningStocktake.Start(
        _state, new StartStocktake(StocktakeKind.Full, cabinets, 60, [], static _ => (0, 0), Now));

    private void Begin() => Apply(Start(s_shelf1.Cabinet));

    private void End() => Apply(RunningStocktake.Finish(_state, 1, Now));

    private Decision Close(Actor by) => ClosingStocktake.Close(_state, 1, by.Name, static _ => default!, Now);

    private void Round(IEnumerable<int> heard, int hits = 15, (int Tag, int Hits)[]? elsewhere = null)
    {
        HeardTag[] tags =
        [
            .. heard.Select(at => new HeardTag(Tag(at), at < 30 ? s_bags[at] : null, s_shelf1, hits, 0, -55)),
            .. (elsewhere ?? []).Select(one => new HeardTag(Tag(one.Tag), s_bags[one.Tag], s_shelf2, 1, one.Hits, -70)),
        ];
        Apply(RunningStocktake.EndRound(_state, new StocktakeRoundEnded(1, 0, 10, tags, [new ListenedPlace(s_shelf1, 10, 500)], Now)));
        if (Count.Stage == StocktakeStage.Counting && RunningStocktake.EndOf(Report, Count) is { } end)
            Apply(RunningStocktake.End(_state, 1, Count.Rounds, end, Now));
    }

    private void Apply(Decision decision) => Apply([.. Events(decision)]);

    private void Apply(params DomainEvent[] events)
    {
        foreach (DomainEvent happened in events) _state = _state.Apply(happened, Person);
    }
}
