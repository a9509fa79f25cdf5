using Edge.Devices;
using Inventory.ColdChain;

namespace Edge.Web;

public enum AlarmListState : byte { Open, Returned, History }

public enum AlarmStateView : byte { Unacknowledged, Acknowledged, ReturnedUnacknowledged, Normal }

/// <param name="Source">The thing that is wrong: a place, a probe or a device.</param>
/// <param name="SourceNameZh">Its name for people.</param>
/// <param name="State">Normal only in the history.</param>
/// <param name="Times">How often the condition came up since it was raised.</param>
public sealed record AlarmItem(
    int Number, AlarmKind Kind, AlarmPriority Priority, string Source, string SourceNameZh, string SourceNameEn, AlarmStateView State,
    double? Celsius, int UnitsAffected, DateTimeOffset RaisedAt, string? AcknowledgedBy, string? AcknowledgedName, string? AcknowledgeReason,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? ReturnedAt, int Times);

/// <param name="Waiting">Ledger entries that the hub has not confirmed.</param>
/// <param name="AckedSeq">Last ledger entry that it has confirmed.</param>
/// <param name="Since">When the connection got into this state.</param>
public sealed record HubView(
    bool Configured, bool Connected, long Waiting, DateTimeOffset? OldestWaitingAt, long AckedSeq, string? LastError, DateTimeOffset? Since);

/// <summary>One device, what it does and what is wrong with it.</summary>
/// <param name="Position">Of the receiver of a vehicle; null for others.</param>
/// <param name="Celsius">A reader's own temperature, as it last told; null where it does not.</param>
public sealed record DeviceItem(
    string Id, string Kind, DeviceState State, double? Figure, string? FigureUnit, string? Finding, string? Detail, DateTimeOffset? LastSeenAt,
    DateTimeOffset Since, string? Identity, IReadOnlyList<AntennaView> Antennas, IReadOnlyList<DeviceFaultView> Faults,
    long NoiseBytes, long BadChecksums, ReaderCapabilitiesView? Capabilities, PositionView? Position, double? Celsius);

/// <summary>What a reader can do, as the device or its protocol says; null where neither does.</summary>
/// <param name="Ports">Antenna connectors.</param>
/// <param name="MinDbm">Least power that it can be set to, dBm.</param>
/// <param name="LowestKhz">Carriers in kHz.</param>
/// <param name="CountsInSteps">It can count quietly, power step by power step; else a count is read as every day.</param>
public sealed record ReaderCapabilitiesView(
    string Model, string? Firmware, int? Ports, double? MinDbm, double? MaxDbm, string? Region, int? LowestKhz, int? HighestKhz, int Channels,
    IReadOnlyList<string> Sessions, int Inputs, int Outputs, bool CountsInSteps);

/// <param name="Finding">What it means; the pages have words for it.</param>
/// <param name="Code">The device's own code.</param>
/// <param name="Antenna">Port from 1; null when it concerns the whole device.</param>
public sealed record DeviceFaultView(string Finding, string Code, string Detail, int? Antenna, DateTimeOffset Since);

/// <param name="ReturnLossDb">How much weaker the antenna's echo is than what is sent, as last measured; null where the reader does not tell.</param>
public sealed record AntennaView(int Port, string Place, double ListenedSeconds, double ReadsPerSecond, string? Finding, int? ReturnLossDb);

/// <summary>Shapes of the live events: each member is the data of the event of that name, sent alone.</summary>
/// <param name="Reset">Events were missed: read everything once again.</param>
public sealed record LiveEvents(
    ClockEvent Clock, SeqEvent Stock, UnitEvent Unit, IdEvent Fridge, AlarmItem Alarm, IdEvent Device, HubView Hub, NumberEvent Stocktake,
    IdEvent Tray, NumberEvent Search, NumberEvent Walk, SeqEvent Reset);

public sealed record ClockEvent(DateTimeOffset Now);

public sealed record SeqEvent(long Seq);

public sealed record UnitEvent(string Key);

public sealed record IdEvent(string Id);

public sealed record NumberEvent(int Number);

/// <param name="State">"ready" or "notReady".</param>
public sealed record HealthView(string State, IReadOnlyList<HealthPart> Parts);

/// <param name="Detail">What is wrong; null when well.</param>
public sealed record HealthPart(string Name, bool Ok, string? Detail);
