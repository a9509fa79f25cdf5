using System.Collections.Concurrent;
using System.Threading.Channels;
using Readers.ThingMagic;
using Readers.Transports;
using Testing;
using static Readers.Tests.ThingMagic.ThingMagicVectors;

namespace Readers.Tests.ThingMagic;

/// <summary>The driver against literal bytes: captured ones, and frames closed by the manuals' own CRC.</summary>
public sealed class ThingMagicReaderTests
{
    private static readonly ThingMagicOptions s_options = new()
    {
        Region = 6, SearchTime = TimeSpan.FromMilliseconds(500), SelfCheck = new() { First = TimeSpan.Zero },
    };
    private static readonly InventoryProfile s_oneAntenna = new([new AntennaSettings(1, 12)], Session.S1, PollInputs: false);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OneAntenna_SetsUpSearchesFetchesAndListens()
    {
        await using Rig rig = new(s_oneAntenna);

        ReaderEvent heard = await rig.NextAsync(), listened = await rig.NextAsync();

        Assert.Equal("000000000000000000001545", heard.Read.Epc.ToString());
        Assert.Equal((1, -60f, 923_200), (heard.Read.AntennaPort, heard.Read.RssiDbm!.Value, heard.Read.FrequencyKhz!.Value));
        Assert.Equal((1, 1), (listened.Listening.AntennaPort, listened.Listening.Reads));
        Assert.Equal("ThingMagic hardware 20.00, firmware 01.0B.01.1C", rig.Reader.Identity);
        string[] received = [.. rig.Device.Received];
        foreach (string wanted in new[] { T13_Stop, T5_Region, T7_Protocol, T11_FilterOff, T26_Session, T9_Antenna, T10_Power, T15_ClearBuffer, T16_Search, T17_GetBuffer })
            Assert.Contains(wanted.Replace(" ", "", StringComparison.Ordinal), received);
        Assert.Contains(Frame("04 9B 05 01 00 00"), received); // target A, then B
        Assert.Equal(2, received.Count(static frame => frame[4..6] == "9B")); // what nobody set is left as it is
    }

    [Fact]
    public async Task RunAsync_BootLoader_IsStarted()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers["0C"] = [Frame("01 0C 0000 11")];
        rig.Start();
        await rig.NextAsync();

        Assert.Contains(T2_BootFirmware.Replace(" ", "", StringComparison.Ordinal), rig.Device.Received);
    }

    [Fact]
    public async Task RunAsync_NothingHeard_IsAListeningPeriodWithoutReads()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers["22"] = [T19_KeepAlive];
        rig.Start();

        Assert.Equal(0, (await rig.NextAsync()).Listening.Reads);
    }

    [Fact]
    public async Task RunAsync_AntennaFault_IsAFaultOfThatPortAndNoListening()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers["22"] = [T21_ReturnLoss];
        rig.Start();

        ReaderEvent told = await rig.NextAsync();

        Assert.Equal(("0505", (byte?)1), (told.Fault!.Code, told.Fault.AntennaPort));
        Assert.False(rig.Events.Reader.TryRead(out _));
    }

    [Fact]
    public async Task RunAsync_PortWithLowReturnLoss_IsAFindingOfThatPortAndReadingGoesOn()
    {
        await using Rig rig = new(s_oneAntenna with { Antennas = [new AntennaSettings(1, 12), new AntennaSettings(2, 12)] }, start: false);
        rig.Device.Answers["61"] = [Frame("09 61 0000 06 01 0A 02 09 03 01 04 11")]; // 10 dB is sound, 9 is not; 3 is not in use
        rig.Start();

        ReaderFault fault = (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Fault)).Fault!;
        await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened && e.Listening.AntennaPort == 1);
        ReaderEvent listened = await rig.NextAsync(static e => e.Kind is ReaderEventKind.Listened or ReaderEventKind.Fault);

        Assert.Equal(("return-loss", (byte?)2, ReaderTrouble.BadAntenna, true), (fault.Code, fault.AntennaPort, fault.Trouble, fault.OutlastsListening));
        Assert.Contains("9 dB", fault.Description, StringComparison.Ordinal);
        Assert.Equal(2, listened.Listening.AntennaPort);
        Assert.Single(rig.Device.Received, Frame("01 61 06"));
    }

    [Fact]
    public async Task RunAsync_LowReturnLoss_IsMeasuredAgainUntilItIsGood()
    {
        await using Rig rig = new(s_oneAntenna, s_options with { SelfCheck = new() { First = TimeSpan.Zero, IntervalOfFaults = TimeSpan.Zero } }, start: false);
        rig.Device.Answers["61"] = [Frame("03 61 0000 06 01 03")];
        rig.Start();
        for (int i = 0; i < 2; i++) Assert.Equal("return-loss", (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Fault)).Fault!.Code);

        rig.Device.Answers["61"] = [Frame("03 61 0000 06 01 11")];
        int good = 0;
        while (good < 3) good = (await rig.NextAsync(static e => e.Kind is ReaderEventKind.Listened or ReaderEventKind.Fault)).Fault is null ? good + 1 : 0;
        int asked = Asked();
        for (int i = 0; i < 3; i++) await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);

        Assert.Equal(asked, Asked());

        int Asked() => rig.Device.Received.Count(static frame => frame == Frame("01 61 06"));
    }

    [Theory]
    [InlineData("00 61 0101")] // does not know it
    [InlineData("00 61 0000")]
    [InlineData("02 61 0000 06 01")] // half a pair
    public async Task RunAsync_ReturnLossNotTold_IsNoFinding(string answer)
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers["61"] = [Frame(answer)];
        rig.Start();

        Assert.Equal(ReaderEventKind.Listened, (await rig.NextAsync(static e => e.Kind is ReaderEventKind.Listened or ReaderEventKind.Fault)).Kind);
    }

    [Fact]
    public async Task RunAsync_Gen2Settings_AreSentWhenTheyAreGiven()
    {
        ThingMagicGen2 gen2 = new()
        {
            LinkFrequency = ThingMagicLinkFrequency.Khz320, Encoding = ThingMagicEncoding.Miller8, Tari = ThingMagicTari.Nanoseconds12500, Q = new ThingMagicQ(6),
        };
        await using Rig rig = new(s_oneAntenna, s_options with { Gen2 = gen2 });
        await rig.NextAsync();

        string[] wanted = [Frame("03 9B 05 10 02"), Frame("03 9B 05 02 03"), Frame("03 9B 05 11 01"), Frame("04 9B 05 12 01 06")];
        Assert.Equal(wanted, rig.Device.Received.Where(static frame => frame[4..6] == "9B" && frame[8] == '1' | frame[9] == '2'));
    }

    [Fact]
    public async Task RunAsync_Gen2SettingRefused_IsAFindingAndReadingGoesOn()
    {
        await using Rig rig = new(s_oneAntenna, s_options with { Gen2 = new ThingMagicGen2 { Q = new ThingMagicQ(null) } }, start: false);
        rig.Device.Answers["9B"] = [Frame("00 9B 0105")];
        rig.Start();

        Assert.Equal("q-refused", (await rig.NextAsync(static e => e.Fault is { Code: "q-refused" })).Fault!.Code);
        await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);
        Assert.Contains(Frame("03 9B 05 12 00"), rig.Device.Received);
    }

    [Fact]
    public async Task RunAsync_RegionRefused_SaysSoAndNeverTransmits()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers["97"] = [Frame("00 97 010B")];
        rig.Start();

        Assert.Equal("region-refused", (await rig.NextAsync()).Fault!.Code);
        Assert.DoesNotContain(rig.Device.Received, static frame => frame[4..6] == "22");
    }

    [Fact]
    public async Task RunAsync_ModuleRestarts_IsSetUpAgain()
    {
        await using Rig rig = new(s_oneAntenna);
        await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);
        rig.Device.Answers["2A"] = [Frame("14 04 0000 " + new string('0', 40)), Frame("00 2A 0000")];

        while (rig.Device.Received.Count(static frame => frame[4..6] == "97") < 2) await rig.NextAsync();
    }

    [Fact]
    public async Task RunAsync_Inputs_AreTold()
    {
        await using Rig rig = new(s_oneAntenna with { PollInputs = true }, start: false);
        rig.Device.Answers["66"] = [Frame("0A 66 0000 01 01 00 01 02 01 01 03 00 00")]; // 1 input high, 2 output, 3 input low
        rig.Start();

        Assert.Equal([(1, true), (3, false)],
            new[] { await rig.NextAsync(), await rig.NextAsync() }.Select(static e => ((int)e.Input.Line, e.Input.High)));
    }

    [Fact]
    public async Task RunAsync_ReplyAfterItsTimeout_NeverAnswersTheNextCommand()
    {
        ManualTime time = new();
        await using Rig rig = new(s_oneAntenna with { PollInputs = true }, start: false, time: time);
        rig.Device.Answers["66"] = [Frame("0A 66 0000 01 01 00 00 02 01 01 03 00 01")];
        rig.Device.Late["FF0166"] = Frame("0A 66 0000 01 01 00 01 02 01 01 03 00 00"); // what was true then: input 1 high, input 3 low
        rig.Start();
        await AdvanceWhenHeldAsync(rig, time, "FF0166");

        ContactState one = (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Input)).Input;
        ContactState three = (await rig.NextAsync(static e => e.Kind == ReaderEventKind.Input)).Input;

        Assert.Equal([(1, false), (3, true)], new[] { one, three }.Select(static input => ((int)input.Line, input.High)));
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

    [Fact]
    public async Task Drive_Output_IsTurnedIntoOneAndWrittenAlsoAfterARestartAndBeforeTheEnd()
    {
        await using Rig rig = new(s_oneAntenna, start: false);
        rig.Device.Answers["96"] = [Frame("00 96 0000")];
        rig.Reader.Drive(3, true);
        rig.Start();
        await rig.NextAsync(static e => e.Kind == ReaderEventKind.Listened);
        string[] turnedOn = [Frame("04 96 01 03 01 00"), Frame("02 96 03 01")];
        Assert.Equal(turnedOn, Written());

        rig.Device.Answers["2A"] = [Frame("14 04 0000 " + new string('0', 40)), Frame("00 2A 0000")]; // it says that it has started
        while (Written().Length < 4) await rig.NextAsync();
        Assert.Equal([.. turnedOn, .. turnedOn], Written()[..4]);

        rig.Reader.Drive(3, false);
        await rig.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Run);
        Assert.Equal([Frame("04 96 01 03 01 00"), Frame("02 96 03 00")], Written()[^2..]);

        string[] Written() => [.. rig.Device.Received.Where(static frame => frame[4..6] == "96")];
    }

    [Fact]
    public async Task RunAsync_Continuous_StreamsReadsAndStopsWhenCancelled()
    {
        await using Rig rig = new(s_oneAntenna, s_options with { Continuous = true }, start: false);
        rig.Device.Answers["2F"] = [Frame("01 2F 0000 01"), T14_StreamedTag, T14_StreamedTag, T20_TooHot, T19_KeepAlive];
        rig.Start();

        ReaderEvent[] events = [await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync()];
        rig.Device.Answers["2F"] = [T14_StreamedTag, T22_StreamEnd];
        await rig.CancelAsync();

        Assert.Equal([ReaderEventKind.TagRead, ReaderEventKind.TagRead, ReaderEventKind.Fault], events.Select(static e => e.Kind));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Run.WaitAsync(TimeSpan.FromSeconds(5), Ct));
        Assert.Equal(T13_Stop.Replace(" ", "", StringComparison.Ordinal), rig.Device.Received.Last());
    }

    /// <summary>Answers by opcode; what has no answer of its own gets success without data.</summary>
    private sealed class ScriptedModule(IByteTransport line)
    {
        private readonly List<byte> _waiting = [];
        private string? _held;

        public ConcurrentDictionary<string, string[]> Answers { get; } = new(new Dictionary<string, string[]>
        {
            ["03"] = [Frame("14 03 0000 12120000 20000001 20110531 010B011C 00000030")],
            ["0C"] = [T4_Application],
            ["22"] = [T23_FoundOne],
            ["29"] = [T24_Buffer],
            ["2F"] = [T22_StreamEnd],
        });

        /// <summary>The beginning of a command, and its answer that comes only after the next command, before that one's own.</summary>
        public ConcurrentDictionary<string, string> Late { get; } = new();

        public ConcurrentQueue<string> Received { get; } = new();

        public async Task ServeAsync(CancellationToken ct)
        {
            try
            {
                byte[] buffer = new byte[256];
                while (true)
                {
                    while (_waiting.Count < 2 || _waiting.Count < _waiting[1] + 5)
                    {
                        int count = await line.ReadAsync(buffer, ct);
                        if (count == 0) return;
                        _waiting.AddRange(buffer.AsSpan(0, count));
                    }
                    string frame = Convert.ToHexString([.. _waiting.Take(_waiting[1] + 5)]);
                    _waiting.RemoveRange(0, _waiting[1] + 5);
                    Received.Enqueue(frame);
                    if (Late.Keys.FirstOrDefault(start => frame.StartsWith(start, StringComparison.Ordinal)) is { } late)
                    {
                        Late.TryRemove(late, out _held);
                        continue;
                    }
                    if (_held is not null) await line.WriteAsync(Bytes(_held), ct);
                    _held = null;
                    string opcode = frame[4..6];
                    foreach (string answer in Answers.GetValueOrDefault(opcode, [Frame($"00 {opcode} 0000")]))
                        await line.WriteAsync(Bytes(answer), ct);
                }
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // Both are how a script ends.
            }
        }
    }

    private sealed class Rig : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Ct), _host = new();
        private readonly InventoryProfile _profile;
        private readonly Task _serving;

        public Rig(InventoryProfile profile, ThingMagicOptions? options = null, bool start = true, TimeProvider? time = null)
        {
            _profile = profile;
            TransportPair pair = TransportPair.Create();
            Device = new ScriptedModule(pair.Device);
            Reader = new ThingMagicReader(pair.Host, options ?? s_options, time ?? PacedTime.Machine);
            _serving = Device.ServeAsync(_stop.Token);
            if (start) Start();
        }

        public ScriptedModule Device { get; }
        public ThingMagicReader Reader { get; }
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
