using HardwareSim.Radio;

namespace HardwareSim.Truth;

/// <summary>What became of a read that a reader told, as far as its line goes.</summary>
public enum ReadFate : byte
{
    /// <summary>It was sent out whole.</summary>
    Sent,

    /// <summary>The reader was silent.</summary>
    Silenced,

    /// <summary>Its frame was damaged.</summary>
    Damaged,

    /// <summary>The line ended before it was out.</summary>
    CutOff,
}

/// <param name="AtTicks">When it was out, or should have been.</param>
/// <param name="Tag">Index in the world's tags.</param>
/// <param name="Reader">Index in the site's readers.</param>
/// <param name="Port">From 1.</param>
public readonly record struct ToldRead(long AtTicks, int Tag, byte Reader, byte Port, ReadFate Fate);

/// <summary>Every read that readers told on their lines, and when their lines ended: against this a service can be held.</summary>
/// <remarks>Off until it is asked for: an hour of five readers is some tens of megabytes. Under the world's gate.</remarks>
public sealed class ReadLog
{
    private readonly List<ToldRead> _reads = [];
    private readonly List<(byte Reader, long AtTicks)> _lineEnds = [];

    public bool IsOn { get; set; }
    public IReadOnlyList<ToldRead> Reads => _reads;

    /// <summary>Memory that this log takes.</summary>
    public long HeldBytes => (long)_reads.Capacity * System.Runtime.CompilerServices.Unsafe.SizeOf<ToldRead>();

    /// <summary>Reads with a number that passed the air's check and is nobody's: one in a million. They are not among the others.</summary>
    public int Garbled { get; private set; }

    /// <summary>Unplugged, or closed by either side.</summary>
    public IReadOnlyList<(byte Reader, long AtTicks)> LineEnds => _lineEnds;

    internal void Told(byte? reader, IReadOnlyList<AirRead> reads, long at, ReadFate fate)
    {
        if (!IsOn || reader is not { } index) return;
        foreach (AirRead read in reads)
        {
            if (read.Uii == read.Tag.Uii) _reads.Add(new ToldRead(at, read.Tag.Index, index, read.Port, fate));
            else Garbled++;
        }
    }

    internal void LineEnded(byte? reader, long at)
    {
        if (IsOn && reader is { } index) _lineEnds.Add((index, at));
    }
}
