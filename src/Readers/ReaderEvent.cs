namespace Readers;

public enum ReaderEventKind : byte
{
    /// <summary>A tag was heard: <see cref="ReaderEvent.Read"/>.</summary>
    TagRead,

    /// <summary>An antenna has finished listening: <see cref="ReaderEvent.Listening"/>.</summary>
    Listened,

    /// <summary>An input of the reader changed or was read for the first time: <see cref="ReaderEvent.Input"/>.</summary>
    Input,

    /// <summary>The reader reported a fault; it goes on: <see cref="ReaderEvent.Fault"/>.</summary>
    Fault,

    /// <summary>Counting: all antennas have had their turn: <see cref="ReaderEvent.Sweep"/>.</summary>
    Swept,

    /// <summary>From here on the reader reads by another profile: <see cref="ReaderEvent.Fit"/>.</summary>
    Tuned,

    /// <summary>The reader has measured something of itself: <see cref="ReaderEvent.Measured"/>.</summary>
    Measured,
}

/// <summary>What a reader tells, in the order in which it happened. A struct: nothing is allocated for a read.</summary>
public readonly struct ReaderEvent
{
    private ReaderEvent(ReaderEventKind kind) => Kind = kind;

    public ReaderEventKind Kind { get; }
    public TagRead Read { get; private init; }
    public ListeningPeriod Listening { get; private init; }
    public ContactState Input { get; private init; }
    public ReaderFault? Fault { get; private init; }
    public CountSweep? Sweep { get; private init; }
    public InventoryFit? Fit { get; private init; }
    public ReaderMeasurement? Measured { get; private init; }

    public static ReaderEvent Of(in TagRead read) => new(ReaderEventKind.TagRead) { Read = read };

    public static ReaderEvent Of(in ListeningPeriod period) => new(ReaderEventKind.Listened) { Listening = period };

    public static ReaderEvent Of(in ContactState input) => new(ReaderEventKind.Input) { Input = input };

    public static ReaderEvent Of(ReaderFault fault) => new(ReaderEventKind.Fault) { Fault = fault };

    public static ReaderEvent Of(CountSweep sweep) => new(ReaderEventKind.Swept) { Sweep = sweep };

    public static ReaderEvent Of(InventoryFit fit) => new(ReaderEventKind.Tuned) { Fit = fit };

    public static ReaderEvent Of(ReaderMeasurement measured) => new(ReaderEventKind.Measured) { Measured = measured };
}

/// <summary>The level of one electrical input.</summary>
/// <param name="Line">Input number of the device, from 1.</param>
/// <param name="High">Level at the terminal. What high means (door open or shut) is the site's setting.</param>
/// <param name="ObservedAt">This service's clock.</param>
public readonly record struct ContactState(byte Line, bool High, DateTimeOffset ObservedAt);

/// <summary>A fault as a value: what the reader said, in its own code and in words.</summary>
/// <param name="Code">The family's error code in hex, or a short word of ours ("silent", "noise").</param>
/// <param name="Description">One plain English sentence.</param>
/// <param name="AntennaPort">The port concerned, from 1; null when it concerns the whole reader.</param>
/// <param name="ObservedAt">This service's clock.</param>
/// <param name="Trouble">What it means for whoever has to put it right.</param>
public sealed record ReaderFault(string Code, string Description, byte? AntennaPort, DateTimeOffset ObservedAt, ReaderTrouble Trouble)
{
    /// <summary>Found by measuring and not by a failed turn: that the antenna listens does not end it.</summary>
    public bool OutlastsListening { get; init; }
}
