using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Devices;

/// <summary>
/// Carries the tracker's conclusions into the ledger, in order. A tag that is no bag of the ledger is listed as unknown and waits:
/// when it is associated, or its bag is received, its place is recorded then.
/// </summary>
internal sealed class PlaceRecorder(
    PresenceEngine presence, ILedger ledger, ServiceRecorder recorder, LiveSite live, SiteSettings settings, SiteRules rules, TimeProvider time)
    : BackgroundService
{
    private const int MostUnknown = 10_000;
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromMilliseconds(200);

    private readonly BagTagRules _rules = settings.BagTagRules();
    private readonly List<PlaceChange> _concluded = new(256);
    private readonly Dictionary<TagUii, PlaceChange> _unknown = [];
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
        else await recorder.RecordAsync("place", state => Placing.Decide(state, change, _rules, rules.Tables.Fit), ct);
    }

    private void ListUnknown(PlaceChange change)
    {
        if (change.Place is { } place)
        {
            DateTimeOffset at = new(change.AtTicks, TimeSpan.Zero);
            DateTimeOffset first = live.UnknownTags.TryGetValue(change.Tag, out UnknownTag? known) ? known.FirstHeardAt : at;
            // A hostile transmitter can make up tags without end; the list is for people and need not hold more than this.
            if (_unknown.Count >= MostUnknown && !_unknown.ContainsKey(change.Tag)) return;
            _unknown[change.Tag] = change;
            live.Update(new UnknownTag(change.Tag, place.ToString(), change.Chance, first, at));
        }
        else
        {
            _unknown.Remove(change.Tag);
            live.ForgetUnknown(change.Tag);
        }
    }

    private async ValueTask RecordNewlyKnownAsync(CancellationToken ct)
    {
        LedgerSnapshot current = ledger.Current;
        if (_unknown.Count == 0 || current.Seq == _seenSeq) return;
        _seenSeq = current.Seq;
        foreach (TagUii tag in _unknown.Keys.ToArray())
        {
            if (UnitResolver.Resolve(current.State, tag, _rules) is null) continue;
            PlaceChange change = _unknown[tag];
            _unknown.Remove(tag);
            live.ForgetUnknown(tag);
            await recorder.RecordAsync("place", state => Placing.Decide(state, change, _rules, rules.Tables.Fit), ct);
        }
    }
}
