using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Edge.Devices;
using Edge.Ledger;
using Edge.Ledger.Samples;
using Edge.Operations;
using Edge.Web;
using Edge.Web.Accounts;
using Edge.Web.Views;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks;

/// <summary>What one commit costs the pages at 10,000 bags, and how fast the API answers over a real socket.</summary>
internal static class WebBenchmark
{
    private const int Bags = 10_000;

    public static IEnumerable<Figure> Run(string[] arguments) => RunAsync().GetAwaiter().GetResult();

    private static async Task<List<Figure>> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("edge-bench-").FullName;
        try
        {
            return await RunInAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<Figure>> RunInAsync(string folder)
    {
        SiteSettings settings = Settings();
        await using SqliteLedger ledger = await SqliteLedger.OpenAsync(
            new LedgerOptions(folder), TimeProvider.System, NullLogger<SqliteLedger>.Instance, default);
        await using TemperatureStore samples = await TemperatureStore.OpenAsync(
            folder, 90, TimeProvider.System, NullLogger<TemperatureStore>.Instance, default);
        await FillAsync(ledger);
        SameBeliefs beliefs = new();

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(_ => ledger).AddSingleton<ILedger>(_ => ledger).AddSingleton(_ => samples)
            .AddSingleton(new SiteRules(settings, SiteTables.Load(settings, folder, out _), ledger)).AddSingleton(new LiveSite()).AddSingleton<IBeliefs>(beliefs)
            .AddEdgeWeb(settings, folder, folder);
        await using WebApplication app = builder.Build();
        app.MapEdgeWeb();
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        string key = app.Services.GetRequiredService<KeyStore>().Add("bench", [Permission.Read, Permission.Units], Actor.Service)!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        SiteIndex index = new(ledger.Current);
        List<Figure> figures =
        [
            Milliseconds("index of a new ledger state, 10,000 bags", () => new SiteIndex(ledger.Current)),
            Milliseconds("places of 10,000 bags", () => new PresenceCounts(index, beliefs, DateTimeOffset.UnixEpoch)),
        ];
        figures.Add(await RequestsAsync(client, "GET stock", "/api/v1/stock"));
        figures.Add(await RequestsAsync(client, "GET 100 bags of a list", "/api/v1/units?component=redCells&abo=O&rhD=positive"));
        figures.Add(await RequestsAsync(client, "GET bag by its number", "/api/v1/units/G123417000042E0304V00"));
        figures.Add(await CommitToPageAsync(client));
        return figures;
    }

    /// <summary>Processor time, not time on the wall: other work on the machine must not count.</summary>
    private static Figure Milliseconds(string name, Func<object> work)
    {
        const int Runs = 50;
        for (int warm = 0; warm < 20; warm++) GC.KeepAlive(work());
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int run = 0; run < Runs; run++) GC.KeepAlive(work());
        return new Figure(name, Math.Round((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Runs, 2), "ms of a core");
    }

    private static async Task<Figure> RequestsAsync(HttpClient client, string name, string path)
    {
        for (int warm = 0; warm < 50; warm++) await client.GetByteArrayAsync(path);
        long start = Stopwatch.GetTimestamp();
        int requests = 0;
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2))
        {
            await client.GetByteArrayAsync(path);
            requests++;
        }
        return new Figure(name, Math.Round(requests / Stopwatch.GetElapsedTime(start).TotalSeconds), "requests/s, one caller");
    }

    /// <summary>From the call that issues a bag to the page that hears of it: commit, live event, everything.</summary>
    private static async Task<Figure> CommitToPageAsync(HttpClient client)
    {
        using HttpResponseMessage stream = await client.GetAsync("/api/v1/live?topics=unit", HttpCompletionOption.ResponseHeadersRead);
        using StreamReader events = new(await stream.Content.ReadAsStreamAsync());
        List<double> times = [];
        for (int i = 0; i < 20; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System); // news that follow each other closely go out together
            string unit = Key(i).ToString();
            using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/issues")
            {
                Content = JsonContent.Create(new IssueRequest([unit], "ward", null), options: ApiJson.Web),
            };
            request.Headers.Add("Idempotency-Key", unit);
            long start = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await client.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"The issue ended with {answer.StatusCode}.");
            while (await events.ReadLineAsync() is { } line && !line.Contains(unit, StringComparison.Ordinal)) { }
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        return new Figure("issue call to live event on a page, median", Math.Round(times[times.Count / 2], 1), "ms");
    }

    private static async Task FillAsync(SqliteLedger ledger)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        foreach (int[] part in Enumerable.Range(0, Bags).Chunk(500))
            await ledger.ExecuteAsync(new LedgerCommand($"fill-{part[0]}", Actor.Service, _ => new Decision.Accepted([.. part.SelectMany(i => new DomainEvent[]
            {
                new UnitReceived(
                    Key(i), BloodGroup.BoardOrder[i % 8], "5100", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
                    now.AddDays(1 + (i % 34)), QuarantineReason.None, null, now),
                new TagAssociated(Tag(i), Key(i), now),
                new TagPlaced(Tag(i), PresenceChange.Arrived, Shelf(i), null, 0.98, Key(i), now),
            })])), default);
    }

    private static UnitKey Key(int i) => UnitKey.Parse($"G123417{i:000000}E0304V00");

    private static TagUii Tag(int i) => TagUii.Parse($"E28011700000020F{i:X8}");

    private static PlaceId Shelf(int i) => PlaceId.Parse($"fridge-{1 + (i % 10)}/shelf-{1 + (i % 4)}");

    private static SiteSettings Settings() => new()
    {
        Site = new SiteSection { Id = "bench", Region = "bench", NameZh = "基准", NameEn = "Bench" },
        Web = new WebSection { Port = 0 },
        Cabinets = [.. Enumerable.Range(1, 10).Select(static i => new CabinetSection
        {
            Id = $"fridge-{i}", NameZh = $"{i}号冰箱", NameEn = $"Fridge {i}", StorageClass = "red-cells",
            Shelves = ["shelf-1", "shelf-2", "shelf-3", "shelf-4"],
        })],
    };

    /// <summary>A tracker that answers at once: what is measured is the web side.</summary>
    private sealed class SameBeliefs : IBeliefs
    {
        private readonly PlaceBelief _belief = new(PlaceId.Parse("fridge-1/shelf-1"), 0.98, true, null, 0.02, DateTimeOffset.UnixEpoch, true);

        public PlaceBelief? Find(TagUii tag, DateTimeOffset at) => _belief;
    }
}
