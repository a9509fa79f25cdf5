using System.Buffers.Binary;
using HardwareSim.Faults;
using HardwareSim.Radio;
using Readers;

namespace HardwareSim.Devices;

/// <summary>The firmware of an R2000 class reader.</summary>
/// <param name="ports">4 or 8 antenna connectors, whatever hangs on them.</param>
internal sealed class R2000Machine(
    SimulatedWorld world, ReaderRadio radio, LineFaults faults, int ports = 4, R2000Firmware firmware = R2000Firmware.V19)
    : ReaderMachine(world, radio, faults)
{
    private const byte Ok = 0x10, Fail = 0x11, AntennaMissing = 0x22, PowerNotReached = 0x54, BufferEmpty = 0x38, BadParameter = 0x41, BadAntenna = 0x47, BadPower = 0x48;
    private const byte Public = 0xFF;
    private static readonly long Turnaround = TimeSpan.TicksPerMillisecond, RoundOverhead = 20 * TimeSpan.TicksPerMillisecond;
    private static readonly long Boot = 600 * TimeSpan.TicksPerMillisecond, InterByte = 50 * TimeSpan.TicksPerMillisecond;

    private readonly List<byte> _input = [];
    private readonly List<AirRead> _reads = [];
    private readonly byte[] _power = [.. Enumerable.Repeat((byte)world.Options.DefaultPowerDbm, ports)];
    private readonly R2000Memory _memory = new(world, radio);
    private readonly R2000Buffer _buffer = new();
    private readonly byte[] _identifier = new byte[12];
    private readonly bool[] _outputs = new bool[2];
    private InventoryJob? _job;
    private byte _address = 1, _workAntenna, _profile = 0xD1, _beeper, _region = 3, _detector;
    private long _busyUntil, _heardAt;

    public override byte Head => R2000Bytes.Head;

    protected override long? NextWork => _job?.NextRoundAt;

    public override IReadOnlyList<bool> Outputs => _outputs;

    public override void Receive(ReadOnlySpan<byte> bytes, long now)
    {
        if (now < _busyUntil) return; // it boots
        if (now - _heardAt > InterByte) _input.Clear();
        _heardAt = now;
        _input.AddRange(bytes);
        while (R2000Bytes.Take(_input) is { } frame)
        {
            if (frame.Address != _address && frame.Address != Public) continue;
            _job = null; // a command ends what runs
            Answer(frame.Command, frame.Data, now);
        }
    }

    public override void Restart(long now)
    {
        base.Restart(now);
        _input.Clear();
        _job = null;
        _workAntenna = 0;
        Array.Clear(_outputs);
        _buffer.Clear();
        _busyUntil = now + Boot;
    }

    private void Answer(byte command, byte[] data, long now)
    {
        byte[]? reply = command switch
        {
            0x60 => [Level(0), Level(1)],
            0x61 => [SetOutput(data)],
            0x62 => [Set(data, ref _detector)],
            0x63 => [_detector],
            0x66 or 0x76 => [SetPower(data)],
            0x77 => Power(),
            0x67 when data.Length == 12 => [SetIdentifier(data)],
            0x68 => _identifier,
            0x69 => [SetProfile(data)],
            0x6A => [_profile],
            0x70 => null,
            0x72 => firmware == R2000Firmware.V22 ? [2, 2] : [1, 9],
            0x73 => [Set(data, ref _address)],
            0x74 => [SetAntenna(data)],
            0x75 => [_workAntenna],
            0x78 => [data.Length == 3 ? Set(data[..1], ref _region) : BadParameter],
            0x79 => [_region, 0x2C, 0x33],
            0x7A => [Set(data, ref _beeper)],
            0x7B => [1, Celsius(31, now)],
            0x7E when data is [var channel] => [ReturnLoss(channel)],
            0x81 or 0x82 => Access(command, data, now + Turnaround),
            0x85 => [_memory.SetMatch(data)],
            0x86 => _memory.Match,
            0x80 or 0x89 or 0x8A or 0x8B => Begin(command, data, now),
            0x90 or 0x91 => TellBuffer(command, now + Turnaround),
            0x92 => [(byte)(_buffer.Tags >> 8), (byte)_buffer.Tags],
            0x93 => ClearBuffer(),
            _ => [Fail],
        };
        if (command == 0x70) Restart(now);
        else if (reply is { Length: > 0 }) Send(command, reply, now + Turnaround);
    }

    private byte Level(int line) => IsOpen(line) ? (byte)1 : (byte)0;

    private byte SetOutput(byte[] data)
    {
        if (data is not [3 or 4, 0 or 1]) return BadParameter;
        _outputs[data[0] - 3] = data[1] == 1;
        return Ok;
    }

    private static byte Set(byte[] data, ref byte field)
    {
        if (data.Length != 1) return BadParameter;
        field = data[0];
        return Ok;
    }

    private byte SetIdentifier(byte[] data)
    {
        data.CopyTo(_identifier, 0);
        return Ok;
    }

    private byte SetPower(byte[] data)
    {
        if (data.Length != 1 && data.Length != ports) return BadParameter;
        if (data.Any(static dbm => dbm > 33)) return BadPower;
        for (int port = 0; port < _power.Length; port++) _power[port] = data[data.Length == 1 ? 0 : port];
        return Ok;
    }

    private byte[] Power() => _power.Distinct().Count() == 1 ? [_power[0]] : _power;

    private byte SetProfile(byte[] data)
    {
        AirProfile? air = data is [>= 0xD0 and <= 0xD3] ? AirOf(data[0]) : null;
        if (air is null) return BadParameter;
        _profile = data[0];
        Radio.Settings = Radio.Settings with { Profile = air };
        return Ok;
    }

    private static AirProfile AirOf(byte profile) => profile switch
    {
        0xD0 => new AirProfile(25, 2.0, 1, 0.040, pilot: true),
        0xD2 => new AirProfile(25, 2.0, 4, 0.300, pilot: true),
        0xD3 => new AirProfile(6.25, 2.0, 1, 0.400, pilot: true),
        _ => AirProfile.D250,
    };

    private byte SetAntenna(byte[] data)
    {
        if (data is not [var port] || port >= ports) return BadAntenna;
        _workAntenna = data[0];
        return Ok;
    }

    /// <summary>A little worse towards the ends of the band, as antennas are; of a cut cable nearly everything comes back.</summary>
    private byte ReturnLoss(byte channel) => Radio.AntennaAt(_workAntenna + 1) switch
    {
        null => 1,
        { FaultDb: > 20 } => 3,
        _ => (byte)(18 - Math.Min(4, Math.Abs(channel - 0x2F) / 2)),
    };

    private byte[]? Access(byte command, byte[] data, long at)
    {
        if (Radio.AntennaAt(_workAntenna + 1) is not { } antenna) return [AntennaMissing];
        (List<byte[]> payloads, at) = _memory.Access(command, data, antenna, _power[_workAntenna], at);
        foreach (byte[] payload in payloads) Send(command, payload, at);
        return null;
    }

    private byte[]? TellBuffer(byte command, long at)
    {
        if (_buffer.Tags == 0) return [BufferEmpty];
        foreach (byte[] payload in _buffer.Payloads()) Send(command, payload, at);
        if (command == 0x91) _buffer.Clear();
        return null;
    }

    private byte[] ClearBuffer()
    {
        _buffer.Clear();
        return [Ok];
    }

    private byte[]? Begin(byte command, byte[] data, long now)
    {
        _job = InventoryJob.Parse(command, data, _workAntenna, ports, firmware, now + Turnaround);
        return _job is null ? [BadParameter] : null;
    }

    protected override void Work(long now)
    {
        InventoryJob job = _job!;
        InventoryJob.Visit visit = job.Current;
        long start = job.NextRoundAt;
        World.AdvanceTo(start);
        if (InTrouble(start))
        {
            Finish(job, [PowerNotReached], start);
            return;
        }
        SimulatedAntenna? antenna = Radio.AntennaAt(visit.Port);
        if (antenna is null)
        {
            if (job.Command != 0x8A) Finish(job, [AntennaMissing], start);
            else if (Miss(job, visit, start)) Finish(job, R2000RoundEnd.FastSwitch(job, firmware, start), start);
            return;
        }
        _reads.Clear();
        long end = Radio.Round(antenna, _power[visit.Port - 1], job.Session, job.TargetB, start, _reads) + RoundOverhead;
        Span<byte> data = stackalloc byte[4 + Epc.MaxBytes];
        _reads.RemoveAll(read => !_memory.Takes(read.Tag));
        foreach (AirRead read in _reads)
        {
            if (job.Command == 0x80) _buffer.Keep(read);
            else Send(R2000Bytes.Frame(_address, job.Command, TagData(read, data)), read.AtTicks, read);
        }
        job.Count(_reads.Count);
        if (job.Advance(end)) return;
        Finish(job, job.Command switch
        {
            0x8A => R2000RoundEnd.FastSwitch(job, firmware, end),
            0x80 => R2000RoundEnd.ToBuffer(job, _buffer.Tags, end),
            _ => R2000RoundEnd.RealTime(job, firmware, end),
        }, end);
    }

    private bool Miss(InventoryJob job, InventoryJob.Visit visit, long at)
    {
        Send(job.Command, [(byte)(visit.Port - 1), AntennaMissing], at);
        return !job.SkipVisit(at + RoundOverhead);
    }

    private void Finish(InventoryJob job, byte[] data, long at)
    {
        Send(job.Command, data, at);
        _job = null;
    }

    private static ReadOnlySpan<byte> TagData(AirRead read, Span<byte> data)
    {
        data[0] = R2000Bytes.FrequencyAntenna(read.Channel, read.Port);
        BinaryPrimitives.WriteUInt16BigEndian(data[1..], read.Tag.ProtocolControl);
        int length = read.Uii.CopyTo(data[3..]).Length;
        data[3 + length] = R2000Bytes.Rssi(read);
        return data[..(4 + length)];
    }

    private void Send(byte command, ReadOnlySpan<byte> data, long at) =>
        Send(R2000Bytes.Frame(_address, command, data), at);
}
