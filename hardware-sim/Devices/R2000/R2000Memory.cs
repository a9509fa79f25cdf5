using System.Buffers.Binary;
using HardwareSim.Goods;
using HardwareSim.Radio;
using Readers;

namespace HardwareSim.Devices;

/// <summary>Commands 81, 82, 85 and 86: the match, and memory of every tag that answers to it.</summary>
internal sealed class R2000Memory(SimulatedWorld world, ReaderRadio radio)
{
    private const byte Ok = 0x10, ReadFailed = 0x32, WriteFailed = 0x33, NoTag = 0x36, BadParameter = 0x41, BadMatchLength = 0x4D;
    private readonly AirAccess _air = new(world, radio);
    private byte[] _match = [];

    public byte SetMatch(byte[] data)
    {
        if (data is [1])
        {
            _match = [];
            return Ok;
        }
        if (data is not [0, var length, ..] || data.Length != 2 + length) return BadMatchLength;
        _match = data[2..];
        return Ok;
    }

    public byte[] Match => _match.Length == 0 ? [1] : [0, (byte)_match.Length, .. _match];

    public bool Takes(SimulatedTag tag) => _match.Length == 0 || Mask!.Fits(tag);

    private TagMask? Mask => _match.Length == 0 ? null : new TagMask(1, 32, _match.Length * 8, _match);

    /// <returns>One payload for each tag, or one with the error; and when they are ready.</returns>
    public (List<byte[]> Payloads, long At) Access(byte command, byte[] data, SimulatedAntenna antenna, double dBm, long at)
    {
        bool write = command == 0x82;
        if (write ? data.Length < 9 || data.Length != 7 + (2 * data[6]) : data.Length is not (3 or 7)) return ([[BadParameter]], at);
        List<byte[]> done = [];
        byte failure = NoTag;
        foreach (SimulatedTag tag in _air.Find(antenna, dBm, at, Mask))
        {
            byte[] who = Who(tag); // as it was when it was singled out
            AirResult result = write
                ? _air.Write(antenna, dBm, at, tag, BinaryPrimitives.ReadUInt32BigEndian(data), data[4], data[5], data.AsSpan(7))
                : _air.Read(antenna, dBm, at, tag, data.Length == 7 ? BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(3)) : 0, data[0], data[1], data[2]);
            at = result.EndTicks;
            if (!result.IsDone && !write)
            {
                failure = ReadFailed;
                continue;
            }
            byte third = write ? (result.IsDone ? Ok : WriteFailed) : (byte)result.Data.Length;
            done.Add([0, 0, (byte)(who.Length + result.Data.Length), .. who, .. result.Data, third, R2000Bytes.FrequencyAntenna(0, antenna.Port), 1]);
        }
        if (done.Count == 0) return ([[failure]], at);
        foreach (byte[] payload in done) BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)done.Count);
        return (done, at);
    }

    /// <summary>PC, EPC and the tag's own CRC.</summary>
    private static byte[] Who(SimulatedTag tag)
    {
        Span<byte> uii = stackalloc byte[Epc.MaxBytes];
        byte[] told = [(byte)(tag.ProtocolControl >> 8), (byte)tag.ProtocolControl, .. tag.Uii.CopyTo(uii)];
        ushort crc = TagCrc.Of(told);
        return [.. told, (byte)(crc >> 8), (byte)crc];
    }
}
