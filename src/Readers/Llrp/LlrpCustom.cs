using System.Buffers.Binary;

namespace Readers.Llrp;

/// <summary>A maker's own parameter (type 1023), understood or not. Its data live in the decoder's input.</summary>
/// <remarks>Vendor u32 (an IANA private enterprise number), subtype u32, data to the end.</remarks>
public readonly ref struct LlrpCustom
{
    private const int HeadBytes = 8;

    public uint Vendor { get; private init; }
    public uint Subtype { get; private init; }
    public ReadOnlySpan<byte> Data { get; private init; }

    /// <param name="value">Of a parameter 1023, without its head.</param>
    /// <returns>False when it is too short to say whose it is.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out LlrpCustom custom)
    {
        custom = default;
        if (value.Length < HeadBytes) return false;
        custom = new LlrpCustom
        {
            Vendor = BinaryPrimitives.ReadUInt32BigEndian(value),
            Subtype = BinaryPrimitives.ReadUInt32BigEndian(value[4..]),
            Data = value[HeadBytes..],
        };
        return true;
    }
}
