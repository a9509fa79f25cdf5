using Inventory.Identification;

namespace Inventory.Tests.Identification;

public sealed class BloodGroupCodeTests
{
    private static readonly IntendedUse[] Columns =
    [
        IntendedUse.Default, IntendedUse.DirectedOnly, IntendedUse.EmergencyOnly, IntendedUse.DirectedBiohazard,
        IntendedUse.DirectedCrossover, IntendedUse.AutologousCrossover, IntendedUse.AutologousOnly, IntendedUse.AutologousBiohazard,
    ];

    /// <summary>One row of the standard's table: default, directed, emergency, directed biohazard, and so on.</summary>
    [Theory]
    [InlineData(Abo.O, RhD.Negative, "95 91 92 93 94 96 97 98")]
    [InlineData(Abo.O, RhD.Positive, "51 47 48 49 50 52 53 54")]
    [InlineData(Abo.A, RhD.Negative, "06 02 03 04 05 07 08 09")]
    [InlineData(Abo.A, RhD.Positive, "62 58 59 60 61 63 64 65")]
    [InlineData(Abo.B, RhD.Negative, "17 13 14 15 16 18 19 20")]
    [InlineData(Abo.B, RhD.Positive, "73 69 70 71 72 74 75 76")]
    [InlineData(Abo.AB, RhD.Negative, "28 24 25 26 27 29 30 31")]
    [InlineData(Abo.AB, RhD.Positive, "84 80 81 82 83 85 86 87")]
    [InlineData(Abo.O, RhD.NotStated, "55 P2 P3 P4 P5 P7 P8 P9")]
    [InlineData(Abo.A, RhD.NotStated, "66 A2 A3 A4 A5 A7 A8 A9")]
    [InlineData(Abo.B, RhD.NotStated, "77 B2 B3 B4 B5 B7 B8 B9")]
    [InlineData(Abo.AB, RhD.NotStated, "88 C2 C3 C4 C5 C7 C8 C9")]
    [InlineData(Abo.ParaBombay, RhD.Negative, "D6 D2 D3 D4 D5 D7 D8 D9")]
    [InlineData(Abo.ParaBombay, RhD.Positive, "E6 E2 E3 E4 E5 E7 E8 E9")]
    [InlineData(Abo.Bombay, RhD.Negative, "G6 G2 G3 G4 G5 G7 G8 G9")]
    [InlineData(Abo.Bombay, RhD.Positive, "H6 H2 H3 H4 H5 H7 H8 H9")]
    [InlineData(Abo.ParaBombay, RhD.Negative, "I6 I2 I3 I4 I5 I7 I8 I9")]
    [InlineData(Abo.ParaBombay, RhD.Positive, "J6 J2 J3 J4 J5 J7 J8 J9")]
    [InlineData(Abo.ParaBombay, RhD.Negative, "K6 K2 K3 K4 K5 K7 K8 K9")]
    [InlineData(Abo.ParaBombay, RhD.Negative, "L6 L2 L3 L4 L5 L7 L8 L9")]
    [InlineData(Abo.ParaBombay, RhD.Negative, "M6 M2 M3 M4 M5 M7 M8 M9")]
    [InlineData(Abo.ParaBombay, RhD.Positive, "N6 N2 N3 N4 N5 N7 N8 N9")]
    [InlineData(Abo.ParaBombay, RhD.Positive, "O6 O2 O3 O4 O5 O7 O8 O9")]
    [InlineData(Abo.ParaBombay, RhD.Positive, "Q6 Q2 Q3 Q4 Q5 Q7 Q8 Q9")]
    public void Parse_RowOfTheTable_GivesGroupAndUse(Abo abo, RhD rhD, string row)
    {
        string[] codes = row.Split(' ');
        for (int i = 0; i < codes.Length; i++)
        {
            BloodGroupCode code = BloodGroupCode.Parse(codes[i] + "00");

            Assert.Equal(new BloodGroup(abo, rhD), code.Group);
            Assert.Equal(Columns[i], code.Use);
            Assert.Equal(LabelMessage.None, code.Message);
            Assert.Equal(i is 0 or 4 or 5, code.IsGeneralStock);
        }
    }

    [Theory]
    [InlineData("D600", Abo.NotStated)]
    [InlineData("G600", Abo.Bombay)]
    [InlineData("I600", Abo.O)]
    [InlineData("N600", Abo.A)]
    [InlineData("L600", Abo.B)]
    [InlineData("Q600", Abo.AB)]
    [InlineData("6200", Abo.A)]
    public void Expressed_RareGroups_TellWhatIsWeaklyShown(string text, Abo expressed) =>
        Assert.Equal(expressed, BloodGroupCode.Parse(text).Expressed);

    [Theory]
    [InlineData("A0", Abo.A, RhD.Pooled, null)]
    [InlineData("B0", Abo.B, RhD.Pooled, null)]
    [InlineData("C0", Abo.AB, RhD.Pooled, null)]
    [InlineData("D0", Abo.O, RhD.Pooled, null)]
    [InlineData("E0", Abo.Pooled, RhD.Positive, null)]
    [InlineData("F0", Abo.Pooled, RhD.Negative, null)]
    [InlineData("G0", Abo.Pooled, RhD.Pooled, null)]
    [InlineData("H0", Abo.Pooled, RhD.NotStated, null)]
    [InlineData("I0", Abo.A, RhD.NotStated, "A1")]
    [InlineData("J0", Abo.A, RhD.NotStated, "A2")]
    [InlineData("K0", Abo.AB, RhD.NotStated, "A1B")]
    [InlineData("L0", Abo.AB, RhD.NotStated, "A2B")]
    public void Parse_PoolsAndSubgroups_AreTold(string gg, Abo abo, RhD rhD, string? subgroup)
    {
        BloodGroupCode code = BloodGroupCode.Parse(gg + "00");

        Assert.Equal((new BloodGroup(abo, rhD), subgroup), (code.Group, code.Subgroup));
    }

    [Theory]
    [InlineData("00", LabelMessage.NoInformation)]
    [InlineData("Ma", LabelMessage.Autologous)]
    [InlineData("Mb", LabelMessage.Biohazard)]
    [InlineData("Md", LabelMessage.Discard)]
    [InlineData("Mf", LabelMessage.FractionationOnly)]
    [InlineData("Mq", LabelMessage.Hold)]
    [InlineData("Mr", LabelMessage.Research)]
    [InlineData("Mx", LabelMessage.NotForTransfusion)]
    [InlineData("T1", LabelMessage.TissueOnly)]
    [InlineData("T6", LabelMessage.TissueOnly)]
    public void Parse_Messages_AreNoGroupAndNoGeneralStock(string gg, LabelMessage message)
    {
        BloodGroupCode code = BloodGroupCode.Parse(gg + "00");

        Assert.Equal(message, code.Message);
        Assert.Equal(default, code.Group);
        Assert.False(code.IsGeneralStock);
    }

    [Theory]
    [InlineData("0100")]
    [InlineData("1000")]
    [InlineData("2100")]
    [InlineData("3200")]
    [InlineData("4600")]
    [InlineData("5600")]
    [InlineData("6700")]
    [InlineData("7800")]
    [InlineData("8900")]
    [InlineData("9000")]
    [InlineData("9900")]
    [InlineData("A600")] // the default of group A without RhD is 66
    [InlineData("P600")]
    [InlineData("A100")]
    [InlineData("F600")]
    [InlineData("R600")]
    [InlineData("M000")]
    [InlineData("MQ00")] // case matters
    [InlineData("mq00")]
    [InlineData("T700")]
    [InlineData("T000")]
    [InlineData("6201")] // the fourth character is reserved
    [InlineData("62a0")]
    [InlineData("62*0")]
    [InlineData("620")]
    [InlineData("62000")]
    [InlineData("")]
    public void TryParse_NotAssigned_IsRefused(string text) => Assert.False(BloodGroupCode.TryParse(text, out _));

    [Theory]
    [InlineData('0', "")]
    [InlineData('1', "C- c+ E- e+")]
    [InlineData('2', "C+ c+ E- e+")]
    [InlineData('3', "C+ c+ E+ e+")]
    [InlineData('4', "C+ c+ E+ e-")]
    [InlineData('5', "C- c+ E+ e+")]
    [InlineData('6', "C- c+ E+ e-")]
    [InlineData('7', "C+ c- E- e+")]
    [InlineData('8', "C+ c- E+ e+")]
    [InlineData('9', "C+ c- E+ e-")]
    [InlineData('A', "C- c+ E- e+ K-")]
    [InlineData('E', "C- c+ E+ e+ K-")]
    [InlineData('I', "C+ c- E+ e- K-")]
    [InlineData('J', "C- c+ E- e+ K+")]
    [InlineData('R', "C+ c- E+ e- K+")]
    [InlineData('S', "K-")]
    [InlineData('T', "K+")]
    [InlineData('X', "C- E-")]
    [InlineData('Y', "C- E- K-")]
    [InlineData('Z', "C- E- K+")]
    [InlineData('U', "Mi(a)-")]
    [InlineData('V', "Mi(a)+")]
    [InlineData('W', "")]
    public void Antigens_EveryPhenotype_TellsOnlyWhatWasTested(char r, string expected)
    {
        BloodGroupCode code = BloodGroupCode.Parse($"62{r}0");

        Assert.Equal(expected, code.Antigens.ToString());
        Assert.Equal(r == 'W', code.NeedsSpecialTesting);
    }

    [Fact]
    public void Antigens_NotTested_IsNotNegative()
    {
        BloodGroupCode plain = BloodGroupCode.Parse("5100"), tested = BloodGroupCode.Parse("51S0");

        Assert.Null(plain.Antigens["K"]);
        Assert.Equal(AntigenResult.Negative, tested.Antigens["K"]);
        Assert.Null(tested.Antigens["k"]); // another antigen: case matters
    }
}
