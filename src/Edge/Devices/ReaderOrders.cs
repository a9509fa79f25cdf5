using Edge.Operations;
using Inventory;
using Readers;

namespace Edge.Devices;

/// <summary>
/// What each reader is to do now: to watch, after a door was shut to look harder into that cabinet for a while, to count while its cabinets are counted,
/// and with one antenna to search for one bag.
/// </summary>
/// <remarks>
/// A moved door draws the field of every bag anew, and one in a hundred falls below what the antennas hear. A few seconds of more power
/// tell that bag from one that was taken. With the door open the antennas never have more than their usual power. docs/adr/0009.
/// A reader counts only while all its antennas hear cabinets that are counted, all their doors are shut and none is looked into: whoever counts
/// does not notice what leaves. docs/adr/0012.
/// </remarks>
internal sealed class ReaderOrders : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ITagReader> _open = [];
    private readonly Dictionary<string, InventoryProfile> _profiles = [];
    private readonly Dictionary<PlaceId, Look> _looks = [];
    private readonly Dictionary<string, SoughtAntenna> _sought = [];
    private readonly HashSet<PlaceId> _shut = [], _ajar = [];
    private IReadOnlySet<PlaceId> _counted = new HashSet<PlaceId>();
    private readonly SiteSettings _settings;
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;

    public ReaderOrders(SiteSettings settings, TimeProvider time)
    {
        (_settings, _length, _time) = (settings, TimeSpan.FromSeconds(settings.Presence.LookSeconds), time);
        foreach (ReaderSection reader in settings.Readers) _profiles[reader.Id] = Profile(reader);
    }

    /// <summary>What the reader is to do now.</summary>
    public InventoryProfile Of(string reader)
    {
        lock (_gate) return _profiles[reader];
    }

    /// <summary>
    /// The reader runs by what <see cref="Of"/> said, and follows what is ordered from here on. It looks into its cabinets first: what
    /// was taken or shifted while it was away nobody has seen.
    /// </summary>
    public void Follow(string reader, ITagReader device)
    {
        lock (_gate)
        {
            _open[reader] = device;
            LookIntoAll(reader);
            Tell();
            device.Change(_profiles[reader]); // ordered since it was asked for; nothing where it is the same
        }
    }

    public void Lost(string reader)
    {
        lock (_gate) _open.Remove(reader);
    }

    /// <summary>The door of a cabinet was opened, or shut, or is told for the first time.</summary>
    /// <param name="open">Null when nobody knows it any more.</param>
    public void Door(PlaceId cabinet, bool? open)
    {
        lock (_gate)
        {
            if (open == true) _ajar.Add(cabinet);
            else _ajar.Remove(cabinet);
            if (open == false)
            {
                _shut.Add(cabinet);
                Begin(cabinet);
            }
            else
            {
                _shut.Remove(cabinet);
                End(cabinet);
            }
            Tell();
        }
    }

    /// <summary>These cabinets are counted now, and no others. Nothing where it is as before.</summary>
    public void Count(IReadOnlySet<PlaceId> cabinets)
    {
        lock (_gate)
        {
            if (_counted.SetEquals(cabinets)) return;
            _counted = cabinets;
            Tell();
        }
    }

    /// <summary>One antenna of the reader searches for a bag, and the others pause; null: as usual, and what was shut meanwhile is looked into.</summary>
    /// <returns>True when the reader was told so; it says <see cref="ReaderEventKind.Tuned"/> when it does. False where it does so already, counts, or is away.</returns>
    public bool Seek(string reader, SoughtAntenna? antenna)
    {
        lock (_gate)
        {
            InventoryProfile before = _profiles[reader];
            if (antenna is { } one) _sought[reader] = one;
            else if (_sought.Remove(reader)) LookIntoAll(reader);
            Tell();
            return !ReferenceEquals(_profiles[reader], before) && _open.ContainsKey(reader);
        }
    }

    public void Dispose()
    {
        lock (_gate)
            foreach (PlaceId cabinet in _looks.Keys.ToArray()) End(cabinet);
    }

    private void LookIntoAll(string reader)
    {
        foreach (PlaceId cabinet in _shut)
            if (_settings.Readers.Exists(known => known.Id == reader && known.Antennas.Exists(antenna => Looks(antenna, cabinet)))) Begin(cabinet);
    }

    private void Begin(PlaceId cabinet)
    {
        if (_length == TimeSpan.Zero || !_settings.Readers.Exists(reader => reader.Antennas.Exists(antenna => Looks(antenna, cabinet)))) return;
        End(cabinet);
        Look look = new();
        look.End = _time.CreateTimer(_ => IsOver(cabinet, look), null, _length, Timeout.InfiniteTimeSpan);
        _looks[cabinet] = look;
    }

    /// <summary>A timer that fires just as the next look begins does not end that one.</summary>
    private void IsOver(PlaceId cabinet, Look look)
    {
        lock (_gate)
            if (_looks.TryGetValue(cabinet, out Look? present) && present == look && End(cabinet)) Tell();
    }

    private bool End(PlaceId cabinet)
    {
        if (!_looks.Remove(cabinet, out Look? look)) return false;
        look.End?.Dispose();
        return true;
    }

    private void Tell()
    {
        foreach (ReaderSection reader in _settings.Readers)
        {
            InventoryProfile present = _profiles[reader.Id], next = Profile(reader);
            if (present.Count is null == next.Count is null && present.Session == next.Session && present.Antennas.SequenceEqual(next.Antennas)) continue;
            _profiles[reader.Id] = next;
            if (_open.TryGetValue(reader.Id, out ITagReader? device)) device.Change(next);
        }
    }

    private InventoryProfile Profile(ReaderSection reader) => _sought.TryGetValue(reader.Id, out SoughtAntenna sought) && !Counts(reader)
        ? Search(reader, sought)
        : Watch(reader);

    /// <summary>In session S0 the bag answers each time that it is asked.</summary>
    private static InventoryProfile Search(ReaderSection reader, SoughtAntenna sought) => new(
        [new AntennaSettings(sought.Port, reader.Antennas.Find(antenna => antenna.Port == sought.Port)!.PowerDbm) { MoreDb = sought.StepDb }],
        Session.S0, PollInputs: true);

    private InventoryProfile Watch(ReaderSection reader) => new(
        [.. reader.Antennas.Select(antenna => new AntennaSettings((byte)antenna.Port, antenna.PowerDbm)
        {
            MoreDb = _looks.Keys.Any(cabinet => Looks(antenna, cabinet)) ? antenna.LookDbm!.Value - antenna.PowerDbm : 0,
        })],
        reader.Session, PollInputs: true)
    {
        Count = Counts(reader) ? new CountPlan { PowerStepsDb = Steps(reader) } : null,
    };

    private bool Counts(ReaderSection reader) => reader.Antennas.Count > 0 && reader.Antennas.TrueForAll(antenna =>
        PlaceId.TryParse(antenna.Place, out PlaceId place) && _counted.Contains(place.Cabinet) && !_ajar.Contains(place.Cabinet)
        && !_looks.ContainsKey(place.Cabinet));

    /// <summary>Up to the power with which all its antennas may look harder; the steps below tell how near the limit the bags are.</summary>
    private static IReadOnlyList<int> Steps(ReaderSection reader)
    {
        int moreDb = reader.Antennas.Min(static antenna => (antenna.LookDbm ?? 0) - antenna.PowerDbm);
        return moreDb > 0 ? [-6, -3, 0, moreDb] : [-6, -3, 0];
    }

    private static bool Looks(AntennaSection antenna, PlaceId cabinet) =>
        antenna.LookDbm > antenna.PowerDbm && PlaceId.TryParse(antenna.Place, out PlaceId place) && place.Cabinet == cabinet;

    private sealed class Look
    {
        public ITimer? End { get; set; }
    }
}

/// <param name="StepDb">Decibels to the antenna's usual power; not above 0.</param>
internal readonly record struct SoughtAntenna(byte Port, int StepDb);
