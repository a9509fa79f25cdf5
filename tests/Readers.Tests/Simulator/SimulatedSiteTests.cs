using System.Collections.Concurrent;
using HardwareSim;
using HardwareSim.Devices;
using HardwareSim.Faults;
using HardwareSim.Goods;
using HardwareSim.People;
using Readers.Transports;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>The site on real ports: a pseudo-terminal, a socket and files.</summary>
public sealed class SimulatedSiteTests
{
    private static readonly SimulationOptions Room = new() { Seed = new Seed(7), Bags = 40 };
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_BothReaders_AnswerAndReadTheirBags()
    {
        using TemporaryFolder folder = new();
        await using SimulatedSite site = await SimulatedSite.StartAsync(Room, PacedTime.Machine, folder.Path, Ct);

        Assert.Equal(2, site.ReaderPorts.Count);
        Assert.StartsWith(folder.Path, site.ReaderPorts[0].Address, StringComparison.Ordinal);
        Assert.StartsWith("tcp://127.0.0.1:", site.ReaderPorts[1].Address, StringComparison.Ordinal);
        Assert.Equal(new AntennaPlace(3, "fridge-2/shelf-3"), site.ReaderPorts[1].Antennas[2]);
        foreach (ReaderPort port in site.ReaderPorts)
        {
            await using IByteTransport line = await OpenAsync(port.Address);
            Assert.Equal("A00501720109DE", Assert.Single(await ExchangeAsync(line, "A0030172EA", 1)));
            List<string> heard = [];
            for (byte antenna = 0; antenna < 4; antenna++)
            {
                await ExchangeAsync(line, Hex(0x74, antenna), 1);
                heard.AddRange(await ExchangeAsync(line, Hex(0x89, 1), int.MaxValue));
            }
            HashSet<string> bags = [.. site.World.Tags.Select(static tag => tag.Uii.ToString())];
            string[] tags = [.. heard.Where(static frame => frame.Length > 24).Select(static frame => frame[14..^4])];
            Assert.True(tags.Distinct().Count() > 10, $"{tags.Length} reads");
            Assert.All(tags, tag => Assert.Contains(tag, bags));
        }
    }

    [Fact]
    public async Task StartAsync_OneWireFolder_LooksLikeTheKernels()
    {
        using TemporaryFolder folder = new();
        await using SimulatedSite site = await SimulatedSite.StartAsync(Room, PacedTime.Machine, folder.Path, Ct);

        Assert.Equal(4, site.Probes.Count);
        foreach (ProbePlace probe in site.Probes)
        {
            Assert.Matches("^28-[0-9a-f]{12}$", probe.Device);
            string text = await File.ReadAllTextAsync(Path.Combine(site.OneWireRoot, probe.Device, "w1_slave"), Ct);
            Assert.Matches(@"^([0-9a-f]{2} ){9}: crc=[0-9a-f]{2} YES\n([0-9a-f]{2} ){9}t=[2-6][0-9]{3}\n$", text);
        }
    }

    [Fact]
    public async Task Apply_Unplug_EndsTheLineAndTheSamePortComesBack()
    {
        using TemporaryFolder folder = new();
        await using PacedTime time = new(20);
        await using SimulatedSite site = await SimulatedSite.StartAsync(Room, time, folder.Path, Ct);
        foreach (ReaderPort port in site.ReaderPorts)
        {
            IByteTransport line = await OpenAsync(port.Address);
            await ExchangeAsync(line, "A0030172EA", 1);

            site.Apply(FaultPlan.Parse($"unplug {port.Id} 10s"));
            Assert.True(await EndsAsync(line));
            await line.DisposeAsync();

            await using IByteTransport again = await ReopenAsync(port.Address);
            Assert.Single(await ExchangeAsync(again, "A0030172EA", 1));
        }
    }

    [Fact]
    public async Task OpenDesk_FirstStockIsReceived_WithLabelsThatAScannerReads()
    {
        using TemporaryFolder folder = new();
        await using SimulatedSite site = await SimulatedSite.StartAsync(Room, PacedTime.Machine, folder.Path, Ct);
        RecordingDesk desk = new();

        site.OpenDesk(desk);
        for (int i = 0; i < Room.Bags; i++) await desk.Received.WaitAsync(Ct);

        Assert.Equal(Room.Bags, desk.Bags.DistinctBy(static bag => bag.UnitKey).Count());
        Assert.All(desk.Bags, static bag =>
        {
            Assert.Matches("^=[A-NP-Z1-9][0-9A-Z]{12}[0-9]{2}$", bag.DinScan);
            Assert.Matches("^=<[A-Z][0-9]{4}V00$", bag.ProductScan);
            Assert.Matches("^=%[0-9]{2}00$", bag.GroupScan);
            Assert.Matches("^&>0[0-9]{5}2359$", bag.ExpiryScan);
        });
        Assert.Equal(3, desk.Bags.Select(static bag => bag.TagKind).Distinct().Count());
        Assert.Equal(0, site.DeskFailures);
    }

    private static string Hex(byte command, byte data) => Convert.ToHexString(R2000Bytes.Frame(1, command, [data]));

    private static async Task<IByteTransport> OpenAsync(string address) =>
        await TransportAddress.Parse(address).OpenAsync(new SerialSettings(), Ct);

    private static async Task<IByteTransport> ReopenAsync(string address)
    {
        while (true)
        {
            try
            {
                return await OpenAsync(address);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
            }
        }
    }

    private static async Task<bool> EndsAsync(IByteTransport line)
    {
        byte[] buffer = new byte[64];
        try
        {
            while (await line.ReadAsync(buffer, Ct) > 0) { }
        }
        catch (IOException)
        {
            return true;
        }
        return true;
    }

    /// <summary>Sends a command and collects frames until there are so many or the end of a round.</summary>
    private static async Task<List<string>> ExchangeAsync(IByteTransport line, string command, int frames)
    {
        await line.WriteAsync(Convert.FromHexString(command), Ct);
        List<string> got = [];
        List<byte> bytes = [];
        byte[] buffer = new byte[256];
        while (got.Count < frames && !(got.Count > 0 && got[^1].StartsWith("A00A", StringComparison.Ordinal)))
        {
            int count = await line.ReadAsync(buffer, Ct);
            bytes.AddRange(buffer.AsSpan(0, count));
            while (R2000Bytes.Take(bytes) is { } frame)
                got.Add(Convert.ToHexString(R2000Bytes.Frame(frame.Address, frame.Command, frame.Data)));
        }
        return got;
    }

    private sealed class RecordingDesk : IStaffDesk
    {
        public ConcurrentBag<SimulatedBag> Bags { get; } = [];
        public SemaphoreSlim Received { get; } = new(0);

        public Task ReceiveAsync(SimulatedBag bag, CancellationToken ct)
        {
            Bags.Add(bag);
            Received.Release();
            return Task.CompletedTask;
        }

        public Task IssueAsync(SimulatedBag bag, CancellationToken ct) => Task.CompletedTask;

        public Task ReturnAsync(SimulatedBag bag, CancellationToken ct) => Task.CompletedTask;
    }
}
