using Inventory.Presence;

namespace Inventory.Tests.Presence;

/// <summary>A small site to observe: cabinets with shelves, one antenna a shelf, a reader that takes turns.</summary>
internal sealed class Site
{
    private const long VisitTicks = TimeSpan.TicksPerSecond / 20;

    private readonly long[] _nextRead = new long[64];

    public Site(int cabinets = 2, int shelves = 4, PresenceOptions? options = null, CabinetKind kind = CabinetKind.MetalDrawers)
    {
        PlaceId[] zones = [.. from cabinet in Enumerable.Range(1, cabinets)
                              from shelf in Enumerable.Range(1, shelves)
                              select PlaceId.Parse($"fridge-{cabinet}/shelf-{shelf}")];
        Layout = new PresenceLayout(zones, [.. zones.Select((zone, at) => new AntennaSite("reader-1", (byte)(at + 1), zone))])
        {
            Kinds = zones.Select(static zone => zone.Cabinet).Distinct().ToDictionary(static cabinet => cabinet, _ => kind),
        };
        Options = options ?? new PresenceOptions();
        Tracker = new PresenceTracker(Layout, PresenceModel.Prior(Layout), Options);
    }

    public PresenceLayout Layout { get; }
    public PresenceOptions Options { get; }
    public PresenceTracker Tracker { get; }
    public List<PlaceChange> Changes { get; } = [];
    public long Now { get; set; } = new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero).Ticks;

    public static TagUii Tag(int number) => TagUii.Parse($"B2CA66FF35E0C47D{number:X8}");

    public void Read(TagUii tag, int antenna, float rssi) =>
        Tracker.Observe(new TagObservation(tag, antenna, rssi, Now), Changes);

    /// <summary>Time passes: each antenna takes its turn, and each bag is read about every <c>gap</c> seconds where it is heard.</summary>
    public void Run(double seconds, params Lying[] bags)
    {
        long end = Now + (long)(seconds * TimeSpan.TicksPerSecond);
        while (Now < end)
        {
            for (int antenna = 0; antenna < Layout.Antennas.Count; antenna++)
            {
                for (int bag = 0; bag < bags.Length; bag++)
                    if (bags[bag].Hears(antenna) is { } rssi && Now >= _nextRead[bag]) ReadInTurn(bag, antenna, rssi, bags[bag]);
                Tracker.Listened(new AntennaListened(antenna, Now, Now + VisitTicks));
                Now += VisitTicks;
            }
            Tracker.Sweep(Now, Changes);
        }
    }

    public PlaceBelief Believe(TagUii tag)
    {
        Assert.True(Tracker.TryGetBelief(tag, Now, out PlaceBelief belief));
        return belief;
    }

    private void ReadInTurn(int bag, int antenna, float rssi, Lying lying)
    {
        Read(lying.Tag, antenna, rssi);
        _nextRead[bag] = Now + (long)(lying.GapSeconds * TimeSpan.TicksPerSecond);
    }

    /// <summary>A bag that lies still: heard at its own antenna and weaker at the next one.</summary>
    internal readonly record struct Lying(TagUii Tag, int Antenna, double GapSeconds = 0, float Rssi = -45, float Neighbour = -64)
    {
        public float? Hears(int antenna) =>
            antenna == Antenna ? Rssi : antenna == (Antenna ^ 1) && GapSeconds < 5 ? Neighbour : null;
    }
}
