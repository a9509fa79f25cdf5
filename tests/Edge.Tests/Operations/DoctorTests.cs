using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Edge.Operations;
using Edge.Operations.Demo;
using Edge.Operations.Doctor;
using HardwareSim;
using HardwareSim.Devices;
using HardwareSim.Faults;
using Readers;
using Readers.Transports;
using Testing;

namespace Edge.Tests.Operations;

/// <summary>The doctor on simulated devices at real ports, and its judgement on the traps that no simulator needs to show.</summary>
public sealed partial class DoctorTests : IAsyncDisposable
{
    private static readonly TimeSpan s_trial = TimeSpan.FromSeconds(2);
    private readonly TemporaryFolder _folder = new();

    /// <summary>No faster than the machine's clock, but a busy machine must not make a device late.</summary>
    private readonly PacedTime _time = new(1);

    public async ValueTask DisposeAsync()
    {
        await _time.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_SoundSite_NamesReadersProbesDiskAndClockAndEndsWith0()
    {
        await using SimulatedSite site = await StartAsync();
        DemoConfiguration.Write(_folder.File("site.json"), site, 8080, null);

        (int code, string said) = await RunAsync("site.json", chinese: false, seconds: 6);

        Assert.Contains("reader-1 (" + site.ReaderPorts[0].Address + "): R2000 answers at 115200 bit/s: firmware", said, StringComparison.Ordinal);
        Assert.True(said.Contains("reader-1: antenna 1 listened", StringComparison.Ordinal), said);
        Assert.Matches(@"ok    fridge-1/top: \d\.\d\d °C", said);
        Assert.Contains("GB free", said, StringComparison.Ordinal);
        Assert.Contains("ok    clock", said, StringComparison.Ordinal);
        Assert.False(said.Contains("WRONG", StringComparison.Ordinal), said);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Run_SilentReaderAndMissingProbe_SaysSoInChineseAndEndsWith1()
    {
        await using SimulatedSite site = await StartAsync();
        DemoConfiguration.Write(_folder.File("site.json"), site, 8080, null);
        site.Apply(FaultPlan.Parse("silence reader-1 10m"));
        Directory.Delete(Path.Combine(site.OneWireRoot, site.Probes[0].Device), recursive: true);

        (int code, string said) = await RunAsync("site.json", chinese: true);

        Assert.Equal(1, code);
        Assert.Contains($"异常 reader-1 ({site.ReaderPorts[0].Address}): 没有任何已知读写器应答", said, StringComparison.Ordinal);
        Assert.DoesNotContain("answers", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SettingsNameAnotherFamily_SaysWhoReallyAnswers()
    {
        await using SimulatedSite site = await StartAsync();
        string file = _folder.File("site.json");
        DemoConfiguration.Write(file, site, 8080, null);
        string text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("\"Family\": \"R2000\"", "\"Family\": \"ThingMagic\", \"Region\": \"China\"", StringComparison.Ordinal));

        (int code, string said) = await RunAsync("site.json", chinese: false);

        Assert.Equal(1, code);
        Assert.Contains("the settings say ThingMagic, but R2000 answers", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ModuleWithTheMarksOfTheR200_IsFoundAndReadsOnceTheSettingsSaySo()
    {
        await using SimulatedSite site = await StartAsync(reader: ReaderKind.R200, shelves: 1);
        string file = _folder.File("site.json");
        DemoConfiguration.Write(file, site, 8080, null);
        string right = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, right.Replace("\"Marks\": \"R200\"", "\"Marks\": \"Standard\"", StringComparison.Ordinal));

        (int code, string said) = await RunAsync("site.json", chinese: false);
        Assert.Equal(1, code);
        Assert.Contains("M100 answers at 115200 bit/s: about hardware", said, StringComparison.Ordinal);
        Assert.Contains("the settings say Standard for Marks, but the module's frames are R200", said, StringComparison.Ordinal);
        Assert.DoesNotContain("listened", said, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, right);
        (_, said) = await RunAsync("site.json", chinese: false);
        Assert.DoesNotContain("for Marks", said, StringComparison.Ordinal);
        Assert.Matches(@"ok    reader-1: antenna 1 listened \d\.\d s: \d+ reads", said);
    }

    [Fact]
    public async Task Run_WithoutConfiguration_FindsWhoIsOnEveryPort()
    {
        await using SimulatedSite site = await StartAsync();
        string devices = Directory.CreateDirectory(_folder.File("dev")).FullName;
        File.CreateSymbolicLink(Path.Combine(devices, "ttyUSB0"), site.ReaderPorts[0].Address);
        await using PseudoTerminal nobody = PseudoTerminal.Open(Path.Combine(devices, "ttyUSB1"));
        using StringWriter said = new();

        int code = await DoctorVerb.RunAsync(
            new DoctorOptions(null, Chinese: false, s_trial, devices), _time, said, TextWriter.Null, CancellationToken.None);

        Assert.Equal(0, code);
        Assert.Contains("ttyUSB0: R2000 answers at 115200", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("ttyUSB1: no known reader answers", said.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReaderKind.M100, @"ttyUSB0: M100 answers at 115200 bit/s: about hardware, .*region China 920-925, powerDbm \d")]
    [InlineData(ReaderKind.ThingMagic, @"ttyUSB0: ThingMagic answers at 115200 bit/s: .*firmware [0-9A-F.]+, .*mostDbm 31.5, leastDbm \d.*regions .*PRC.*detected 1:1")]
    public async Task Run_WithoutConfiguration_NamesAModuleWithWhatItCan(ReaderKind kind, string words)
    {
        await using SimulatedSite site = await StartAsync(reader: kind);
        DemoConfiguration.Write(_folder.File("site.json"), site, 8080, null);
        await RunAsync("site.json", chinese: false); // its application runs now, as behind a service that has just stopped
        string devices = Directory.CreateDirectory(_folder.File("dev")).FullName;
        File.CreateSymbolicLink(Path.Combine(devices, "ttyUSB0"), site.ReaderPorts[0].Address);
        using StringWriter said = new();

        int code = await DoctorVerb.RunAsync(
            new DoctorOptions(null, Chinese: false, s_trial, devices), _time, said, TextWriter.Null, CancellationToken.None);

        Assert.Equal(0, code);
        Assert.True(System.Text.RegularExpressions.Regex.IsMatch(said.ToString(), words), said.ToString());
    }

    [Theory]
    [InlineData(ReaderKind.R2000)]
    [InlineData(ReaderKind.ThingMagic)]
    [InlineData(ReaderKind.M100)]
    public async Task Run_ReaderAtAnotherSpeed_IsFoundThereAndTheSettingIsNamed(ReaderKind kind)
    {
        await using SimulatedSite site = await StartAsync(reader: kind, baudRate: 38_400);
        DemoConfiguration.Write(_folder.File("site.json"), site, 8080, null);

        (int code, string said) = await RunAsync("site.json", chinese: false);

        Assert.Equal(1, code);
        Assert.Contains("answers at 38400 bit/s", said, StringComparison.Ordinal);
        Assert.Contains("the settings say 115200 bit/s, but the device uses 38400. Correct BaudRate", said, StringComparison.Ordinal);
        Assert.DoesNotContain("listened", said, StringComparison.Ordinal); // it is not tried
    }

    [Fact]
    public async Task Run_LlrpReaderThatTakesNobody_SaysSoInBothLanguages()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using CancellationTokenSource over = new();
        Task served = TurnAwayAsync(listener, over.Token);
        await using SimulatedSite site = await StartAsync(reader: ReaderKind.Llrp);
        string file = _folder.File("site.json");
        DemoConfiguration.Write(file, site, 8080, null);
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file)).Replace(site.ReaderPorts[0].Address, $"tcp://{listener.LocalEndpoint}", StringComparison.Ordinal));

        (int code, string said) = await RunAsync("site.json", chinese: false);
        (_, string saidInChinese) = await RunAsync("site.json", chinese: true);

        Assert.Equal(1, code);
        Assert.Contains("the reader is there and takes no client:", said, StringComparison.Ordinal);
        Assert.Contains("读写器在，但拒绝一切连接：", saidInChinese, StringComparison.Ordinal);
        Assert.DoesNotContain("busy", said, StringComparison.Ordinal);
        await over.CancelAsync();
        await served;
    }

    [Fact]
    public async Task Run_ReaderWithADoorAtItsInput_TellsTheLevels()
    {
        await using SimulatedSite site = await StartAsync();
        DemoConfiguration.Write(_folder.File("site.json"), site, 8080, null);
        site.Apply(FaultPlan.Parse("open fridge-1 10m"));

        (_, string said) = await RunAsync("site.json", chinese: false, seconds: 6);

        Assert.Contains("ok    reader-1: levels of its inputs (1 is high): 1: 1, 2: 0", said, StringComparison.Ordinal);
        Assert.Contains("ok    reader-1: it is 31 °C inside", said, StringComparison.Ordinal);
        Assert.Matches(@"ok    reader-1: return loss of its antennas \(dB, 10 and more is sound\): 1: 1\d, 2: 1\d, 3: 1\d, 4: 1\d", said);
    }

    [Fact]
    public async Task Run_Vehicle_NamesTheReceiverItsSpeedAndItsFix()
    {
        await using SimulatedSite site = await StartAsync(vehicle: true);
        DemoConfiguration.Write(_folder.File("site.json"), site, 8080, null);

        (int code, string said) = await RunAsync("site.json", chinese: false);

        Assert.True(FixOnTheRoad().IsMatch(said), said);
        Assert.False(said.Contains("satellite time", StringComparison.Ordinal), said);
        Assert.Equal(0, code);

        site.Apply(FaultPlan.Parse("tunnel position 10m"));
        (_, said) = await RunAsync("site.json", chinese: true);
        Assert.Contains("没有位置（NoFix）。把天线放到能看见天空处", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ReceiverThatSaysNothing_IsWrongAndSaysWhatToDo()
    {
        await using SimulatedSite site = await StartAsync(vehicle: true);
        DemoConfiguration.Write(_folder.File("site.json"), site, 8080, null);
        site.Apply(FaultPlan.Parse("silence position 10m"));

        (int code, string said) = await RunAsync("site.json", chinese: false);

        Assert.Equal(1, code);
        Assert.Matches(@"WRONG position \(\S+\): nothing comes\.", said);
    }

    [Fact]
    public async Task Run_ReceiverOnAnUnknownPort_IsRecognizedWithoutBeingAsked()
    {
        await using SimulatedSite site = await StartAsync(vehicle: true);
        string devices = Directory.CreateDirectory(_folder.File("dev")).FullName;
        File.CreateSymbolicLink(Path.Combine(devices, "ttyUSB2"), site.PositionPort!.Address);
        using StringWriter said = new();

        int code = await DoctorVerb.RunAsync(
            new DoctorOptions(null, Chinese: false, s_trial, devices), _time, said, TextWriter.Null, CancellationToken.None);

        Assert.Equal(0, code);
        Assert.Contains("ttyUSB2: position receiver GN (GNSS) at 9600 bit/s: 31.8", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("no known reader", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ForeignRoSpecDeafAntennaAndWrongRegion_AreNamedAtOneReader()
    {
        await using SimulatedSite site = await StartAsync(reader: ReaderKind.Llrp);
        string file = _folder.File("site.json");
        DemoConfiguration.Write(file, site, 8080, null);
        string text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("\"Family\": \"Llrp\"", "\"Family\": \"Llrp\", \"Region\": \"Europe\"", StringComparison.Ordinal));
        site.Apply(FaultPlan.Parse("foreign reader-1 1h; deaf reader-1/2 1h"));

        (int code, string said) = await RunAsync("site.json", chinese: false, seconds: 6);

        Assert.Equal(1, code);
        Assert.True(said.Contains("another program's ROSpec uses the reader: Another program's ROSpec 1111", StringComparison.Ordinal), said);
        Assert.Matches(@"WRONG reader-1: antenna 2 listened \d\.\d s and heard nothing", said);
        Assert.Matches(@"ok    reader-1: antenna 1 listened \d\.\d s: \d+ reads", said);
        Assert.Contains("lie outside the region Europe of the settings. Do not transmit", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LlrpReaderThatAnotherClientHolds_SaysThatItIsBusyInBothLanguages()
    {
        await using SimulatedSite site = await StartAsync(reader: ReaderKind.Llrp);
        DemoConfiguration.Write(_folder.File("site.json"), site, 8080, null);
        await using IByteTransport holder = await TransportAddress.Parse(site.ReaderPorts[0].Address).OpenAsync(new SerialSettings(), CancellationToken.None);
        Assert.True(await holder.ReadAsync(new byte[256], CancellationToken.None) > 0); // its greeting: the reader is taken

        (int code, string said) = await RunAsync("site.json", chinese: false);
        (_, string saidInChinese) = await RunAsync("site.json", chinese: true);

        Assert.Equal(1, code);
        Assert.Contains($"WRONG reader-1 ({site.ReaderPorts[0].Address}): busy: another client is connected", said, StringComparison.Ordinal);
        Assert.Contains("忙：已有另一个客户端连着该读写器", saidInChinese, StringComparison.Ordinal);
        Assert.DoesNotContain("antenna 1", said, StringComparison.Ordinal); // it is not tried
    }

    [Fact]
    public async Task Examine_PortThatTheAccountMayNotOpen_SaysHowToGetTheRight()
    {
        string port = _folder.File("ttyUSB0");
        await File.WriteAllTextAsync(port, "");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(port, UnixFileMode.None);
        Task<(IReadOnlyList<Finding> Findings, PortDoctor.Answer? Answer)>? examined = null;
        Thread nobody = new(() =>
        {
            _ = SetFileSystemUser(65_534); // of this thread only: root may open everything
            examined = new PortDoctor(_time).ExamineAsync(port, null, CancellationToken.None);
        });
        nobody.Start();
        nobody.Join();

        (IReadOnlyList<Finding> findings, PortDoctor.Answer? answer) = await examined!;
        Assert.Null(answer);
        Assert.Contains("Add it to the group dialout", Assert.Single(findings).ToText(chinese: false), StringComparison.Ordinal);
        Assert.Contains("将账户加入 dialout 组", findings[0].ToText(chinese: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BadConfiguration_EndsWith2()
    {
        await File.WriteAllTextAsync(_folder.File("site.json"), "{}");

        Assert.Equal(2, (await RunAsync("site.json", chinese: false)).ExitCode);
    }

    [Theory]
    [InlineData(40, 0, "Set Session to S0 or S1")] // reads once and then nothing
    [InlineData(0, 0, "heard nothing")]
    [InlineData(40, 38, "78 reads of 5 tags")]
    [InlineData(1, 0, "1 reads of 5 tags")] // too few to be sure of a trap
    public void Judge_AntennasReads_AreToldWithTheirTrap(int early, int late, string words) =>
        Assert.Contains(words, Judge(Trial(early, late)), StringComparison.Ordinal);

    [Fact]
    public void Judge_AntennaWhoseTurnDidNotComeAgain_IsNoTrap() =>
        Assert.Contains("40 reads of 5 tags", Judge(Trial(40, 0, lateSeconds: 0)), StringComparison.Ordinal);

    [Fact]
    public void Judge_ForeignRoSpecSecondClientAndOtherFaults_AreExplained()
    {
        string said = Judge(Trial(5, 5) with
        {
            Faults =
            [
                Fault("foreign-rospec", "Another program's ROSpec 1 runs on the reader and takes its antennas' time."),
                Fault("second-client", "Another program tried to connect to the reader."), Fault("22", "No antenna is connected to this port."),
            ],
        });

        Assert.Contains("another program's ROSpec uses the reader", said, StringComparison.Ordinal);
        Assert.Contains("LLRP allows one", said, StringComparison.Ordinal);
        Assert.Contains("the reader says 22: No antenna", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_LlrpReaderThatListensAndTellsNothing_AsksForTheReportTrigger()
    {
        Assert.Contains("report trigger", Judge(Trial(0, 0), ReaderFamily.Llrp), StringComparison.Ordinal);
        Assert.DoesNotContain("report trigger", Judge(Trial(0, 0)), StringComparison.Ordinal); // the other families have none
        Assert.DoesNotContain("report trigger", Judge(Trial(5, 5), ReaderFamily.Llrp), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_FrequenciesOfAnotherRegion_ForbidsToTransmit()
    {
        Assert.Contains("outside the region China", Judge(Trial(5, 5) with { FrequenciesKhz = (902_750, 927_250) }), StringComparison.Ordinal);
        Assert.Contains("ok    reader-1: uses 920.625", Judge(Trial(5, 5) with { FrequenciesKhz = (920_625, 924_375) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_ReadersClockOff_IsNotedWithTheSeconds() =>
        Assert.Contains("off by -3600 s", Judge(Trial(5, 5) with { ClockSkew = TimeSpan.FromHours(-1) }), StringComparison.Ordinal);

    [Fact]
    public void Judge_NothingListened_SaysThatTheReaderDoesNotWork() => Assert.Contains(
        "no antenna finished listening", Judge(new ReaderTrial(new Dictionary<byte, AntennaTrial>(), [], null, null, null)), StringComparison.Ordinal);

    [Fact]
    public void Words_EveryOne_HasBothLanguagesWithTheSamePlaces()
    {
        foreach (System.Reflection.FieldInfo field in typeof(DoctorWords).GetFields())
        {
            Words words = (Words)field.GetValue(null)!;
            for (int place = 0; place < 5; place++)
                Assert.True(words.Zh.Contains($"{{{place}", StringComparison.Ordinal) == words.En.Contains($"{{{place}", StringComparison.Ordinal), field.Name);
            Assert.True(words.Zh.Any(static c => c > 0x3000) || words.Zh == words.En, field.Name);
        }
    }

    private static ReaderTrial Trial(int early, int late, double lateSeconds = 1.2) => new(
        new Dictionary<byte, AntennaTrial> { [1] = new(2.5, lateSeconds, early, late, early + late == 0 ? 0 : 5) }, [], null, null, null);

    private static ReaderFault Fault(string code, string words) => new(code, words, null, DateTimeOffset.UnixEpoch, ReaderTrouble.DeviceError);

    private static string Judge(ReaderTrial trial, ReaderFamily family = ReaderFamily.R2000) => string.Join('\n', TrialJudge.Judge(
        "reader-1",
        new ReaderSection { Id = "reader-1", Family = family, Region = RadioRegion.China, Antennas = [new AntennaSection { Port = 1, Place = "fridge-1" }] },
        trial, s_trial).Select(static finding => finding.ToText(chinese: false)));

    [GeneratedRegex(@"ok    position \(\S+\): position receiver GN \(GNSS\) at 9600 bit/s: 31\.8\d+, 117\.\d+ from 1\d satellites, HDOP 0\.8")]
    private static partial Regex FixOnTheRoad();

    [System.Runtime.InteropServices.LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);

    /// <summary>Greets every client with a ConnectionAttemptEvent "failed for another reason", and hangs up.</summary>
    private static async Task TurnAwayAsync(TcpListener listener, CancellationToken over)
    {
        byte[] refusal = Convert.FromHexString("043f000000200000000000f600160080000c00060a24181e4000010000060003");
        try
        {
            while (true)
            {
                using Socket client = await listener.AcceptSocketAsync(over);
                await client.SendAsync(refusal, over);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private Task<SimulatedSite> StartAsync(bool vehicle = false, ReaderKind reader = ReaderKind.R2000, int shelves = 4, int baudRate = 115_200) => SimulatedSite.StartAsync(
        new SimulationOptions { Cabinets = 1, ShelvesPerCabinet = shelves, Bags = 40, Vehicle = vehicle, Readers = [reader], BaudRate = baudRate }, _time, _folder.File("devices"), CancellationToken.None);

    private async Task<(int ExitCode, string Output)> RunAsync(string file, bool chinese, double seconds = 2)
    {
        using StringWriter said = new(), errors = new();
        int code = await DoctorVerb.RunAsync(
            new DoctorOptions(_folder.File(file), chinese, TimeSpan.FromSeconds(seconds), _folder.File("no-devices")), _time, said, errors,
            CancellationToken.None);
        return (code, said.ToString());
    }
}
