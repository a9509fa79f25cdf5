using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inventory;
using Inventory.Identification;

namespace Edge.Ledger;

/// <summary>Reads what a <see cref="StateWriter"/> wrote, in the same order. A text that comes again is the same text in memory.</summary>
/// <param name="bytes">May be longer than what was written.</param>
internal sealed class StateReader(byte[] bytes)
{
    private readonly List<string> _texts = [];
    private readonly List<PlaceId?> _places = [];

    /// <summary>Bytes that were read so far.</summary>
    public int Position { get; private set; }

    public bool ReadBoolean() => bytes[Position++] != 0;

    public int ReadInt32() => checked((int)ReadInt64());

    public long ReadInt64()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }

    public double ReadDouble() => BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long))));

    public decimal ReadDecimal() => new([ReadInt32(), ReadInt32(), ReadInt32(), ReadInt32()]);

    public TimeSpan ReadTimeSpan() => new(ReadInt64());

    public DateTimeOffset ReadInstant() => EventRow.Instant(ReadInt64());

    public string? ReadText() => ReadInt32() is > 0 and int number ? Text(number) : null;

    public PlaceId ReadPlace()
    {
        int number = ReadInt32();
        string text = Text(number);
        return _places[number - 1] ??= text.Length == 0 ? default : PlaceId.Parse(text);
    }

    public UnitKey ReadUnitKey()
    {
        Span<char> key = stackalloc char[UnitKey.Length];
        return UnitKey.Parse(key[..Encoding.ASCII.GetChars(Take(UnitKey.Length), key)]);
    }

    public TagUii ReadUii() => new(Take(bytes[Position++]));

    public T ReadJson<T>() => JsonSerializer.Deserialize(Take(ReadInt32()), (JsonTypeInfo<T>)StateBytes.Options.GetTypeInfo(typeof(T)))!;

    private string Text(int number)
    {
        if (number > _texts.Count)
        {
            _texts.Add(Encoding.UTF8.GetString(Take((int)BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint))))));
            _places.Add(null);
        }
        return _texts[number - 1];
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = bytes.AsSpan(Position, count);
        Position += count;
        return taken;
    }
}
