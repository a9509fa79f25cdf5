using Inventory;
using Inventory.Identification;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Edge.Tests.Devices;

/// <summary>Counts as the service runs them: reads of devices in, the report and the adjusted ledger out.</summary>
public sealed class CountDeskTests
{
    private static readonly PlaceId Fridge1 = PlaceId.Parse("fridge-1"), Fridge2 = PlaceId.Parse("fridge-2");
    private static readonly Actor Wang = new(ActorKind.Person, "0142"), Li = new(ActorKind.Person, "0077");

    [Fact]
    public async Task Run_EveryBagHeard_EndsAsComplete()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 10);
        await bed.BeginAsync([Fridge1]);

        await bed.HearAsync(Enumerable.Range(1, 10), until: count => count.Stage == StocktakeStage.Counted);

        Assert.Equal((StocktakeEnd.Complete, 10, 0), (bed.Count.End, bed.Report.Matched, bed.Report.Missing));
        Assert.InRange(bed.Count.CountedSeconds, CountBed.RoundSeconds, 2 * CountBed.RoundSeconds);
    }

    [Fact]
    public async Task Run_OneBagIsNotThere_EndsByTheEstimateAndSaysHowSureThatIs()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 20);
        await bed.BeginAsync([Fridge1], limit: 600);

        await bed.HearAsync(Enumerable.Range(1, 19), until: count => count.Stage == StocktakeStage.Counted);

        Assert.Equal(StocktakeEnd.Complete, bed.Count.End);
        DifferenceRow row = Assert.Single(bed.Report.Rows);
        Assert.Equal((CountBed.Key(20), DifferenceClass.Missing), (row.Unit, row.Classes[0]));
        Assert.InRange(row.ChanceAbsent!.Value, 0.95, 1);
        Assert.Equal((19, 19), (bed.Report.Low, bed.Report.High));
    }

    [Fact]
    public async Task Run_ReaderCounts_JudgesTheSilentOneByItsSweeps()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 60);
        await bed.BeginAsync([Fridge1], limit: 600);
        bed.Tune(counts: true);

        while (bed.Count.Stage == StocktakeStage.Counting) await bed.SweepAsync(Enumerable.Range(1, 59));

        Assert.Equal((StocktakeEnd.Complete, CountReading.Counted, 59), (bed.Count.End, bed.Report.Reading, bed.Report.Matched));
        DifferenceRow row = Assert.Single(bed.Report.Rows);
        Assert.Equal(CountBed.Key(60), row.Unit);
        Assert.InRange(row.ChanceAbsent!.Value, 0.85, 1);
        Assert.InRange(bed.Count.CountedSeconds, 15, 60);
    }

    [Fact]
    public async Task Run_SweepBrokenOff_WhatItHeardIsHereAndNobodyIsMissedByIt()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 10);
        await bed.BeginAsync([Fridge1], limit: 600);
        bed.Tune(counts: true);

        await bed.SweepAsync(Enumerable.Range(1, 8), whole: false);
        bed.Tune(counts: false);
        await bed.HearAsync([], seconds: 4);

        Assert.Equal((8, 10), (bed.Report.Matched, bed.Report.High));
        Assert.All(bed.Report.Rows, static row => Assert.InRange(row.ChanceAbsent!.Value, 0.2, 0.7));
    }

    [Fact]
    public async Task Run_ReaderCounts_TheTrackerTakesTheirQuietForNothing()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 10);
        await bed.BeginAsync([Fridge1], limit: 600);
        await bed.HearAsync([.. Enumerable.Range(1, 9)], seconds: 30);
        bed.Concluded();
        bed.Tune(counts: true);

        for (int sweep = 0; sweep < 40; sweep++) await bed.SweepAsync([]);

        Assert.Empty(bed.Concluded());
    }

    [Fact]
    public async Task Run_TimeIsOver_EndsAndSaysSo()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 20);
        await bed.BeginAsync([Fridge1], limit: 10);

        await bed.HearAsync([1, 2], until: count => count.Stage == StocktakeStage.Counted);

        Assert.Equal((StocktakeEnd.TimeLimit, 2, 18), (bed.Count.End, bed.Report.Matched, bed.Report.Missing));
    }

    [Fact]
    public async Task Run_OneAntennaDoesNotListen_ItsBagsAreNotCalledAbsent()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 20);
        await bed.BeginAsync([Fridge1], limit: 30);
        int[] onShelf2 = [.. Enumerable.Range(1, 20).Where(static bag => bag % 2 == 1)];

        await bed.HearAsync(onShelf2, until: count => count.Stage == StocktakeStage.Counted, deafPort: 1);

        Assert.Equal((StocktakeEnd.TimeLimit, 10, 20), (bed.Count.End, bed.Report.Matched, bed.Report.High));
        Assert.All(bed.Report.Rows, static row => Assert.InRange(row.ChanceAbsent ?? 0, 0, 0.6));
    }

    [Fact]
    public async Task Pause_ReadsThatComeMeanwhile_AreNotCountedAndTakeNoTime()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 6);
        await bed.BeginAsync([Fridge1]);
        await bed.HearAsync([1, 2], until: count => count.Rounds >= 1);
        await bed.ActAsync(state => RunningStocktake.Pause(state, 1, bed.Now));
        await bed.HearAsync([1, 2], seconds: 2); // until the desk has seen the pause
        (int rounds, double counted) = (bed.Count.Rounds, bed.Count.CountedSeconds);

        await bed.HearAsync(Enumerable.Range(1, 6), seconds: 30);

        Assert.Equal((StocktakeStage.Paused, rounds, counted, 2), (bed.Count.Stage, bed.Count.Rounds, bed.Count.CountedSeconds, bed.Report.Matched));
        await bed.ActAsync(state => RunningStocktake.Continue(state, 1, bed.Now));
        await bed.HearAsync(Enumerable.Range(1, 6), until: count => count.Stage == StocktakeStage.Counted);
        Assert.Equal((6, 0), (bed.Report.Matched, bed.Report.Missing));
    }

    [Fact]
    public async Task Restart_WhileCounting_GoesOnWithWhatWasHeardAndSaysSo()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 6);
        await bed.BeginAsync([Fridge1]);
        await bed.HearAsync([1, 2, 3], until: count => count.Rounds >= 1);

        await bed.RestartAsync();
        await bed.HearAsync([4, 5, 6], until: count => count.Stage == StocktakeStage.Counted);

        Assert.Equal((StocktakeEnd.Complete, 6), (bed.Count.End, bed.Report.Matched));
        Assert.Single((await bed.Site.EventsAsync()).OfType<StocktakeContinued>());
    }

    [Fact]
    public async Task Restart_WhilePaused_StaysPaused()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 3);
        await bed.BeginAsync([Fridge1]);
        await bed.ActAsync(state => RunningStocktake.Pause(state, 1, bed.Now));

        await bed.RestartAsync();
        await bed.HearAsync([1, 2, 3], seconds: 20);

        Assert.Equal(StocktakeStage.Paused, bed.Count.Stage);
        Assert.Equal(0, bed.Report.Matched);
        Assert.Empty((await bed.Site.EventsAsync()).OfType<StocktakeContinued>());
    }

    [Fact]
    public async Task Run_TwoFridgesInTwoCounts_EachHearsItsOwn()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 4, inFridge2: 3);
        await bed.BeginAsync([Fridge1]);
        await bed.BeginAsync([Fridge2]);

        await bed.HearAsync(Enumerable.Range(1, 7), until: _ => bed.Site.State.Stocktakes.Values.All(static count => count.Stage == StocktakeStage.Counted));

        Assert.Equal((4, 0, 4), (bed.ReportOf(1).Matched, bed.ReportOf(1).Missing, bed.ReportOf(1).Read));
        Assert.Equal((3, 0, 3), (bed.ReportOf(2).Matched, bed.ReportOf(2).Missing, bed.ReportOf(2).Read));
    }

    [Fact]
    public async Task Run_BagHeardThroughTheWall_IsAStrayReadAndNotMisplaced()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 2, inFridge2: 1);
        await bed.BeginAsync([Fridge1]);

        await bed.HearAsync([1, 2, 3], until: count => count.Stage == StocktakeStage.Counted, leaks: [(3, Port: 1, Every: 3)]);

        Assert.Equal((2, 0, 1), (bed.Report.Matched, bed.Report.Misplaced, bed.Report.Stray));
    }

    [Fact]
    public async Task Run_BagIssuedWhileCounting_IsNotMissing()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 4);
        await bed.BeginAsync([Fridge1]);
        await bed.Site.GivenAsync(new UnitIssued(CountBed.Key(4), "ward 12", null, bed.Now));

        await bed.HearAsync([1, 2, 3], until: count => count.Stage == StocktakeStage.Counted);

        Assert.Equal((3, 3, StocktakeEnd.Complete), (bed.Report.Expected, bed.Report.Matched, bed.Count.End));
    }

    [Fact]
    public async Task Finish_InTheMiddleOfARound_KeepsWhatWasHeardInIt()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 3);
        await bed.BeginAsync([Fridge1]);
        await bed.HearAsync([1, 2], seconds: 3);
        Assert.Equal(0, bed.Report.Matched);

        await bed.ActAsync(state => RunningStocktake.Finish(state, 1, bed.Now));
        await bed.HearAsync([], until: static count => count.Rounds == 1);

        Assert.Equal((StocktakeEnd.Finished, 2, 1), (bed.Count.End, bed.Report.Matched, bed.Report.Missing));
    }

    [Fact]
    public async Task ReadAgain_AfterTheTimeLimitMoreThanOnce_FindsABagThatWasHidden()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 20);
        await bed.BeginAsync([Fridge1], limit: 10);
        await bed.HearAsync(Enumerable.Range(1, 12), until: count => count.Stage == StocktakeStage.Counted);

        await bed.ActAsync(state => RunningStocktake.Continue(state, 1, bed.Now));
        await bed.HearAsync(Enumerable.Range(1, 19), until: count => count.Stage == StocktakeStage.Counted);
        Assert.True(bed.Count.Rounds >= 5, $"{bed.Count.Rounds} rounds: reading again is more than one look");
        Assert.Equal(19, bed.Report.Matched);
        await bed.ActAsync(state => RunningStocktake.Continue(state, 1, bed.Now));
        await bed.HearAsync([20], until: count => count.Stage == StocktakeStage.Counted);

        Assert.Equal((20, 0), (bed.Report.Matched, bed.Report.Missing));
    }

    [Fact]
    public async Task Close_SignedByTwoPeople_AdjustsTheLedgerOnceAndForAll()
    {
        await using CountBed bed = await CountBed.StartAsync(bags: 5, inFridge2: 1);
        await bed.Site.GivenAsync(new UnitIssued(CountBed.Key(5), "ward 12", null, bed.Now));
        await bed.BeginAsync([Fridge1]);
        await bed.HearAsync([1, 2, 3, 5], until: count => count.Rounds >= 1, leaks: [(6, Port: 2, Every: 1)]);
        await bed.ActAsync(state => RunningStocktake.Finish(state, 1, bed.Now));
        await bed.HearAsync([1, 2, 3, 5], until: count => count.Stage == StocktakeStage.Counted);

        await bed.ActAsync(state => ClosingStocktake.Decide(state, 1, $"{CountBed.Key(4)}", DifferenceAction.Lost, "looked everywhere", bed.Now), Wang);
        await bed.ActAsync(state => ClosingStocktake.Decide(state, 1, $"{CountBed.Key(5)}", DifferenceAction.Quarantine, null, bed.Now), Wang);
        await bed.ActAsync(state => ClosingStocktake.Decide(state, 1, $"{CountBed.Key(6)}", DifferenceAction.Move, null, bed.Now), Wang);
        await bed.ActAsync(state => ClosingStocktake.Sign(state, 1, bed.Now), Wang);
        Assert.Equal(UnitStatus.Available, bed.Site.State.Units[CountBed.Key(4)].Status); // one signature changes nothing
        Assert.Equal(Refusal.SecondPersonNeeded, await bed.TryAsync(state => bed.Close(state, Wang), Wang));
        await bed.ActAsync(state => bed.Close(state, Li), Li);

        IReadOnlyDictionary<UnitKey, BloodUnit> units = bed.Site.State.Units;
        Assert.Equal((UnitStatus.Lost, UnitStatus.Quarantined), (units[CountBed.Key(4)].Status, units[CountBed.Key(5)].Status));
        Assert.Equal("fridge-1/shelf-2", units[CountBed.Key(6)].Location!.Place.ToString());
        StocktakeClosed closed = Assert.Single((await bed.Site.EventsAsync()).OfType<StocktakeClosed>());
        Assert.True(closed.Report.SumsAgree);
        Assert.Equal(("0142", "0077"), (closed.Report.SignedBy, closed.Report.SecondBy));
        Assert.Equal(Refusal.UnknownStocktake, await bed.TryAsync(state => bed.Close(state, Li), Li));
    }
}
