using System.Buffers.Binary;

namespace Inventory.Identification;

/// <summary>What a site allows a tag to say by itself.</summary>
/// <param name="Accept">False: every tag needs an association.</param>
/// <param name="AcceptNational">Whether all-digit donation numbers with a leading 0 are allowed.</param>
public readonly record struct BagTagRules(bool Accept, bool AcceptNational)
{
    public static readonly BagTagRules All = new(true, true);
}

public enum BagTagForm : byte { Bt96, Bt128 }

/// <summary>What a bag-tag UII says.</summary>
/// <param name="Flags">Flag characters; unused (<c>00</c>) in the short form, which carries none.</param>
public readonly record struct BagTagIdentity(UnitKey Unit, FlagCharacters Flags, BagTagForm Form);

/// <summary>
/// The bag-tag profile BT of this project: donation number and product code inside the UII, so that a count needs no
/// database. It is no standard; the printed label stays the authority (docs/protocols/bag-tag-profile.md).
/// </summary>
/// <remarks>
/// BT-96:  <c>10110</c> | DIN index 49 | product index 42.
/// BT-128: <c>B8</c> | DIN index 49 | flag index 10 | product index 42 | 000 | CRC-16 of the first 14 bytes (Gen2's own CRC).
/// A random 96-bit value passes the tests of BT-96 with a chance of 1.8 %: the ledger decides whether there is such a bag.
/// </remarks>
public static class BagTag
{
    private const int Bytes96 = 12, Bytes128 = 16;
    private const int DinBits = 49, ProductBits = 42, FlagBits = 10, ReservedBits = 3, CrcBits = 16;
    private const uint Header96 = 0b10110, Header128 = 0xB8;

    /// <summary>Reads a UII as a bag tag. Allocates nothing.</summary>
    /// <returns>False for every UII that does not fit in all its parts: then it is an unknown tag, never a guess.</returns>
    public static bool TryDecode(TagUii uii, BagTagRules rules, out BagTagIdentity identity)
    {
        identity = default;
        if (!rules.Accept) return false;
        Span<byte> buffer = stackalloc byte[TagUii.MaxBytes];
        ReadOnlySpan<byte> bytes = uii.WriteTo(buffer);
        bool fits = bytes.Length switch
        {
            Bytes96 => TryDecode96(bytes, out identity),
            Bytes128 => TryDecode128(bytes, out identity),
            _ => false,
        };
        if (fits && (rules.AcceptNational || !identity.Unit.Din.IsNationalOnly)) return true;
        identity = default;
        return false;
    }

    /// <summary>Writes a bag's identity as a UII.</summary>
    /// <returns>False when the product code does not fit the profile (some local codes): that bag needs an association.</returns>
    public static bool TryEncode(UnitKey unit, FlagCharacters flags, BagTagForm form, out TagUii uii)
    {
        uii = default;
        if (!unit.Din.IsPresent || !ProductIndex.TryGet(unit.Product, out ulong product)) return false;
        Span<byte> bytes = stackalloc byte[Bytes128];
        if (form == BagTagForm.Bt96)
        {
            UInt128 value = (((UInt128)Header96 << DinBits) | unit.Din.Index) << ProductBits | product;
            BinaryPrimitives.WriteUInt128BigEndian(bytes, value << ((Bytes128 - Bytes96) * 8));
            uii = new TagUii(bytes[..Bytes96]);
            return true;
        }
        UInt128 body = (((UInt128)Header128 << DinBits) | unit.Din.Index) << FlagBits | (uint)flags.Index;
        body = ((body << ProductBits) | product) << (ReservedBits + CrcBits);
        BinaryPrimitives.WriteUInt128BigEndian(bytes, body);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[14..], TagCrc.Compute(bytes[..14]));
        uii = new TagUii(bytes);
        return true;
    }

    private static bool TryDecode96(ReadOnlySpan<byte> bytes, out BagTagIdentity identity)
    {
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        UInt128 value = ((UInt128)high << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        identity = default;
        if (high >> 59 != Header96 || !TryUnit(value >> ProductBits, value, out UnitKey unit)) return false;
        identity = new BagTagIdentity(unit, FlagCharacters.Unused, BagTagForm.Bt96);
        return true;
    }

    private static bool TryDecode128(ReadOnlySpan<byte> bytes, out BagTagIdentity identity)
    {
        UInt128 value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        identity = default;
        if (bytes[0] != Header128 || ((uint)(value >> CrcBits) & 0b111) != 0) return false;
        if (TagCrc.Compute(bytes[..14]) != BinaryPrimitives.ReadUInt16BigEndian(bytes[14..])) return false;
        UInt128 product = value >> (ReservedBits + CrcBits);
        UInt128 flags = product >> ProductBits;
        if (!TryUnit(flags >> FlagBits, product, out UnitKey unit)) return false;
        identity = new BagTagIdentity(unit, FlagCharacters.FromIndex((int)((uint)flags & 0x3FF)), BagTagForm.Bt128);
        return true;
    }

    /// <summary>Both indices stand in the lowest bits of their words; whatever is above is cut off.</summary>
    private static bool TryUnit(UInt128 dinBits, UInt128 productBits, out UnitKey unit)
    {
        unit = default;
        if (!DonationNumber.TryFromIndex((ulong)dinBits & ((1UL << DinBits) - 1), out DonationNumber din)) return false;
        if (!ProductIndex.TryFrom((ulong)productBits & ((1UL << ProductBits) - 1), out ProductCode product)) return false;
        unit = new UnitKey(din, product);
        return true;
    }
}
