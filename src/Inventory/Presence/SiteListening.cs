namespace Inventory.Presence;

/// <summary>What the antennas and doors did: listening time by antenna, and how much may have changed in each cabinet.</summary>
/// <remarks>
/// Nothing here counts wall time: a reader that is unplugged or a clock that jumps adds no listening and no chance of a change.
/// </remarks>
internal sealed class SiteListening
{
    private const long LongestPeriodTicks = 60 * TimeSpan.TicksPerSecond;
    private const double RedrawsPerSecondWithoutContact = 1 / 1800.0;
    private const double RedrawsPerSecondDoorShut = 1 / 14400.0;
    private const double ShutDoorShare = 0.01; // a contact that is stuck or a door that is not the only way: not nothing
    private const double UsualOpeningSeconds = 12; // half of all openings of a blood fridge are shorter

    /// <summary>With an open door every bag is heard a little less well, so silence says a little less.</summary>
    private const double OpenDoorListeningShare = 0.7;

    public const float ExpectedScale = 10_000;

    private const float HighestEdgeDbm = -68;

    private readonly PresenceOptions _options;
    private readonly AntennaState[] _antennas;
    private readonly CabinetState[] _cabinets;
    private readonly ReadRates? _rates;
    private readonly long[] _expected;

    public SiteListening(PresenceLayout layout, IReadOnlyList<PlaceId> cabinets, PresenceModel model, PresenceOptions options)
    {
        _rates = model.Rates;
        _expected = new long[layout.Zones.Count];
        _options = options;
        _cabinets = new CabinetState[cabinets.Count];
        _antennas = new AntennaState[layout.Antennas.Count];
        int[] places = [.. layout.Antennas.Select(antenna => cabinets.ToList().IndexOf(antenna.Zone.Cabinet))];
        for (int antenna = 0; antenna < _antennas.Length; antenna++)
            _antennas[antenna] = new AntennaState { Cabinet = places[antenna], EdgeDbm = HighestEdgeDbm };
    }

    public ref readonly CabinetState Cabinet(int cabinet) => ref _cabinets[cabinet];

    /// <summary>Listening time of one antenna in ms; wraps, so only differences mean something.</summary>
    public uint ListenedMs(int antenna) => _antennas[antenna].ListenedMs;

    public long LastListenedTicks(int antenna) => _antennas[antenna].LastEndTicks;

    /// <summary>
    /// Reads that the learned tag would have given in a zone by now, each counted by what it would have said; in ten-thousandths.
    /// Wraps, so only differences mean something.
    /// </summary>
    public uint Expected(int zone) => (uint)_expected[zone];

    /// <summary>Weakest strength that this antenna usually hears, dBm.</summary>
    public float EdgeDbm(int antenna) => _antennas[antenna].EdgeDbm;

    /// <summary>Follows the 2 % quantile of all strengths at the antenna; where only strong bags lie, that is not its limit.</summary>
    public void Heard(int antenna, float rssiDbm)
    {
        ref AntennaState state = ref _antennas[antenna];
        if (rssiDbm < state.EdgeDbm) state.EdgeDbm -= 0.098f;
        else if (rssiDbm >= state.EdgeDbm) state.EdgeDbm = Math.Min(state.EdgeDbm + 0.002f, HighestEdgeDbm); // NaN is neither
    }

    public void Listened(in AntennaListened period)
    {
        ref AntennaState antenna = ref _antennas[period.Antenna];
        long from = period.FromTicks;
        long overlap = antenna.LastEndTicks - from;
        if (overlap is > 0 and < LongestPeriodTicks) from = antenna.LastEndTicks; // told twice; a longer one is a clock set back
        long length = Math.Min(period.ToTicks - from, LongestPeriodTicks);
        if (length <= 0) return;
        antenna.LastEndTicks = period.ToTicks;
        Expect(period.Antenna, length);

        ref CabinetState cabinet = ref _cabinets[antenna.Cabinet];
        antenna.ListenedTicks += cabinet.Open ? (long)(length * OpenDoorListeningShare) : length;
        antenna.ListenedMs = (uint)(antenna.ListenedTicks / TimeSpan.TicksPerMillisecond);

        // antennas of one cabinet take turns or overlap: what counts is the time in which any of them listened
        long since = period.ToTicks - cabinet.LastEndTicks;
        if (since < 0 && since > -LongestPeriodTicks) return;
        double seconds = Math.Clamp(since, 0, Math.Max(length, 2 * TimeSpan.TicksPerSecond)) / (double)TimeSpan.TicksPerSecond;
        cabinet.LastEndTicks = period.ToTicks;
        double perSecond = 1 / _options.MeanStay.TotalSeconds;
        cabinet.Changes += seconds * (!cabinet.HasContact ? perSecond
            : cabinet.Open ? _options.BagsMovedPerOpening / UsualOpeningSeconds / Math.Max(cabinet.Bags, 4) : ShutDoorShare * perSecond);
        cabinet.Redraws += seconds * (cabinet.HasContact ? RedrawsPerSecondDoorShut : RedrawsPerSecondWithoutContact);
    }

    private void Expect(int antenna, long lengthTicks)
    {
        if (_rates is null) return;
        float weight = _rates.Tempering[antenna] * ExpectedScale * lengthTicks / TimeSpan.TicksPerSecond;
        foreach ((ushort zone, float perSecond) in _rates.Expected[antenna]) _expected[zone] += (long)(weight * perSecond);
    }

    /// <summary>Listening time of one antenna when the door of its cabinet was last opened, and when last shut, ms.</summary>
    public (uint Opened, uint Closed) ListenedAtDoorMs(int antenna) => (_antennas[antenna].OpenedMs, _antennas[antenna].ClosedMs);

    /// <summary>Bags that are concluded to be in a cabinet: the more there are, the less likely an opening was for this one.</summary>
    public void CountBags(int cabinet, int change) => _cabinets[cabinet].Bags += change;

    public void DoorOpened(int cabinet, uint nowMs) => DoorMoved(cabinet, nowMs, open: true);

    public void DoorClosed(int cabinet, uint nowMs) => DoorMoved(cabinet, nowMs, open: false);

    private void DoorMoved(int cabinet, uint nowMs, bool open)
    {
        ref CabinetState state = ref _cabinets[cabinet];
        if (state.HasContact && state.Open == open) return;
        if (state.HasContact || open) state.Redraws++;
        (state.HasContact, state.Open, state.DoorSinceMs) = (true, open, nowMs);
        foreach (ref AntennaState antenna in _antennas.AsSpan())
        {
            if (antenna.Cabinet != cabinet) continue;
            if (open) antenna.OpenedMs = antenna.ListenedMs;
            else antenna.ClosedMs = antenna.ListenedMs;
        }
    }

    private struct AntennaState
    {
        public long ListenedTicks, LastEndTicks;
        public uint ListenedMs, OpenedMs, ClosedMs;
        public int Cabinet;
        public float EdgeDbm;
    }
}

/// <summary>One cabinet since the start.</summary>
internal struct CabinetState
{
    private const double ChangeUnit = 1e-7, RedrawUnit = 1e-4;

    /// <summary>Expected number of changes of place of one bag, growing with time and openings.</summary>
    public double Changes;

    /// <summary>How often the field was drawn anew (each time the door moves), so that a bag that was heard may no longer be.</summary>
    public double Redraws;

    /// <summary>The same as marks to keep with a tag. They wrap, so only differences mean something.</summary>
    public readonly uint ChangeMark => (uint)(long)(Changes / ChangeUnit);
    public readonly uint RedrawMark => (uint)(long)(Redraws / RedrawUnit);

    public readonly double ChangesSince(uint mark) => (ChangeMark - mark) * ChangeUnit;

    public readonly double RedrawsSince(uint mark) => (RedrawMark - mark) * RedrawUnit;

    public long LastEndTicks;
    public int Bags;
    public bool HasContact, Open;

    /// <summary>Tracker time of the last opening or closing, ms.</summary>
    public uint DoorSinceMs;
}
