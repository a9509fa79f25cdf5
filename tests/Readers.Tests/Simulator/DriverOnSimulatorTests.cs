using System.Threading.Channels;
using HardwareSim;
using HardwareSim.Faults;
using Readers.R2000;
using Readers.Transports;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>The real driver on simulated readers: it cannot tell.</summary>
public sealed class DriverOnSimulatorTests
{
    private const double Speed = 4;
    private static readonly SimulationOptions Room = new() { Seed = new Seed(11), Bags = 60, Activity = 0 };
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task RunAsync_EitherPort_HearsBagsOnEveryAntennaAndTheDoor(int reader)
    {
        using TemporaryFolder folder = new();
        await using Run run = await Run.StartAsync(folder.Path, reader);
        HashSet<Epc> bags = [.. run.Site.World.Tags.Select(static tag => tag.Uii)];
        HashSet<byte> listened = [], inputs = [];
        int reads = 0;

        while (reads < 300 || listened.Count < 4 || inputs.Count == 0)
        {
            ReaderEvent told = await run.NextAsync();
            if (told.Kind == ReaderEventKind.Listened) listened.Add(told.Listening.AntennaPort);
            if (told.Kind == ReaderEventKind.Input) inputs.Add(told.Input.Line);
            if (told.Kind != ReaderEventKind.TagRead) continue;
            reads++;
            Assert.Contains(told.Read.Epc, bags);
            Assert.InRange(told.Read.RssiDbm!.Value, -80, -15);
            Assert.InRange(told.Read.FrequencyKhz!.Value, 920_000, 925_000);
        }
        Assert.Contains("1.9", run.Reader.Identity, StringComparison.Ordinal);
        Assert.Equal(0, run.Reader.Statistics.BadChecksums);
    }

    [Theory]
    [InlineData("noise reader-1 10h")]
    [InlineData("wrongcheck reader-1 10h 0.1")]
    public async Task RunAsync_BadLine_IsCountedAndReadingGoesOn(string fault)
    {
        using TemporaryFolder folder = new();
        await using Run run = await Run.StartAsync(folder.Path, 0);
        run.Site.Apply(FaultPlan.Parse(fault));

        int reads = 0;
        while (run.Reader.Statistics.BadChecksums + (run.Reader.Statistics.NoiseBytes / 20) < 10 || reads < 100)
            if ((await run.NextAsync()).Kind == ReaderEventKind.TagRead) reads++;
    }

    [Fact]
    public async Task RunAsync_SilentReader_IsReportedLostWithinFiveSeconds()
    {
        using TemporaryFolder folder = new();
        await using Run run = await Run.StartAsync(folder.Path, 1);
        await run.FirstReadAsync();
        long silent = run.Time.GetTimestamp();
        run.Site.Apply(FaultPlan.Parse("silence reader-2 10m"));

        await Assert.ThrowsAnyAsync<IOException>(() => run.Drained());

        Assert.InRange(run.Time.GetElapsedTime(silent).TotalSeconds, 2, 15); // 5 and what a busy machine adds at this speed
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task RunAsync_Unplugged_EndsAtOnce(int reader)
    {
        using TemporaryFolder folder = new();
        await using Run run = await Run.StartAsync(folder.Path, reader);
        await run.FirstReadAsync();
        run.Site.Apply(FaultPlan.Parse($"unplug reader-{reader + 1} 1h"));

        await Assert.ThrowsAnyAsync<IOException>(() => run.Drained());
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly CancellationTokenSource _over = new();

        public required SimulatedSite Site { get; init; }
        public required ScaledTime Time { get; init; }
        public required R2000Reader Reader { get; init; }
        public Channel<ReaderEvent> Events { get; } = Channel.CreateBounded<ReaderEvent>(1000);
        public Task Running { get; private set; } = Task.CompletedTask;

        public static async Task<Run> StartAsync(string folder, int reader)
        {
            ScaledTime time = new(Speed);
            SimulatedSite site = await SimulatedSite.StartAsync(Room, time, folder, Ct);
            ReaderPort port = site.ReaderPorts[reader];
            IByteTransport line = await TransportAddress.Parse(port.Address).OpenAsync(new SerialSettings(), Ct);
            Run run = new() { Site = site, Time = time, Reader = new R2000Reader(line, new R2000Options(), time) };
            AntennaSettings[] antennas = [.. port.Antennas.Select(static antenna => new AntennaSettings(antenna.Port, 24))];
            run.Running = run.Reader.RunAsync(new InventoryProfile(antennas, Session.S1, true), run.Events.Writer, run._over.Token);
            return run;
        }

        /// <summary>The next event, or the driver's own failure.</summary>
        public async Task<ReaderEvent> NextAsync()
        {
            Task<ReaderEvent> next = Events.Reader.ReadAsync(Ct).AsTask();
            if (await Task.WhenAny(next, Running) == Running) await Running;
            return await next;
        }

        public async Task FirstReadAsync()
        {
            while ((await NextAsync()).Kind != ReaderEventKind.TagRead) { }
        }

        /// <summary>Takes events until the driver gives up.</summary>
        public async Task Drained()
        {
            Task drain = Task.Run(async () =>
            {
                await foreach (ReaderEvent _ in Events.Reader.ReadAllAsync(_over.Token)) { }
            }, Ct);
            await await Task.WhenAny(Running, drain);
        }

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            await Task.WhenAny(Running);
            await Reader.DisposeAsync();
            await Site.DisposeAsync();
            _over.Dispose();
        }
    }
}
