using Edge.Ledger;
using Inventory;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Web.History;

/// <summary>How each event changes the history. Applied in order, once each.</summary>
internal static class HistoryWriter
{
    private static readonly TimeSpan s_presentEvery = TimeSpan.FromSeconds(10);

    public static void Apply(HistoryStore store, IReadOnlyList<LedgerEntry> entries)
    {
        foreach (LedgerEntry entry in entries) Apply(store, entry);
        LedgerEntry last = entries[^1];
        store.Run(
            "INSERT INTO position (id, seq, hash) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET seq = ?1, hash = ?2",
            last.Seq, last.Hash.ToArray());
    }

    private static void Apply(HistoryStore store, LedgerEntry entry)
    {
        if (entry.By.Kind == ActorKind.Person) Present(store, entry);
        if (DeedOf(entry.Event) is { } deed)
            store.Run(
                "INSERT INTO deeds (unit, at, kind, account, note) VALUES (?1, ?2, ?3, ?4, ?5)",
                deed.Unit.ToString(), entry.OccurredAt.UtcTicks, (int)deed.Kind, entry.By.Kind == ActorKind.Person ? entry.By.Name : null, deed.Note);
        switch (entry.Event)
        {
            case AlarmRaised e:
                store.Run(
                    "INSERT OR REPLACE INTO alarms (number, kind, priority, source, celsius, units, raised_at, times) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)",
                    e.Alarm, (int)e.Kind, (int)e.Priority, e.Source, e.Celsius, e.UnitsAffected, e.OccurredAt.UtcTicks);
                break;
            case AlarmRecurred e:
                store.Run(
                    "UPDATE alarms SET celsius = ?2, units = ?3, times = times + 1, returned_at = NULL WHERE number = ?1",
                    e.Alarm, e.Celsius, e.UnitsAffected);
                break;
            case AlarmAcknowledged e:
                store.Run(
                    "UPDATE alarms SET acknowledged_by = ?2, reason = ?3, acknowledged_at = ?4 WHERE number = ?1",
                    e.Alarm, entry.By.Name, e.Reason, e.OccurredAt.UtcTicks);
                break;
            case AlarmReturned e:
                store.Run("UPDATE alarms SET returned_at = ?2 WHERE number = ?1", e.Alarm, e.OccurredAt.UtcTicks);
                break;
            case ExcursionBegan e:
                store.Run(
                    """
                    INSERT OR REPLACE INTO excursions (number, cabinet, probe, side, limit_celsius, worst, began_at, units)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                    """,
                    e.Excursion, e.Cabinet.ToString(), e.Probe, (int)e.Side, e.LimitCelsius, e.Celsius, e.OccurredAt.UtcTicks, Keys(e.UnitsInside));
                break;
            case ExcursionWorsened e:
                store.Run("UPDATE excursions SET worst = ?2, units = ?3 WHERE number = ?1", e.Excursion, e.WorstCelsius, Keys(e.UnitsInside));
                break;
            case ExcursionEnded e:
                store.Run(
                    "UPDATE excursions SET worst = ?2, ended_at = ?3, outside = ?4, unknown = ?5 WHERE number = ?1",
                    e.Excursion, e.WorstCelsius, e.OccurredAt.UtcTicks, e.SecondsOutside, e.SecondsUnknown);
                break;
            case DoorOpened e:
                store.Run("INSERT OR IGNORE INTO openings (cabinet, opened_at) VALUES (?1, ?2)", e.Cabinet.ToString(), e.OccurredAt.UtcTicks);
                break;
            case DoorClosed e:
                store.Run(
                    "UPDATE openings SET closed_at = ?2 WHERE cabinet = ?1 AND closed_at IS NULL AND opened_at <= ?2",
                    e.Cabinet.ToString(), e.OccurredAt.UtcTicks);
                break;
            case LedgerRestored e when e.KnownUpTo is null || e.KnownUpTo > e.UpTo:
                store.Run(
                    "INSERT INTO gaps (after_seq, up_to, restored_at, backup) VALUES (?1, ?2, ?3, ?4)",
                    e.UpTo, e.KnownUpTo, e.OccurredAt.UtcTicks, e.Backup);
                break;
            case TagPlaced { Unit: { } unit } e:
                Move(store, e, unit);
                break;
            default:
                break; // the state has all that is asked of the others
        }
    }

    private static (UnitKey Unit, Deed Kind, string? Note)? DeedOf(DomainEvent happened) => happened switch
    {
        UnitReceived e => (e.Unit, Deed.Received, e.Source),
        UnitReturned e => (e.Unit, Deed.Returned, null),
        UnitIssued e => (e.Unit, Deed.Issued, e.Destination),
        UnitIssuedInEmergency e => (e.Unit, Deed.Emergency, e.Destination),
        UnitDispatched e => (e.Unit, Deed.Dispatched, e.To),
        UnitReturnedToSupplier e => (e.Unit, Deed.ToSupplier, e.Cause),
        UnitDiscarded e => (e.Unit, Deed.Discarded, e.Cause),
        RemovalCaptured e => (e.Unit, Deed.Captured, null),
        UnitLost e => (e.Unit, Deed.Lost, e.Cause),
        RemovalUnaccounted e => (e.Unit, Deed.Unaccounted, null),
        RemovalExplained e => (e.Unit, Deed.Explained, e.Explanation),
        _ => null,
    };

    /// <summary>Whoever did something was at a screen: ten seconds are exact enough for who stood before a door, and keep the table small.</summary>
    private static void Present(HistoryStore store, LedgerEntry entry)
    {
        bool badge = entry.Event is PersonSignedIn { Proof: Proof.Badge or Proof.BadgeAndPin } or SignatureGiven { Proof: Proof.Badge or Proof.BadgeAndPin };
        long at = entry.RecordedAt.UtcTicks;
        store.Run(
            "INSERT INTO people (at, account, badge) VALUES (?1, ?2, ?3) ON CONFLICT (at, account) DO UPDATE SET badge = max(badge, excluded.badge)",
            at - (at % s_presentEvery.Ticks), entry.By.Name, badge ? 1 : 0);
    }

    private static void Move(HistoryStore store, TagPlaced e, UnitKey unit)
    {
        // A tag's former place counts as left only when the tag was there until now, not when it comes back from outside.
        PlaceId? left = e.Change is PresenceChange.Removed or PresenceChange.Moved ? e.Was?.Cabinet : null, came = e.Place?.Cabinet;
        if (left == came) return;
        if (left is { } from) Insert(from, false);
        if (came is { } to) Insert(to, true);

        void Insert(PlaceId cabinet, bool isComing) => store.Run(
            "INSERT INTO moves (cabinet, at, unit, came) VALUES (?1, ?2, ?3, ?4)",
            cabinet.ToString(), e.OccurredAt.UtcTicks, unit.ToString(), isComing ? 1 : 0);
    }

    private static string Keys(IReadOnlyList<UnitKey> units) => string.Join(' ', units);
}
