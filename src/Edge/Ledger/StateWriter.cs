using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inventory;
using Inventory.Identification;

namespace Edge.Ledger;

/// <summary>
/// The values of a state as bytes: each overload of <see cref="Write(long)"/> has its counterpart in <see cref="StateReader"/>. A text that
/// comes again is a number: the same few places and classes stand in every bag.
/// </summary>
internal sealed class StateWriter(ByteStage bytes)
{
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    public void Write(bool value) => bytes.WriteByte(value ? (byte)1 : (byte)0);

    public void Write(int value) => Write((long)value);

    /// <summary>Seven bits a byte, lowest first, the sign in the lowest bit: small numbers are short.</summary>
    public void Write(long value)
    {
        ulong left = (ulong)((value << 1) ^ (value >> 63));
        for (; left >= 0x80; left >>= 7) bytes.WriteByte((byte)(left | 0x80));
        bytes.WriteByte((byte)left);
    }

    public void Write(double value) => bytes.WriteInt64(BitConverter.DoubleToInt64Bits(value));

    public void Write(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        foreach (int part in parts) Write(part);
    }

    public void Write(TimeSpan value) => Write(value.Ticks);

    /// <summary>As UTC: all instants of a state are.</summary>
    public void Write(DateTimeOffset value) => Write(value.UtcTicks);

    public void Write(string? value)
    {
        if (value is null)
        {
            Write(0);
            return;
        }
        if (_texts.TryGetValue(value, out int known))
        {
            Write(known);
            return;
        }
        _texts.Add(value, _texts.Count + 1);
        Write(_texts.Count);
        int at = bytes.Length;
        bytes.WriteUInt32(0); // the length, known at the end
        bytes.WriteUtf8(value);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.Slice(at, sizeof(uint)), (uint)(bytes.Length - at - sizeof(uint)));
    }

    public void Write(PlaceId value) => Write(value.ToString());

    public void Write(UnitKey value) => bytes.WriteUtf8(value.ToString());

    public void Write(TagUii value)
    {
        Span<byte> uii = stackalloc byte[TagUii.MaxBytes];
        bytes.WriteByte((byte)value.LengthBytes);
        bytes.Write(value.WriteTo(uii));
    }

    /// <summary>Anything else.</summary>
    public void WriteJson<T>(T value)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)StateBytes.Options.GetTypeInfo(typeof(T)));
        Write(json.Length);
        bytes.Write(json);
    }
}
