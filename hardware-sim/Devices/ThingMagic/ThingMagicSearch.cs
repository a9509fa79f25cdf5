using HardwareSim.Radio;
using Readers;

namespace HardwareSim.Devices;

/// <summary>One search over a list of antennas: each gets an equal share of the time, round after round.</summary>
internal sealed class ThingMagicSearch(IReadOnlyList<(int Port, double PowerDbm)> antennas, long start, long duration)
{
    private bool _targetB;

    /// <summary>The state that is asked first.</summary>
    public bool StartsWithB { init => _targetB = value; }

    public long NextRoundAt { get; private set; } = start;
    public long StartedAt { get; } = start;
    public long EndsAt => StartedAt + duration;
    public bool IsOver => NextRoundAt >= EndsAt;

    /// <summary>How the module was asked: echoed in its answers.</summary>
    public byte Option { get; init; }
    public ushort Flags { get; init; }
    public ushort Metadata { get; init; }

    /// <summary>Words of a bank to read of each tag; null for none.</summary>
    public (byte Bank, int Word, byte Words)? Embedded { get; init; }
    public int Succeeded { get; set; }
    public int Failed { get; set; }

    /// <summary>Reads of a cycle that goes out at once (streaming).</summary>
    public bool Streams { get; init; }
    public bool HeardAnything { get; set; }

    public (int Port, double PowerDbm) Current =>
        antennas[(int)Math.Min(antennas.Count - 1, (NextRoundAt - StartedAt) * antennas.Count / Math.Max(1, duration))];

    /// <param name="overhead">What the firmware needs between two rounds.</param>
    public void Round(ReaderRadio radio, SimulatedAntenna antenna, Session session, bool bothTargets, long overhead, List<AirRead> reads)
    {
        int before = reads.Count;
        long end = radio.Round(antenna, Current.PowerDbm, session, _targetB, NextRoundAt, reads);
        // A, then B: when one side has fallen silent the other is asked.
        if (bothTargets && reads.Count == before) _targetB = !_targetB;
        NextRoundAt = end + overhead;
    }

    /// <summary>The port has no antenna: its share of the time passes.</summary>
    public void Skip() => NextRoundAt += Math.Max(1, duration / antennas.Count);
}
