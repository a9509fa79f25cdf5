using Edge.Operations;

namespace Edge.Tests.Operations;

public sealed class SettingsFileTests
{
    private const string Good = """
        {
          // comments are welcome
          "Site": { "Id": "0042", "Region": "ah", "NameZh": "一号血库", "NameEn": "Blood bank 1" },
          "Cabinets": [{
            "Id": "fridge-1", "NameZh": "1号冰箱", "NameEn": "Fridge 1", "StorageClass": "red-cells", "Shelves": ["shelf-1"],
            "Probes": [{ "Name": "top", "Device": "28-0316a2795e4f" }],
            "Door": { "Reader": "reader-1" },
          }],
          "Readers": [{ "Id": "reader-1", "Port": "/dev/ttyUSB0", "Antennas": [{ "Port": 1, "Place": "fridge-1/shelf-1" }] }],
        }
        """;

    [Fact]
    public void Parse_GoodFile_HasNoFaultAndDefaults()
    {
        SettingsFile file = SettingsFile.Parse(Good, ".");

        Assert.Empty(file.Faults);
        Assert.Equal(115200, file.Settings!.Readers[0].BaudRate);
        Assert.Equal("Asia/Shanghai", file.Settings.Site.TimeZone);
    }

    [Theory]
    [InlineData("\"Region\": \"ah\"", "\"Region\": \"A H\"", "Site.Region")]
    [InlineData("\"Region\": \"ah\"", "\"Regio\": \"ah\"", "Site.Regio")]
    [InlineData("\"NameEn\": \"Blood bank 1\"", "\"NameEn\": 7", "Site.NameEn")]
    [InlineData("\"NameEn\": \"Blood bank 1\"", "\"TimeZone\": \"Asia/Peking\", \"NameEn\": \"x\"", "Site.TimeZone")]
    [InlineData("[\"shelf-1\"]", "[]", "Cabinets[0].Shelves")]
    [InlineData("\"Cabinets\": [", "\"Tags\": { \"ApplicationFamily\": \"C2\" }, \"Cabinets\": [", "Tags.ApplicationFamily")]
    [InlineData("\"Cabinets\": [", "\"Tags\": { \"ApplicationFamily\": \"0x0B\" }, \"Cabinets\": [", "Tags.ApplicationFamily")]
    [InlineData("[\"shelf-1\"]", "[\"shelf-1\", \"shelf-1\"]", "Cabinets[0].Shelves[1]")]
    [InlineData("28-0316a2795e4f", "sensor", "Cabinets[0].Probes[0].Device")]
    [InlineData(", \"Device\": \"28-0316a2795e4f\"", "", "Cabinets[0].Probes[0]")]
    [InlineData("\"Device\":", "\"Iio\": { \"Chip\": \"max31865\" }, \"Device\":", "Cabinets[0].Probes[0]")]
    [InlineData("\"Device\": \"28-0316a2795e4f\"", "\"Hwmon\": { }", "Cabinets[0].Probes[0].Hwmon.Chip")]
    [InlineData("\"Device\": \"28-0316a2795e4f\"", "\"Modbus\": { \"Line\": \"rs485-9\" }", "Cabinets[0].Probes[0].Modbus.Line")]
    [InlineData("\"Device\": \"28-0316a2795e4f\"", "\"Modbus\": { \"Line\": \"a\", \"Invalid\": [\"wrong\"] }", "Cabinets[0].Probes[0].Modbus.Invalid")]
    [InlineData("\"Device\": \"28-0316a2795e4f\"", "\"Modbus\": { \"Line\": \"a\", \"Unit\": 248 }", "Cabinets[0].Probes[0].Modbus.Unit")]
    [InlineData("\"Cabinets\": [", "\"ModbusLines\": [{ \"Id\": \"a\", \"Port\": \"/dev/ttyUSB0\" }], \"Cabinets\": [", "ModbusLines[0].Port")]
    [InlineData("\"Reader\": \"reader-1\"", "\"Reader\": \"reader-9\"", "Cabinets[0].Door.Reader")]
    [InlineData("\"Reader\": \"reader-1\"", "\"Reader\": \"reader-1\", \"Gpio\": { \"Line\": 4 }", "Cabinets[0].Door")]
    [InlineData("\"Reader\": \"reader-1\"", "\"Reader\": \"reader-1\", \"Line\": 3", "Cabinets[0].Door.Line")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"Family\": \"M100\", \"Region\": \"China\",", "Cabinets[0].Door.Reader")]
    [InlineData("\"Reader\": \"reader-1\"", "", "Cabinets[0].Door")]
    [InlineData("\"Cabinets\": [", "\"Signals\": [{ \"Id\": \"reader-1\" }], \"Cabinets\": [", "Signals[0].Id")]
    [InlineData("\"Cabinets\": [", "\"Signals\": [{ \"Id\": \"lamp\" }], \"Cabinets\": [", "Signals[0]")]
    [InlineData("\"Cabinets\": [", "\"Signals\": [{ \"Id\": \"lamp\", \"Reader\": \"reader-9\" }], \"Cabinets\": [", "Signals[0].Reader")]
    [InlineData("\"Cabinets\": [", "\"Signals\": [{ \"Id\": \"lamp\", \"Reader\": \"reader-1\", \"Line\": 3 }], \"Cabinets\": [", "Signals[0].Line")]
    [InlineData("\"Cabinets\": [", "\"Lights\": [{ \"Id\": \"l1\", \"Place\": \"fridge-9\", \"Reader\": \"reader-1\" }], \"Cabinets\": [", "Lights[0].Place")]
    [InlineData("\"Cabinets\": [", "\"Lights\": [{ \"Id\": \"l1\", \"Place\": \"fridge-1\", \"Reader\": \"reader-9\" }], \"Cabinets\": [", "Lights[0].Reader")]
    [InlineData("\"Cabinets\": [", "\"Desks\": [{ \"Id\": \"desk-1\", \"NameZh\": \"发血台\", \"NameEn\": \"Issue\" }], \"Cabinets\": [", "Desks[0]")]
    [InlineData("\"Place\": \"fridge-1/shelf-1\"", "\"Place\": \"fridge-1/shelf-9\"", "Readers[0].Antennas[0].Place")]
    [InlineData("{ \"Port\": 1,", "{ \"Port\": 1.5,", "Readers[0].Antennas[0].Port")]
    [InlineData("{ \"Port\": 1,", "{ \"Port\": 0,", "Readers[0].Antennas[0].Port")]
    [InlineData("{ \"Port\": 1,", "{ \"Port\": 1, \"PowerDbm\": 27, \"LookDbm\": 26,", "Readers[0].Antennas[0].LookDbm")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"Family\": \"R3000\",", "Readers[0].Family")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"Family\": \"Llrp\", \"Llrp\": { \"Version\": \"2.0\" },", "Readers[0].Llrp.Version")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"Llrp\": { },", "Readers[0].Llrp")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"ThingMagic\": { },", "Readers[0].ThingMagic")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"Family\": \"ThingMagic\", \"Region\": \"China\", \"ThingMagic\": { \"Q\": 16 },", "Readers[0].ThingMagic.Q")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"Family\": \"ThingMagic\", \"Region\": \"China\", \"ThingMagic\": { \"Continuous\": true },", "Readers[0].ThingMagic.Continuous")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"Family\": \"Llrp\", \"SelfCheck\": { },", "Readers[0].SelfCheck")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"SelfCheck\": { \"HotCelsius\": 20 },", "Readers[0].SelfCheck.HotCelsius")]
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"Marks\": \"R200\",", "Readers[0].Marks")] // an R2000
    [InlineData("\"Id\": \"reader-1\",", "\"Id\": \"reader-1\", \"Family\": \"M100\", \"Marks\": \"AA\",", "Readers[0].Marks")]
    [InlineData("\"Cabinets\": [", "\"Position\": { \"Port\": \"/dev/ttyUSB0\" }, \"Cabinets\": [", "Position.Port")]
    [InlineData("\"Cabinets\": [", "\"Position\": { \"Port\": \"ttyUSB2\" }, \"Cabinets\": [", "Position.Port")]
    [InlineData("\"Cabinets\": [", "\"Position\": { }, \"Cabinets\": [", "Position.Port")]
    [InlineData("\"Cabinets\": [", "\"Position\": { \"Id\": \"reader-1\", \"Port\": \"/dev/ttyUSB2\" }, \"Cabinets\": [", "Position.Id")]
    [InlineData("\"Cabinets\": [", "\"Position\": { \"Port\": \"COM5\", \"StaleAfterSeconds\": 0 }, \"Cabinets\": [", "Position.StaleAfterSeconds")]
    [InlineData("\"Cabinets\": [", "\"Hub\": { \"Host\": \"hub\", \"Tls\": true, \"AuthorityFile\": \"absent.pem\" }, \"Cabinets\": [", "Hub.AuthorityFile")]
    [InlineData("\"Cabinets\": [", "\"Hub\": { \"Host\": \"hub\", \"Version\": \"V311\", \"PasswordFile\": \"p\" }, \"Cabinets\": [", "Hub.User")]
    public void Parse_OneThingWrong_NamesItsPath(string was, string becomes, string path)
    {
        Assert.Contains(was, Good, StringComparison.Ordinal);

        SettingsFile file = SettingsFile.Parse(Good.Replace(was, becomes, StringComparison.Ordinal), ".");

        Assert.Null(file.Settings);
        Assert.Contains(path, file.Faults.Select(static fault => fault.Path));
    }

    [Theory]
    [InlineData("ThingMagic", "Signals[0]")] // one pin is an input or an output
    [InlineData("Llrp", null)]
    public void Parse_ContactAndLampAtOneNumber_IsAFaultWherePinsAreShared(string family, string? path)
    {
        string text = Good.Replace("\"Id\": \"reader-1\",", $"\"Id\": \"reader-1\", \"Family\": \"{family}\", \"Region\": \"China\",", StringComparison.Ordinal)
            .Replace("\"Cabinets\": [", "\"Signals\": [{ \"Id\": \"lamp\", \"Reader\": \"reader-1\", \"Line\": 1 }], \"Cabinets\": [", StringComparison.Ordinal);

        Assert.Equal(path, SettingsFile.Parse(text, ".").Faults.Select(static fault => fault.Path).SingleOrDefault());
    }

    [Fact]
    public void Parse_SeveralThingsWrong_NamesEach()
    {
        string text = Good.Replace("\"ah\"", "\"\"", StringComparison.Ordinal).Replace("\"top\"", "\"\"", StringComparison.Ordinal);

        Assert.Equal(["Cabinets[0].Probes[0].Name", "Site.Region"], SettingsFile.Parse(text, ".").Faults.Select(static f => f.Path).Order());
    }

    [Fact]
    public void Parse_WithoutItsSections_NamesWhatMustBeGiven()
    {
        string[] paths = [.. SettingsFile.Parse("{}", ".").Faults.Select(static fault => fault.Path)];

        Assert.Contains("Site.Id", paths);
        Assert.Contains("Site.NameZh", paths);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\0\u0001")]
    public void Parse_NotAnObject_IsOneFault(string text) => Assert.Single(SettingsFile.Parse(text, ".").Faults);

    [Fact]
    public void Load_Examples_AreValid()
    {
        string[] examples = Directory.GetFiles(Testing.Repository.File("examples"), "*.json");

        Assert.NotEmpty(examples);
        foreach (string example in examples) Assert.Empty(SettingsFile.Load(example).Faults);
    }

    [Fact]
    public void Load_AbsentFile_SaysSo() =>
        Assert.Contains("cannot be read", SettingsFile.Load("absent-configuration.json").Faults[0].Message.En, StringComparison.Ordinal);
}
