using System.Buffers.Binary;
using System.Text;
using HardwareSim.Faults;
using HardwareSim.Goods;
using HardwareSim.Radio;
using Readers;

namespace HardwareSim.Devices;

/// <summary>The firmware of an M100 class module: one antenna, polls until it is stopped, marks no end of a round.</summary>
/// <param name="bytes">Its frames: of two papers that are otherwise alike.</param>
internal sealed class M100Machine(SimulatedWorld world, ReaderRadio radio, LineFaults faults, M100Bytes bytes) : ReaderMachine(world, radio, faults)
{
    private const byte Answer = 1, Notice = 2, ErrorCode = 0xFF;
    private const byte NoTag = 0x15, ReadNoTag = 0x09, WriteNoTag = 0x10, AccessDenied = 0x16, BadCommand = 0x17, ChannelsBusy = 0x20, ReadError = 0xA0, WriteError = 0xB0;
    private const int MaxCentiDbm = 2600, MinCentiDbm = 1000;
    private static readonly long Turnaround = TimeSpan.TicksPerMillisecond, BetweenPolls = 5 * TimeSpan.TicksPerMillisecond;
    private static readonly long InterByte = 100 * TimeSpan.TicksPerMillisecond, AccessLimit = 100 * TimeSpan.TicksPerMillisecond;
    private static readonly byte[] Regions = [1, 2, 3, 4, 6];

    private readonly List<byte> _input = [];
    private readonly List<AirRead> _reads = [];
    private readonly AirAccess _access = new(world, radio);
    private byte _region = 1, _selectMode = 1, _hopping = 0xFF;
    private byte[] _select = [0, 0, 0, 0, 0, 0, 0];
    private int _query = 0x1020, _power = 2000, _polls;
    private long _nextPoll, _heardAt;

    public override byte Head => bytes.Head;

    /// <summary>It has pins, but nothing is wired to them here.</summary>
    public override IReadOnlyList<int> DoorLines => [];

    protected override long? NextWork => _polls > 0 ? _nextPoll : null;

    /// <summary>A module lives on its line's power, and forgets its settings without.</summary>
    public override void PlugIn(long now) => Restart(now);

    public override void Restart(long now)
    {
        base.Restart(now);
        _input.Clear();
        (_region, _selectMode, _hopping, _query, _power, _polls) = (1, 1, 0xFF, 0x1020, 2000, 0);
        _select = [0, 0, 0, 0, 0, 0, 0];
    }

    public override void Receive(ReadOnlySpan<byte> input, long now)
    {
        if (now - _heardAt > InterByte) _input.Clear();
        _heardAt = now;
        _input.AddRange(input);
        while (bytes.Take(_input) is { } command) Obey(command.Code, command.Parameter, now + Turnaround);
    }

    /// <summary>The check stands before the last byte.</summary>
    public override void Damage(byte[] frame, Dice dice) => frame[^2] ^= (byte)(1 + dice.Below(255));

    protected override void Work(long now)
    {
        World.AdvanceTo(now);
        _polls--;
        _nextPoll = Poll(now) + BetweenPolls;
    }

    private void Obey(byte code, byte[] parameter, long at)
    {
        byte[]? answer = (code, parameter) switch
        {
            (0x03, [0]) => Text(0, "M100 26dBm V1.0"),
            (0x03, [1]) => Text(1, "V2.3.5"),
            (0x03, [2]) => Text(2, "MagicRF"),
            (0x07, [var region]) => Regions.Contains(region) ? Set(ref _region, region) : null,
            (0x08, []) => [_region],
            (0x0B, []) => _select,
            (0x0C, { Length: >= 7 }) => Set(ref _select, parameter),
            (0x0D, []) => [(byte)(_query >> 8), (byte)_query],
            (0x0E, [_, _]) => Set(ref _query, (parameter[0] << 8) | parameter[1]),
            (0x12, [<= 2]) => Set(ref _selectMode, parameter[0]),
            (0xAD, [_]) => Set(ref _hopping, parameter[0]),
            (0xB6, [_, _]) => Set(ref _power, Math.Clamp((parameter[0] << 8) | parameter[1], MinCentiDbm, MaxCentiDbm)),
            (0xB7, []) => [(byte)(_power >> 8), (byte)_power],
            (0xAA, []) => [0],
            (0xF0, [_, _, _, _]) => [0],
            (0xF1, []) => [3, 6, 0x01, 0xB0],
            (0x22, []) => Begin(1, at),
            (0x27, [0x22, _, _]) => Begin((parameter[1] << 8) | parameter[2], at),
            (0x28, []) => Set(ref _polls, 0),
            (0x39, { Length: 9 }) or (0x49, { Length: > 9 }) => Access(code, parameter, ref at),
            _ => null,
        };
        if (answer is null) Fail(BadCommand, [], at);
        // Command 12 is answered under the code of the mask, as sheet and firmware have it.
        else if (answer.Length > 0) Send(bytes.Frame(Answer, code == 0x12 ? (byte)0x0C : code, answer), at);
    }

    private static byte[] Set<T>(ref T field, T value)
    {
        field = value;
        return [0];
    }

    private static byte[] Text(byte about, string text) => [about, .. Encoding.ASCII.GetBytes(text)];

    private byte[] Begin(int polls, long at)
    {
        (_polls, _nextPoll) = (polls, at);
        return []; // tags are the answer
    }

    /// <returns>When the round ended.</returns>
    private long Poll(long start)
    {
        if (InTrouble(start))
        {
            Fail(ChannelsBusy, [], start);
            return start + (100 * TimeSpan.TicksPerMillisecond);
        }
        _reads.Clear();
        SimulatedAntenna antenna = Radio.Antennas[0];
        long end = Radio.Round(antenna, _power / 100.0, (Session)((_query >> 8) & 3), (_query & 0x80) != 0, start, _reads);
        TagMask? mask = _selectMode == 0 ? Mask() : null;
        int heard = 0;
        foreach (AirRead read in _reads.Where(read => mask is null || mask.Fits(read.Tag)))
        {
            byte[] tag = ControlAndEpc(read.Tag, read.Uii);
            ushort crc = TagCrc.Of(tag);
            sbyte dbm = (sbyte)Math.Clamp(Math.Round(read.RssiDbm), sbyte.MinValue, sbyte.MaxValue);
            Send(bytes.Frame(Notice, 0x22, [(byte)dbm, .. tag, (byte)(crc >> 8), (byte)crc]), read.AtTicks, read);
            heard++;
        }
        if (heard == 0) Fail(NoTag, [], end);
        return end;
    }

    private static byte[] ControlAndEpc(SimulatedTag tag, Epc uii)
    {
        Span<byte> epc = stackalloc byte[Epc.MaxBytes];
        return [(byte)(tag.ProtocolControl >> 8), (byte)tag.ProtocolControl, .. uii.CopyTo(epc)];
    }

    private TagMask? Mask() => _select[5] == 0 || _select.Length < 7 + ((_select[5] + 7) / 8)
        ? null
        : new TagMask(_select[0] & 3, (_select[1] << 24) | (_select[2] << 16) | (_select[3] << 8) | _select[4], _select[5], _select[7..]);

    /// <summary>Password, bank, word, number of words, data: for one tag, that of the mask unless masks are never used.</summary>
    private byte[] Access(byte code, byte[] parameter, ref long at)
    {
        bool write = code == 0x49;
        uint password = BinaryPrimitives.ReadUInt32BigEndian(parameter);
        int bank = parameter[4], word = (parameter[5] << 8) | parameter[6], words = (parameter[7] << 8) | parameter[8];
        SimulatedAntenna antenna = Radio.Antennas[0];
        SimulatedTag? tag = null;
        for (long limit = at + AccessLimit; tag is null && at < limit; at += 10 * TimeSpan.TicksPerMillisecond)
            tag = _access.Find(antenna, _power / 100.0, at, _selectMode == 1 ? null : Mask()).FirstOrDefault();
        if (tag is null)
        {
            Fail(write ? WriteNoTag : ReadNoTag, [], at);
            return [];
        }
        byte[] who = ControlAndEpc(tag, tag.Uii);
        who = [(byte)who.Length, .. who];
        if (tag.Memory.AccessPassword != 0 && password != 0 && password != tag.Memory.AccessPassword)
        {
            Fail(AccessDenied, who, at);
            return [];
        }
        AirResult result = write
            ? _access.Write(antenna, _power / 100.0, at, tag, password, bank, word, parameter.AsSpan(9))
            : _access.Read(antenna, _power / 100.0, at, tag, password, bank, word, words);
        at = result.EndTicks;
        if (result.IsDone) return write ? [.. who, 0] : [.. who, .. result.Data];
        if (result.Error is { } error) Fail((byte)((write ? WriteError : ReadError) | (byte)error), who, at);
        else Fail(write ? WriteNoTag : ReadNoTag, [], at);
        return [];
    }

    private void Fail(byte error, ReadOnlySpan<byte> who, long at) => Send(bytes.Frame(Answer, ErrorCode, [error, .. who]), at);
}
