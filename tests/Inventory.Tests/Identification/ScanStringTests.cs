using FsCheck;
using FsCheck.Fluent;
using Inventory.Identification;

namespace Inventory.Tests.Identification;

public sealed class ScanStringTests
{
    private const string Compound = "=+04000=G12341765432170=%5100=<E0304V00&>0263262359";

    [Fact]
    public void Parse_CompoundMessage_ReadsItsFourParts()
    {
        ScanResult scan = Isbt(Compound);

        Assert.Empty(scan.Errors);
        Assert.Equal(ScanForm.Compound, scan.Form);
        Assert.Equal("G123417654321", scan.Din?.ToString());
        Assert.Equal("70", scan.Flags?.ToString());
        Assert.Equal("E0304V00", scan.Product?.ToString());
        Assert.Equal("G123417654321E0304V00", scan.Unit?.ToString());
        Assert.Equal(new BloodGroup(Abo.O, RhD.Positive), scan.Group?.Group);
        Assert.Equal("2026-11-22T23:59", scan.Expiry?.ToString());
        Assert.Equal([7, 23, 29, 39], scan.Items.Select(static item => item.At));
    }

    [Theory]
    [InlineData("=+05000=G12341765432170=%5100=<E0304V00&>0263262359", ScanFault.CountDoesNotFit)]
    [InlineData("=+03000=G12341765432170=%5100=<E0304V00&>0263262359", ScanFault.CountDoesNotFit)]
    [InlineData("=+00000", null)]
    [InlineData("=+0400", ScanFault.CountMissing)]
    [InlineData("=+0A000=%5100", ScanFault.CountMissing)]
    [InlineData("=+01000=+01000", ScanFault.Unexpected)] // no message inside a message
    [InlineData("=+04000=G12341765432170=%5100=<E0304V00&>02632623", ScanFault.TooShort)]
    public void Parse_CompoundMessageThatDoesNotAddUp_GivesNothing(string text, ScanFault? expected)
    {
        ScanResult scan = Isbt(text);

        Assert.Empty(scan.Items);
        Assert.Equal(expected, scan.Errors.Select(static error => (ScanFault?)error.Fault).SingleOrDefault());
    }

    [Theory]
    [InlineData("=G12341765432170=%5100", 2)] // 001 + 002
    [InlineData("=<E0304V00&>0263262359", 2)] // 003 + 005
    [InlineData("=>026326&>0263262359", 2)] // the day and its minute
    [InlineData("=<T1295003=>026326", 2)]
    [InlineData("=G12341765432170=<E0304V00", 2)] // 001 + 003
    [InlineData("]C4=G12341765432170=%5100\r\n", 2)]
    public void Parse_BarCodesInARow_AreCutByTheirLengths(string text, int count)
    {
        ScanResult scan = Isbt(text);

        Assert.Empty(scan.Errors);
        Assert.Equal(ScanForm.Concatenated, scan.Form);
        Assert.Equal(count, scan.Items.Count);
    }

    [Fact]
    public void Parse_GroupAndAntigens_AreToldApartByTheirIdentifiers()
    {
        Assert.Equal(new BloodGroup(Abo.A, RhD.Positive), Isbt("=%6200").Group?.Group);
        ScanResult antigens = Isbt("=\\620000000000000000");
        Assert.Null(antigens.Group);
        Assert.Equal("C+ c- E- e+ k+", Assert.IsType<AntigenItem>(Assert.Single(antigens.Items)).Antigens.Typing.ToString());
    }

    [Theory]
    [InlineData("=<E0304V00", DataStructure.ProductCode)]
    [InlineData("=<A0001xyZ", DataStructure.ProductCode)] // a local code: its last three mean what the site says
    [InlineData("=>026123", DataStructure.ExpiryDate)]
    [InlineData("&>0263262359", DataStructure.ExpiryTime)]
    [InlineData("=*026123", DataStructure.CollectionDate)]
    [InlineData("&*0261230815", DataStructure.CollectionTime)]
    [InlineData("=}026123", DataStructure.ProductionDate)]
    [InlineData("&}0261230815", DataStructure.ProductionTime)]
    [InlineData("&(A1234", DataStructure.SpecialTesting)]
    [InlineData("&{112233440000000000", DataStructure.PlateletAntigens)]
    [InlineData("=)3QQABCDEFG", DataStructure.ContainerCatalogue)]
    [InlineData("&)0001234rZq", DataStructure.ContainerLot)]
    [InlineData("=$A999917123450110", DataStructure.Consignment)]
    [InlineData("=,000012", DataStructure.Divisions)]
    [InlineData("&a anything at all", DataStructure.Local)]
    [InlineData("&;0123", DataStructure.Local)]
    public void Parse_OneStructure_IsTold(string text, DataStructure expected)
    {
        ScanResult scan = Isbt(text);

        Assert.Empty(scan.Errors);
        Assert.Equal(ScanForm.One, scan.Form);
        Assert.Equal(expected, Assert.Single(scan.Items).Structure);
    }

    [Theory]
    [InlineData("=;A99990000222244445555")]
    [InlineData("='A9999395A00")]
    [InlineData("=#0119800101")]
    [InlineData("&#0108ABC12345")]
    [InlineData("&\"000000000000000000")]
    public void Parse_AboutAPerson_IsNeitherKeptNorShown(string text)
    {
        ScanResult scan = Isbt("=G12341765432170" + text + "=<E0304V00");

        Assert.Empty(scan.Errors);
        Assert.IsType<PrivateItem>(scan.Items[1]);
        Assert.DoesNotContain(text[4..], string.Concat(scan.Items.Select(static item => item.ToString())), StringComparison.Ordinal);
        Assert.Equal("G123417654321E0304V00", scan.Unit?.ToString());
        Assert.All(Isbt("=#01").Errors, static error => Assert.Equal("", error.Found));
    }

    [Theory]
    [InlineData("=G12341765432171", ScanFault.FlagsDoNotFit, 14)]
    [InlineData("=A9O991712345600", ScanFault.WrongCharacters, 3)]
    [InlineData("=G123417654321", ScanFault.TooShort, 0)]
    [InlineData("=G1234176543217*", ScanFault.WrongCharacters, 14)]
    [InlineData("=016072302978500", ScanFault.NationalNumber, 1)]
    [InlineData("=%9900", ScanFault.UnknownGroup, 2)]
    [InlineData("=%51", ScanFault.TooShort, 0)]
    [InlineData("=<e0304V00", ScanFault.WrongCharacters, 2)]
    [InlineData("=<E03o4V00", ScanFault.WrongCharacters, 2)]
    [InlineData("=<F0001V0A", ScanFault.WrongCharacters, 2)] // the eighth is never a capital
    [InlineData("&>0253662359", ScanFault.NoSuchDay, 2)]
    [InlineData("&>0262362400", ScanFault.NoSuchTime, 2)]
    [InlineData("&>1263262359", ScanFault.UnknownCentury, 2)]
    [InlineData("={679999999999999900", ScanFault.Retired, 0)]
    [InlineData("=~1234", ScanFault.UnknownIdentifier, 0)]
    [InlineData("&,9123", ScanFault.UnknownIdentifier, 0)]
    [InlineData("=", ScanFault.UnknownIdentifier, 0)]
    [InlineData("", ScanFault.Empty, 0)]
    [InlineData("]C1", ScanFault.Empty, 3)]
    [InlineData("=%5100X", ScanFault.Unexpected, 6)]
    [InlineData("=%5100=G12341765432170=%6200", ScanFault.Contradiction, 22)]
    [InlineData("=G12341765432170=<E0304V99", ScanFault.DivisionMissing, 16)]
    [InlineData("=G12341765432170=<E0304V99=,00A001=,00A002", ScanFault.Contradiction, 34)]
    [InlineData("=,00a001", ScanFault.WrongCharacters, 2)]
    [InlineData("=<T1295a03", ScanFault.WrongCharacters, 2)] // the last three are a number
    [InlineData("=<V0001V00", ScanFault.WrongCharacters, 2)]
    [InlineData("&{11223344000000000A", ScanFault.WrongCharacters, 2)]
    [InlineData("=)3QQABC-EFG", ScanFault.WrongCharacters, 2)]
    [InlineData("&)0001234\u00e9Zq", ScanFault.WrongCharacters, 2)]
    [InlineData("=(\u0007000202611220000", ScanFault.WrongCharacters, 2)]
    [InlineData("=>026123&>0261242359", ScanFault.Contradiction, 8)] // two days of one expiry
    [InlineData("&>0261242359=>026123", ScanFault.Contradiction, 12)]
    [InlineData("=\\400000000000007000", ScanFault.PhenotypeTwice, 2)]
    [InlineData("=$0999917123450110", ScanFault.WrongCharacters, 2)]
    public void Parse_WrongText_NamesFaultAndPlace(string text, ScanFault fault, int at)
    {
        ScanError error = Assert.Single(Isbt(text).Errors);

        Assert.Equal((fault, at), (error.Fault, error.At));
        Words words = ScanErrorText.Of(error);
        Assert.NotEqual("", words.En);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", words.Zh);
    }

    [Fact]
    public void ScanErrorText_EveryFault_SaysInBothLanguagesWhatToDo() => Assert.All(Enum.GetValues<ScanFault>(), static fault =>
    {
        Words words = ScanErrorText.Of(new ScanError(fault, 3, "6200"));
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*请.*。$", words.Zh);
        Assert.Matches(@"^[A-Z""][^\p{IsCJKUnifiedIdeographs}]+[:;] [^\p{IsCJKUnifiedIdeographs}]+\.$", words.En);
    });

    [Theory]
    [InlineData("G123417654321")]
    [InlineData("G1234 17 654321")]
    [InlineData("G123417654321A")]
    [InlineData(" G1234 17 654321 A ")]
    public void Parse_KeyedNumber_IgnoresBlanks(string text)
    {
        ScanResult scan = Isbt(text);

        Assert.Empty(scan.Errors);
        Assert.Equal(ScanForm.Keyed, scan.Form);
        Assert.Equal("G123417654321", scan.Din?.ToString());
    }

    [Theory]
    [InlineData("G123417654321B", ScanFault.CheckCharacterDoesNotFit, 13)]
    [InlineData("G1234 17 654312 A", ScanFault.CheckCharacterDoesNotFit, 16)] // two digits swapped
    [InlineData("g123417654321", ScanFault.WrongCharacters, 0)]
    [InlineData("G1234 1O 654321", ScanFault.WrongCharacters, 7)] // letter O
    [InlineData("0160723029785", ScanFault.NationalNumber, 0)]
    [InlineData("P0065V00", ScanFault.UnknownIdentifier, 0)]
    [InlineData("G123417654321E0304V99", ScanFault.DivisionMissing, 13)]
    [InlineData("hello", ScanFault.UnknownIdentifier, 0)]
    public void Parse_KeyedWrongly_NamesThePlace(string text, ScanFault fault, int at)
    {
        ScanResult scan = Isbt(text);

        Assert.Empty(scan.Items);
        Assert.Equal((fault, at), (scan.Errors[0].Fault, scan.Errors[0].At));
    }

    [Fact]
    public void Parse_NationalScheme_TakesDigitsAndBareProductCodes()
    {
        ScanResult number = ScanString.Parse("0160723029785", DonationScheme.National13);
        ScanResult bar = ScanString.Parse("=016072302978500=<P0065V00", DonationScheme.National13);
        ScanResult product = ScanString.Parse("P0065V00", DonationScheme.National13);

        Assert.Equal("0160723029785", number.Din?.ToString());
        Assert.Equal("0160723029785P0065V00", bar.Unit?.ToString());
        Assert.Equal("P0065V00", product.Product?.ToString());
        Assert.False(ScanString.Parse("G123417654321", DonationScheme.National13).IsValid);
    }

    [Theory]
    [InlineData("=G12341765432170=<E0304V00", "00", "G123417654321E0304V00")]
    [InlineData("=G12341765432170=<E0304VA0", "A0", "G123417654321E0304VA0")]
    [InlineData("=G12341765432170=<E0304V99=,00A001", "00A001", null)]
    [InlineData("=+03000=G12341765432170=<E0304V99=,00A001", "00A001", null)]
    [InlineData("=,00A001", "00A001", null)]
    public void Division_OfCodeOrItsOwnStructure_IsReadAndNeverMadeIntoAnotherBagsKey(string text, string division, string? unit)
    {
        ScanResult scan = Isbt(text);

        Assert.Empty(scan.Errors);
        Assert.Equal((division, unit), (scan.Division, scan.Unit?.ToString()));
    }

    [Fact]
    public void Unit_TubeLabel_IsNone()
    {
        ScanResult scan = Isbt("=G12341765432107=<E0304V00");

        Assert.True(scan.IsValid);
        Assert.Null(scan.Unit);
        Assert.True(scan.Flags?.IsNoBag);
    }

    [Fact]
    public void Parse_AnyText_NeverThrowsAndEitherReadsOrExplains()
    {
        Gen<string> piece = Gen.OneOf(
            Gen.Elements("=", "&", "=G", "=%", "=<", "=>", "&>", "=\\", "=+", "=+02000", "&#", "&$", "&%", "&,", "&,1", "=$", "]C4", "&a", "=;"),
            Gen.Elements(Compound, "=G12341765432170", "=%5100", "=<E0304V00", "&>0263262359", "G1234 17 654321", "=\\880000008700000000"),
            Gen.Elements("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz =&*血\0\n".ToCharArray()).Select(static c => c.ToString()));
        Gen<string> text = from pieces in piece.ListOf() from cut in Gen.Choose(0, 100) select Cut(string.Concat(pieces), cut);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(text.ToArbitrary(), static input =>
            Enum.GetValues<DonationScheme>().All(scheme =>
            {
                ScanResult scan = ScanString.Parse(input, scheme);
                bool placed = scan.Errors.All(error => error.At >= 0 && error.At <= input.Length && ScanErrorText.Of(error).En.Length > 0);
                return placed && (scan.IsValid ? scan.Items.Count > 0 || scan.Form == ScanForm.Compound : scan.Errors.Count > 0);
            })));

        static string Cut(string all, int percent) => all[..(all.Length * percent / 100)];
    }

    private static ScanResult Isbt(string text) => ScanString.Parse(text, DonationScheme.Isbt128);
}
