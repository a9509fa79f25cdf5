using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Edge.Ledger;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks;

/// <summary>A ledger of 1,000,000 events: how long a fresh process needs to open it, its memory, and what its questions cost.</summary>
/// <remarks>
/// 62,500 bags of 16 events each: received, tag associated, arrived, eleven moves, issued, removed. All of them stay in the state, which
/// is years of a hospital's bags: a harder case than one day's stock.
/// </remarks>
internal static class LedgerStartBenchmark
{
    private const int Units = 62_500, EventsPerUnit = 16;

    public static IEnumerable<Figure> Run(string folder)
    {
        foreach (Figure figure in Fill(folder)) yield return figure;
        _ = InFreshProcess(folder).Count(); // brings the index up to the end
        foreach (Figure figure in InFreshProcess(folder)) yield return figure;
        long start = Stopwatch.GetTimestamp();
        LedgerVerdict verdict = LedgerCheck.Verify(folder, default);
        yield return new Figure("ledger/million/verify", Seconds(start), verdict.IsWhole ? "s" : "s, DAMAGED");
        start = Stopwatch.GetTimestamp();
        RebuildResult rebuilt = LedgerRebuild.RunAsync(folder, TimeProvider.System, NullLogger.Instance, default).GetAwaiter().GetResult();
        yield return new Figure("ledger/million/rebuild", Seconds(start), rebuilt.IsSame ? "s" : "s, DIFFERENT");
        yield return new Figure(
            "ledger/million/size", Math.Round(Directory.GetFiles(folder).Sum(static file => new FileInfo(file).Length) / 1e6), "MB");
    }

    public static IEnumerable<Figure> Fill(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        FillAsync(folder).GetAwaiter().GetResult();
        yield return new Figure("ledger/million/written-in", Seconds(start), "s");
    }

    public static async Task<IEnumerable<Figure>> OpenAsync(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        await using SqliteLedger ledger = await SqliteLedger.OpenAsync(
            new LedgerOptions(folder), TimeProvider.System, NullLogger<SqliteLedger>.Instance, default);
        double opened = Seconds(start);
        using Process self = Process.GetCurrentProcess();
        List<Figure> figures =
        [
            new("ledger/million/open", opened, "s"),
            new("ledger/million/open-with-process", Math.Round((TimeProvider.System.GetLocalNow() - self.StartTime).TotalSeconds, 3), "s"),
            new("ledger/million/working-set", Math.Round(self.WorkingSet64 / 1e6, 1), "MB"),
            new("ledger/million/peak-working-set", Math.Round(self.PeakWorkingSet64 / 1e6, 1), "MB"),
            new("ledger/million/units", ledger.Current.State.Units.Count, "units"),
        ];
        Random random = new(1);
        figures.Add(await TimedAsync("ledger/million/read-unit", () => ledger.ReadUnitAsync(Unit(random.Next(Units)), long.MaxValue, 100, default)));
        figures.Add(await TimedAsync("ledger/million/read-100-anywhere", () => ledger.ReadAsync(random.Next(900_000), 100, default)));
        figures.Add(await TimedAsync("ledger/million/one-minute-of-audit", () =>
        {
            DateTimeOffset from = DateTimeOffset.UnixEpoch.AddSeconds(random.Next(900_000));
            return ledger.QueryAsync(new LedgerQuery { From = from, To = from.AddMinutes(1) }, default);
        }));
        figures.Add(await TimedAsync("ledger/million/repeated-key", async () => (IReadOnlyList<LedgerEntry>)
            ((await ledger.ExecuteAsync(Step(random.Next(1_000_000)), default)).Repeated ? [null!] : [])));
        return figures;
    }

    private static async Task FillAsync(string folder)
    {
        await using SqliteLedger ledger = await SqliteLedger.OpenAsync(
            new LedgerOptions(folder) { ClockTolerance = TimeSpan.MaxValue }, TimeProvider.System, NullLogger<SqliteLedger>.Instance, default);
        List<Task<CommandAnswer>> waiting = [];
        for (int i = 0; i < Units * EventsPerUnit; i++)
        {
            waiting.Add(ledger.ExecuteAsync(Step(i), default).AsTask());
            if (waiting.Count < 500) continue;
            await Task.WhenAll(waiting);
            waiting.Clear();
        }
        await Task.WhenAll(waiting);
    }

    /// <summary>Event number <paramref name="i"/> of the million; a hundred bags are under way at any time.</summary>
    private static LedgerCommand Step(int i)
    {
        int hundred = i / (100 * EventsPerUnit), within = i % (100 * EventsPerUnit);
        int unit = (hundred * 100) + (within % 100), step = within / 100;
        UnitKey key = Unit(unit);
        TagUii tag = new([0x36, .. BitConverter.GetBytes((long)unit), 1, 2, 3]);
        DateTimeOffset at = DateTimeOffset.UnixEpoch.AddSeconds(i);
        PlaceId shelf = PlaceId.Parse($"fridge-{1 + (unit % 4)}/shelf-{1 + (step % 5)}");
        DomainEvent happened = step switch
        {
            0 => new UnitReceived(key, new BloodGroup(Abo.A, RhD.Positive), "6200", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2),
                "red-cells", at.AddDays(35), QuarantineReason.None, null, at),
            1 => new TagAssociated(tag, key, at),
            14 => new UnitIssued(key, "ward-3", null, at),
            15 => new TagPlaced(tag, PresenceChange.Removed, null, shelf, 0.99, key, at),
            _ => new TagPlaced(tag, PresenceChange.Moved, shelf, null, 0.97, key, at),
        };
        return new LedgerCommand($"step:{i}", new Actor(ActorKind.Person, $"person-{unit % 20}"), _ => new Decision.Accepted(happened));
    }

    private static UnitKey Unit(int number) => UnitKey.Parse($"G1234{number:D8}E0304V00");

    private static async Task<Figure> TimedAsync(string name, Func<ValueTask<IReadOnlyList<LedgerEntry>>> ask)
    {
        const int Times = 300;
        for (int i = 0; i < 20; i++) await ask();
        long start = Stopwatch.GetTimestamp(), found = 0;
        for (int i = 0; i < Times; i++) found += (await ask()).Count;
        return new Figure(
            name, Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds / Times, 3),
            string.Create(CultureInfo.InvariantCulture, $"ms, {found / Times} entries"));
    }

    private static IEnumerable<Figure> InFreshProcess(string folder)
    {
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
            [typeof(LedgerStartBenchmark).Assembly.Location, "ledger", "open", folder])
        {
            RedirectStandardOutput = true,
            Environment = // as the service has it (Edge.csproj)
            {
                ["DOTNET_gcConcurrent"] = "0", ["DOTNET_TieredPGO"] = "0", ["DOTNET_GCGen0MaxBudget"] = "400000", ["DOTNET_GCConserveMemory"] = "5",
            },
        })!;
        while (process.StandardOutput.ReadLine() is { } line) yield return JsonSerializer.Deserialize(line, FigureJson.Default.Figure)!;
        process.WaitForExit();
    }

    private static double Seconds(long start) => Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3);
}
