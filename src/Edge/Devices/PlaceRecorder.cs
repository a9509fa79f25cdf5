using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Devices;

/// <summary>
/// Carries the tracker's conclusions into the ledger, in order. A tag that is no bag of the ledger is listed as unknown and waits:
/// when it is associated, or its bag is received, its place is recorded then. A tag that was taken off a bag and gets the same bag again
/// also tells when it left meanwhile: the bag wore it all the while.
/// </summary>
internal sealed class PlaceRecorder(
    PresenceEngine presence, ILedger ledger, ServiceRecorder recorder, LiveSite live, SiteSettings settings, SiteRules rules, TimeProvider time)
    : BackgroundService
{
    private const int MostUnknown = 10_000;
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromMilliseconds(200);

    private readonly BagTagRules _rules = settings.BagTagRules();
    private readonly List<PlaceChange> _concluded = new(256);
    private readonly Dictionary<TagUii, Conclusions> _unknown = [];
    private long _seenSeq;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        presence.Restore(ledger.Current.State);
        using PeriodicTimer beat = new(s_sweepEvery, time);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            presence.Sweep(time.GetUtcNow());
            presence.TakeConcluded(_concluded);
            foreach (PlaceChange change in _concluded) await RecordAsync(change, stoppingToken);
            _concluded.Clear();
            await RecordNewlyKnownAsync(stoppingToken);
        }
    }

    private async ValueTask RecordAsync(PlaceChange change, CancellationToken ct)
    {
        if (UnitResolver.Resolve(ledger.Current.State, change.Tag, _rules) is null) ListUnknown(change);
        else await RecordPlaceAsync(change, ct);
    }

    private void ListUnknown(PlaceChange change)
    {
        bool waits = _unknown.TryGetValue(change.Tag, out Conclusions before);
        PlaceChange? left = waits ? before.Left : null;
        // A hostile transmitter can make up tags without end; the list is for people and need not hold more than this.
        bool isKept = waits || _unknown.Count < MostUnknown;
        if (change.Place is { } place)
        {
            if (!isKept) return;
            DateTimeOffset at = new(change.AtTicks, TimeSpan.Zero);
            DateTimeOffset first = live.UnknownTags.TryGetValue(change.Tag, out UnknownTag? known) ? known.FirstHeardAt : at;
            _unknown[change.Tag] = new Conclusions(left, change);
            live.Update(new UnknownTag(change.Tag, place.ToString(), change.Chance, first, at));
            return;
        }
        live.ForgetUnknown(change.Tag);
        if (isKept && ledger.Current.State.Tags.GetValueOrDefault(change.Tag) is { Former: not null }) _unknown[change.Tag] = new Conclusions(left ?? change, change);
        else _unknown.Remove(change.Tag);
    }

    private async ValueTask RecordNewlyKnownAsync(CancellationToken ct)
    {
        LedgerSnapshot current = ledger.Current;
        if (_unknown.Count == 0 || current.Seq == _seenSeq) return;
        _seenSeq = current.Seq;
        foreach (TagUii tag in _unknown.Keys.ToArray())
        {
            if (UnitResolver.Resolve(current.State, tag, _rules) is not { } unit) continue;
            (PlaceChange? left, PlaceChange last) = _unknown[tag];
            _unknown.Remove(tag);
            live.ForgetUnknown(tag);
            // that it left once counts for the bag that wore it then; on another bag it begins anew
            bool again = current.State.Tags.GetValueOrDefault(tag)?.Former == unit;
            if (again && left is { } away) await RecordPlaceAsync(away, ct);
            if (last.Place is not null) await RecordPlaceAsync(last, ct);
        }
    }

    private ValueTask RecordPlaceAsync(PlaceChange change, CancellationToken ct) =>
        recorder.RecordAsync("place", state => Placing.Decide(state, change, _rules, rules.Tables.Fit), ct);

    /// <summary>What was concluded of a tag while it was no bag's.</summary>
    /// <param name="Left">When it first left its place, of a tag that a bag wore before; null when it did not.</param>
    private readonly record struct Conclusions(PlaceChange? Left, PlaceChange Last);
}
