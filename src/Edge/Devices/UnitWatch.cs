using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Devices;

/// <summary>
/// What time alone does to bags: a reservation ends, a removal that nobody accounts for becomes an exception and an alarm, a bag that was
/// out of storage for too long is held. While a massive transfusion lasts, what leaves is captured instead. A bag in a cabinet that does
/// not keep such bags is an alarm at once.
/// </summary>
internal sealed class UnitWatch(
    ILedger ledger, ServiceRecorder recorder, AlarmDesk alarms, UnitPolicy policy, SiteSettings settings, SiteRules rules,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly string[] _cabinets = [.. settings.Cabinets.Select(static cabinet => cabinet.Id)];
    private SiteState? _seen;
    private BloodUnit[] _watched = [];

    /// <summary>One look. Only what is due becomes a command, and a command that came too late is refused by its decision.</summary>
    public async ValueTask LookAsync(CancellationToken ct)
    {
        SiteState state = ledger.Current.State;
        DateTimeOffset now = time.GetUtcNow();
        if (!ReferenceEquals(_seen?.Units, state.Units)) _watched = [.. state.Units.Values.Where(IsWatched)];
        _seen = state;
        foreach (BloodUnit unit in _watched)
        {
            UnitKey key = unit.Key;
            if (FindingWrongStorage.IsDue(unit, rules.Tables.Fit))
                await RecordAsync("wrong storage", current => FindingWrongStorage.Decide(current, new FindWrongStorage(key, rules.Tables.Fit, now)), ct);
            if (unit.Reservation?.Until <= now)
                await RecordAsync("reservation", current => EndingReservation.Decide(current, new EndReservation(key, Lapsed: true, now)), ct);
            else if (CapturingRemoval.IsDue(state, unit))
                await RecordAsync("capture", current => CapturingRemoval.Decide(current, new CaptureRemoval(key, now)), ct);
            else if (ReportingRemoval.IsDue(state, unit, policy.UnaccountedAfter, now))
                await RecordAsync("removal", current => ReportingRemoval.Decide(current, new ReportRemoval(key, policy.UnaccountedAfter, now)), ct);
            else if (WasOutTooLong(unit, now))
                await RecordAsync("late", current => current.Units.TryGetValue(key, out BloodUnit? late) && WasOutTooLong(late, now)
                    ? Quarantining.Decide(current, new QuarantineUnit(key, QuarantineReason.TemperatureExposure, now))
                    : new Decision.Refused(Refusal.WrongStatus), ct);
        }
        foreach (string cabinet in _cabinets)
        {
            int away = _watched.Count(unit => unit.UnaccountedSince is not null && unit.Location?.LastPlace?.Cabinet.ToString() == cabinet);
            alarms.Report(new AlarmCondition(AlarmKind.UnaccountedRemoval, AlarmPriority.High, cabinet, away > 0, null, away, now));
            int wrong = _watched.Count(unit => rules.Tables.Fit.IsWrong(unit) && unit.Location!.Place!.Value.Cabinet.ToString() == cabinet);
            alarms.Report(new AlarmCondition(AlarmKind.WrongStorage, AlarmPriority.High, cabinet, wrong > 0, null, wrong, now));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer beat = new(s_beat, time);
        while (await beat.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    private bool IsWatched(BloodUnit unit) =>
        unit.Reservation is not null
        || (unit.IsInStock && (unit.Location is { Place: null } || unit.OutOfStorage is not null || rules.Tables.Fit.IsWrong(unit)));

    /// <summary>
    /// It could be issued by its status, but it was or is out of its storage for too long, by the antennas' word. What was captured is
    /// settled by a person first.
    /// </summary>
    private bool WasOutTooLong(BloodUnit unit, DateTimeOffset now) =>
        unit is { Status: UnitStatus.Available or UnitStatus.Reserved, Captured: null } && policy.LimitOf(unit.Component).IsPassed(unit.OutOfStorage, now);

    private ValueTask RecordAsync(string kind, Func<SiteState, Decision> decide, CancellationToken ct) => recorder.RecordAsync(kind, decide, ct);
}
