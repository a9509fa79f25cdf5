using System.Buffers.Binary;
using System.Text;

namespace HardwareSim.Devices;

/// <summary>LLRP messages and parameters, built and taken apart on the reader's side, apart from the driver's codec.</summary>
internal static class LlrpBytes
{
    public const int HeaderBytes = 10;

    public static byte[] Message(byte version, int type, uint id, params byte[][] parts)
    {
        byte[] body = [.. parts.SelectMany(static part => part)];
        return [.. U16((version << 10) | type), .. U32((uint)(HeaderBytes + body.Length)), .. U32(id), .. body];
    }

    /// <summary>A parameter with a length.</summary>
    public static byte[] Tlv(int type, params byte[][] parts)
    {
        byte[] body = [.. parts.SelectMany(static part => part)];
        return [.. U16(type), .. U16(4 + body.Length), .. body];
    }

    /// <summary>A parameter whose type says its length.</summary>
    public static byte[] Tv(int type, byte[] value) => [(byte)(0x80 | type), .. value];

    public static byte[] Status(int code, string words = "") => Tlv(287, U16(code), Text(words));

    public static byte[] Custom(uint vendor, uint subtype, params byte[][] parts) => Tlv(1023, [U32(vendor), U32(subtype), .. parts]);

    public static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] U32(uint value) => [.. U16((int)(value >> 16)), .. U16((int)(value & 0xFFFF))];

    public static byte[] U64(ulong value) => [.. U32((uint)(value >> 32)), .. U32((uint)value)];

    public static byte[] Text(string words) => [.. U16(Encoding.UTF8.GetByteCount(words)), .. Encoding.UTF8.GetBytes(words)];

    /// <summary>Takes the first whole message.</summary>
    /// <returns>Null when it is not there yet.</returns>
    public static (byte Version, int Type, uint Id, byte[] Body)? Take(List<byte> input)
    {
        if (input.Count < HeaderBytes) return null;
        byte[] head = [.. input.Take(HeaderBytes)];
        int length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(2));
        if (input.Count < length) return null;
        byte[] body = [.. input.Skip(HeaderBytes).Take(length - HeaderBytes)];
        input.RemoveRange(0, length);
        return ((byte)(head[0] >> 2 & 7), BinaryPrimitives.ReadUInt16BigEndian(head) & 0x3FF, BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(6)), body);
    }

    /// <summary>The parameters in a stretch of bytes; a client sends none but those with a length.</summary>
    public static IEnumerable<(int Type, byte[] Value)> Parameters(byte[] bytes, int from = 0)
    {
        while (from + 4 <= bytes.Length)
        {
            int type = ((bytes[from] & 3) << 8) | bytes[from + 1], length = (bytes[from + 2] << 8) | bytes[from + 3];
            if (length < 4 || from + length > bytes.Length) yield break;
            yield return (type, bytes[(from + 4)..(from + length)]);
            from += length;
        }
    }

    /// <returns>Null when there is none of this type.</returns>
    public static byte[]? Find(byte[] bytes, int type, int from = 0) =>
        Parameters(bytes, from).Where(parameter => parameter.Type == type).Select(static parameter => parameter.Value).FirstOrDefault();

    public static int Word(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));

    public static uint Number(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
}
