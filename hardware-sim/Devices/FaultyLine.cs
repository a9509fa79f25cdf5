using HardwareSim.Faults;
using Readers.Transports;

namespace HardwareSim.Devices;

/// <summary>A line on which a device without clock and faults of its own is served: what is wrong with the line is put on here.</summary>
/// <param name="heard">Called under the world's gate, which has come up to now, for each piece that the device hears.</param>
internal sealed class FaultyLine(IByteTransport inner, LineFaults faults, SimulatedWorld world, WorldClock clock, Dice dice, Action heard)
    : IByteTransport, IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    public string Name => inner.Name;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        while (true)
        {
            int count = await inner.ReadAsync(buffer, ct);
            if (count == 0 || !IsSilent()) return count;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        (byte[]? sent, long late) = Put(bytes);
        if (sent is null) return;
        if (late > 0) await clock.DelayAsync(late, ct);
        await SendAsync(sent, ct);
    }

    /// <summary>One burst of chance bytes, while there is noise.</summary>
    public async ValueTask MakeNoiseAsync(CancellationToken ct)
    {
        byte[] burst;
        lock (world.Gate)
        {
            if (clock.Now >= faults.NoiseUntil) return;
            burst = LineFaults.Noise(0, dice);
        }
        try
        {
            await SendAsync(burst, ct);
        }
        catch (IOException)
        {
            // Nobody has the port open.
        }
    }

    public void Dispose() => _writing.Dispose();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private bool IsSilent()
    {
        lock (world.Gate)
        {
            world.AdvanceTo(clock.Now);
            heard();
            return clock.Now < faults.SilentUntil;
        }
    }

    private (byte[]? Sent, long LateTicks) Put(ReadOnlyMemory<byte> bytes)
    {
        lock (world.Gate)
        {
            long now = clock.Now;
            if (now < faults.SilentUntil) return (null, 0);
            byte[] sent = bytes.ToArray();
            if (now < faults.WrongCheckUntil && dice.Chance(faults.WrongCheckShare)) sent[^1] ^= (byte)(1 + dice.Below(255));
            return (sent, now < faults.LateUntil ? faults.LateByTicks : 0);
        }
    }

    private async ValueTask SendAsync(byte[] bytes, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            await inner.WriteAsync(bytes, ct);
        }
        finally
        {
            _writing.Release();
        }
    }
}
