using System.Buffers.Binary;
using Readers.Frames;

namespace Readers.M100;

/// <summary>A tag that was heard: strength, protocol control, EPC, the tag's CRC. No antenna: there is one. No frequency: it hops.</summary>
public readonly ref struct M100Notice
{
    public sbyte RssiDbm { get; private init; }
    public ushort ProtocolControl { get; private init; }
    public ReadOnlySpan<byte> Epc { get; private init; }
    public ushort TagCrc { get; private init; }

    /// <summary>False for a report that was damaged on the line.</summary>
    public bool IsSound { get; private init; }

    /// <returns>False when the parameter is too short.</returns>
    public static bool TryParse(ReadOnlySpan<byte> parameter, out M100Notice notice)
    {
        notice = default;
        if (parameter.Length < 5) return false;
        ushort crc = BinaryPrimitives.ReadUInt16BigEndian(parameter[^2..]);
        notice = new M100Notice
        {
            RssiDbm = (sbyte)parameter[0],
            ProtocolControl = BinaryPrimitives.ReadUInt16BigEndian(parameter[1..]),
            Epc = parameter[3..^2],
            TagCrc = crc,
            IsSound = Gen2Crc.Compute(parameter[1..^2]) == crc,
        };
        return true;
    }
}
