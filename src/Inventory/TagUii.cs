using System.Buffers.Binary;
using System.Numerics;

namespace Inventory;

/// <summary>The unique item identifier of a tag, as an identity: 0 to 32 bytes, held inline, compared bit by bit.</summary>
/// <remarks>
/// The radio's side has its own type for the same bits (<c>Readers.Epc</c>): the two sides never see each other, and the service
/// translates at the border. A tag is not a blood unit: an association or a valid bag-tag UII links the two.
/// </remarks>
public readonly struct TagUii : IEquatable<TagUii>
{
    public const int MaxBytes = 32;

    private readonly ulong _w0, _w1, _w2, _w3;
    private readonly byte _length;

    /// <param name="bytes">At most <see cref="MaxBytes"/> bytes.</param>
    public TagUii(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxBytes);
        Span<byte> padded = stackalloc byte[MaxBytes];
        padded.Clear();
        bytes.CopyTo(padded);
        (_w0, _w1) = (Word(padded, 0), Word(padded, 1));
        (_w2, _w3) = (Word(padded, 2), Word(padded, 3));
        _length = (byte)bytes.Length;

        static ulong Word(ReadOnlySpan<byte> all, int index) => BinaryPrimitives.ReadUInt64BigEndian(all[(index * 8)..]);
    }

    public int LengthBytes => _length;

    /// <param name="destination">At least <see cref="MaxBytes"/> bytes.</param>
    /// <returns>The first <see cref="LengthBytes"/> bytes of <paramref name="destination"/>.</returns>
    public ReadOnlySpan<byte> WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _w0);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _w1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _w2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _w3);
        return destination[.._length];
    }

    /// <summary>Reads an even number of hexadecimal digits, either case, at most 64.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out TagUii uii)
    {
        uii = default;
        Span<byte> bytes = stackalloc byte[MaxBytes];
        if (hex.Length % 2 != 0 || hex.Length > MaxBytes * 2) return false;
        if (Convert.FromHexString(hex, bytes, out _, out int written) != System.Buffers.OperationStatus.Done) return false;
        uii = new TagUii(bytes[..written]);
        return true;
    }

    /// <exception cref="FormatException">Not hexadecimal, or too long.</exception>
    public static TagUii Parse(ReadOnlySpan<char> hex) =>
        TryParse(hex, out TagUii uii) ? uii : throw new FormatException("A tag UII is up to 64 hexadecimal digits.");

    public bool Equals(TagUii other) =>
        _w1 == other._w1 && _w0 == other._w0 && _w2 == other._w2 && _w3 == other._w3 && _length == other._length;

    public override bool Equals(object? obj) => obj is TagUii other && Equals(other);

    public override int GetHashCode()
    {
        ulong mixed = (_w0 ^ BitOperations.RotateLeft(_w1, 23) ^ BitOperations.RotateLeft(_w2, 41) ^ _w3) * 0x9E3779B97F4A7C15UL;
        return (int)(mixed >> 32);
    }

    public static bool operator ==(TagUii left, TagUii right) => left.Equals(right);

    public static bool operator !=(TagUii left, TagUii right) => !left.Equals(right);

    /// <summary>Upper-case hexadecimal.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return Convert.ToHexString(WriteTo(bytes));
    }
}
