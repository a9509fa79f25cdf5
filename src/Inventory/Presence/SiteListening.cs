namespace Inventory.Presence;

/// <summary>What the antennas and doors did: listening time by antenna, and how much may have changed in each cabinet.</summary>
/// <remarks>
/// Nothing here counts wall time: a reader that is unplugged or a clock that jumps adds no listening and no chance of a change.
/// </remarks>
internal sealed class SiteListening
{
    private const long LongestPeriodTicks = 60 * TimeSpan.TicksPerSecond;
    private const double StirsPerSecondWithoutContact = 1 / 1800.0;
    private const double ShutDoorShare = 0.01; // a contact that is stuck or a door that is not the only way: not nothing
    private const double LeastOpenSeconds = 2;

    /// <summary>With an open door every bag is heard a little less well, so silence says a little less.</summary>
    private const double OpenDoorListeningShare = 0.7;

    public const float ExpectedScale = 10_000;

    private const float HighestEdgeDbm = -68;
    private const float CycleMemory = 16;
    private const int LooksToCount = 2; // one visit may miss a bag by the luck of its slots

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
        for (int cabinet = 0; cabinet < cabinets.Count; cabinet++)
            _cabinets[cabinet].HasDrawers = layout.Kinds.GetValueOrDefault(cabinets[cabinet]) == CabinetKind.MetalDrawers;
        for (int antenna = 0; antenna < _antennas.Length; antenna++)
            _antennas[antenna] = new AntennaState { Cabinet = places[antenna], EdgeDbm = HighestEdgeDbm, CycleMs = 1000 };
    }

    public double BagsPerOpening => _options.BagsMovedPerOpening;

    public ref readonly CabinetState Cabinet(int cabinet) => ref _cabinets[cabinet];

    /// <summary>Finished listening periods of one antenna; wraps, so only differences mean something.</summary>
    public uint Visits(int antenna) => _antennas[antenna].Visits;

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
        if (state.MoreDb != 0) return; // its limit is another one now
        if (rssiDbm < state.EdgeDbm) state.EdgeDbm -= 0.098f;
        else if (rssiDbm >= state.EdgeDbm) state.EdgeDbm = Math.Min(state.EdgeDbm + 0.002f, HighestEdgeDbm); // NaN is neither
    }

    /// <summary>Decibels by which strengths at this antenna are greater now than its usual ones would be.</summary>
    public int MoreDb(int antenna) => _antennas[antenna].MoreDb;

    public void Tuned(int antenna, int moreDb) => _antennas[antenna].MoreDb = moreDb;

    /// <summary>Decibels by which this antenna has looked harder into the present field; 0 when it has not, or too shortly.</summary>
    /// <param name="silentSince">Of the tag: finished visits when it was last heard. A look that heard it does not tell that it is gone.</param>
    public int LookedDb(int antenna, ushort silentSince)
    {
        ref readonly AntennaState state = ref _antennas[antenna];
        return state.Looks >= LooksToCount && (short)((ushort)state.LookVisits - silentSince) >= 0 ? state.LookDb : 0;
    }

    public void Listened(in AntennaListened period)
    {
        ref AntennaState antenna = ref _antennas[period.Antenna];
        long from = period.FromTicks;
        long overlap = antenna.LastEndTicks - from;
        if (overlap is > 0 and < LongestPeriodTicks) from = antenna.LastEndTicks; // told twice; a longer one is a clock set back
        long length = Math.Min(period.ToTicks - from, LongestPeriodTicks);
        if (length <= 0) return;
        if (antenna.MoreDb > 0)
        {
            if (antenna.Looks == 0) antenna.LookVisits = antenna.Visits;
            (antenna.LookDb, antenna.Looks) = (antenna.MoreDb, antenna.Looks + 1);
        }
        antenna.Visits++;
        if (antenna.LastEndTicks > 0)
        {
            double cycleMs = (period.ToTicks - antenna.LastEndTicks) / (double)TimeSpan.TicksPerMillisecond;
            antenna.CycleMs += ((float)Math.Clamp(cycleMs, 1, 60_000) - antenna.CycleMs) / CycleMemory;
        }
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
        if (cabinet.Open)
        {
            cabinet.Stirs += seconds * CabinetState.StirsPerSecondDoorOpen;
            cabinet.OpenSeconds += seconds;
            return;
        }
        double stirs = cabinet.Stirs;
        cabinet.Changes += seconds / _options.MeanStay.TotalSeconds * (cabinet.HasContact ? ShutDoorShare : 1);
        if (cabinet.HasContact) return;
        cabinet.Stirs += seconds * StirsPerSecondWithoutContact;
        if (Math.Floor(stirs) < Math.Floor(cabinet.Stirs)) BeginEpoch(antenna.Cabinet);
    }

    private void BeginEpoch(int cabinet)
    {
        _cabinets[cabinet].Epoch++;
        foreach (ref AntennaState antenna in _antennas.AsSpan())
            if (antenna.Cabinet == cabinet) (antenna.EpochVisits, antenna.Looks) = (antenna.Visits, 0);
    }

    private void Expect(int antenna, long lengthTicks)
    {
        if (_rates is null) return;
        float weight = _rates.Tempering[antenna] * ExpectedScale * lengthTicks / TimeSpan.TicksPerSecond;
        foreach ((ushort zone, float perSecond) in _rates.Expected[antenna]) _expected[zone] += (long)(weight * perSecond);
    }

    /// <summary>Finished visits of one antenna in the present field of its cabinet, or in the time since a tag was first heard there.</summary>
    public float VisitsInEpoch(int antenna, uint sinceMs) =>
        Math.Min(_antennas[antenna].Visits - _antennas[antenna].EpochVisits, sinceMs / _antennas[antenna].CycleMs);

    /// <summary>Finished visits of one antenna when the door of its cabinet was last opened, and when last shut.</summary>
    public (uint Opened, uint Closed) VisitsAtDoor(int antenna) => (_antennas[antenna].OpenedVisits, _antennas[antenna].ClosedVisits);

    /// <summary>Bags that are concluded to be in a cabinet: the more there are, the less likely an opening was for this one.</summary>
    public void CountBags(int cabinet, int change) => _cabinets[cabinet].Bags += change;

    public void DoorOpened(int cabinet, uint nowMs) => DoorMoved(cabinet, nowMs, open: true);

    public void DoorClosed(int cabinet, uint nowMs) => DoorMoved(cabinet, nowMs, open: false);

    /// <summary>The contact is lost: the door may stand open or be opened unseen, so from here on the cabinet is judged like one without a contact.</summary>
    public void DoorUnknown(int cabinet)
    {
        ref CabinetState state = ref _cabinets[cabinet];
        if (!state.HasContact) return;
        BeginEpoch(cabinet);
        (state.HasContact, state.Open) = (false, false);
    }

    private void DoorMoved(int cabinet, uint nowMs, bool open)
    {
        ref CabinetState state = ref _cabinets[cabinet];
        if (state.HasContact && state.Open == open) return;
        BeginEpoch(cabinet);
        if (open) state.OpenSeconds = 0;
        else state.OpenSeconds = Math.Max(state.OpenSeconds, LeastOpenSeconds);
        (state.HasContact, state.Open, state.DoorSinceMs) = (true, open, nowMs);
        foreach (ref AntennaState antenna in _antennas.AsSpan())
        {
            if (antenna.Cabinet != cabinet) continue;
            // a contact is asked between rounds: the door may have moved during the last one
            uint visits = antenna.LastEndTicks == state.LastEndTicks ? antenna.Visits - 1 : antenna.Visits;
            if (open) antenna.OpenedVisits = visits;
            else antenna.ClosedVisits = visits;
        }
    }

    private struct AntennaState
    {
        public long ListenedTicks, LastEndTicks;
        public uint ListenedMs, Visits, OpenedVisits, ClosedVisits, EpochVisits, LookVisits;
        public float CycleMs;
        public int Cabinet, MoreDb, LookDb, Looks;
        public float EdgeDbm;
    }
}

/// <summary>One cabinet since the start.</summary>
internal struct CabinetState
{
    private const double DrawerPulled = 0.3; // of the drawers at one opening; the others keep their field
    public const double StirsPerSecondDoorOpen = 1 / 150.0; // drawers are pulled, bags are shifted
    private const double StirsPerChangeDoorShut = 100; // a field behind a shut door lasts for hours, a bag stays for weeks
    private const double ChangeUnit = 1e-7, StirUnit = 1e-4;
    private const double UsualOpeningSeconds = 12; // half of all openings of a blood fridge are shorter

    /// <summary>Expected number of changes of place of one bag while the door is shut, or in all where it has no contact.</summary>
    public double Changes;

    /// <summary>
    /// Expected number of new draws of the field between the movements of the door, which <see cref="Epoch"/> counts: while it is open, or
    /// in all where it has no contact.
    /// </summary>
    public double Stirs;

    /// <summary>How long the door has been open, or was when it was last open.</summary>
    public double OpenSeconds;

    /// <summary>The same as marks to keep with a tag. They wrap, so only differences mean something.</summary>
    public readonly uint ChangeMark => (uint)(long)(Changes / ChangeUnit);
    public readonly uint StirMark => (uint)(long)(Stirs / StirUnit);

    /// <summary>Expected number of changes of place of one bag since the marks were taken.</summary>
    /// <remarks>
    /// What one opening moves does not depend on how long it lasts: a bag that fell silent for the last third of it has a third of the
    /// opening's chance. While the door is open nobody knows yet how long it will be.
    /// </remarks>
    public readonly double ChangesSince(uint changeMark, uint stirMark, double bagsPerOpening)
    {
        double shut = (ChangeMark - changeMark) * ChangeUnit;
        if (!HasContact) return shut;
        double openSeconds = (StirMark - stirMark) * StirUnit / StirsPerSecondDoorOpen;
        double length = Open ? Math.Max(OpenSeconds, UsualOpeningSeconds) : OpenSeconds;
        return shut + (length > 0 ? bagsPerOpening / Math.Max(Bags, 4) * openSeconds / length : 0);
    }

    public readonly double StirsSince(uint changeMark, uint stirMark) =>
        ((StirMark - stirMark) * StirUnit) + (HasContact ? (ChangeMark - changeMark) * ChangeUnit * StirsPerChangeDoorShut : 0);

    public long LastEndTicks;
    public int Bags;
    public bool HasContact, Open;

    /// <summary>Each drawer is a box of its own.</summary>
    public bool HasDrawers;

    /// <summary>Chance that a movement of the door draws the field of one bag anew.</summary>
    public readonly double RedrawnByDoor => HasDrawers ? DrawerPulled : 1;

    /// <summary>Counts the fields: strengths of one are nothing new however often they are read. Wraps.</summary>
    public ushort Epoch;

    /// <summary>Tracker time of the last opening or closing, ms.</summary>
    public uint DoorSinceMs;
}
