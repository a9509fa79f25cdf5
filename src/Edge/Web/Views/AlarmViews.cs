using Edge.Ledger;
using Edge.Web.Accounts;
using Edge.Web.History;
using Inventory;
using Inventory.ColdChain;

namespace Edge.Web.Views;

/// <summary>Alarms as pages see them: what is not normal from the ledger's state, the rest from the history.</summary>
internal sealed class AlarmViews(ILedger ledger, HistoryStore history, HistoryFeed feed, AccountStore accounts, SiteNames names, TimeProvider time)
{
    /// <summary>Unacknowledged before acknowledged, by priority, the newest first.</summary>
    public IReadOnlyList<AlarmItem> Open() => Current(static alarm => alarm.State != AlarmState.ReturnedUnacknowledged);

    /// <summary>Over, but nobody has seen them yet.</summary>
    public IReadOnlyList<AlarmItem> Returned() => Current(static alarm => alarm.State == AlarmState.ReturnedUnacknowledged);

    /// <summary>All that ever were, newest first.</summary>
    /// <param name="before">Numbers below this one.</param>
    public async Task<IReadOnlyList<AlarmItem>> HistoryAsync(int before, int limit, CancellationToken ct)
    {
        LedgerSnapshot current = ledger.Current;
        await feed.CatchUpAsync(current.Seq, ct);
        return [.. history.Alarms(before, limit).Select(row => Item(row, current.State))];
    }

    /// <param name="seq">The history must have got this far.</param>
    /// <returns>Null when there is no such alarm.</returns>
    public async Task<AlarmItem?> FindAsync(int number, long seq, CancellationToken ct)
    {
        if (number == LedgerAlarm.Number)
        {
            DateTimeOffset now = time.GetUtcNow();
            return LedgerAlarm.Of(ledger) is { } unrecorded
                ? Item(unrecorded)
                : Item(LedgerAlarm.Over(now)) with { State = AlarmStateView.Normal, ReturnedAt = now };
        }
        if (ledger.Current.State.Alarms.TryGetValue(number, out Alarm? alarm)) return Item(alarm);
        await feed.CatchUpAsync(seq, ct);
        return history.Alarm(number) is { } row ? Item(row, ledger.Current.State) : null;
    }

    private IReadOnlyList<AlarmItem> Current(Func<Alarm, bool> wanted) =>
        [.. from alarm in Present()
            where wanted(alarm)
            orderby alarm.State == AlarmState.Acknowledged, alarm.Priority, alarm.RaisedAt descending, alarm.Number descending
            select Item(alarm)];

    private IEnumerable<Alarm> Present() =>
        LedgerAlarm.Of(ledger) is { } unrecorded ? ledger.Current.State.Alarms.Values.Prepend(unrecorded) : ledger.Current.State.Alarms.Values;

    private AlarmItem Item(Alarm alarm)
    {
        Words name = names.Of(alarm.Source);
        AlarmStateView state = alarm.State switch
        {
            AlarmState.Acknowledged => AlarmStateView.Acknowledged,
            AlarmState.ReturnedUnacknowledged => AlarmStateView.ReturnedUnacknowledged,
            _ => AlarmStateView.Unacknowledged,
        };
        return new AlarmItem(
            alarm.Number, alarm.Kind, alarm.Priority, alarm.Source, name.Zh, name.En, state, alarm.Celsius, alarm.UnitsAffected, alarm.RaisedAt,
            alarm.AcknowledgedBy, NameOf(alarm.AcknowledgedBy), alarm.AcknowledgeReason, alarm.AcknowledgedAt, null, alarm.Times);
    }

    private AlarmItem Item(AlarmRow row, SiteState state)
    {
        if (state.Alarms.TryGetValue(row.Number, out Alarm? current)) return Item(current) with { ReturnedAt = row.ReturnedAt };
        Words name = names.Of(row.Source);
        return new AlarmItem(
            row.Number, row.Kind, row.Priority, row.Source, name.Zh, name.En, AlarmStateView.Normal, row.Celsius, row.UnitsAffected, row.RaisedAt,
            row.AcknowledgedBy, NameOf(row.AcknowledgedBy), row.AcknowledgeReason, row.AcknowledgedAt, row.ReturnedAt, row.Times);
    }

    private string? NameOf(string? account) => account is { Length: > 0 } ? accounts.Find(account)?.DisplayName : null;
}
