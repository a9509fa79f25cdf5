using HardwareSim.Faults;
using HardwareSim.Radio;
using HardwareSim.Truth;
using Readers.Transports;

namespace HardwareSim.Devices;

/// <summary>Serves one device on its port: bytes in, bytes out at the line's speed, with whatever is wrong with the line.</summary>
/// <param name="reader">Index of the reader; null for another device.</param>
internal sealed class DeviceLine(
    SimulatedWorld world, DeviceMachine machine, IDevicePort port, LineFaults faults, WorldClock clock, string id, byte? reader)
{
    private const int BitsPerByte = 10;
    private static readonly long IdleTicks = 200 * TimeSpan.TicksPerMillisecond, NoiseEvery = 100 * TimeSpan.TicksPerMillisecond;
    private readonly Dice _dice = world.Options.Seed.Stream($"line/{id}");
    private readonly long _byteTicks = TimeSpan.TicksPerSecond * BitsPerByte / machine.BitsPerSecond;
    private readonly Queue<WireFrame> _wire = new();
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
            Ended();
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
                (List<WireFrame> due, long next) = Step();
                if (due.Count > 0) await PutOutAsync(line, IsUnderstood(line), due, ct);
                if (Unplugged || IsHangingUp) return;
                Task first = await Task.WhenAny(reading, clock.DelayUntilAsync(next, over.Token));
                ct.ThrowIfCancellationRequested();
                if (first != reading) continue;
                int count = await reading;
                if (count == 0) return;
                if (IsUnderstood(line)) Hear(buffer.AsSpan(0, count));
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
            world.AdvanceTo(clock.Now);
            machine.PlugIn(clock.Now);
        }
    }

    private void Ended()
    {
        lock (world.Gate)
        {
            world.Truth.Reads.LineEnded(reader, clock.Now);
            foreach (WireFrame frame in _wire) world.Truth.Reads.Told(reader, frame.Reads, clock.Now, ReadFate.CutOff);
            _wire.Clear();
        }
    }

    /// <summary>At another speed each side sees chance bytes of what the other one sends.</summary>
    private bool IsUnderstood(IByteTransport line) => line is not PseudoTerminal terminal || terminal.BaudRate == machine.BitsPerSecond;

    private async ValueTask PutOutAsync(IByteTransport line, bool understood, List<WireFrame> due, CancellationToken ct)
    {
        ReadFate fate = ReadFate.CutOff;
        try
        {
            await line.WriteAsync(understood ? due.SelectMany(static frame => frame.Bytes).ToArray() : LineFaults.Noise(0, _dice), ct);
            fate = understood ? ReadFate.Sent : ReadFate.Damaged;
        }
        finally
        {
            lock (world.Gate)
                foreach (WireFrame frame in due) world.Truth.Reads.Told(reader, frame.Reads, clock.Now, frame.IsDamaged ? ReadFate.Damaged : fate);
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

    /// <returns>Frames that have passed the wire by now, and when there is more to do.</returns>
    private (List<WireFrame> Due, long Next) Step()
    {
        lock (world.Gate)
        {
            long now = clock.Now;
            world.AdvanceTo(now);
            while (machine.TrySend(now, out DeviceFrame frame))
            {
                if (now < faults.SilentUntil)
                {
                    world.Truth.Reads.Told(reader, frame.Reads, now, ReadFate.Silenced);
                    continue;
                }
                bool damaged = now < faults.WrongCheckUntil && _dice.Chance(faults.WrongCheckShare);
                if (damaged) machine.Damage(frame.Bytes, _dice);
                Put(frame.Bytes, frame.At + (now < faults.LateUntil ? faults.LateByTicks : 0), frame.Reads, damaged);
            }
            if (now < faults.NoiseUntil && now >= _noiseAt)
            {
                Put(LineFaults.Noise(machine.Head, _dice), now, [], damaged: false);
                _noiseAt = now + (long)_dice.Exponential(NoiseEvery); // bursts, as a bad contact makes them
            }
            List<WireFrame> due = [];
            while (_wire.TryPeek(out WireFrame? head) && head.DoneAt <= now) due.Add(_wire.Dequeue());
            long next = Math.Min(now + IdleTicks, machine.NextDue ?? long.MaxValue);
            if (_wire.TryPeek(out WireFrame? waiting)) next = Math.Min(next, waiting.DoneAt);
            if (now < faults.NoiseUntil) next = Math.Min(next, _noiseAt);
            return (due, next);
        }
    }

    private void Put(byte[] bytes, long at, IReadOnlyList<AirRead> reads, bool damaged)
    {
        _wireFreeAt = Math.Max(_wireFreeAt, at) + (bytes.Length * _byteTicks);
        _wire.Enqueue(new WireFrame(_wireFreeAt, bytes, reads, damaged));
    }

    /// <param name="DoneAt">When its last byte is out.</param>
    private sealed record WireFrame(long DoneAt, byte[] Bytes, IReadOnlyList<AirRead> Reads, bool IsDamaged);
}
