using System.Collections.Concurrent;
using System.Threading.Channels;
using Readers.ThingMagic;
using Readers.Transports;
using static Readers.Tests.ThingMagic.ThingMagicVectors;

namespace Readers.Tests.ThingMagic;

/// <summary>The driver against literal bytes: captured ones, and frames closed by the manuals' own CRC.</summary>
public sealed class ThingMagicReaderTests
{
    private static readonly ThingMagicOptions s_options = new() { Region = 6, SearchTime = TimeSpan.FromMilliseconds(500) };
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

        public ConcurrentDictionary<string, string[]> Answers { get; } = new(new Dictionary<string, string[]>
        {
            ["03"] = [Frame("14 03 0000 12120000 20000001 20110531 010B011C 00000030")],
            ["0C"] = [T4_Application],
            ["22"] = [T23_FoundOne],
            ["29"] = [T24_Buffer],
            ["2F"] = [T22_StreamEnd],
        });

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

        public Rig(InventoryProfile profile, ThingMagicOptions? options = null, bool start = true)
        {
            _profile = profile;
            TransportPair pair = TransportPair.Create();
            Device = new ScriptedModule(pair.Device);
            Reader = new ThingMagicReader(pair.Host, options ?? s_options, TimeProvider.System);
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
