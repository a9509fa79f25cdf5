using System.Buffers.Binary;

namespace Readers;

/// <summary>The EPC or other unique item identifier of one tag: bank 01 from word 2 on, 0 to 32 bytes, held inline.</summary>
/// <remarks>
/// A value, so that a read never allocates. 32 bytes hold every EPC of the tag data standard that is in use (the longest,
/// 202 bits, is 26 bytes on the tag); <see cref="TryCreate"/> refuses longer ones and drivers count them as unsupported.
/// </remarks>
public readonly struct Epc : IEquatable<Epc>
{
    public const int MaxBytes = 32;

    private readonly ulong _a, _b, _c, _d;
    private readonly byte _length;

    private Epc(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[MaxBytes];
        padded.Clear();
        bytes.CopyTo(padded);
        _a = BinaryPrimitives.ReadUInt64BigEndian(padded);
        _b = BinaryPrimitives.ReadUInt64BigEndian(padded[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(padded[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(padded[24..]);
        _length = (byte)bytes.Length;
    }

    public int LengthBytes => _length;

    /// <returns>False when <paramref name="bytes"/> is longer than <see cref="MaxBytes"/>.</returns>
    public static bool TryCreate(ReadOnlySpan<byte> bytes, out Epc epc)
    {
        bool fits = bytes.Length <= MaxBytes;
        epc = fits ? new Epc(bytes) : default;
        return fits;
    }

    /// <param name="destination">At least <see cref="LengthBytes"/> bytes.</param>
    /// <returns>The part of <paramref name="destination"/> that was written.</returns>
    public Span<byte> CopyTo(Span<byte> destination)
    {
        Span<byte> all = stackalloc byte[MaxBytes];
        BinaryPrimitives.WriteUInt64BigEndian(all, _a);
        BinaryPrimitives.WriteUInt64BigEndian(all[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(all[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(all[24..], _d);
        all[.._length].CopyTo(destination);
        return destination[.._length];
    }

    public bool Equals(Epc other) =>
        _a == other._a && _b == other._b && _c == other._c && _d == other._d && _length == other._length;

    public override bool Equals(object? obj) => obj is Epc other && Equals(other);

    // Serial numbers differ in the last bytes, company prefixes in the first: a multiplication spreads both.
    public override int GetHashCode() =>
        (int)(((_a * 0x9E3779B97F4A7C15UL) ^ (_b * 0xC2B2AE3D27D4EB4FUL) ^ (_c * 0x165667B19E3779F9UL) ^ _d) >> 29);

    public static bool operator ==(Epc left, Epc right) => left.Equals(right);

    public static bool operator !=(Epc left, Epc right) => !left.Equals(right);

    /// <summary>Upper-case hexadecimal, two digits a byte.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return Convert.ToHexString(CopyTo(bytes));
    }
}
