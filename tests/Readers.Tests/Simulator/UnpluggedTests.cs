using HardwareSim;
using HardwareSim.Faults;
using Readers.Transports;
using Readers.Writing;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>A line is pulled out in the middle of everything that a driver does, inside a frame or between two, and plugged in again.</summary>
/// <remarks>
/// Three readers of the kind at a time, each with cuts of its own. Every other cut is at the host's end: then the device keeps its power and
/// goes on with what it did, and the next driver finds it so.
/// </remarks>
public sealed class UnpluggedTests : IAsyncDisposable
{
    public enum Doing { SettingUp, Watching, Counting, ReadingTids, Writing, Streaming }

    private const int ReadersAtOnce = 3, CutsOfEach = 2;

    /// <summary>Bytes after which the line may be cut: a set-up, some turns, most of a writing.</summary>
    private const double FarthestCut = 1000;

    /// <summary>The run ends at once, and a new one reads within ten seconds; a machine that stalls takes these from it at four times the pace.</summary>
    private static readonly TimeSpan s_end = TimeSpan.FromSeconds(10), s_back = TimeSpan.FromSeconds(25), s_reopenAfter = TimeSpan.FromSeconds(1);

    /// <summary>A machine that stalls must not make a device late.</summary>
    private readonly PacedTime _time = new(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<ReaderKind, Doing> Cases
    {
        get
        {
            TheoryData<ReaderKind, Doing> cases = new() { { ReaderKind.ThingMagic, Doing.Streaming } };
            foreach (ReaderKind kind in new[] { ReaderKind.R2000, ReaderKind.ThingMagic, ReaderKind.M100, ReaderKind.Llrp, ReaderKind.LlrpImpinj })
                foreach (Doing doing in Enum.GetValues<Doing>().Where(static doing => doing != Doing.Streaming)) cases.Add(kind, doing);
            return cases;
        }
    }

    public ValueTask DisposeAsync() => _time.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_LineCutAnywhere_EndsUnpluggedAndANewDriverReads(ReaderKind kind, Doing doing)
    {
        using TemporaryFolder folder = new();
        await using SimulatedSite site = await SimulatedSite.StartAsync(
            new SimulationOptions
            {
                Seed = new Seed(17), Cabinets = ReadersAtOnce, ShelvesPerCabinet = 2, PortsPerReader = 2, Bags = 45, StrayTags = 0, Activity = 0, Readers = [kind],
            }, _time, folder.Path, Ct);
        List<TagWriteReport>[] reports = await Task.WhenAll(Enumerable.Range(0, ReadersAtOnce).Select(reader => CutAgainAndAgainAsync(site, reader, doing)));

        // Nothing else may be said of a tag that may be half written. A writing that came to its end before the cut is no proof, nor one that was never
        // begun because the look before it missed the tag (it has its old number then).
        foreach (TagWriteReport report in reports.SelectMany(static all => all))
            Assert.True(report is { Outcome: TagWriteOutcome.Written or TagWriteOutcome.NotFound } or { Outcome: TagWriteOutcome.ReaderFailed, Code: "unplugged" }, $"{report}");
        if (doing == Doing.Writing) Assert.Contains(reports.SelectMany(static all => all), static report => report.Code == "unplugged");
    }

    private async Task<List<TagWriteReport>> CutAgainAndAgainAsync(SimulatedSite site, int reader, Doing doing)
    {
        List<TagWriteReport> reports = [];
        Dice dice = new Seed(29).Stream($"{site.ReaderPorts[reader].Kind}/{doing}/{reader}");
        string what = "";
        try
        {
            for (int cut = 0; cut < CutsOfEach; cut++)
            {
                // Near and far alike: as many cuts before the 10th byte as between the 100th and the 1000th.
                double share = ((cut * ReadersAtOnce) + reader + dice.Uniform()) / (CutsOfEach * ReadersAtOnce);
                int bytes = (int)Math.Pow(FarthestCut, share);
                bool atHost = (cut + reader) % 2 == 0;
                what += $"{site.ReaderPorts[reader].Id} cut after {bytes} bytes at the {(atHost ? "host" : "device")}; ";
                await using PluggedReader plugged = doing == Doing.SettingUp
                    ? await PluggedReader.StartAsync(site, reader, doing, atHost, _time, bytes)
                    : await ReadAsync(site, reader, doing, atHost);
                if (await plugged.CutAsync(doing, bytes) is { } report) reports.Add(report);
                if (doing == Doing.SettingUp) await Task.Delay(s_reopenAfter, _time, Ct); // as the service does
            }
            await using PluggedReader last = await ReadAsync(site, reader, doing, atHost: true);
        }
        catch (Exception failure) when (!Ct.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{what}{failure.Message}", failure);
        }
        return reports;
    }

    /// <summary>Connects as the service does, again and again, until a tag is read.</summary>
    private async Task<PluggedReader> ReadAsync(SimulatedSite site, int reader, Doing doing, bool atHost)
    {
        long began = _time.GetTimestamp();
        while (true)
        {
            PluggedReader plugged = await PluggedReader.StartAsync(site, reader, doing, atHost, _time);
            try
            {
                await plugged.Run.FirstReadAsync().WaitAsync(s_back - _time.GetElapsedTime(began), _time, Ct);
                return plugged;
            }
            catch (ReaderLostException lost)
            {
                TestContext.Current.SendDiagnosticMessage("{0}", lost.Message); // it has not yet noticed that its client is gone
                await plugged.DisposeAsync();
                await Task.Delay(s_reopenAfter, _time, Ct);
            }
        }
    }

    /// <summary>A driver on a line that can be cut.</summary>
    private sealed class PluggedReader(SimulatedSite site, TimeProvider time) : IAsyncDisposable
    {
        private CuttingTransport _line = null!;
        private Epc _chosen;
        private long _cutAt;

        public SimulatedReaderRun Run { get; private set; } = null!;

        /// <param name="cutAfter">Bytes from the first one on; null for no cut yet.</param>
        public static async Task<PluggedReader> StartAsync(
            SimulatedSite site, int reader, Doing doing, bool atHost, TimeProvider time, int? cutAfter = null)
        {
            PluggedReader plugged = new(site, time);
            InventoryProfile profile = SimulatedReaderRun.Profile(site.ReaderPorts[reader]);
            if (doing == Doing.Counting) profile = profile with { Count = new CountPlan() };
            if (doing == Doing.ReadingTids) profile = profile with { ReadTid = true };
            plugged.Run = await SimulatedReaderRun.StartAsync(site, reader, time, profile, continuous: doing == Doing.Streaming, Around);
            return plugged;

            IByteTransport Around(IByteTransport real)
            {
                plugged._line = new CuttingTransport(real, PullAsync);
                if (cutAfter is { } bytes) plugged._line.CutAfter(bytes);
                return plugged._line;
            }

            ValueTask PullAsync(IByteTransport real)
            {
                plugged._cutAt = time.GetTimestamp();
                if (atHost) return real.DisposeAsync();
                site.Apply(FaultPlan.Parse($"unplug {site.ReaderPorts[reader].Id} 2s"));
                return default;
            }
        }

        /// <summary>Waits until the driver is in the middle of it, and cuts.</summary>
        /// <returns>What became of the writing that was under way.</returns>
        public async Task<TagWriteReport?> CutAsync(Doing doing, int bytes)
        {
            Task<TagWriteReport>? writing = null;
            if (doing == Doing.ReadingTids) await Run.NextAsync(static told => told is { Kind: ReaderEventKind.TagRead, Read.Tid: not null });
            else if (doing == Doing.Writing) writing = await BeginWritingAsync();
            else if (doing != Doing.SettingUp) await Run.NextAsync(static told => told.Kind == ReaderEventKind.Listened);
            if (doing != Doing.SettingUp) _line.CutAfter(bytes);

            Assert.Equal("unplugged", (await Run.LostAsync()).Code);
            Assert.InRange(time.GetElapsedTime(_cutAt), TimeSpan.Zero, s_end);
            if (writing is null) return null;
            TagWriteReport report = await writing.WaitAsync(s_end, time, Ct);
            if (report.Outcome == TagWriteOutcome.NotFound)
            {
                lock (site.World.Gate) Assert.Contains(site.World.Tags, tag => tag.Uii == _chosen);
            }
            return report;
        }

        public ValueTask DisposeAsync() => Run.DisposeAsync();

        /// <summary>Two orders, which the driver does one after the other: the end of the first is the beginning of the second.</summary>
        private async Task<Task<TagWriteReport>> BeginWritingAsync()
        {
            TagRead tag = (await Run.FirstReadAsync()).Read;
            _chosen = tag.Epc;
            byte[] number = Convert.FromHexString(tag.Epc.ToString());
            number[^1] ^= 0xFF;
            Assert.True(Epc.TryCreate(number, out Epc wanted));
            Assert.True(Epc.TryCreate([0xE2, 0x80, 0xAA, 0xAA], out Epc nobody));
            ITagWriter writer = Assert.IsAssignableFrom<ITagWriter>(Run.Reader);
            Task<TagWriteReport> first = writer.WriteAsync(new TagWriteOrder(TagChoice.WithEpc(nobody), wanted, tag.AntennaPort, 26), Ct);
            Task<TagWriteReport> second = writer.WriteAsync(new TagWriteOrder(TagChoice.WithEpc(tag.Epc), wanted, tag.AntennaPort, 26), Ct);
            Assert.Equal(TagWriteOutcome.NotFound, (await first.WaitAsync(s_back, time, Ct)).Outcome);
            return second;
        }
    }
}
