using FsCheck;
using FsCheck.Fluent;
using Inventory.Identification;

namespace Inventory.Tests.Identification;

public sealed class Gs1EpcTests
{
    [Theory]
    [InlineData("3074257BF7194E4000001A85", "SGTIN-96", 3, "urn:epc:id:sgtin:0614141.812345.6789")]
    [InlineData("3674257BF6B7A659B2C2BF100000000000000000000000000000", "SGTIN-198", 3, "urn:epc:id:sgtin:0614141.712345.32a%2Fb")]
    [InlineData("3474257BF40000000000162E", "GIAI-96", 3, "urn:epc:id:giai:0614141.5678")]
    [InlineData("3874257BF59B2C2BF10000000000000000000000000000000000", "GIAI-202", 3, "urn:epc:id:giai:0614141.32a%2Fb")]
    [InlineData("2C74257BF46072000000162E", "GDTI-96", 3, "urn:epc:id:gdti:0614141.12345.5678")]
    [InlineData("3E74F4E4E7039B061438997367D0C18B266D1AB66EE0", "GDTI-174", 3, "urn:epc:id:gdti:4012345.98765.ABCDefgh012345678")]
    [InlineData("3174257BF4499602D2000000", "SSCC-96", 3, "urn:epc:id:sscc:0614141.1234567890")]
    [InlineData("3274257BF46072000000162E", "SGLN-96", 3, "urn:epc:id:sgln:0614141.12345.5678")]
    [InlineData("3974257BF46072CD9615F8800000000000000000000000000000", "SGLN-195", 3, "urn:epc:id:sgln:0614141.12345.32a%2Fb")]
    [InlineData("3374257BF40C0E400000162E", "GRAI-96", 3, "urn:epc:id:grai:0614141.12345.5678")]
    [InlineData("3774257BF40C0E59B2C2BF1000000000000000000000", "GRAI-170", 3, "urn:epc:id:grai:0614141.12345.32a%2Fb")]
    [InlineData("33140E511C56ED0000000001", "GRAI-96", 0, "urn:epc:id:grai:0234567.89012.1")] // leading zeros stay
    [InlineData("331800004000004000000001", "GRAI-96", 0, "urn:epc:id:grai:000001.000001.1")]
    public void TryDecode_KnownTag_IsItsUri(string hex, string scheme, int filter, string uri)
    {
        Assert.True(Gs1Epc.TryDecode(TagUii.Parse(hex), out Gs1Epc? epc));

        Assert.Equal(new Gs1Epc(scheme, filter, uri), epc);
    }

    [Theory]
    [InlineData("307C257BF7194E4000001A85")] // partition 7
    [InlineData("30740000000000")] // too short
    [InlineData("3074257BF7194E4000001A850000")] // too long
    [InlineData("3174257BF4499602D2000001")] // reserved bits
    [InlineData("3674257BF6B7A6000000000000000000000000000000000000000000")] // a serial must have a character
    [InlineData("3674257BF6B7A659B2C2BF100000000000000000000000000001")] // padding must be 0
    [InlineData("3677FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("B2CA66FF35E0C47DC3BBFE70")]
    [InlineData("E28011700000020F1B2C3D4E")]
    [InlineData("")]
    public void TryDecode_NoGs1Number_IsRefused(string hex) => Assert.False(Gs1Epc.TryDecode(TagUii.Parse(hex), out _));

    [Fact]
    public void TryDecode_PrefixOutOfItsDigits_IsRefused()
    {
        // partition 6: 20 bits for 6 digits; 1000000 does not fit
        UInt128 value = ((UInt128)0x30 << 88) | ((UInt128)6 << 82) | ((UInt128)1_000_000 << 62);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, value << 32);

        Assert.False(Gs1Epc.TryDecode(new TagUii(bytes[..12]), out _));
    }

    [Fact]
    public void TryDecode_AnyBytes_NeverThrows()
    {
        Gen<byte[]> bytes = from header in Gen.Elements<byte>(0x2C, 0x30, 0x31, 0x32, 0x33, 0x34, 0x36, 0x37, 0x38, 0x39, 0x3E, 0x35)
                            from length in Gen.Elements(11, 21, 25, 31)
                            from rest in ArbMap.Default.GeneratorFor<byte>().ArrayOf(length)
                            select (byte[])[header, .. rest];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(bytes.ToArbitrary(), static tag =>
            !Gs1Epc.TryDecode(new TagUii(tag), out Gs1Epc? epc) || epc!.Uri.StartsWith("urn:epc:id:", StringComparison.Ordinal)));
    }
}
