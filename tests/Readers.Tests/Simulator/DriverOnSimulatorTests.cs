using HardwareSim;
using HardwareSim.Faults;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>The real drivers on simulated readers over real ports: they cannot tell. Time runs four times as fast, or slower where the machine cannot keep up.</summary>
public sealed class DriverOnSimulatorTests
{
    private const double Speed = 4;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Kind, then which reader of the room: of R2000 the first has a serial port and the second TCP.</summary>
    public static TheoryData<ReaderKind, int> Readers => new()
    {
        { ReaderKind.R2000, 0 }, { ReaderKind.R2000, 1 }, { ReaderKind.Llrp, 0 }, { ReaderKind.LlrpImpinj, 0 }, { ReaderKind.ThingMagic, 0 }, { ReaderKind.M100, 0 },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    [InlineData(ReaderKind.R200, 0)] // an M100 but for the marks of its frames
    public async Task RunAsync_Undisturbed_HearsBagsOnEveryAntennaAndTheDoor(ReaderKind kind, int reader)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, reader, time);
        HashSet<Epc> bags = [.. site.World.Tags.Select(static tag => tag.Uii)];
        HashSet<byte> listened = [], inputs = [];
        int reads = 0;

        while (reads < 150 || listened.Count < run.Port.Antennas.Count || (inputs.Count == 0 && kind is not (ReaderKind.M100 or ReaderKind.R200)))
        {
            ReaderEvent told = await run.NextAsync();
            // A machine that stalls is a line that answers late; nothing else may be wrong.
            Assert.True(told.Fault is null or { Trouble: ReaderTrouble.SlowAnswers }, told.Fault?.Description);
            if (told.Kind == ReaderEventKind.Listened) listened.Add(told.Listening.AntennaPort);
            if (told.Kind == ReaderEventKind.Input) inputs.Add(told.Input.Line);
            if (told.Kind != ReaderEventKind.TagRead) continue;
            reads++;
            Assert.Contains(told.Read.Epc, bags);
            Assert.InRange(told.Read.RssiDbm!.Value, -85, -10);
            if (kind is not (ReaderKind.M100 or ReaderKind.R200)) Assert.InRange(told.Read.FrequencyKhz!.Value, 920_000, 925_000);
            Assert.Equal(kind is ReaderKind.LlrpImpinj or ReaderKind.ThingMagic, told.Read.PhaseDegrees is not null);
        }
        Assert.False(string.IsNullOrEmpty(run.Reader.Identity));
        Assert.Equal((0, 0), (run.Reader.Statistics.BadChecksums, run.Reader.Statistics.NoiseBytes));
    }

    [Theory]
    [InlineData(ReaderKind.ThingMagic)]
    [InlineData(ReaderKind.M100)]
    [InlineData(ReaderKind.R200)]
    public async Task RunAsync_ModuleBehindASerialServer_ReadsAndComesBackAfterItsPlugWasOut(ReaderKind kind)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder, serial: false);
        Assert.StartsWith("tcp://", site.ReaderPorts[0].Address, StringComparison.Ordinal);
        await using (SimulatedReaderRun first = await SimulatedReaderRun.StartAsync(site, reader: 0, time))
        {
            await first.FirstReadAsync();
            site.Apply(FaultPlan.Parse($"unplug {first.Port.Id} 3s"));
            Assert.Equal("unplugged", (await first.LostAsync()).Code);
        }

        await ReadAgainAsync(site, 0, time);
    }

    [Theory]
    [InlineData(ReaderKind.R2000, false)]
    [InlineData(ReaderKind.ThingMagic, false)]
    [InlineData(ReaderKind.ThingMagic, true)] // a module that streams is stopped for it
    public async Task RunAsync_HotReaderWithACutCable_MeasuresBothAndReadsOn(ReaderKind kind, bool continuous)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, reader: 0, time, continuous: continuous);
        site.Apply(FaultPlan.Parse($"hot {run.Port.Id} 1h; deaf {run.Port.Id}/2 1h"));

        Dictionary<(ReaderQuantity, byte?), int> measured = [];
        HashSet<(string, byte?)> faults = [];
        while (faults.Count(static fault => fault.Item1 is "hot" or "return-loss") < 2 || measured.Count < run.Port.Antennas.Count + 1)
        {
            ReaderEvent told = await run.NextAsync();
            if (told.Measured is { } one) measured[(one.Quantity, one.AntennaPort)] = one.Value;
            if (told.Fault is { } fault) faults.Add((fault.Code, fault.AntennaPort));
        }
        await run.NextAsync(static told => told.Kind == ReaderEventKind.Listened);

        Assert.Contains(("hot", (byte?)null), faults);
        Assert.Contains(("return-loss", (byte?)2), faults);
        Assert.Equal(69, measured[(ReaderQuantity.Temperature, null)]);
        Assert.InRange(measured[(ReaderQuantity.ReturnLoss, 1)], 10, 30);
        Assert.Equal(3, measured[(ReaderQuantity.ReturnLoss, 2)]);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task RunAsync_SilentReader_IsReportedLostWithinFiveSeconds(ReaderKind kind, int reader)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, reader, time);
        await run.FirstReadAsync();
        long silent = time.GetTimestamp();
        site.Apply(FaultPlan.Parse($"silence {run.Port.Id} 10m"));

        Assert.Equal("silent", (await run.LostAsync()).Code);
        Assert.InRange(time.GetElapsedTime(silent).TotalSeconds, 2, 15); // 5 and what a busy machine adds at this speed
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task RunAsync_UnpluggedAndPluggedInAgain_EndsAtOnceAndANewRunReads(ReaderKind kind, int reader)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using (SimulatedReaderRun first = await SimulatedReaderRun.StartAsync(site, reader, time))
        {
            await first.FirstReadAsync();
            site.Apply(FaultPlan.Parse($"unplug {first.Port.Id} 3s"));
            Assert.Equal("unplugged", (await first.LostAsync()).Code);
        }
        long back = time.GetTimestamp();

        await using SimulatedReaderRun second = await SimulatedReaderRun.StartAsync(site, reader, time);
        await second.FirstReadAsync();
        await second.NextAsync(static told => told.Kind == ReaderEventKind.Listened);

        Assert.InRange(time.GetElapsedTime(back).TotalSeconds, 0, 3 + 10 + 10); // out for 3, back within 10, and a busy machine
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task RunAsync_ReaderRestarts_IsSetUpAgainOrLostAndReadAgain(ReaderKind kind, int reader)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using SimulatedReaderRun first = await SimulatedReaderRun.StartAsync(site, reader, time);
        await first.FirstReadAsync();
        site.Apply(FaultPlan.Parse($"restart {first.Port.Id}"));

        if (kind is ReaderKind.Llrp or ReaderKind.LlrpImpinj)
        {
            await first.LostAsync(); // its connection goes with its power
            await ReadAgainAsync(site, reader, time);
            return;
        }
        while (first.Events.Reader.TryRead(out _)) { } // what was heard before
        for (int turns = 0; turns < 8; turns++) await first.NextAsync(static told => told.Kind == ReaderEventKind.Listened);
        await first.FirstReadAsync();
    }

    /// <summary>Connects as the service does: while the reader starts, it may take a connection and not greet.</summary>
    private static async Task ReadAgainAsync(SimulatedSite site, int reader, TimeProvider time)
    {
        for (int attempt = 1; ; attempt++)
        {
            await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, reader, time);
            try
            {
                await run.FirstReadAsync();
                return;
            }
            catch (ReaderLostException lost) when (attempt < 5)
            {
                TestContext.Current.SendDiagnosticMessage("{0}", lost.Message);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task RunAsync_DeviceReportsAnError_IsAFaultInWordsAndNoSilence(ReaderKind kind, int reader)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, reader, time);
        await run.FirstReadAsync();
        site.Apply(FaultPlan.Parse($"trouble {run.Port.Id} 10m"));

        string wanted = kind switch { ReaderKind.R2000 => "54", ReaderKind.ThingMagic => "0504", ReaderKind.M100 => "20", _ => "reader-exception" };
        ReaderFault fault = (await run.NextAsync(told => told.Fault?.Code == wanted)).Fault!;
        Assert.EndsWith(".", fault.Description, StringComparison.Ordinal);
        // A turn in which tags were heard before may still end; "listened and heard nothing" would be a lie that makes bags vanish.
        long began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < TimeSpan.FromSeconds(12))
        {
            if (!run.Events.Reader.TryRead(out ReaderEvent told)) await Task.Delay(TimeSpan.FromMilliseconds(100), time, Ct);
            else Assert.False(told.Kind == ReaderEventKind.Listened && told.Listening.Reads == 0);
        }
    }

    [Theory]
    [InlineData(ReaderKind.R2000, "noise")]
    [InlineData(ReaderKind.R2000, "wrongcheck")]
    [InlineData(ReaderKind.ThingMagic, "noise")]
    [InlineData(ReaderKind.ThingMagic, "wrongcheck")]
    [InlineData(ReaderKind.M100, "noise")]
    [InlineData(ReaderKind.M100, "wrongcheck")]
    public async Task RunAsync_BadSerialLine_IsCountedAndReadingGoesOn(ReaderKind kind, string fault)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, time);
        await run.FirstReadAsync();
        site.Apply(FaultPlan.Parse($"{fault} {run.Port.Id} 10h {(fault == "noise" ? "" : "0.1")}"));

        int reads = 0;
        bool told = fault != "noise";
        while (run.Reader.Statistics.BadChecksums + (run.Reader.Statistics.NoiseBytes / 20) < 10 || reads < 50 || !told)
        {
            ReaderEvent next = await run.NextAsync();
            if (next.Kind == ReaderEventKind.TagRead) reads++;
            told |= next.Fault?.Code == "noise";
        }
    }

    [Theory]
    [InlineData(ReaderKind.Llrp, "noise")]
    [InlineData(ReaderKind.Llrp, "wrongcheck")]
    public async Task RunAsync_NonsenseOnAConnection_EndsTheRunOrIsCounted(ReaderKind kind, string fault)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, time);
        await run.FirstReadAsync();
        site.Apply(FaultPlan.Parse($"{fault} {run.Port.Id} 10h {(fault == "noise" ? "" : "0.1")}"));

        if (fault == "noise") Assert.Equal("noise", (await run.LostAsync()).Code);
        else while (run.Reader.Statistics.BadChecksums < 5) await run.NextAsync();
    }

    [Theory]
    [InlineData(ReaderKind.R2000)]
    [InlineData(ReaderKind.ThingMagic)]
    [InlineData(ReaderKind.M100)]
    public async Task RunAsync_RepliesTooLate_NeverAnswerTheNextCommand(ReaderKind kind)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, time);
        await run.FirstReadAsync();
        site.Apply(FaultPlan.Parse($"late {run.Port.Id} 4s 2.5s"));

        await run.NextAsync(static told => told.Fault?.Code == "timeout");
        // Every antenna is heard again; a late answer that was taken for another command's would shift them all for good.
        HashSet<byte> listened = [];
        while (listened.Count < run.Port.Antennas.Count)
        {
            ReaderEvent told = await run.NextAsync();
            if (told.Kind == ReaderEventKind.Listened) listened.Add(told.Listening.AntennaPort);
        }
        for (int reads = 0; reads < 100;)
        {
            ReaderEvent told = await run.NextAsync();
            if (told.Kind != ReaderEventKind.TagRead) continue;
            reads++;
            Assert.Contains(told.Read.AntennaPort, run.Port.Antennas.Select(static antenna => antenna.Port));
        }
    }

    [Fact]
    public async Task RunAsync_DeafAntenna_ListensAndHearsNothing()
    {
        foreach (ReaderKind kind in new[] { ReaderKind.Llrp, ReaderKind.ThingMagic, ReaderKind.M100 })
        {
            using TemporaryFolder folder = new();
            await using PacedTime time = new(Speed);
            await using SimulatedSite site = await StartAsync(kind, time, folder);
            site.Apply(FaultPlan.Parse("deaf reader-1/1 10h"));
            await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, time);

            for (int turns = 0; turns < 3;)
            {
                ReaderEvent told = await run.NextAsync();
                if (told.Kind != ReaderEventKind.Listened || told.Listening.AntennaPort != 1) continue;
                turns++;
                Assert.Equal(0, told.Listening.Reads);
            }
        }
    }

    [Fact]
    public async Task RunAsync_ThingMagicStream_ReadsAllAntennasAndSurvivesTheStatusInTheStream()
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(ReaderKind.ThingMagic, time, folder);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, time, continuous: true);
        HashSet<byte> heard = [], listened = [];
        while (heard.Count < 4 || listened.Count < 4)
        {
            ReaderEvent told = await run.NextAsync();
            if (told.Kind == ReaderEventKind.TagRead) heard.Add(told.Read.AntennaPort);
            if (told.Kind == ReaderEventKind.Listened) listened.Add(told.Listening.AntennaPort);
        }
        site.Apply(FaultPlan.Parse("trouble reader-1 3s"));

        await run.NextAsync(static told => told.Fault?.Code == "0504");
        while (run.Events.Reader.TryRead(out _)) { }
        await run.FirstReadAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // it begins while we read
    public async Task RunAsync_ForeignRoSpec_IsNamedAndStaysAndOursReads(bool fromTheStart)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(ReaderKind.Llrp, time, folder);
        if (fromTheStart) site.Apply(FaultPlan.Parse("foreign reader-1 10h"));
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, time);
        if (!fromTheStart)
        {
            await run.FirstReadAsync();
            site.Apply(FaultPlan.Parse("foreign reader-1 10h"));
        }

        ReaderFault fault = (await run.NextAsync(static told => told.Fault?.Code == "foreign-rospec")).Fault!;
        Assert.Contains("1111", fault.Description, StringComparison.Ordinal);
        await run.FirstReadAsync();
    }

    [Fact]
    public async Task RunAsync_SecondClient_IsToldWhoHasTheReaderAndTheFirstGoesOn()
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(ReaderKind.Llrp, time, folder);
        await using SimulatedReaderRun first = await SimulatedReaderRun.StartAsync(site, 0, time);
        await first.FirstReadAsync();

        await using (SimulatedReaderRun second = await SimulatedReaderRun.StartAsync(site, 0, time))
            Assert.Equal("busy", (await second.LostAsync()).Code);

        await first.NextAsync(static told => told.Fault?.Code == "second-client");
        await first.FirstReadAsync();
    }

    [Theory]
    [InlineData(ReaderKind.R2000)]
    [InlineData(ReaderKind.ThingMagic)]
    [InlineData(ReaderKind.M100)]
    [InlineData(ReaderKind.Llrp)]
    public async Task RunAsync_TwoReadersOfOneFamilyOnOneHost_EachHearsItsOwn(ReaderKind kind)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await StartAsync(kind, time, folder);
        await using SimulatedReaderRun one = await SimulatedReaderRun.StartAsync(site, 0, time), two = await SimulatedReaderRun.StartAsync(site, 1, time);
        await one.FirstReadAsync();
        await two.FirstReadAsync();

        site.Apply(FaultPlan.Parse("unplug reader-1 10h"));
        Assert.Equal("unplugged", (await one.LostAsync()).Code);
        while (two.Events.Reader.TryRead(out _)) { }
        for (int reads = 0; reads < 50; reads++) await two.FirstReadAsync();
    }

    [Fact]
    public async Task RunAsync_EightPortReader_HearsBagsOnAllEightAndKnowsThatItHasThem()
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await SimulatedSite.StartAsync(
            new SimulationOptions { Seed = new Seed(11), PortsPerReader = 8, Bags = 80, Activity = 0 }, time, folder.Path, Ct);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, time);
        HashSet<byte> heard = [], listened = [];

        for (int events = 0; events < 5000 && (heard.Count < 8 || listened.Count < 8); events++)
        {
            ReaderEvent told = await run.NextAsync();
            if (told.Kind == ReaderEventKind.TagRead) heard.Add(told.Read.AntennaPort);
            if (told.Kind == ReaderEventKind.Listened) listened.Add(told.Listening.AntennaPort);
        }

        Assert.Equal("1,2,3,4,5,6,7,8", string.Join(',', heard.Order()));
        Assert.Equal("1,2,3,4,5,6,7,8", string.Join(',', listened.Order()));
        Assert.Equal((byte)8, run.Reader.Capabilities!.AntennaPorts);
    }

    [Theory]
    [InlineData(R2000Firmware.V19, Session.S0)]
    [InlineData(R2000Firmware.V19, Session.S1)]
    [InlineData(R2000Firmware.V22, Session.S0)]
    [InlineData(R2000Firmware.V22, Session.S1)]
    public async Task RunAsync_EitherEndOfARound_IsListenedToTheEndOnEveryAntenna(R2000Firmware firmware, Session session)
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(Speed);
        await using SimulatedSite site = await SimulatedSite.StartAsync(
            new SimulationOptions { Seed = new Seed(11), Bags = 60, Activity = 0, R2000Firmware = firmware }, time, folder.Path, Ct);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(
            site, 0, time, SimulatedReaderRun.Profile(site.ReaderPorts[0], session));
        Dictionary<byte, int> heard = [];

        while (heard.Count < 4 || heard.Values.Any(static reads => reads == 0))
        {
            ReaderEvent told = await run.NextAsync();
            Assert.True(told.Fault is null or { Trouble: ReaderTrouble.SlowAnswers }, told.Fault?.Description);
            if (told.Kind != ReaderEventKind.Listened) continue;
            heard[told.Listening.AntennaPort] = heard.GetValueOrDefault(told.Listening.AntennaPort) + told.Listening.Reads;
        }
        Assert.Contains(firmware == R2000Firmware.V22 ? "2.2" : "1.9", run.Reader.Identity, StringComparison.Ordinal);
    }

    private static Task<SimulatedSite> StartAsync(ReaderKind kind, TimeProvider time, TemporaryFolder folder, bool serial = true) => SimulatedSite.StartAsync(
        new SimulationOptions { Seed = new Seed(11), Bags = 60, Activity = 0, Readers = [kind], SerialPorts = serial }, time, folder.Path, Ct);
}
