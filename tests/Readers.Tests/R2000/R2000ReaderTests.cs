using System.Threading.Channels;
using HardwareSim.Devices;
using Readers.R2000;
using Readers.Transports;
using Testing;

namespace Readers.Tests.R2000;

/// <summary>The driver against bytes written down by hand and captured from readers.</summary>
public sealed class R2000ReaderTests
{
    private static readonly R2000Options s_options = new() { Address = 1 };
    private static readonly InventoryProfile s_oneAntenna = new([new AntennaSettings(1, 30)], Session.S0, PollInputs: false);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_SessionS0_ReportsCapturedTagsThenTheListeningPeriod()
    {
        await using Rig rig = new(s_oneAntenna);

        ReaderEvent first = await rig.NextAsync(), second = await rig.NextAsync(), third = await rig.NextAsync();

        Assert.Equal("E200301666130121155074EF", first.Read.Epc.ToString());
        Assert.Equal(-61, first.Read.RssiDbm);
        Assert.Equal(865_500, first.Read.FrequencyKhz);
        Assert.Equal(1, first.Read.AntennaPort);
        Assert.Equal((ushort)0x3000, first.Read.ProtocolControl);
        Assert.Equal("300833B2DDD9014000000001", second.Read.Epc.ToString());
        Assert.Equal(ReaderEventKind.Listened, third.Kind);
        Assert.Equal((1, 2), (third.Listening.AntennaPort, third.Listening.Reads));
        Assert.Equal("R2000 firmware 1.9, FCC 902.0-928.0 MHz", rig.Reader.Identity);
        Assert.True(rig.Reader.Statistics.Reads >= 2);
        ReaderCapabilities can = rig.Reader.Capabilities!;
        Assert.Equal(("1.9", (byte?)4, 53, (byte)2, (byte)2), (can.Firmware, can.AntennaPorts, can.ChannelsKhz.Count, can.Inputs, can.Outputs));
    }

    [Fact]
    public async Task RunAsync_SessionS1_AsksBothTargetsInOneTurn()
    {
        await using Rig rig = new(s_oneAntenna with { Session = Session.S1 });

        ReaderEvent tag = await rig.NextAsync(), listened = await rig.NextAsync();

        Assert.Equal("3009663781DB02974876FC6A", tag.Read.Epc.ToString());
        Assert.Equal(1, listened.Listening.Reads);
        Assert.Equal(
            [R2000Vectors.A3_SetWorkAntenna, "A0 04 01 66 1E D7", R2000Vectors.A9_SessionInventory, "A0 06 01 8B 01 01 01 CB"],
            rig.Device.Received.Skip(4).Take(4));
    }

    [Theory]
    [InlineData("A0 04 01 8B 11 BF")] // failed
    [InlineData("A0 04 01 8B 41 8F")] // bad parameter
    public async Task RunAsync_OldFirmwareRefusesSessions_ReadsInS0AndSaysSo(string refusal)
    {
        await using Rig rig = new(s_oneAntenna with { Session = Session.S1 }, start: false);
        rig.Device.Answers[R2000Vectors.A9_SessionInventory] = [refusal];
        rig.Start();

        ReaderEvent[] events = [await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync()];

        Assert.Equal("unsupported-session", events[0].Fault!.Code);
        Assert.Equal([ReaderEventKind.TagRead, ReaderEventKind.TagRead, ReaderEventKind.Listened], events[1..].Select(static e => e.Kind));
        Assert.Equal([Session.S0], rig.Reader.Capabilities!.Sessions);
        Assert.Equal((Session.S0, TargetHandling.Everybody), (rig.Reader.Fit!.Session, rig.Reader.Fit.Targets));
        Assert.Single(rig.Device.Received, R2000Vectors.A9_SessionInventory); // it is not asked again
    }

    [Fact]
    public async Task RunAsync_CountOnOldFirmware_GoesThroughThePowerStepsInS0()
    {
        CountPlan plan = new() { PowerStepsDb = [-7, 0], Quiet = TimeSpan.FromMilliseconds(20), StepLimit = TimeSpan.FromSeconds(1) };
        await using Rig rig = new(s_oneAntenna with { Count = plan }, start: false);
        rig.Device.Answers["A0 06 01 8B 02 00 01 CB"] = ["A0 04 01 8B 11 BF"]; // session S2, target A
        rig.Start();

        ReaderFault fault = (await rig.NextAsync()).Fault!;
        ReaderEvent swept = await rig.NextAsync(static e => e.Kind == ReaderEventKind.Swept);

        Assert.Equal("unsupported-session", fault.Code);
        Assert.Equal((1, true), (swept.Sweep!.Number, swept.Sweep.Exhausted));
        Assert.Equal(
            ["A0 04 01 66 17 DE", "A0 04 01 66 1E D7"], // 23 dBm, then 30
            rig.Device.Received.Where(static command => command.StartsWith("A0 04 01 66", StringComparison.Ordinal)).Take(2));
    }

    [Fact]
    public async Task RunAsync_TwoAntennasOfDifferentPower_SetsEachBeforeItsRound()
    {
        await using Rig rig = new(new InventoryProfile([new(1, 30), new(2, 23)], Session.S0, false));
        for (int i = 0; i < 6; i++) await rig.NextAsync();

        Assert.Equal(
            [
                R2000Vectors.A3_SetWorkAntenna, "A0 04 01 66 1E D7", R2000Vectors.A5_RealTimeInventory,
                "A0 04 01 74 01 E6", "A0 04 01 66 17 DE", R2000Vectors.A5_RealTimeInventory,
            ],
            rig.Device.Received.Skip(4).Take(6));
    }

    [Fact]
    public async Task RunAsync_AntennaMissing_IsAFaultOfThatPortAndNoListening()
    {
        await using Rig rig = new(new InventoryProfile([new(1, 30), new(2, 30)], Session.S0, false), start: false);
        rig.Device.Answers["A0 04 01 74 01 E6"] = ["A0 04 01 74 22 C5"];
        rig.Start();

        List<ReaderEvent> events = [];
        while (events.Count(static e => e.Kind == ReaderEventKind.Listened) < 3) events.Add(await rig.NextAsync());

        ReaderFault fault = Assert.Single(events, static e => e.Kind == ReaderEventKind.Fault).Fault!;
        Assert.Equal(("22", (byte?)2), (fault.Code, fault.AntennaPort));
        Assert.All(events.Where(static e => e.Kind == ReaderEventKind.Listened), static e => Assert.Equal(1, e.Listening.AntennaPort));
    }

    [Fact]
    public async Task RunAsync_NoTagAnswer_IsAListeningPeriodWithoutReads()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers[R2000Vectors.A5_RealTimeInventory] = [R2000Vectors.A22_NoTag];
        rig.Start();

        ReaderEvent only = await rig.NextAsync();

        Assert.Equal(ReaderEventKind.Listened, only.Kind);
        Assert.Equal(0, only.Listening.Reads);
    }

    [Fact]
    public async Task RunAsync_PollInputs_TellsEachLineOnceAndThenItsChanges()
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna with { PollInputs = true }, time);

        ReaderEvent one = await rig.NextAsync(), two = await rig.NextAsync();
        Assert.Equal(new ContactState(1, false, time.GetUtcNow()), one.Input);
        Assert.Equal(new ContactState(2, true, time.GetUtcNow()), two.Input);

        rig.Device.Answers["A0 03 01 60 FC"] = ["A0 05 01 60 01 01 F8"];
        time.Advance(TimeSpan.FromMilliseconds(200));
        ReaderEvent changed = await rig.NextAsync(static e => e.Kind == ReaderEventKind.Input);

        Assert.Equal((1, true), (changed.Input.Line, changed.Input.High));
    }

    [Fact]
    public async Task Drive_Outputs_AreWrittenOnceBetweenTurnsAndTheLastWordBeforeTheEnd()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        foreach (string command in (string[])["A0 05 01 61 03 01 F5", "A0 05 01 61 04 00 F5", "A0 05 01 61 03 00 F6"])
            rig.Device.Answers[command] = ["A0 04 01 61 10 EA"];
        rig.Reader.Drive(1, true);
        rig.Reader.Drive(2, false);
        rig.Start();
        for (int i = 0; i < 6; i++) await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);
        rig.Reader.Drive(1, false);
        rig.CancelDriver();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Run);

        Assert.Equal(["A0 05 01 61 03 01 F5", "A0 05 01 61 04 00 F5", "A0 05 01 61 03 00 F6"], rig.Device.Received.Where(static frame => frame[9..11] == "61"));
    }

    [Theory]
    [InlineData(1, "A0 04 01 61 41 B9")] // the device refuses
    [InlineData(3, "A0 04 01 61 10 EA")] // there is no such output, whatever it would say
    public async Task Drive_NotTaken_IsSaidAndTriedAgain(byte line, string answer)
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna, time, start: false);
        rig.Device.Answers["A0 05 01 61 03 01 F5"] = [answer];
        rig.Reader.Drive(line, true);
        rig.Start();
        for (int i = 0; i < 3; i++) await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);

        Assert.Equal("SettingRefused", Assert.Throws<ReaderLostException>(() => rig.Reader.Drive(line, true)).Code);
    }

    [Fact]
    public async Task RunAsync_NoiseAroundEveryFrame_ReadsOnAndTellsNoise()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers[R2000Vectors.A5_RealTimeInventory] =
            ["FF 00 A0 01", R2000Vectors.A6_Tag, "12 34 56 78 9A BC DE F0 12 34 56 78", "A0 0A 01 89 00 00 11 00 00 00 01 BA"];
        rig.Start();

        ReaderEvent tag = await rig.NextAsync();
        ReaderFault fault = (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Fault)).Fault!;

        Assert.Equal(ReaderEventKind.TagRead, tag.Kind);
        Assert.Equal("noise", fault.Code);
        Assert.True(rig.Reader.Statistics.NoiseBytes >= 16);
    }

    [Fact]
    public async Task RunAsync_TagFrameDamagedOnTheLine_IsNoListeningPeriod()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        string damaged = R2000Vectors.A7_Tag.Replace("DD", "DC", StringComparison.Ordinal);
        rig.Device.Answers[R2000Vectors.A5_RealTimeInventory] = [R2000Vectors.A6_Tag, damaged, "A0 0A 01 89 00 00 11 00 00 00 02 B9"];
        rig.Start();

        List<ReaderEvent> events = [await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync()];

        Assert.DoesNotContain(events, static e => e.Kind == ReaderEventKind.Listened); // a tag may have been heard and lost
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsAndTheReaderStaysQuiet()
    {
        await using Rig rig = new(s_oneAntenna);
        await rig.NextAsync();

        await rig.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Run);
    }

    [Fact]
    public async Task RunAsync_Unplugged_IsLostAtOnce()
    {
        await using Rig rig = new(s_oneAntenna);
        await rig.NextAsync();

        rig.Pair.Unplug();

        ReaderLostException lost = await Assert.ThrowsAsync<ReaderLostException>(() => rig.Run.WaitAsync(TimeSpan.FromSeconds(5), Ct));
        Assert.Equal("unplugged", lost.Code);
    }

    [Theory]
    [InlineData(false, "silent")]
    [InlineData(true, "noise")]
    public async Task RunAsync_NoSoundFrame_IsLostWithinFiveSecondsAndSaysWhy(bool noise, string code)
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna, time, serve: false);
        for (int answered = 0; answered < 7; answered++) await rig.Device.AnswerAsync(await rig.Device.ReceiveAsync(Ct), Ct);
        await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);
        DateTimeOffset silentFrom = time.GetUtcNow();

        while (!rig.Run.IsCompleted)
        {
            long bytes = rig.Reader.Statistics.Bytes;
            if (noise) await rig.Device.SendAsync("55 AA 00 A0 20 FF", Ct);
            while (!rig.Run.IsCompleted && (time.Waiting == 0 || (noise && rig.Reader.Statistics.Bytes == bytes))) await Task.Yield();
            // The timer of the wait that has just ended may stand a moment longer than the wait: only the next one counts.
            for (int turn = 0; turn < 2000; turn++) await Task.Yield();
            while (!rig.Run.IsCompleted && time.Waiting == 0) await Task.Yield();
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        ReaderLostException lost = await Assert.ThrowsAsync<ReaderLostException>(() => rig.Run);
        Assert.Equal(code, lost.Code);
        Assert.InRange((time.GetUtcNow() - silentFrom).TotalSeconds, 3, 5);
    }

    [Fact]
    public async Task RunAsync_ReplyAfterItsTimeout_NeverAnswersTheNextCommand()
    {
        ManualTime time = new();
        await using Rig rig = new(new InventoryProfile([new(1, 30), new(2, 30)], Session.S0, false), time, start: false, serve: false);
        rig.Start();
        ScriptedR2000 device = rig.Device;
        await Answer(R2000Vectors.A1_GetFirmware);
        await Answer("A0 03 01 79 E3");
        await Answer("A0 04 01 74 07 E0");
        await Answer("A0 04 01 74 03 E4");
        Assert.Equal(R2000Vectors.A3_SetWorkAntenna, await device.ReceiveAsync(Ct)); // heard, answered too late
        await AdvanceWhenWaiting(time, TimeSpan.FromSeconds(1));

        string probe = await device.ReceiveAsync(Ct);
        await device.SendAsync("A0 04 01 74 22 C5", Ct); // the late answer: antenna missing
        await device.AnswerAsync(probe, Ct);
        await Answer("A0 04 01 74 01 E6"); // the next antenna's turn, which the late answer must not spoil
        await Answer("A0 04 01 66 1E D7");
        await Answer(R2000Vectors.A5_RealTimeInventory);

        List<ReaderEvent> events = [await rig.NextAsync()];
        while (events[^1].Kind != ReaderEventKind.Listened) events.Add(await rig.NextAsync());
        Assert.Equal("timeout", Assert.Single(events, static e => e.Kind == ReaderEventKind.Fault).Fault!.Code);
        Assert.Equal(2, events[^1].Listening.AntennaPort);

        async Task Answer(string command)
        {
            Assert.Equal(command, await device.ReceiveAsync(Ct));
            await device.AnswerAsync(command, Ct);
        }
    }

    [Fact]
    public async Task RunAsync_HalfAFrameThatNeverEnds_DoesNotHoldBackTheNext()
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna, time, start: false, serve: false);
        rig.Start();
        Assert.Equal(R2000Vectors.A1_GetFirmware, await rig.Device.ReceiveAsync(Ct));
        await rig.Device.SendAsync("A0 60 " + R2000Vectors.A2_Firmware, Ct); // claims 98 bytes
        while (rig.Reader.Statistics.Bytes == 0) await Task.Yield();
        await AdvanceWhenWaiting(time, TimeSpan.FromMilliseconds(150));

        Assert.Equal("A0 03 01 79 E3", await rig.Device.ReceiveAsync(Ct)); // the firmware's answer was found: it asks on
    }

    [Fact]
    public async Task RunAsync_QueueFullForLong_WaitsWithoutCallingTheReaderSilent()
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna, time, capacity: 1);
        await rig.NextAsync();

        time.Advance(TimeSpan.FromMinutes(1)); // nobody takes events
        for (int i = 0; i < 12; i++) await rig.NextAsync();

        Assert.False(rig.Run.IsCompleted);
    }

    [Fact]
    public async Task RunAsync_SerialLine_UnpluggedIsLostAndTheNextReaderWorks()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("reader");
        for (int plugged = 0; plugged < 3; plugged++)
        {
            PseudoTerminal terminal = PseudoTerminal.Open(path);
            ScriptedR2000 device = new(terminal);
            Task serving = device.ServeAsync(CancellationToken.None);
            Channel<ReaderEvent> events = Channel.CreateBounded<ReaderEvent>(1000);
            await using R2000Reader reader = new(SerialPort.Open(path, new SerialSettings()), s_options, PacedTime.Machine);
            Task run = reader.RunAsync(s_oneAntenna, events.Writer, CancellationToken.None);

            for (int i = 0; i < 30; i++) await events.Reader.ReadAsync(Ct);
            await terminal.DisposeAsync();

            ReaderLostException lost = await Assert.ThrowsAsync<ReaderLostException>(() => run.WaitAsync(TimeSpan.FromSeconds(5), Ct));
            Assert.Equal("unplugged", lost.Code);
            await serving;
        }
    }

    private static async Task AdvanceWhenWaiting(ManualTime time, TimeSpan by)
    {
        while (time.Waiting == 0)
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        time.Advance(by);
    }

    /// <summary>Driver and scripted device on one in-memory line.</summary>
    private sealed class Rig : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Ct), _host = new();
        private readonly InventoryProfile _profile;
        private readonly Task _serving;

        public Rig(InventoryProfile profile, TimeProvider? time = null, bool start = true, bool serve = true, int capacity = 10_000)
        {
            _profile = profile;
            Events = Channel.CreateBounded<ReaderEvent>(capacity);
            Device = new ScriptedR2000(Pair.Device);
            Reader = new R2000Reader(Pair.Host, s_options, time ?? PacedTime.Machine);
            _serving = serve ? Device.ServeAsync(_stop.Token) : Task.CompletedTask;
            if (start) Start();
        }

        public TransportPair Pair { get; } = TransportPair.Create();
        public ScriptedR2000 Device { get; }
        public R2000Reader Reader { get; }
        public Channel<ReaderEvent> Events { get; }
        public Task Run { get; private set; } = Task.CompletedTask;

        public void Start() => Run = Reader.RunAsync(_profile, Events.Writer, CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _host.Token).Token);

        public Task CancelAsync() => _stop.CancelAsync();

        /// <summary>The device serves on.</summary>
        public void CancelDriver() => _host.Cancel();

        public async Task<ReaderEvent> NextAsync(Func<ReaderEvent, bool>? wanted = null)
        {
            while (true)
            {
                ReaderEvent next = await Events.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);
                if (wanted is null ? next.Kind != ReaderEventKind.Tuned : wanted(next)) return next;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Reader.DisposeAsync();
            try
            {
                await Run;
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // What the test wanted of the run it has asserted.
            }
            await _serving;
            _stop.Dispose();
        }
    }
}
