using System.Globalization;
using Readers.M100;
using Readers.R2000;
using Readers.ThingMagic;

namespace Readers.Tests;

/// <summary>Every error that a sheet names has a name and says in plain words what is wrong and what to do.</summary>
public sealed class FaultWordsTests
{
    private const string R2000Codes =
        "11 20 21 22 23 24 25 31 32 33 34 35 36 37 38 3C 40 41 42 43 44 45 46 47 48 49 4A 4B 4C 4D 4E 4F 50 51 52 53 54 55 56 57 EE";

    private const string M100Codes =
        "09 10 12 13 15 16 17 20 1A 1B 1D 2A 2B 2E A0 A3 A4 AB AF B0 B3 B4 BB BF C0 C3 C4 CB CF D0 D3 D4 DB DF E0 E3 E4 EB EF";

    private const string ThingMagicCodes =
        "0100 0101 0102 0103 0104 0105 0106 0109 010A 010B 010C 0200 0201 0300 0301 0302 0303 0304 0305 0306 "
        + "0400 0401 0402 0403 0404 0405 0406 0407 0408 0409 040A 040B 040C 040E 040F 0410 0411 0413 0420 0423 0424 0425 042B 042F 0430 "
        + "0500 0501 0502 0503 0504 0505 0507 0509 0600 0601 0602 0603 0604 7F00 7F01";

    [Fact]
    public void R2000_EveryCodeOfTheSheet_HasNameAndWords() => AssertWords(
        R2000Codes, static code => Enum.GetName((R2000Result)code), static code => ((R2000Result)code).Describe(), alike: 2);

    [Fact]
    public void M100_EveryCodeOfThePaper_HasNameAndWords() => AssertWords(
        M100Codes, static code => M100Error.NameOf((byte)code), static code => M100Error.Describe((byte)code), alike: 6);

    [Fact]
    public void ThingMagic_EveryStatusOfTheManual_HasNameAndWords() => AssertWords(
        ThingMagicCodes, static code => Enum.GetName((ThingMagicStatus)code), static code => ((ThingMagicStatus)code).Describe(), alike: 1);

    [Fact]
    public void Describe_UnknownCode_SaysSoWithItsNumber()
    {
        Assert.Contains("unknown code 99", ((R2000Result)0x99).Describe(), StringComparison.Ordinal);
        Assert.Contains("unknown error 99", M100Error.Describe(0x99), StringComparison.Ordinal);
        Assert.Contains("unknown status 0999", ((ThingMagicStatus)0x0999).Describe(), StringComparison.Ordinal);
    }

    /// <param name="alike">So many codes may share their words: commands special to a maker, and the like.</param>
    private static void AssertWords(string codes, Func<ushort, string?> name, Func<ushort, string> describe, int alike)
    {
        List<string> all = [];
        foreach (ushort code in codes.Split(' ').Select(static code => ushort.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
        {
            Assert.False(name(code) is null or "Unknown", $"{code:X2} has no name");
            string words = describe(code);
            Assert.DoesNotContain("unknown", words, StringComparison.Ordinal);
            Assert.Matches(@"^[A-Z][^.]+\. [A-Z].+\.$", words); // what is wrong, and what to do
            all.Add(words);
        }
        Assert.All(all.GroupBy(static words => words), same => Assert.True(same.Count() <= alike, same.Key));
    }
}
