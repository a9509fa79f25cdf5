using System.Text.RegularExpressions;
using System.Threading.Channels;
using Readers.Llrp;
using Readers.Transports;
using Testing;
using static Readers.Tests.Llrp.ScriptedLlrp;

namespace Readers.Tests.Llrp;

/// <summary>The driver against messages put together by hand and captured from readers.</summary>
public sealed class LlrpReaderTests
{
    private const string OurId = "000b1005"; // 724997
    private const string OurAccessId = "000b1006";
    private const string Tag1 = "8d3005fb63ac1f3841ec88046789" + OurId + "81000187000286ce880001";
    private static readonly InventoryProfile s_oneAntenna = new([new AntennaSettings(1, 27)], Session.S0, PollInputs: false);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One run: it starts, a tag is reported, the antenna's spec ends, the run ends.</summary>
    private static readonly (int, string)[] s_run =
    [
        (0, Ok), Event(249, "00" + OurId + "00000000"), (61, Tlv(240, Tag1)), Event(254, "00" + OurId + "0001"), Event(249, "01" + OurId + "00000000"),
    ];

    [Fact]
    public async Task RunAsync_OneAntenna_ReportsReadsAndListeningPeriodsRunAfterRun()
    {
        await using Rig rig = new(s_oneAntenna);

        for (int run = 0; run < 3; run++)
        {
            ReaderEvent heard = await rig.NextAsync(), listened = await rig.NextAsync();
            Assert.Equal("3005FB63AC1F3841EC880467", heard.Read.Epc.ToString());
            Assert.Equal((1, -50f, 920_875), (heard.Read.AntennaPort, heard.Read.RssiDbm!.Value, heard.Read.FrequencyKhz!.Value));
            Assert.Equal((1, 1), (listened.Listening.AntennaPort, listened.Listening.Reads));
        }
        Assert.Equal("LLRP reader of manufacturer 1, model 2, firmware 1.0", rig.Reader.Identity);
    }

    [Fact]
    public async Task RunAsync_SetUp_TouchesOnlyItsOwnRoSpec()
    {
        await using Rig rig = new(s_oneAntenna);
        await rig.NextAsync();

        string[] requests = [.. rig.Device.Received.Take(10)];

        Assert.Equal(["1", "3", "41", "21", "26", "41", "21", "20", "24", "22"], requests.Select(static request => request.Split(':')[0]));
        Assert.Equal([$"41:{OurAccessId}", $"21:{OurAccessId}"], requests[2..4]); // of a writing that was cut off
        Assert.Equal([$"41:{OurId}", $"21:{OurId}"], requests[5..7]);
        Assert.Equal(
            $"20:{Tlv(177, OurId + "0000" + Tlv(178, Tlv(179, "00") + Tlv(182, "0000000000"))
                + Tlv(183, "00010001" + Tlv(184, "010000012c") + Tlv(186, "000101" + Tlv(222, "0001"
                    + Tlv(224, "000000010001") // 20 dBm: the strongest that is not above 27
                    + Tlv(330, "00" + Tlv(336, "00002000000000")))))
                + Tlv(237, "010001" + Tlv(238, "9d80" + Tlv(348, "40"))))}",
            requests[7]);
    }

    [Fact]
    public async Task RunAsync_SessionS1_ReadsBothTargetsBeforeTheAntennaHasListened()
    {
        await using Rig rig = new(s_oneAntenna with { Session = Session.S1 }, start: false);
        rig.Device.Answers[22] =
        [
            (0, Ok), Event(249, "00" + OurId + "00000000"), (61, Tlv(240, Tag1)), Event(254, "00" + OurId + "0001"),
            (61, Tlv(240, Tag1)), Event(254, "00" + OurId + "0002"), Event(249, "01" + OurId + "00000000"),
        ];
        rig.Start();

        ReaderEvent[] events = [await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync()];

        Assert.Equal([ReaderEventKind.TagRead, ReaderEventKind.TagRead, ReaderEventKind.Listened], events.Select(static e => e.Kind));
        Assert.Equal(2, events[2].Listening.Reads);
        string added = rig.Device.Received.First(static request => request.StartsWith("20:", StringComparison.Ordinal));
        Assert.Contains(Tlv(330, "80" + Tlv(336, "40002000000000" + Tlv(337, "00"))), added, StringComparison.Ordinal);
        Assert.Contains(Tlv(330, "80" + Tlv(336, "40002000000000" + Tlv(337, "80"))), added, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ReaderThatCannotChooseTheTarget_SaysSoAndUsesS0()
    {
        await using Rig rig = new(s_oneAntenna with { Session = Session.S2 }, start: false);
        rig.Device.Answers[1] = [(0, Ok + Capabilities(canChooseTarget: false))];
        rig.Start();

        ReaderFault fault = (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Fault)).Fault!;
        await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);

        Assert.StartsWith("unsupported-", fault.Code, StringComparison.Ordinal);
        Assert.Contains(Tlv(336, "00002000000000"), rig.Device.Received.First(static r => r.StartsWith("20:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ImpinjReader_EnablesItsExtensionsAndAsksBothTargets()
    {
        await using Rig rig = new(s_oneAntenna with { Session = Session.S1 }, start: false);
        rig.Device.Answers[1] = [(0, Ok + Capabilities(maker: "0000651a", canChooseTarget: false))];
        rig.Device.Answers[1023] = [(0, "0000651a16" + Ok)];
        rig.Start();
        await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);

        Assert.Contains("1023:0000651a1500000000", rig.Device.Received);
        string added = rig.Device.Received.First(static request => request.StartsWith("20:", StringComparison.Ordinal));
        Assert.Contains(Tlv(1023, "0000651a000000170002"), added, StringComparison.Ordinal);
        Assert.Contains(Tlv(1023, "0000651a000000340001"), added, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ReportWithAParameterThatCannotBeSteppedOver_TellsItsTagsAndIsNoListening()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers[22] = [.. s_run[..2], (61, Tlv(240, Tag1 + "ff0102") + Tlv(240, Tag1)), .. s_run[3..]];
        rig.Start();

        ReaderEvent[] events = [await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync()];

        Assert.All(events, static e => Assert.Equal(ReaderEventKind.TagRead, e.Kind)); // the third is of the next run
        Assert.True(rig.Reader.Statistics.BadChecksums > 0);
    }

    [Fact]
    public async Task RunAsync_LowDutyCycleOnAnImpinjReader_IsAskedForInEachAntennasSearch()
    {
        LlrpOptions options = new() { LowDutyCycle = new(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(200)) };
        await using Rig rig = new(s_oneAntenna, start: false, options: options);
        rig.Device.Answers[1] = [(0, Ok + Capabilities(maker: "0000651a", canChooseTarget: false))];
        rig.Device.Answers[1023] = [(0, "0000651a16" + Ok)];
        rig.Start();
        await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);

        Assert.Contains(Tlv(1023, "0000651a0000001c" + "0001" + "07d0" + "00c8"), Assert.Single(Placed(rig)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Counting_PlacesEachStepAnewWithItsPowerAndTarget()
    {
        await using Rig rig = new(s_counting, start: false);
        rig.Device.Answers[22] = s_step;
        rig.Start();
        List<ReaderEvent> events = await UntilSweptAsync(rig, sweeps: 2);

        Assert.Equal(
            [("0001", "00"), ("0002", "00"), ("0001", "80"), ("0002", "80")], // 24 dBm becomes the table's 20, then 30; target A, then B
            Placed(rig).Take(4).Select(static added => (Regex.Match(added, "00e0000a00000001(....)").Groups[1].Value, Regex.Match(added, "01510005(..)").Groups[1].Value)));
        Assert.All(Placed(rig), static added => Assert.Contains(Tlv(184, "01000007d0"), added, StringComparison.Ordinal)); // its limit and a second
        Assert.All(Placed(rig), static added => Assert.Contains(Tlv(336, "80002000000000" + Tlv(337, added.Contains("0151000580", StringComparison.Ordinal) ? "80" : "00")), added, StringComparison.Ordinal));
        Assert.Equal(
            ["21", "20", "24", "22", "23", "21"],
            rig.Device.Received.SkipWhile(static request => request != $"21:{OurId}").Take(6).Select(static request => request.Split(':')[0]));
        Assert.All(events.Where(static e => e.Kind == ReaderEventKind.Listened), static e => Assert.True(e.Listening is { Counting: true, Reads: 1, AntennaPort: 1 }));
        Assert.Equal([(1, 2, true), (2, 2, true)], events.Where(static e => e.Kind == ReaderEventKind.Swept).Select(static e => (e.Sweep!.Number, e.Sweep.Reads, e.Sweep.Exhausted)));
        Assert.DoesNotContain(events, static e => e.Kind == ReaderEventKind.Fault);
    }

    [Fact]
    public async Task RunAsync_CountingAndTheRunIsCutShort_IsNoListeningAndNotExhausted()
    {
        await using Rig rig = new(s_counting, start: false);
        rig.Device.Answers[22] = [.. s_step, Event(249, "02" + OurId + "00000457")]; // preempted by another ROSpec
        rig.Start();

        List<ReaderEvent> events = await UntilSweptAsync(rig, sweeps: 1);

        Assert.False(events[^1].Sweep!.Exhausted);
    }

    [Fact]
    public async Task RunAsync_CountingOnAnImpinjReader_UsesItsSearchModesAndWithoutThemSessionS1()
    {
        await using Rig rig = new(s_counting, start: false);
        rig.Device.Answers[1] = [(0, Ok + Capabilities(maker: "0000651a", canChooseTarget: false))];
        rig.Device.Answers[1023] = [(0, "0000651a16" + Ok)];
        rig.Device.Answers[22] = s_step;
        rig.Device.Refuses = static request => request.Contains("0000651a000000170005", StringComparison.Ordinal); // knows no mode 5
        rig.Start();

        List<ReaderEvent> events = await UntilSweptAsync(rig, sweeps: 2);

        Assert.Equal(
            [("80", "0001"), ("80", "0001"), ("80", "0005"), ("40", "0001"), ("40", "0001")],
            Placed(rig).Take(5).Select(static added => (Regex.Match(added, "0150000b(..)").Groups[1].Value, Regex.Match(added, "0000651a00000017(....)").Groups[1].Value)));
        Assert.Equal("unsupported-target", Assert.Single(events, static e => e.Kind == ReaderEventKind.Fault).Fault!.Code);
    }

    [Fact]
    public async Task RunAsync_TidAsked_ReadsEveryTagsBankWithTheInventory()
    {
        await using Rig rig = new(s_oneAntenna with { ReadTid = true }, start: false);
        string told = Tag1 + "90" + OurId + "015d00150000030006e280116020007a1b2c3d4e5f";
        rig.Device.Answers[22] = [.. s_run[..2], (61, Tlv(240, told)), .. s_run[3..]];
        rig.Start();

        TagRead read = (await rig.NextAsync()).Read;

        Assert.Equal(("3005FB63AC1F3841EC880467", "E280116020007A1B2C3D4E5F", -50f), (read.Epc.ToString(), read.Tid.ToString(), read.RssiDbm!.Value));
        string everyTag = Tlv(338, Tlv(339, "60000000000000")), firstWords = string.Concat(new[] { "0001", "0002", "0003" }.Zip(
            new[] { "0002", "0004", "0006" }, static (number, words) => Tlv(341, number + "00000000" + "80" + "0000" + words)));
        Assert.Contains($"40:{Tlv(207, OurId + "000001" + "00" + OurId + Tlv(208, "000000") + Tlv(209, everyTag + firstWords))}", rig.Device.Received);
        Assert.Contains($"42:{OurId}", rig.Device.Received);
        Assert.Contains(Tlv(238, "9dc0" + Tlv(348, "40")), Assert.Single(Placed(rig).Distinct()), StringComparison.Ordinal);

        await rig.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Run.WaitAsync(TimeSpan.FromSeconds(5), Ct));
        Assert.Equal([$"23:{OurId}", $"21:{OurId}", $"41:{OurId}", "14:"], rig.Device.Received.TakeLast(4));
    }

    private static readonly InventoryProfile s_counting = new([new AntennaSettings(1, 30)], Session.S0, PollInputs: false)
    {
        Count = new CountPlan { PowerStepsDb = [-6, 0], Quiet = TimeSpan.FromMilliseconds(20), StepLimit = TimeSpan.FromSeconds(1) },
    };

    /// <summary>A step: it starts and a tag is reported; the driver stops it.</summary>
    private static readonly (int, string)[] s_step = [(0, Ok), Event(249, "00" + OurId + "00000000"), (61, Tlv(240, Tag1))];

    private static string[] Placed(Rig rig) => [.. rig.Device.Received.Where(static request => request.StartsWith("20:", StringComparison.Ordinal))];

    private static async Task<List<ReaderEvent>> UntilSweptAsync(Rig rig, int sweeps)
    {
        List<ReaderEvent> events = [];
        while (events.Count(static e => e.Kind == ReaderEventKind.Swept) < sweeps && events.Count < 300) events.Add(await rig.NextAsync());
        Assert.Equal(ReaderEventKind.Swept, events[^1].Kind);
        return events;
    }

    [Theory]
    [InlineData(LlrpVectors.L16_Refused, "busy")]
    [InlineData("deadbeef00000000000000000000", "noise")]
    public async Task RunAsync_RefusedOrNoLlrp_IsLostAndSaysWhy(string greeting, string code)
    {
        await using Rig rig = new(s_oneAntenna, start: false, greeting: greeting);
        rig.Start();

        Assert.Equal(code, (await Assert.ThrowsAsync<ReaderLostException>(() => rig.Run.WaitAsync(TimeSpan.FromSeconds(5), Ct))).Code);
    }

    [Fact]
    public async Task RunAsync_ReportsOfAnotherProgramsRoSpec_AreNotOurs()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers[22] =
            [(0, Ok), Event(249, "0000000001" + "00000000"), (61, Tlv(240, Tag1.Replace(OurId, "00000001", StringComparison.Ordinal))), .. s_run[1..]];
        rig.Device.Answers[26] = [(0, Ok + Tlv(177, "000000010002"))];
        rig.Start();

        Assert.Equal("foreign-rospec", (await rig.NextAsync()).Fault!.Code);
        Assert.Equal(ReaderEventKind.TagRead, (await rig.NextAsync()).Kind);
        Assert.Equal(1, (await rig.NextAsync()).Listening.Reads);
    }

    [Fact]
    public async Task RunAsync_BufferOverflow_IsAFaultAndNoListening()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers[22] = [.. s_run[..2], Event(251, ""), .. s_run[2..]];
        rig.Start();

        ReaderEvent[] events = [await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync()];

        Assert.Equal("overflow", events[0].Fault!.Code);
        Assert.Equal([ReaderEventKind.TagRead, ReaderEventKind.TagRead], events[1..].Select(static e => e.Kind));
    }

    [Fact]
    public async Task RunAsync_InputsAntennasAndExceptions_AreTold()
    {
        await using Rig rig = new(s_oneAntenna with { PollInputs = true }, start: false);
        rig.Device.Answers[2] = [(0, Ok + Tlv(225, "00018001") + Tlv(225, "00028000") + Tlv(225, "00038002"))];
        rig.Device.Answers[22] =
            [(0, Ok), Event(248, "000100"), Event(255, "000002"), Event(252, "000568656c6c6f"), .. s_run[1..]];
        rig.Start();

        List<ReaderEvent> events = [];
        while (events.Count < 5) events.Add(await rig.NextAsync());

        Assert.Equal([(1, true), (2, false), (1, false)], events.Take(3).Select(static e => ((int)e.Input.Line, e.Input.High)));
        Assert.Equal(("antenna-disconnected", (byte?)2), (events[3].Fault!.Code, events[3].Fault!.AntennaPort));
        Assert.Equal("The reader says: hello.", events[4].Fault!.Description);
    }

    [Fact]
    public async Task Drive_Outputs_AreWrittenOnceAndTheLastWordBeforeTheEnd()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Reader.Drive(1, true);
        rig.Reader.Drive(4, false);
        rig.Start();
        for (int i = 0; i < 3; i++) await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);
        rig.Reader.Drive(1, false);
        await rig.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Run);

        // SET_READER_CONFIG without a reset, and one GPOWriteData: port, then the level in the top bit.
        Assert.Equal(
            ["3:00" + Tlv(219, "000180"), "3:00" + Tlv(219, "000400"), "3:00" + Tlv(219, "000100")],
            rig.Device.Received.Where(static request => request.StartsWith("3:0000db", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunAsync_Inputs_AreAskedAgainEachSecond()
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna with { PollInputs = true }, time, start: false);
        rig.Device.Answers[2] = [(0, Ok + Tlv(225, "00018000"))];
        rig.Start();
        Assert.False((await rig.NextAsync(static e => e.Kind == ReaderEventKind.Input)).Input.High);

        rig.Device.Answers[2] = [(0, Ok + Tlv(225, "00018001"))]; // its event was lost
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await rig.NextAsync(static e => e.Kind == ReaderEventKind.Input)).Input.High);
    }

    [Fact]
    public async Task RunAsync_ReplyAfterItsTimeout_NeverAnswersTheNextRequest()
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna with { PollInputs = true }, time, start: false);
        rig.Device.Answers[2] = [(0, Ok + Tlv(225, "00018000") + Tlv(225, "00028001"))];
        rig.Device.Late[2] = Ok + Tlv(225, "00018001"); // what was true then: input 1 was high
        rig.Start();
        await AdvanceWhenHeldAsync(rig, time, "2:");

        ContactState first = (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Input)).Input;
        ContactState second = (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Input)).Input;

        Assert.Equal([(1, false), (2, true)], new[] { first, second }.Select(static input => ((int)input.Line, input.High)));
    }

    [Fact]
    public async Task RunAsync_Version11Accepted_SpeaksItInEveryMessage()
    {
        await using Rig rig = new(s_oneAntenna, start: false, options: s_version11);
        rig.Device.Speaks = 2;
        rig.Device.Answers[46] = [(0, "0102" + Ok)]; // speaks 1 now and could speak 2
        rig.Start();

        Assert.Equal(ReaderEventKind.TagRead, (await rig.NextAsync()).Kind);
        Assert.Equal(["46:", "47:02", "1:00"], rig.Device.Received.Take(3));
        Assert.All(rig.Device.Versions, static version => Assert.Equal(2, version));
    }

    [Theory]
    [InlineData(46, ScriptedLlrp.Error, "011f0008006e0000", "UnsupportedVersion")] // an ERROR_MESSAGE, 110
    [InlineData(46, ScriptedLlrp.Error, "011f0008006d0000", "UnsupportedMessage")] // 109
    [InlineData(46, 0, "0101" + Ok, "only 1.0.1")]
    [InlineData(47, 0, Refused, "200")]
    public async Task RunAsync_Version11Refused_SaysSoAndReadsIn101(int asked, int type, string answer, string why)
    {
        await using Rig rig = new(s_oneAntenna, start: false, options: s_version11);
        rig.Device.Answers[46] = [(0, "0102" + Ok)];
        rig.Device.Answers[asked] = [(type, answer)];
        rig.Start();

        ReaderFault fault = (await rig.NextAsync()).Fault!;

        Assert.Equal(("unsupported-version", ReaderTrouble.Unsupported), (fault.Code, fault.Trouble));
        Assert.Contains(why, fault.Description, StringComparison.Ordinal);
        Assert.Equal(ReaderEventKind.TagRead, (await rig.NextAsync()).Kind);
        Assert.All(rig.Device.Versions.Skip(asked == 46 ? 1 : 2), static version => Assert.Equal(1, version));
    }

    [Fact]
    public async Task RunAsync_Version11NotAnswered_ReadsIn101()
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna, time, start: false, options: s_version11);
        rig.Device.Answers[46] = [];
        rig.Start();
        await AdvanceWhenHeldAsync(rig, time, "46:");

        Assert.Equal("unsupported-version", (await rig.NextAsync()).Fault!.Code);
        Assert.Equal(ReaderEventKind.TagRead, (await rig.NextAsync()).Kind);
        Assert.Equal([2, 1, 1], rig.Device.Versions.Take(3));
    }

    private static readonly LlrpOptions s_version11 = new() { Version = 2 };

    /// <summary>Lets the time for an answer pass once the reader has the request and the driver waits.</summary>
    private static async Task AdvanceWhenHeldAsync(Rig rig, ManualTime time, string request)
    {
        while (time.Waiting == 0 || !rig.Device.Received.Any(received => received.StartsWith(request, StringComparison.Ordinal)))
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        time.Advance(new LlrpOptions().ReplyTimeout);
    }

    [Fact]
    public async Task RunAsync_Keepalive_IsAnsweredWithItsNumber()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers[22] = [(62, ""), .. s_run];
        rig.Start();
        await rig.NextAsync();

        Assert.Contains("72:", rig.Device.Received);
    }

    [Fact]
    public async Task RunAsync_ReaderWithoutSpecEvents_TakesTheWholeRunAsListening()
    {
        await using Rig rig = new(new InventoryProfile([new(1, 27), new(2, 27)], Session.S0, false), start: false);
        rig.Device.Answers[22] = [.. s_run[..3], s_run[4]];
        rig.Start();

        ReaderEvent[] events = [await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync()];

        Assert.Equal([(1, 1), (2, 0)], events[1..].Select(static e => ((int)e.Listening.AntennaPort, e.Listening.Reads)));
    }

    [Fact]
    public async Task RunAsync_RoSpecRefused_SaysSoAndTriesAgain()
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna, time, start: false);
        rig.Device.Answers[20] = [(0, Refused)];
        rig.Start();
        Assert.Equal("rospec-refused", (await rig.NextAsync()).Fault!.Code);

        rig.Device.Answers[20] = [(0, Ok)];
        Task<ReaderEvent> heard = rig.NextAsync(static e => e.Kind == ReaderEventKind.TagRead);
        for (int i = 0; i < 5 && !heard.IsCompleted; i++) // keep-alives go on while it waits
        {
            await rig.Device.SendAsync(62, 9, "", Ct);
            int acknowledged = i + 1;
            while (!heard.IsCompleted && (rig.Device.Received.Count(static r => r == "72:") < acknowledged || time.Waiting == 0)) await Task.Yield();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await heard;
    }

    [Fact]
    public async Task RunAsync_Cancelled_RemovesItsRoSpecAndTakesLeave()
    {
        await using Rig rig = new(s_oneAntenna);
        await rig.NextAsync();

        await rig.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Run.WaitAsync(TimeSpan.FromSeconds(5), Ct));
        Assert.Equal([$"23:{OurId}", $"21:{OurId}", "14:"], rig.Device.Received.TakeLast(3));
    }

    [Fact]
    public async Task RunAsync_Silence_IsLostWithinFiveSeconds()
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna, time, start: false);
        rig.Device.Answers[22] = []; // accepts the start and never says a word again
        rig.Start();
        while (!rig.Device.Received.Any(static request => request.StartsWith("22:", StringComparison.Ordinal))) await Task.Yield();
        DateTimeOffset silentFrom = time.GetUtcNow();

        while (!rig.Run.IsCompleted)
        {
            while (time.Waiting == 0 && !rig.Run.IsCompleted) await Task.Yield();
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal("silent", (await Assert.ThrowsAsync<ReaderLostException>(() => rig.Run)).Code);
        Assert.InRange((time.GetUtcNow() - silentFrom).TotalSeconds, 3, 5);
    }

    private sealed class Rig : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Ct), _host = new();
        private readonly InventoryProfile _profile;
        private readonly Task _serving;

        public Rig(InventoryProfile profile, TimeProvider? time = null, bool start = true, string greeting = LlrpVectors.L1_Connected, LlrpOptions? options = null)
        {
            _profile = profile;
            Device = new ScriptedLlrp(Pair.Device);
            Device.Answers[22] = s_run;
            Reader = new LlrpReader(Pair.Host, options ?? new LlrpOptions(), time ?? PacedTime.Machine);
            _serving = Device.ServeAsync(_stop.Token, greeting);
            if (start) Start();
        }

        public TransportPair Pair { get; } = TransportPair.Create();
        public ScriptedLlrp Device { get; }
        public LlrpReader Reader { get; }
        public Channel<ReaderEvent> Events { get; } = Channel.CreateBounded<ReaderEvent>(10_000);
        public Task Run { get; private set; } = Task.CompletedTask;

        public void Start() => Run = Reader.RunAsync(_profile, Events.Writer, _host.Token);

        public Task CancelAsync() => _host.CancelAsync();

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
            _host.Dispose();
        }
    }
}
