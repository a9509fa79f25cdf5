using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Edge.Devices;

/// <summary>
/// Runs every open count: listens in with the tracker, records each round, and ends the reading when it is complete. What is open
/// stands in the ledger, so a count goes on after a restart, and several go on beside each other.
/// </summary>
/// <remarks>
/// The readers of the cabinets that are counted count as long as a count reads there (<see cref="ReaderOrders"/>). A reader that cannot, or that
/// hears other places too, watches on, and the count hears what the tracker hears. docs/adr/0012.
/// </remarks>
internal sealed class CountDesk : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private readonly ILedger _ledger;
    private readonly PresenceEngine _presence;
    private readonly PresenceLayout _layout;
    private readonly BagTagRules _rules;
    private readonly ServiceRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly TimeSpan _round;
    private readonly RunningCounts _running;
    private readonly ReaderOrders _orders;

    public CountDesk(
        ILedger ledger, PresenceEngine presence, SiteSettings settings, ServiceRecorder recorder, RunningCounts running, ReaderOrders orders,
        TimeProvider time)
    {
        (_ledger, _presence, _recorder, _running, _orders, _time) = (ledger, presence, recorder, running, orders, time);
        (_layout, _rules) = (SiteLayout.Of(settings), settings.BagTagRules());
        _round = TimeSpan.FromSeconds(settings.Stocktaking.RoundSeconds);
        presence.ReadsHeard += Observe;
        presence.PeriodEnded += Listened;
        presence.SweepEnded += SweepEnded;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (Stocktake count in _ledger.Current.State.Stocktakes.Values)
            if (count.Stage == StocktakeStage.Counting)
                await RecordAsync(state => Resumed(state, count.Number), stoppingToken);
        using PeriodicTimer look = new(s_look, _time);
        while (await look.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    /// <summary>The restart stands in the ledger, beside the time that was not counted.</summary>
    private Decision Resumed(SiteState state, int number) =>
        state.Stocktakes.TryGetValue(number, out Stocktake? count) && count.Stage == StocktakeStage.Counting
            ? new Decision.Accepted(new StocktakeContinued(number, _time.GetUtcNow()))
            : new Decision.Refused(Refusal.StocktakeStage);

    private async Task LookAsync(CancellationToken ct)
    {
        SiteState state = _ledger.Current.State;
        foreach (RunningCount running in _running.All)
        {
            bool goesOn = state.Stocktakes.TryGetValue(running.Number, out Stocktake? count) && count.Stage == StocktakeStage.Counting;
            if (!goesOn) _running.Remove(running);
            if (count is { TakesRounds: true } && (!goesOn || running.RoundLasts >= _round)) await EndRoundAsync(running, ct);
        }
        foreach (Stocktake count in state.Stocktakes.Values)
            if (count.Stage == StocktakeStage.Counting && _running.Find(count.Number) is null)
                _running.Add(new RunningCount(count, _layout, _time));
        _orders.Count(state.Stocktakes.Values.Where(static count => count.Stage == StocktakeStage.Counting)
            .SelectMany(static count => count.Cabinets).ToHashSet());
    }

    private async Task EndRoundAsync(RunningCount running, CancellationToken ct)
    {
        SiteState state = _ledger.Current.State;
        DateTimeOffset now = _time.GetUtcNow();
        StocktakeRoundEnded round = running.TakeRound(tag => UnitResolver.Resolve(state, tag, _rules), now);
        await RecordAsync(newest => RunningStocktake.EndRound(newest, round), ct);
        Decision ended = RunningStocktake.EndRound(state, round); // what it will be once it is recorded, for the estimate
        if (ended is not Decision.Accepted { Events: [StocktakeRoundEnded next] }) return;
        SiteState after = state.Apply(next, Actor.Service);
        Stocktake count = after.Stocktakes[running.Number];
        if (RunningStocktake.EndOf(ReportingStocktake.Of(after, count, now), count) is { } end)
            await RecordAsync(newest => RunningStocktake.End(newest, count.Number, count.Rounds, end, now), ct);
    }

    private ValueTask RecordAsync(Func<SiteState, Decision> decide, CancellationToken ct) => _recorder.RecordAsync("stocktake", decide, ct);

    private void Observe(ReadOnlySpan<TagObservation> reads)
    {
        foreach (RunningCount running in _running.All) running.Observe(reads);
    }

    private void Listened(AntennaListened period, int? stepDb)
    {
        foreach (RunningCount running in _running.All) running.Listened(period, stepDb);
    }

    private void SweepEnded(string reader, bool whole)
    {
        foreach (RunningCount running in _running.All) running.SweepEnded(reader, whole);
    }
}
