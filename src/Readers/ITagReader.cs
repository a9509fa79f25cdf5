using System.Threading.Channels;

namespace Readers;

/// <summary>One open UHF reader, whatever its family.</summary>
/// <remarks>
/// An instance lives as long as its transport. When the line is lost the run ends with an <see cref="IOException"/>, and the
/// owner opens a new transport and a new reader; drivers never reconnect by themselves.
/// </remarks>
public interface ITagReader : IAsyncDisposable
{
    /// <summary>Model and firmware as the device says, null before it has answered.</summary>
    string? Identity { get; }

    /// <summary>What the device can do; null before it has answered.</summary>
    ReaderCapabilities? Capabilities { get; }

    /// <summary>What the profile in use became on this device, and what of it cannot be had; null before the device has answered.</summary>
    InventoryFit? Fit { get; }

    ReaderStatistics Statistics { get; }

    /// <summary>From the next turn on reads by another profile: a count begins or ends. From any thread, while it runs.</summary>
    void Change(InventoryProfile profile);

    /// <summary>Configures the device and reads until <paramref name="ct"/> is cancelled, then leaves it quiet.</summary>
    /// <param name="events">Bounded; the driver waits when it is full and never drops.</param>
    /// <exception cref="IOException">The line is gone, or the reader was silent for longer than its limit.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    Task RunAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct);
}

public enum Session : byte { S0, S1, S2, S3 }

/// <summary>How to inventory: to watch without end, or to count.</summary>
/// <param name="Antennas">At least one. Ports in the order in which they take their turn, each with its own power.</param>
/// <param name="Session">Gen2 session while watching: S0 or S1.</param>
/// <param name="PollInputs">True to report the reader's inputs (door contacts) between rounds.</param>
public sealed record InventoryProfile(IReadOnlyList<AntennaSettings> Antennas, Session Session, bool PollInputs)
{
    /// <summary>Null to watch.</summary>
    public CountPlan? Count { get; init; }

    /// <summary>True to read each tag's chip identity too; slower.</summary>
    public bool ReadTid { get; init; }
}

/// <param name="Port">Physical port, from 1.</param>
/// <param name="PowerDbm">The antenna's usual transmit power at the port in dBm: what its strengths and its silence are compared with.</param>
public sealed record AntennaSettings(byte Port, int PowerDbm)
{
    /// <summary>Decibels to the usual power for now: above 0 to hear what hides, below 0 to tell near from far.</summary>
    public int MoreDb { get; init; }

    /// <summary>What the reader is set to.</summary>
    public int TransmitDbm => PowerDbm + MoreDb;
}

/// <summary>Counters of one reader since it was opened. Read from any thread.</summary>
public sealed class ReaderStatistics
{
    private long _reads, _frames, _badChecksums, _noiseBytes, _bytes;

    public long Reads => Interlocked.Read(ref _reads);
    public long Frames => Interlocked.Read(ref _frames);
    public long BadChecksums => Interlocked.Read(ref _badChecksums);
    public long NoiseBytes => Interlocked.Read(ref _noiseBytes);
    public long Bytes => Interlocked.Read(ref _bytes);

    public void CountRead() => Interlocked.Increment(ref _reads);
    public void CountFrame() => Interlocked.Increment(ref _frames);
    public void CountBadChecksum() => Interlocked.Increment(ref _badChecksums);
    public void CountNoise(long bytes) => Interlocked.Add(ref _noiseBytes, bytes);
    public void CountBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
