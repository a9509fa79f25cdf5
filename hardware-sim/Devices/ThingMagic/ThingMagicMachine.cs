using System.Buffers.Binary;
using HardwareSim.Faults;
using HardwareSim.Radio;
using Readers;

namespace HardwareSim.Devices;

/// <summary>The firmware of a ThingMagic module with four ports: a boot loader, then an application that knows nothing until it is told.</summary>
internal sealed class ThingMagicMachine : ReaderMachine
{
    private const ushort Ok = 0, WrongDataCount = 0x0100, InvalidOpcode = 0x0101, PowerTooHigh = 0x0103, BadParameter = 0x0105, PowerTooLow = 0x0106,
        BadRegion = 0x010B, NoTags = 0x0400, NoProtocol = 0x0401, BadProtocol = 0x0402, RadioNotOn = 0x0405, AntennaMissing = 0x0503, TooHot = 0x0504,
        BadAntenna = 0x0507, BufferEmpty = 0x0600, BufferFull = 0x0601;
    private const int Ports = 4, MaxRecordBytes = 0xF8 - 4, BufferTags = 1000;
    private const ushort StreamFlag = 0x0008, LargeCountFlag = 0x0010;
    private static readonly long Turnaround = TimeSpan.TicksPerMillisecond, Overhead = 3 * TimeSpan.TicksPerMillisecond;
    private static readonly long Boot = 650 * TimeSpan.TicksPerMillisecond, InterByte = 100 * TimeSpan.TicksPerMillisecond;
    private static readonly byte[] Regions = [0x01, 0x02, 0x06, 0x08, 0x09, 0x1E];
    private static readonly byte[] VersionData = Convert.FromHexString("20060100" + "20000001" + "20260315" + "01150206" + "00000010");

    private readonly List<byte> _input = [];
    private readonly List<AirRead> _reads = [];
    private readonly List<ThingMagicRecord> _buffer = [];
    private readonly List<AirRead> _fetched = [];
    private readonly Dice _dice;
    private readonly AirAccess _air;
    private readonly ThingMagicAccess _access;
    private readonly ThingMagicPins _pins;
    private readonly ThingMagicGen2Store _gen2 = new();
    private readonly byte[] _options = new byte[32];
    private readonly short[] _portPower = new short[Ports + 1];
    private (int Port, double PowerDbm)[] _list = [];
    private bool _application;
    private byte _region, _powerMode;
    private ushort _protocol;
    private short _readPower = 2000, _writePower = 2000;
    private ThingMagicSearch? _search;
    private long _busyUntil, _heardAt;

    public ThingMagicMachine(SimulatedWorld world, ReaderRadio radio, LineFaults faults) : base(world, radio, faults)
    {
        _dice = world.Options.Seed.Stream($"module/{radio.Id}");
        _air = new AirAccess(world, radio);
        _access = new ThingMagicAccess(_air);
        _pins = new ThingMagicPins(IsOpen);
    }

    public override byte Head => ThingMagicBytes.Head;

    protected override long? NextWork => _search?.NextRoundAt;

    public override IReadOnlyList<bool> Outputs => _pins.Levels;

    /// <summary>A module lives on its line's power: plugging in is a cold start.</summary>
    public override void PlugIn(long now) => ColdStart();

    /// <summary>The module tells of its start by an answer that nobody asked for, and stands in the boot loader.</summary>
    public override void Restart(long now)
    {
        ColdStart();
        Reply(0x04, Ok, VersionData, now + Boot);
    }

    public override void Receive(ReadOnlySpan<byte> bytes, long now)
    {
        if (now < _busyUntil) return;
        if (now - _heardAt > InterByte) _input.Clear();
        _heardAt = now;
        _input.AddRange(bytes);
        while (ThingMagicBytes.Take(_input) is { } command)
        {
            // A module that streams hears nothing but the end of it.
            if (_search is { Streams: true } && command is not { Opcode: 0x2F, Data: [0, 0, 2] }) continue;
            if (_application) Answer(command.Opcode, command.Data, now + Turnaround);
            else AnswerFromBootLoader(command.Opcode, now + Turnaround);
        }
    }

    protected override void Work(long now)
    {
        ThingMagicSearch search = _search!;
        World.AdvanceTo(now);
        if (InTrouble(now)) Trouble(search, now);
        else if (search.IsOver) End(search, now);
        else if (Radio.AntennaAt(search.Current.Port) is { } antenna) Round(search, antenna);
        else if (search.Streams) Miss(search, now);
        else Finish(AntennaMissing, now);
    }

    private void ColdStart()
    {
        base.PlugIn(0);
        _input.Clear();
        _buffer.Clear();
        _search = null;
        (_application, _region, _protocol) = (false, 0, 0);
        _gen2.ColdStart();
        (_readPower, _writePower, _list) = (2000, 2000, []);
        Array.Clear(_portPower);
        Array.Clear(_options);
        _pins.ColdStart();
    }

    private void AnswerFromBootLoader(byte opcode, long at)
    {
        switch (opcode)
        {
            case 0x03: Reply(opcode, Ok, VersionData, at); break;
            case 0x0C: Reply(opcode, Ok, [0x11], at); break;
            case 0x04:
                _application = true;
                _busyUntil = at + Boot;
                Reply(opcode, Ok, VersionData, at + Boot);
                break;
            default: Reply(opcode, InvalidOpcode, [], at); break;
        }
    }

    private void Answer(byte opcode, byte[] data, long at)
    {
        (ushort Status, byte[] Data) = (opcode, data) switch
        {
            (0x03, []) => (Ok, VersionData),
            (0x06, [_, _, _, _]) => (Ok, []),
            (0x98, [_]) => (Keep(ref _powerMode, data[0]), []),
            (0x0C, []) => (Ok, [0x12]),
            (0x61, [5]) => (Ok, [5, .. Pairs(static antenna => antenna is null ? (byte)0 : (byte)1)]),
            (0x61, [6]) => _region == 0 ? (RadioNotOn, []) : (Ok, [6, .. Pairs(static antenna => antenna is null ? (byte)1 : antenna.FaultDb > 20 ? (byte)3 : (byte)17)]),
            (0x62, [_]) => (Ok, Power(data[0], _readPower)),
            (0x64, [_]) => (Ok, Power(data[0], _writePower)),
            (0x63, []) => (Ok, [(byte)(_protocol >> 8), (byte)_protocol]),
            (0x66, [1]) => (Ok, [1, .. _pins.Triples]),
            (0x67, []) => (Ok, [_region]),
            (0x68, []) => (Ok, [_powerMode]),
            (0x6A, [1, < 32]) => (Ok, [1, data[1], _options[data[1]]]),
            (0x6B, [5, _]) => _gen2.Tell(data[1]) is { } told ? (Ok, told) : (BadParameter, []),
            (0x71, []) => (Ok, Regions),
            (0x72, []) => (Ok, [InTrouble(at) ? (byte)84 : Celsius(34, at)]),
            (0x91, _) => (SetAntennas(data), []),
            (0x92, [_, _]) => (SetPower(data, ref _readPower), []),
            (0x94, [_, _]) => (SetPower(data, ref _writePower), []),
            (0x93, [_, _]) => (SetProtocol(data), []),
            (0x96, _) => (_pins.Set(data) ? Ok : BadParameter, []),
            (0x97, [_]) => (SetRegion(data[0]), []),
            (0x9A, [1, < 32, _]) => (Keep(ref _options[data[1]], data[2]), []),
            (0x9B, [5, ..]) => (_gen2.TrySet(data) ? Ok : BadParameter, []),
            (0x2A, []) => (Clear(), []),
            (0x22, { Length: >= 5 }) => (Begin(data, at), []),
            (0x29, [_, _, _]) => Fetch(data),
            (0x28, _) or (0x24, _) => Access(opcode, data, ref at),
            (0x2F, _) => Stream(data, at),
            _ => (InvalidOpcode, []),
        };
        if (Status != Pending) Reply(opcode, Status, Data, at, [.. _fetched]);
        _fetched.Clear();
    }

    /// <summary>No answer now: it comes with the end of what was begun.</summary>
    private const ushort Pending = 0xFFFF;

    private static byte[] Power(byte option, short centi)
    {
        byte[] power = [option, (byte)(centi >> 8), (byte)centi];
        return option == 1 ? [.. power, 0x0C, 0x4E, 0x01, 0xF4] : power; // 31.50 and 5.00 dBm
    }

    private static ushort Keep(ref byte place, byte value)
    {
        place = value;
        return Ok;
    }

    private byte[] Pairs(Func<SimulatedAntenna?, byte> value) =>
        [.. Enumerable.Range(1, Ports).SelectMany(port => new[] { (byte)port, value(Radio.AntennaAt(port)) })];

    private static ushort SetPower(byte[] data, ref short power)
    {
        short centi = BinaryPrimitives.ReadInt16BigEndian(data);
        if (centi > 3150) return PowerTooHigh;
        if (centi < 500) return PowerTooLow;
        power = centi;
        return Ok;
    }

    private ushort SetProtocol(byte[] data)
    {
        if (data is not [0, 5]) return BadProtocol;
        _protocol = 5;
        return Ok;
    }

    private ushort SetRegion(byte region)
    {
        if (!Regions.Contains(region)) return BadRegion;
        _region = region;
        return Ok;
    }

    private ushort SetAntennas(byte[] data)
    {
        (int Port, double PowerDbm)[] list;
        if (data.Length == 2) list = [(data[0], 0)];
        else if (data.Length > 2 && data[0] == 2 && data.Length % 2 == 1) list = [.. data.Skip(1).Chunk(2).Select(static pair => ((int)pair[0], 0.0))];
        else if (data.Length > 7 && data[0] == 4 && data.Length % 7 == 1) return SetPortPowers(data);
        else return WrongDataCount;
        if (list.Any(static entry => entry.Port is < 1 or > Ports)) return BadAntenna;
        _list = list;
        return Ok;
    }

    private ushort SetPortPowers(byte[] data)
    {
        foreach (byte[] entry in data.Skip(1).Chunk(7))
        {
            if (entry[0] is < 1 or > Ports) return BadAntenna;
            _portPower[entry[0]] = BinaryPrimitives.ReadInt16BigEndian(entry.AsSpan(1));
        }
        return Ok;
    }

    private ushort Clear()
    {
        _buffer.Clear();
        return Ok;
    }

    private ushort? NotReady() => _region == 0 ? RadioNotOn : _protocol == 0 ? NoProtocol : _list.Length == 0 ? BadAntenna : null;

    private (int Port, double PowerDbm)[] Antennas() =>
        [.. _list.Select(entry => (entry.Port, (_portPower[entry.Port] == 0 ? _readPower : _portPower[entry.Port]) / 100.0))];

    private ushort Begin(byte[] data, long at)
    {
        if (NotReady() is { } status) return status;
        _search = NewSearch(data, at, streams: false);
        return Pending;
    }

    private ThingMagicSearch NewSearch(ReadOnlySpan<byte> data, long at, bool streams) => new(
        Antennas(), at, BinaryPrimitives.ReadUInt16BigEndian(data[3..]) * TimeSpan.TicksPerMillisecond)
    {
        Option = data[0],
        Flags = BinaryPrimitives.ReadUInt16BigEndian(data[1..]),
        Metadata = (data[0] & 0x10) != 0 && data.Length >= 7 ? BinaryPrimitives.ReadUInt16BigEndian(data[5..]) : (ushort)0,
        Streams = streams,
        Embedded = EmbeddedIn(data),
        StartsWithB = _gen2.StartsWithB,
    };

    /// <summary>Flag 04: one operation follows the metadata word: 01, length, 28, timeout, option 00, bank, word u32, words.</summary>
    private static (byte, int, byte)? EmbeddedIn(ReadOnlySpan<byte> data)
    {
        if ((data[2] & 0x04) == 0) return null;
        ReadOnlySpan<byte> operation = data[((data[0] & 0x10) != 0 ? 7 : 5)..];
        return operation is [1, 9, 0x28, _, _, 0, var bank, 0, 0, 0, var word, var words] ? (bank, word, words) : null;
    }

    private void Round(ThingMagicSearch search, SimulatedAntenna antenna)
    {
        _reads.Clear();
        search.Round(Radio, antenna, (Session)_gen2.Session, _gen2.BothTargets, Overhead, _reads);
        foreach (AirRead read in _reads)
        {
            uint milliseconds = (uint)Math.Max(0, (read.AtTicks - search.StartedAt) / TimeSpan.TicksPerMillisecond);
            if (search.Streams) Tell(search, new ThingMagicRecord(read, milliseconds, _dice.Below(181)), read.AtTicks);
            else Remember(search, antenna, read, milliseconds);
        }
    }

    private void Remember(ThingMagicSearch search, SimulatedAntenna antenna, AirRead read, uint milliseconds)
    {
        bool byAntenna = _options[0x00] == 0, keepStrongest = _options[0x06] == 1, byData = _options[0x08] == 0;
        byte[]? memory = null;
        if (search.Embedded is { } wanted)
        {
            AirResult result = _air.Read(antenna, search.Current.PowerDbm, read.AtTicks, read.Tag, 0, wanted.Bank, wanted.Word, wanted.Words);
            if (result.IsDone) search.Succeeded++;
            else search.Failed++;
            memory = result.IsDone ? result.Data : null;
        }
        ThingMagicRecord? known = _buffer.Find(record => record.Read.Uii == read.Uii && (!byAntenna || record.Read.Port == read.Port)
            && (!byData || (record.Memory ?? []).AsSpan().SequenceEqual(memory)));
        if (known is not null) known.Again(read, keepStrongest);
        else _buffer.Add(new ThingMagicRecord(read, milliseconds, _dice.Below(181)) { Memory = memory });
    }

    private void Tell(ThingMagicSearch search, ThingMagicRecord record, long at)
    {
        search.HeardAnything = true;
        List<byte> data = [search.Option, (byte)(search.Flags >> 8), (byte)search.Flags];
        if ((search.Option & 0x10) != 0) data.AddRange([(byte)(search.Metadata >> 8), (byte)search.Metadata]);
        Reply(0x22, Ok, [.. data, 1, .. record.Bytes(search.Metadata, _pins.Packed)], at, record.Read);
    }

    private void End(ThingMagicSearch search, long now)
    {
        if (search.Streams)
        {
            if (!search.HeardAnything) Reply(0x22, NoTags, [], now);
            NextCycle(search, now);
        }
        else if (_buffer.Count > BufferTags)
        {
            _buffer.RemoveRange(BufferTags, _buffer.Count - BufferTags);
            Finish(BufferFull, now);
        }
        else if (_buffer.Count == 0)
        {
            Finish(NoTags, now);
        }
        else
        {
            byte[] head = [search.Option, (byte)(search.Flags >> 8), (byte)search.Flags];
            byte[] count = (search.Flags & LargeCountFlag) != 0 ? [0, 0, (byte)(_buffer.Count >> 8), (byte)_buffer.Count] : [(byte)_buffer.Count];
            byte[] operated = search.Embedded is null ? []
                : [1, 0x28, (byte)(search.Succeeded >> 8), (byte)search.Succeeded, (byte)(search.Failed >> 8), (byte)search.Failed];
            _search = null;
            Reply(0x22, Ok, [.. head, .. count, .. operated], now);
        }
    }

    private void NextCycle(ThingMagicSearch search, long now) => _search = new ThingMagicSearch(Antennas(), now, search.EndsAt - search.StartedAt)
    {
        Option = search.Option, Flags = search.Flags, Metadata = search.Metadata, Streams = true, StartsWithB = _gen2.StartsWithB,
    };

    private void Miss(ThingMagicSearch search, long now)
    {
        Reply(0x22, AntennaMissing, [], now);
        search.Skip();
    }

    private void Trouble(ThingMagicSearch search, long now)
    {
        if (!search.Streams)
        {
            Finish(TooHot, now);
            return;
        }
        Reply(0x22, TooHot, [], now);
        NextCycle(search, now + TimeSpan.TicksPerSecond);
    }

    private void Finish(ushort status, long at)
    {
        _search = null;
        Reply(0x22, status, [], at);
    }

    private (ushort, byte[]) Fetch(byte[] data)
    {
        ushort metadata = BinaryPrimitives.ReadUInt16BigEndian(data);
        if (_buffer.Count == 0) return (BufferEmpty, []);
        List<byte> records = [];
        byte count = 0;
        while (_buffer.Count > 0)
        {
            byte[] record = _buffer[0].Bytes(metadata, _pins.Packed);
            if (records.Count + record.Length > MaxRecordBytes) break;
            records.AddRange(record);
            _fetched.Add(_buffer[0].Read);
            _buffer.RemoveAt(0);
            count++;
        }
        return (Ok, [data[0], data[1], data[2], count, .. records]);
    }

    private (ushort, byte[]) Stream(byte[] data, long at)
    {
        switch (data)
        {
            case [0, 0, 2]:
                _search = null;
                return (Ok, [2]);
            case [0, 0, 1, 0x22, 0, 0, 5, var length, 0x22, .. var inner] when inner.Length == length && inner.Length >= 5:
            {
                if (NotReady() is { } status) return (status, []);
                _search = NewSearch(inner, at, streams: true);
                return (_search.Flags & StreamFlag) != 0 ? (Ok, [1]) : (BadParameter, []);
            }
            default: return (BadParameter, []);
        }
    }

    private (ushort, byte[]) Access(byte opcode, byte[] data, ref long at)
    {
        if (NotReady() is { } status) return (status, []);
        (int port, double power) = Antennas()[0];
        if (Radio.AntennaAt(port) is not { } antenna) return (AntennaMissing, []);
        if (opcode == 0x24) power = _writePower / 100.0;
        return _access.Run(opcode, data, antenna, power, ref at);
    }

    private void Reply(byte opcode, ushort status, ReadOnlySpan<byte> data, long at, params IReadOnlyList<AirRead> reads) =>
        Send(ThingMagicBytes.Reply(opcode, status, data), at, reads);
}
