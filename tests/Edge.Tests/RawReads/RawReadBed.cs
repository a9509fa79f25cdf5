using Edge.Operations;
using Edge.RawReads;
using Inventory;
using Inventory.Presence;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.RawReads;

/// <summary>A ring in a folder of its own, on a clock that the test moves.</summary>
internal sealed class RawReadBed : IAsyncDisposable
{
    public static readonly HeardNames Names = new(
        [new AntennaSite("reader-1", 1, PlaceId.Parse("fridge-1/shelf-1")), new AntennaSite("reader-1", 2, PlaceId.Parse("fridge-1/shelf-2")),
            new AntennaSite("reader-2", 1, PlaceId.Parse("fridge-2"))],
        [PlaceId.Parse("fridge-1"), PlaceId.Parse("fridge-2")]);

    private readonly TemporaryFolder _folder = new();

    private RawReadBed() { }

    public ManualTime Time { get; } = new();
    public Metrics Metrics { get; } = new();
    public RawReadRing Ring { get; private set; } = null!;
    public string Folder => Path.Combine(_folder.Path, RawReadRing.FolderName);
    public long Lost => Metrics.Counter("edge_raw_read_blocks_lost_total", "").Value;

    public static async Task<RawReadBed> StartAsync(RawReadSection? settings = null)
    {
        RawReadBed bed = new();
        await bed.StartRingAsync(settings);
        return bed;
    }

    public async Task StartRingAsync(RawReadSection? settings = null)
    {
        Ring = new RawReadRing(settings ?? new RawReadSection(), Folder, Names, Metrics, Time, NullLogger<RawReadRing>.Instance);
        await Ring.StartAsync(default);
    }

    public async Task StopRingAsync()
    {
        await Ring.StopAsync(default);
        Ring.Dispose();
    }

    /// <summary>Everything that the folder holds, read with the bed's names.</summary>
    public List<Heard> Read(Action<string, long>? damaged = null) =>
        [.. RingReader.Read(Folder, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Names, damaged ?? Unexpected)];

    public async ValueTask DisposeAsync()
    {
        await StopRingAsync();
        _folder.Dispose();
    }

    private static void Unexpected(string file, long offset) => Assert.Fail($"{file} is damaged at {offset}.");
}
