using HardwareSim.Faults;
using Readers.Transports;

namespace HardwareSim.Devices;

/// <summary>Serves one device on its port: bytes in, bytes out at the line's speed, with whatever is wrong with the line.</summary>
internal sealed class DeviceLine(
    SimulatedWorld world, DeviceMachine machine, IDevicePort port, LineFaults faults, WorldClock clock, string id)
{
    private const int BitsPerByte = 10;
    private static readonly long IdleTicks = 200 * TimeSpan.TicksPerMillisecond, NoiseEvery = 100 * TimeSpan.TicksPerMillisecond;
    private readonly Dice _dice = world.Options.Seed.Stream($"line/{id}");
    private readonly long _byteTicks = TimeSpan.TicksPerSecond * BitsPerByte / machine.BitsPerSecond;
    private readonly Queue<(long DoneAt, byte[] Bytes)> _wire = new();
    private long _wireFreeAt, _noiseAt;

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            while (Unplugged) await clock.DelayAsync(IdleTicks, ct);
            await using IByteTransport line = await port.PlugInAsync(ct);
            PlugIn();
            try
            {
                await ServeAsync(line, ct);
            }
            catch (IOException)
            {
                // The service has closed its side: the next one is awaited.
            }
            if (Unplugged && port is TcpDevicePort tcp) tcp.Refuse();
        }
    }

    private bool IsHangingUp { get { lock (world.Gate) return machine.HangsUp && _wire.Count == 0; } }

    private bool Unplugged { get { lock (world.Gate) return clock.Now < faults.UnpluggedUntil; } }

    private async Task ServeAsync(IByteTransport line, CancellationToken ct)
    {
        byte[] buffer = new byte[512];
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task<int> reading = line.ReadAsync(buffer, over.Token).AsTask();
        try
        {
            while (true)
            {
                (byte[] due, long next) = Step();
                if (due.Length > 0) await line.WriteAsync(due, ct);
                if (Unplugged || IsHangingUp) return;
                Task first = await Task.WhenAny(reading, clock.DelayUntilAsync(next, over.Token));
                ct.ThrowIfCancellationRequested();
                if (first != reading) continue;
                int count = await reading;
                if (count == 0) return;
                Hear(buffer.AsSpan(0, count));
                reading = line.ReadAsync(buffer, over.Token).AsTask();
            }
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAny(reading); // it ends with the line, in whatever way
        }
    }

    private void PlugIn()
    {
        lock (world.Gate)
        {
            _wire.Clear(); // what was under way when the line went
            world.AdvanceTo(clock.Now);
            machine.PlugIn(clock.Now);
        }
    }

    private void Hear(ReadOnlySpan<byte> bytes)
    {
        lock (world.Gate)
        {
            long now = clock.Now;
            world.AdvanceTo(now);
            if (now >= faults.SilentUntil) machine.Receive(bytes, now + (bytes.Length * _byteTicks));
        }
    }

    /// <returns>Bytes that have passed the wire by now, and when there is more to do.</returns>
    private (byte[] Due, long Next) Step()
    {
        lock (world.Gate)
        {
            long now = clock.Now;
            world.AdvanceTo(now);
            while (machine.TrySend(now, out byte[] frame, out long at))
            {
                if (now < faults.SilentUntil) continue;
                if (now < faults.WrongCheckUntil && _dice.Chance(faults.WrongCheckShare)) machine.Damage(frame, _dice);
                Put(frame, at + (now < faults.LateUntil ? faults.LateByTicks : 0));
            }
            if (now < faults.NoiseUntil && now >= _noiseAt)
            {
                Put(LineFaults.Noise(machine.Head, _dice), now);
                _noiseAt = now + (long)_dice.Exponential(NoiseEvery); // bursts, as a bad contact makes them
            }
            List<byte> due = [];
            while (_wire.TryPeek(out (long DoneAt, byte[] Bytes) head) && head.DoneAt <= now) due.AddRange(_wire.Dequeue().Bytes);
            long next = Math.Min(now + IdleTicks, machine.NextDue ?? long.MaxValue);
            if (_wire.TryPeek(out (long DoneAt, byte[] Bytes) waiting)) next = Math.Min(next, waiting.DoneAt);
            if (now < faults.NoiseUntil) next = Math.Min(next, _noiseAt);
            return ([.. due], next);
        }
    }

    private void Put(byte[] bytes, long at)
    {
        _wireFreeAt = Math.Max(_wireFreeAt, at) + (bytes.Length * _byteTicks);
        _wire.Enqueue((_wireFreeAt, bytes));
    }
}
