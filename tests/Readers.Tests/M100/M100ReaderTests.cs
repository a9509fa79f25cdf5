using System.Collections.Concurrent;
using System.Threading.Channels;
using Readers.M100;
using Readers.Transports;
using Testing;
using static Readers.Tests.M100.M100Vectors;

namespace Readers.Tests.M100;

/// <summary>The driver against literal bytes of the papers.</summary>
public sealed class M100ReaderTests
{
    private static readonly M100Options s_options = new() { Region = 1, TurnDuration = TimeSpan.FromMilliseconds(20), ReplyTimeout = TimeSpan.FromSeconds(20), SilenceLimit = TimeSpan.FromMinutes(1) };
    private static readonly InventoryProfile s_profile = new([new AntennaSettings(1, 20)], Session.S0, PollInputs: false);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Polls_ReportsReadsAndTheListeningPeriodAtTheStop()
    {
        await using Rig rig = new(s_profile);

        ReaderEvent heard = await rig.NextAsync(), late = await rig.NextAsync(), listened = await rig.NextAsync();

        Assert.Equal("30751FEB705C5904E3D50D70", heard.Read.Epc.ToString());
        Assert.Equal((1, -55f), (heard.Read.AntennaPort, heard.Read.RssiDbm!.Value));
        Assert.Equal(ReaderEventKind.TagRead, late.Kind); // it came between the stop and its answer
        Assert.Equal((1, 2), (listened.Listening.AntennaPort, listened.Listening.Reads));
        Assert.Equal("M100 26dBm V1.0, firmware V2.3.5", rig.Reader.Identity);
        foreach (string wanted in new[] { B13_SetRegion, B10_SetPower, "BB 00 AD 00 01 FF AD 7E", "BB 00 0E 00 02 10 20 40 7E", "BB 00 27 00 03 22 FF FF 4A 7E" })
            Assert.Contains(wanted.Replace(" ", "", StringComparison.Ordinal), rig.Device.Received);
    }

    [Fact]
    public async Task RunAsync_SessionS1_PollsBothTargetsInOneTurn()
    {
        await using Rig rig = new(s_profile with { Session = Session.S1 });
        Assert.Equal(4, (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened)).Listening.Reads);

        Assert.Contains("BB000E00021120", string.Join(' ', rig.Device.Received), StringComparison.Ordinal);
        Assert.Contains("BB000E000211A0", string.Join(' ', rig.Device.Received), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EndedWhileItPolls_TheModuleIsToldToStop()
    {
        ManualTime time = new();
        await using Rig rig = new(s_profile, time: time); // time stands still: the turn is never over
        await Wait.UntilAsync(() => rig.Device.Received.Contains(PollUntilStopped));

        await rig.EndAsync();

        await Wait.UntilAsync(() => rig.Device.Received.Last() == B6_Stop.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_EmptyField_IsAListeningPeriodWithoutReads()
    {
        await using Rig rig = new(s_profile, start: false);
        rig.Device.Answers["27"] = [B4_NothingRead, B4_NothingRead];
        rig.Device.Answers["28"] = [B7_Stopped];
        rig.Start();

        Assert.Equal(0, (await rig.NextAsync()).Listening.Reads);
    }

    [Fact]
    public async Task RunAsync_NoticeDamagedOnTheLine_IsNeitherAReadNorListening()
    {
        await using Rig rig = new(s_profile, start: false);
        // Two bytes of the EPC changed so that the sum still fits; the tag's own CRC does not.
        rig.Device.Answers["27"] = [B3_Notice.Replace("75 1F", "74 20", StringComparison.Ordinal)];
        rig.Device.Answers["28"] = [B7_Stopped];
        rig.Start();
        while (rig.Device.Received.Count(static frame => frame == "BB00280000287E") < 4)
        {
            Assert.False(rig.Run.IsCompleted);
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        while (rig.Events.Reader.TryRead(out ReaderEvent told)) Assert.Equal(ReaderEventKind.Tuned, told.Kind);
        Assert.True(rig.Reader.Statistics.BadChecksums > 0);
    }

    [Fact]
    public async Task RunAsync_AllChannelsBusy_IsAFaultAndNoListening()
    {
        await using Rig rig = new(s_profile, start: false);
        rig.Device.Answers["27"] = ["BB 01 FF 00 01 20 21 7E"];
        rig.Device.Answers["28"] = [B7_Stopped];
        rig.Start();

        Assert.Equal("20", (await rig.NextAsync()).Fault!.Code);
        Assert.False(rig.Events.Reader.TryRead(out _));
    }

    [Fact]
    public async Task RunAsync_SecondAntennaAndRefusedRegion_AreSaid()
    {
        await using Rig rig = new(s_profile with { Antennas = [new(1, 20), new(2, 20)] }, start: false);
        rig.Device.Answers["07"] = ["BB 01 FF 00 01 17 18 7E"];
        rig.Start();

        Assert.Equal(("unsupported-antennaport", (byte?)2), (await rig.NextAsync()).Fault! is { } fault ? (fault.Code, fault.AntennaPort) : default);
        Assert.Equal("region-refused", (await rig.NextAsync()).Fault!.Code);
        Assert.DoesNotContain(rig.Device.Received, static frame => frame[4..6] == "27");
    }

    [Fact]
    public async Task RunAsync_PowerThatTheModuleDoesNotGive_IsSaid()
    {
        await using Rig rig = new(s_profile with { Antennas = [new(1, 30)] }, start: false);
        rig.Device.Answers["B6"] = [B11_PowerOk]; // "done", and then it tells 20 dBm
        rig.Start();

        ReaderFault fault = (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Fault)).Fault!;

        Assert.Equal(("unsupported-power", ReaderTrouble.Unsupported), (fault.Code, fault.Trouble));
        Assert.Contains("30 dBm and gives 20 dBm", fault.Description, StringComparison.Ordinal);
        Assert.Equal(ReaderEventKind.TagRead, (await rig.NextAsync()).Kind); // it reads all the same
    }

    [Fact]
    public async Task RunAsync_Counting_RaisesThePowerStepByStepAndAsksTheOtherTargetInTheNextSweep()
    {
        CountPlan plan = new() { PowerStepsDb = [-6, 0], Quiet = TimeSpan.FromMilliseconds(60), StepLimit = TimeSpan.FromSeconds(20) };
        await using Rig rig = new(s_profile with { Count = plan }, start: false);
        rig.Device.PowerIsReadBack = true;
        rig.Start();
        List<ReaderEvent> events = [];
        while (events.Count(static e => e.Kind == ReaderEventKind.Swept) < 2) events.Add(await rig.NextAsync());

        string[] settings = [.. rig.Device.Received.Where(static frame => frame[4..6] is "B6" or "0E" or "27").Take(10)];
        Assert.Equal(
            [
                "BB00B600020578357E", "BB000E00021220427E", PollUntilStopped, "BB00B6000207D08F7E", PollUntilStopped,
                "BB00B600020578357E", "BB000E000212A0C27E", PollUntilStopped, "BB00B6000207D08F7E", PollUntilStopped,
            ],
            settings);
        Assert.All(events.Where(static e => e.Kind == ReaderEventKind.Listened), static e => Assert.True(e.Listening.Counting));
        Assert.Equal([(1, true), (2, true)], events.Where(static e => e.Kind == ReaderEventKind.Swept).Select(static e => (e.Sweep!.Number, e.Sweep.Exhausted)));
        Assert.DoesNotContain(events, static e => e.Kind == ReaderEventKind.Fault);
    }

    [Fact]
    public async Task RunAsync_TidAsked_SelectsTheTagAndReadsItsChip()
    {
        await using Rig rig = new(s_profile with { ReadTid = true }, start: false);
        rig.Device.Answers["39"] = [TidOfTheTag];
        rig.Start();

        TagRead read = (await rig.NextAsync(static e => e is { Kind: ReaderEventKind.TagRead, Read.Tid: not null })).Read;

        Assert.Equal(("30751FEB705C5904E3D50D70", "E280116020007A1B2C3D4E5F"), (read.Epc.ToString(), read.Tid.ToString()));
        Assert.Null(read.RssiDbm);
        string[] steps = [.. rig.Device.Received.SkipWhile(static frame => frame[4..6] != "27")];
        // S0 is set already: a tag answers an access in it whatever its state in the session of the inventory.
        Assert.Equal(["27", "28", "0C", "12", "39"], steps.Take(5).Select(static frame => frame[4..6]));
        Assert.Equal(B8_Select.Replace(" ", "", StringComparison.Ordinal), steps[2]);
        Assert.Equal("BB003900090000000002000000064A7E", steps[4]);
    }

    [Fact]
    public async Task RunAsync_TidOfAnotherTag_IsNotTakenForThisOnes()
    {
        await using Rig rig = new(s_profile with { ReadTid = true }, start: false);
        rig.Device.Answers["39"] = [TidOfAnotherTag];
        rig.Start();
        int asked = 0;
        while (asked < 3)
        {
            Assert.NotEqual(ReaderEventKind.Fault, (await rig.NextAsync()).Kind);
            asked = rig.Device.Received.Count(static frame => frame[4..6] == "39");
        }

        while (rig.Events.Reader.TryRead(out ReaderEvent told)) Assert.Null(told.Read.Tid);
    }

    [Fact]
    public async Task RunAsync_ModelToldAfterItsTimeout_IsNotTakenForTheFirmware()
    {
        ManualTime time = new();
        await using Rig rig = new(s_profile, start: false, time: time);
        rig.Device.Late[Module] = "BB 01 03 00 07 00 56 39 2E 39 2E 39 70 7E"; // "V9.9.9"
        rig.Start();
        await AdvanceWhenHeldAsync(rig, time, Module);
        while (rig.Reader.Identity is null)
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal("M100 module, firmware V2.3.5", rig.Reader.Identity);
    }

    [Fact]
    public async Task RunAsync_PowerToldAfterItsTimeout_IsNotTakenForTheNextAnswer()
    {
        ManualTime time = new();
        await using Rig rig = new(s_profile, start: false, time: time);
        rig.Device.Late[Power] = "BB 01 B7 00 02 0A 28 EC 7E"; // 26 dBm, of before it was set
        rig.Start();
        await AdvanceWhenHeldAsync(rig, time, Power);

        Assert.Equal("timeout", (await rig.NextAsync()).Fault!.Code);
        while (!rig.Device.Received.Contains(PollUntilStopped)) // then the power is settled
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        while (rig.Events.Reader.TryRead(out ReaderEvent told)) Assert.NotEqual(ReaderEventKind.Fault, told.Kind);
    }

    /// <summary>Lets the time for an answer pass once the module has the command and the driver waits.</summary>
    private static async Task AdvanceWhenHeldAsync(Rig rig, ManualTime time, string command)
    {
        while (time.Waiting == 0 || !rig.Device.Received.Any(frame => frame.StartsWith(command, StringComparison.Ordinal)))
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        time.Advance(s_options.ReplyTimeout);
    }

    private const string Module = "BB000300010004", Power = "BB00B7";
    private const string PollUntilStopped = "BB0027000322FFFF4A7E";
    private const string TidOfTheTag = "BB 01 39 00 1B 0E 34 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 70 E2 80 11 60 20 00 7A 1B 2C 3D 4E 5F 42 7E";
    private const string TidOfAnotherTag = "BB 01 39 00 1B 0E 34 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 71 E2 80 11 60 20 00 7A 1B 2C 3D 4E 5F 43 7E";

    /// <summary>Answers by code; what has no answer of its own gets "done".</summary>
    private sealed class ScriptedModule(IByteTransport line)
    {
        private readonly List<byte> _waiting = [];
        private string? _held;

        public ConcurrentDictionary<string, string[]> Answers { get; } = new(new Dictionary<string, string[]>
        {
            ["08"] = [B15_Region],
            ["0D"] = [B20_Query],
            ["B7"] = [B12_Power],
            ["27"] = [B3_Notice, B4_NothingRead],
            ["28"] = [B3_Notice, B7_Stopped],
        });

        /// <summary>The beginning of a command, and its answer that comes only after the next command, before that one's own.</summary>
        public ConcurrentDictionary<string, string> Late { get; } = new();

        public ConcurrentQueue<string> Received { get; } = new();

        /// <summary>Asked for its power, it tells the one it was set to.</summary>
        public bool PowerIsReadBack { get; set; }

        public async Task ServeAsync(CancellationToken ct)
        {
            try
            {
                byte[] buffer = new byte[256];
                while (true)
                {
                    while (_waiting.Count < 5 || _waiting.Count < _waiting[4] + 7)
                    {
                        int count = await line.ReadAsync(buffer, ct);
                        if (count == 0) return;
                        _waiting.AddRange(buffer.AsSpan(0, count));
                    }
                    string frame = Convert.ToHexString([.. _waiting.Take(_waiting[4] + 7)]);
                    _waiting.RemoveRange(0, _waiting[4] + 7);
                    Received.Enqueue(frame);
                    if (Late.Keys.FirstOrDefault(start => frame.StartsWith(start, StringComparison.Ordinal)) is { } late)
                    {
                        Late.TryRemove(late, out _held);
                        continue;
                    }
                    if (_held is not null) await line.WriteAsync(Bytes(_held), ct);
                    _held = null;
                    foreach (string answer in AnswersTo(frame)) await line.WriteAsync(Bytes(answer), ct);
                }
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // Both are how a script ends.
            }
        }

        private string[] AnswersTo(string frame)
        {
            string code = frame[4..6];
            if (code == "B7" && PowerIsReadBack)
                return [Received.Last(static set => set[4..6] == "B6") == "BB00B600020578357E" ? "BB 01 B7 00 02 05 78 37 7E" : B12_Power];
            if (Answers.TryGetValue(code, out string[]? answers)) return answers;
            if (frame == B1_HardwareVersion.Replace(" ", "", StringComparison.Ordinal))
                return ["BB 01 03 00 10 00 4D 31 30 30 20 32 36 64 42 6D 20 56 31 2E 30 92 7E"];
            if (code == "03") return ["BB 01 03 00 07 01 56 32 2E 33 2E 35 58 7E"];
            return [$"BB 01 {code} 00 01 00 {(byte)(2 + Convert.ToByte(code, 16)):X2} 7E"];
        }
    }

    private sealed class Rig : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Ct), _end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        private readonly InventoryProfile _profile;
        private readonly Task _serving;

        public Rig(InventoryProfile profile, bool start = true, TimeProvider? time = null)
        {
            _profile = profile;
            TransportPair pair = TransportPair.Create();
            Device = new ScriptedModule(pair.Device);
            Reader = new M100Reader(pair.Host, s_options, time ?? PacedTime.Machine);
            _serving = Device.ServeAsync(_stop.Token);
            if (start) Start();
        }

        public ScriptedModule Device { get; }
        public M100Reader Reader { get; }
        public Channel<ReaderEvent> Events { get; } = Channel.CreateBounded<ReaderEvent>(10_000);
        public Task Run { get; private set; } = Task.CompletedTask;

        public void Start() => Run = Reader.RunAsync(_profile, Events.Writer, _end.Token);

        /// <summary>The driver's work is over; the module goes on.</summary>
        public async Task EndAsync()
        {
            await _end.CancelAsync();
            await Run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        public async Task<ReaderEvent> NextAsync(Func<ReaderEvent, bool>? wanted = null)
        {
            for (int seen = 0; seen < 300; seen++)
            {
                ReaderEvent next = await Events.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);
                if (wanted is null ? next.Kind != ReaderEventKind.Tuned : wanted(next)) return next;
            }
            throw new TimeoutException("What was waited for did not come within 300 events.");
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
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
            _end.Dispose();
        }
    }
}
