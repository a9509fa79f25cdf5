using System.Text.Json.Nodes;
using Edge.Operations;

namespace Edge.Tests.Operations;

public sealed class IdVerbTests
{
    [Fact]
    public void Run_CompoundMessage_GivesTheWholeObject()
    {
        (int exit, JsonObject answer) = Id("=+04000=G12341765432170=%51S0=<E0304V00&>0263262359");

        Assert.Equal(0, exit);
        Assert.Equal(
            [
                "kind", "valid", "din", "flags", "flagsMeaning", "checkCharacter", "productCode", "division", "unitKey", "bloodGroup", "expiresAt",
                "antigens", "epc", "structures", "errors",
            ],
            answer.Select(static member => member.Key));
        string[] expected =
        [
            "\"compound\"", "true", "\"G123417654321\"", "\"70\"", "\"check\"", "\"A\"", "\"E0304V00\"", "\"00\"", "\"G123417654321E0304V00\"",
            """{"abo":"O","rhD":"positive","message":null,"use":"default"}""", "\"2026-11-22T23:59\"", """{"K":"negative"}""", "null",
        ];
        Assert.Equal(expected, answer.Take(expected.Length).Select(static member => member.Value?.ToJsonString() ?? "null"));
        Assert.Equal(4, answer["structures"]!.AsArray().Count);
        Assert.Empty(answer["errors"]!.AsArray());
    }

    [Theory]
    [InlineData("=G12341765432170", "din")]
    [InlineData("G123417654321", "din")]
    [InlineData("G123417654321A", "din")]
    [InlineData("G123417654321E0304V00", "unit")]
    [InlineData("=<E0304V00", "product")]
    [InlineData("=,00A001", "product")]
    [InlineData("=%Mq00", "bloodGroup")]
    [InlineData("=>026123", "expiry")]
    [InlineData("&*0261230815", "date")]
    [InlineData("=\\880000008700000000", "antigens")]
    [InlineData("=)3QQABCDEFG", "container")]
    [InlineData("=$A999917123450110", "consignment")]
    [InlineData("=G12341765432170=%5100", "compound")]
    [InlineData("B2CA66FF35E0C47DC3BBFE70", "bagTag")]
    [InlineData("b8594cdfe6bc189c03ee1ddff38022c9", "bagTag")]
    [InlineData("B0017E84004C65D75927B350", "bagTag")] // a national number inside a bag tag
    [InlineData("3074257BF7194E4000001A85", "gs1")]
    public void Run_ValidText_TellsItsKind(string text, string kind)
    {
        (int exit, JsonObject answer) = Id(text);

        Assert.Equal((0, kind, true), (exit, (string?)answer["kind"], (bool?)answer["valid"]));
    }

    [Theory]
    [InlineData("=G12341765432171", "din", "flagsDoNotFit", 14)]
    [InlineData("=A9O991712345600", "din", "wrongCharacters", 3)]
    [InlineData("G123417654321B", "din", "checkCharacterDoesNotFit", 13)]
    [InlineData("0160723029785", "din", "nationalNumber", 0)]
    [InlineData("&>0253662359", "expiry", "noSuchDay", 2)]
    [InlineData("=%9900", "bloodGroup", "unknownGroup", 2)]
    [InlineData("=+03000=G12341765432170", "compound", "countDoesNotFit", 0)]
    [InlineData("B2CA66FF35E0C7FFFFFFFFFF", "unknown", "unknownTag", 0)]
    [InlineData("E28011700000020F1B2C3D4E", "unknown", "unknownTag", 0)]
    [InlineData("hello", "unknown", "unknownIdentifier", 0)]
    [InlineData("", "unknown", "empty", 0)]
    public void Run_WrongText_SaysWhatAndWhere(string text, string kind, string code, int at)
    {
        (int exit, JsonObject answer) = Id(text);

        JsonNode error = Assert.Single(answer["errors"]!.AsArray())!;
        Assert.Equal((1, kind, false), (exit, (string?)answer["kind"], (bool?)answer["valid"]));
        Assert.Equal((code, at), ((string?)error["code"], (int?)error["at"]));
        Assert.Null(answer["unitKey"]);
    }

    [Theory]
    [InlineData("0160723029785", "cn13", 0)]
    [InlineData("0160723029785", "isbt128", 1)]
    [InlineData("B0017E84004C65D75927B350", "cn13", 0)]
    [InlineData("B0017E84004C65D75927B350", "isbt128", 1)]
    [InlineData("P0065V00", "cn13", 0)]
    [InlineData("G123417654321", "cn13", 1)]
    [InlineData("G123417654321", "iso", 2)]
    public void Run_Scheme_DecidesWhatIsValid(string text, string scheme, int exit)
    {
        using StringWriter output = new(), errors = new();

        Assert.Equal(exit, IdVerb.Run(text, scheme, output, errors));
        Assert.Equal(exit == 2, errors.ToString().Length > 0);
    }

    [Fact]
    public void Run_NotTestedAntigen_IsAbsent()
    {
        JsonObject antigens = Id("=\\880000008700000000").Answer["antigens"]!.AsObject();

        Assert.Equal("positive", (string?)antigens["K"]);
        Assert.Equal("negative", (string?)antigens["Jk(b)"]);
        Assert.False(antigens.ContainsKey("M"));
    }

    [Fact]
    public void Run_Message_IsNoGroup() => Assert.Equal(
        """{"abo":null,"rhD":null,"message":"hold","use":null}""", Id("=%Mq00").Answer["bloodGroup"]!.ToJsonString());

    [Fact]
    public void Run_NationalNumber_HasNoCheckCharacter() => Assert.Null(Id("B0017E84004C65D75927B350").Answer["checkCharacter"]);

    [Fact]
    public void Run_PatientNumber_IsNotShown() =>
        Assert.DoesNotContain("ABC12345", Id("&#0108ABC12345").Answer.ToJsonString(), StringComparison.Ordinal);

    private static (int Exit, JsonObject Answer) Id(string text)
    {
        using StringWriter output = new(), errors = new();
        int exit = IdVerb.Run(text, "", output, errors);
        Assert.Equal("", errors.ToString());
        return (exit, JsonNode.Parse(Assert.Single(output.ToString().Trim().Split('\n')))!.AsObject());
    }
}
