namespace Inventory.Presence;

/// <summary>Places as small integers: the zones in the order of the layout, then their cabinets.</summary>
internal sealed class PlaceTable
{
    private readonly PlaceId[] _places;
    private readonly Dictionary<PlaceId, short> _indexOf;
    private readonly short[] _cabinetOf;
    private readonly bool[] _wholeOnly;
    private readonly short[] _ownAntenna;
    private readonly short[] _cabinetOfAntenna;
    private readonly ushort[][] _firstZones;

    public PlaceTable(PresenceLayout layout, PresenceModel model)
    {
        Zones = layout.Zones.Count;
        Cabinets = [.. layout.Zones.Concat(layout.Antennas.Select(static antenna => antenna.Zone))
            .Select(static place => place.Cabinet).Distinct()];
        if (Zones + Cabinets.Count > short.MaxValue) throw new ArgumentException("Too many places.", nameof(layout));
        _places = [.. layout.Zones, .. Cabinets];
        _indexOf = [];
        for (int place = 0; place < _places.Length; place++) _indexOf.TryAdd(_places[place], (short)place);
        _cabinetOf = [.. _places.Select(place => (short)Cabinets.ToList().IndexOf(place.Cabinet))];
        _wholeOnly = [.. Cabinets.Select(cabinet => layout.Kinds.GetValueOrDefault(cabinet) == CabinetKind.OpenShelves
            && layout.Zones.Any(zone => zone.Cabinet == cabinet && zone != cabinet))];
        IsOpenRoom = Cabinets.All(cabinet => layout.Kinds.GetValueOrDefault(cabinet) == CabinetKind.Room);
        _ownAntenna = [.. layout.Zones.Select(zone => (short)layout.Antennas.ToList().FindIndex(antenna => antenna.Zone == zone))];
        _cabinetOfAntenna = [.. layout.Antennas.Select(antenna => (short)Cabinets.ToList().IndexOf(antenna.Zone.Cabinet))];
        _firstZones = [.. Enumerable.Range(0, layout.Antennas.Count).Select(antenna => Enumerable.Range(0, Zones)
            .OrderByDescending(zone => model.Couplings.Log(zone, antenna))
            .ThenByDescending(zone => model.Log(antenna, zone, PresenceModel.Bins)).ThenBy(static zone => zone)
            .Take(TagTrack.Slots).Select(static zone => (ushort)zone).ToArray())];
    }

    public int Zones { get; }
    public int Antennas => _cabinetOfAntenna.Length;
    public IReadOnlyList<PlaceId> Cabinets { get; }

    public PlaceId? this[int place] => place >= 0 ? _places[place] : null;

    /// <returns>Index of a zone or cabinet; <see cref="TagTrack.Unknown"/> when the layout has no such place.</returns>
    public short IndexOf(PlaceId place) => _indexOf.GetValueOrDefault(place, TagTrack.Unknown);

    public short CabinetOf(int place) => _cabinetOf[place];

    /// <summary>True when the site is one open room whose tags are carried about; false when bags lie still in cabinets.</summary>
    public bool IsOpenRoom { get; }

    /// <returns>The antenna that is meant to hear this zone alone; -1 for none.</returns>
    public short OwnAntenna(int zone) => _ownAntenna[zone];

    public short CabinetOfAntenna(int antenna) => _cabinetOfAntenna[antenna];

    /// <summary>The place that may be concluded for a zone: itself, or its cabinet where shelves cannot be told apart.</summary>
    public short PlaceFor(int zone) => _wholeOnly[_cabinetOf[zone]] ? (short)(Zones + _cabinetOf[zone]) : (short)zone;

    /// <summary>The cabinet whose door and field a tag is followed with: the concluded one, else that of the antenna that hears it best.</summary>
    public int HomeOf(in TagTrack track)
    {
        if (track.Concluded >= 0) return _cabinetOf[track.Concluded];
        int home = -1;
        float strongest = float.NegativeInfinity;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            if (home >= 0 && !(link.RssiDbm > strongest)) continue; // NaN is never stronger
            home = _cabinetOfAntenna[link.Antenna];
            if (!float.IsNaN(link.RssiDbm)) strongest = link.RssiDbm;
        }
        return home >= 0 ? home : _cabinetOf[track.Zones[0]];
    }

    /// <summary>Zones that a tag heard first by this antenna may lie in, likeliest first.</summary>
    public ReadOnlySpan<ushort> FirstZones(int antenna) => _firstZones[antenna];
}
