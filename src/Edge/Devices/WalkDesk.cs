using System.Collections.Immutable;
using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Commissioning;
using Inventory.Presence;

namespace Edge.Devices;

/// <summary>
/// Listens in with the tracker while a technician goes through a cabinet, and records each point when it was listened to for long enough. Gives
/// the tracker another map when somebody puts one in use.
/// </summary>
internal sealed class WalkDesk : BackgroundService
{
    private const int LooksATelling = 4; // pages follow each second
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    private readonly ILedger _ledger;
    private readonly PresenceEngine _presence;
    private readonly ServiceRecorder _recorder;
    private readonly RunningListenings _running;
    private readonly PresenceLayout _layout;
    private readonly SiteSettings _settings;
    private readonly TimeProvider _time;
    private readonly LiveSite _live;
    private ImmutableArray<ActiveModel> _maps;
    private int _looks;

    public WalkDesk(
        ILedger ledger, PresenceEngine presence, SiteSettings settings, ServiceRecorder recorder, RunningListenings running, LiveSite live, TimeProvider time)
    {
        (_ledger, _presence, _recorder, _running, _live, _time) = (ledger, presence, recorder, running, live, time);
        (_layout, _settings, _maps) = (SiteLayout.Of(settings), settings, ledger.Current.State.ActiveModels);
        presence.ReadsHeard += Observe;
        presence.PeriodEnded += Listened;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _presence.ReadsHeard -= Observe;
        _presence.PeriodEnded -= Listened;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer look = new(s_look, _time);
        while (await look.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        SiteState state = _ledger.Current.State;
        if (_settings.Presence.PlacesByWalk && state.ActiveModels != _maps)
        {
            _maps = state.ActiveModels;
            _presence.Use(SiteLayout.Model(_settings, _layout, state));
        }
        bool tells = _looks++ % LooksATelling == 0;
        ImmutableSortedDictionary<int, ShelfWalk> walks = state.Walks;
        foreach (PointListening point in _running.All)
        {
            if (tells) _live.WalkChanged(point.Walk);
            if (point.IsRecorded || !walks.ContainsKey(point.Walk)) End(point);
            else if (point.IsComplete)
            {
                point.IsRecorded = true;
                WalkPointHeard heard = new(point.Walk, point.Shelf, point.Side, point.Figures(), _time.GetUtcNow());
                await _recorder.RecordAsync("walk", state => Walking.Hear(state, heard), ct);
            }
        }
    }

    private void End(PointListening point)
    {
        _running.End(point);
        _live.WalkChanged(point.Walk);
    }

    private void Observe(ReadOnlySpan<TagObservation> reads)
    {
        foreach (PointListening point in _running.All) point.Observe(reads);
    }

    private void Listened(AntennaListened period, int? stepDb)
    {
        if (_running.All.IsEmpty) return;
        SiteState state = _ledger.Current.State;
        foreach (PointListening point in _running.All)
        {
            bool counts = stepDb is null && _presence.HasUsualPower(period.Antenna) && !state.OpenDoors.ContainsKey(point.Cabinet)
                && !Walking.IsCounted(state, point.Cabinet);
            point.Listened(period, counts);
        }
    }
}
