using System.Collections.Concurrent;
using System.Globalization;
using Inventory;
using Inventory.Presence;
using Readers;

namespace Edge.Devices;

/// <summary>What the devices say right now, beside what the ledger says. Written by the device workers, read by all.</summary>
/// <remarks>Nothing here is durable: after a restart every value is absent until its device has spoken.</remarks>
public sealed class LiveSite
{
    private readonly ConcurrentDictionary<PlaceId, CabinetLive> _cabinets = new();
    private readonly ConcurrentDictionary<string, DeviceHealth> _devices = new();
    private readonly ConcurrentDictionary<TagUii, UnknownTag> _unknownTags = new();

    /// <summary>Raised after a value changed; the argument says what. Handlers must be quick and must not throw.</summary>
    public event Action<LiveChange>? Changed;

    public IReadOnlyDictionary<PlaceId, CabinetLive> Cabinets => _cabinets;
    public IReadOnlyDictionary<string, DeviceHealth> Devices => _devices;

    /// <summary>Null where the site has no position receiver.</summary>
    public PositionLive? Position { get; private set; }

    /// <summary>Tags heard that are no unit, with when and where last.</summary>
    public IReadOnlyDictionary<TagUii, UnknownTag> UnknownTags => _unknownTags;

    /// <summary>Since when the door of the cabinet around a place has been shut; null when it is open, not known or there is none.</summary>
    /// <param name="place">As in the settings: a cabinet, a shelf or a desk.</param>
    public DateTimeOffset? ShutSince(string place) =>
        PlaceId.TryParse(place, out PlaceId id) && _cabinets.TryGetValue(id.Cabinet, out CabinetLive? cabinet) && cabinet.DoorOpen == false
            ? cabinet.DoorSince
            : null;

    /// <summary>Sets up a cabinet before anything has spoken.</summary>
    public void Add(CabinetLive cabinet) => _cabinets[cabinet.Cabinet] = cabinet;

    /// <summary>Changes what is known of one cabinet. Probes and door are watched by different workers: the change may run again.</summary>
    public void Update(PlaceId cabinet, Func<CabinetLive, CabinetLive> change)
    {
        _cabinets.AddOrUpdate(
            cabinet, id => change(new CabinetLive(id, [], null, null)), (_, known) => change(known));
        Changed?.Invoke(new LiveChange(LiveTopic.Fridge, cabinet.ToString()));
    }

    public void Update(DeviceHealth device)
    {
        _devices[device.Id] = device;
        Changed?.Invoke(new LiveChange(LiveTopic.Device, device.Id));
        if (device.Kind == "hub") Changed?.Invoke(new LiveChange(LiveTopic.Hub, device.Id));
    }

    /// <summary>Raises <see cref="Changed"/> only when there is a new sample, or the position is worth something else than before.</summary>
    public void Update(PositionLive position)
    {
        bool isNews = (Position?.State, Position?.Finding, Position?.Sample) != (position.State, position.Finding, position.Sample);
        Position = position;
        if (isNews) Changed?.Invoke(new LiveChange(LiveTopic.Position, position.Id));
    }

    /// <summary>An alarm that the ledger cannot record came or went.</summary>
    public void AlarmsChanged() => Changed?.Invoke(new LiveChange(LiveTopic.Alarm, "ledger"));

    /// <summary>Something was laid on a desk or taken from it, or its reader came or went.</summary>
    public void TrayChanged(string desk) => Changed?.Invoke(new LiveChange(LiveTopic.Tray, desk));

    public void SearchChanged(int number) => Changed?.Invoke(new LiveChange(LiveTopic.Search, number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A point of a walk is listened to, or no more.</summary>
    public void WalkChanged(int number) => Changed?.Invoke(new LiveChange(LiveTopic.Walk, number.ToString(CultureInfo.InvariantCulture)));

    public void Update(UnknownTag tag) => _unknownTags[tag.Tag] = tag;

    /// <summary>The tag speaks for a bag now, or was removed.</summary>
    public void ForgetUnknown(TagUii tag) => _unknownTags.TryRemove(tag, out _);
}

public enum LiveTopic : byte { Fridge, Device, Hub, Alarm, Tray, Search, Walk, Position }

public readonly record struct LiveChange(LiveTopic Topic, string Id);

/// <summary>One cabinet as its probes and door contact see it.</summary>
/// <param name="Probes">In the order of the settings.</param>
/// <param name="DoorOpen">Null when there is no contact or it has not spoken yet.</param>
/// <param name="DoorSince">When the door got into that state; null with <paramref name="DoorOpen"/>.</param>
public sealed record CabinetLive(
    PlaceId Cabinet, IReadOnlyList<ProbeLive> Probes, bool? DoorOpen, DateTimeOffset? DoorSince);

public enum ProbeState : byte { NeverHeard, Good, Suspect, Silent, Faulty }

/// <param name="Name">The probe's name in the settings: <c>top</c>, <c>bottom</c>.</param>
/// <param name="Celsius">Last good value; it is the current one only while <paramref name="State"/> is good.</param>
/// <param name="At">When that value was taken.</param>
/// <param name="Fault">Why it is not good, one short word; null when good.</param>
public sealed record ProbeLive(string Name, ProbeState State, double? Celsius, DateTimeOffset? At, string? Fault);

public enum DeviceState : byte { Starting, InService, Degraded, NotInService }

/// <summary>One device as its worker sees it.</summary>
/// <param name="Id">Name in the settings.</param>
/// <param name="Kind">"reader", "probe", "contact", "signal", "light", "position", "hub" or "ledger".</param>
/// <param name="Figure">Key figure: reads a second, degrees, waiting messages; null when there is none.</param>
/// <param name="FigureUnit">Unit of the figure: "reads/s", "°C", "satellites", "waiting".</param>
/// <param name="Finding">Code of what is wrong ("silent", "unplugged", "noise", "antenna-deaf", …); null when well.</param>
/// <param name="Detail">One plain English sentence for the log and the technician; null when well.</param>
/// <param name="LastSeenAt">Last time the device answered; null when never.</param>
public sealed record DeviceHealth(
    string Id, string Kind, DeviceState State, double? Figure, string? FigureUnit, string? Finding, string? Detail,
    DateTimeOffset? LastSeenAt, DateTimeOffset Since)
{
    /// <summary>Firmware or model as the device says.</summary>
    public string? Identity { get; init; }

    /// <summary>What a reader can do; null for others, and before it was asked.</summary>
    public ReaderCapabilities? Capabilities { get; init; }

    /// <summary>Antennas of a reader, empty for others.</summary>
    public IReadOnlyList<AntennaHealth> Antennas { get; init; } = [];

    /// <summary>What a reader reports while it goes on, the oldest first.</summary>
    public IReadOnlyList<DeviceFault> Faults { get; init; } = [];

    /// <summary>Of a reader that measures its own temperature, °C, as it last told; null for others.</summary>
    public double? Celsius { get; init; }

    /// <summary>Of a position receiver; null for others.</summary>
    public PositionLive? Position { get; init; }

    public long NoiseBytes { get; init; }
    public long BadChecksums { get; init; }
}

/// <param name="ListenedSeconds">Listening time in the last minute.</param>
/// <param name="ReadsPerSecond">Over the last minute, per second of listening.</param>
/// <param name="Finding">Word of what is wrong with this antenna; null when well.</param>
public sealed record AntennaHealth(byte Port, string Place, double ListenedSeconds, double ReadsPerSecond, string? Finding)
{
    /// <summary>How much weaker its echo is than what is sent, dB, as last measured; below 10 it is poor. Null where the reader does not tell.</summary>
    public int? ReturnLossDb { get; init; }
}

/// <param name="Place">Of the antenna that heard it last.</param>
public sealed record UnknownTag(TagUii Tag, string Place, double Chance, DateTimeOffset FirstHeardAt, DateTimeOffset LastHeardAt);

/// <summary>Answers "where is this tag, how sure, how old" from the running tracker. Any thread.</summary>
public interface IBeliefs
{
    /// <returns>Null when the tracker has never heard of the tag.</returns>
    PlaceBelief? Find(TagUii tag, DateTimeOffset at);

    /// <returns>Moments in which the tag was heard lately and the listening time they fell in; (0, 0) when no habit is known.</returns>
    (int Hits, double Seconds) Usual(TagUii tag) => (0, 0);

    /// <returns>Weakest strength that an antenna usually hears, dBm; null for one that is not known.</returns>
    double? LimitDbm(string reader, byte port) => null;

    /// <summary>Takes a person's word for where a tag lies, until its antennas know better.</summary>
    void Take(TagUii tag, PlaceId place, DateTimeOffset at) { }

    /// <returns>Decibels by which the tag was stronger than its antennas must have when it was last heard; null when it was not.</returns>
    double? StrengthDb(TagUii tag) => null;

    /// <param name="place">Where the ledger has it.</param>
    /// <param name="placedAt">Since when.</param>
    /// <returns>What its last reads and the doors prove of a tag that a count does not hear; null for nothing.</returns>
    WatchKnowledge? Knows(TagUii tag, PlaceId place, DateTimeOffset placedAt, DateTimeOffset at) => null;
}
