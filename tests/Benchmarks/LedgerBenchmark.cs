using System.Diagnostics;
using System.Text;
using Edge.Ledger;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks;

/// <summary>Durable appends beside SQLite's own figure on the same disk, in the same run, with the same bytes.</summary>
internal static class LedgerBenchmark
{
    private const int Rounds = 5;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private static readonly Actor By = Actor.Service;
    private static readonly TagPlaced[] s_events = [.. Enumerable.Range(0, 10_000).Select(static number => Moved(number))];

    /// <param name="args">
    /// A folder on the disk to measure; a temporary one when absent. <c>append</c> measures appends alone, <c>fill FOLDER</c> writes a
    /// million events and <c>open FOLDER</c> measures what a fresh process needs to open them.
    /// </param>
    public static IEnumerable<Figure> Run(string[] args)
    {
        if (args is ["fill", { } empty]) return LedgerStartBenchmark.Fill(empty);
        if (args is ["open", { } made]) return LedgerStartBenchmark.OpenAsync(made).GetAwaiter().GetResult();
        bool appendOnly = args is ["append"];
        string folder = Directory.CreateDirectory(
            Path.Combine(args.Length > 0 && !appendOnly ? args[0] : Path.GetTempPath(), $"ledger-benchmark-{Environment.ProcessId}")).FullName;
        try
        {
            IEnumerable<Figure> appends = RunAsync(folder).GetAwaiter().GetResult();
            return appendOnly ? appends : [.. appends, .. LedgerStartBenchmark.Run(Path.Combine(folder, "million"))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IEnumerable<Figure>> RunAsync(string folder)
    {
        double peer1 = 0, peer100 = 0, ours1 = 0, ours100 = 0, callers = 0;
        for (int round = 0; round < Rounds; round++) // in turn, the best of each: the disk's mood hits all alike
        {
            string here = Directory.CreateDirectory(Path.Combine(folder, $"round-{round}")).FullName;
            peer1 = Math.Max(peer1, Peer(Path.Combine(here, "peer-1.db"), 1));
            ours1 = Math.Max(ours1, await CallersAsync(Path.Combine(here, "one"), 1));
            peer100 = Math.Max(peer100, Peer(Path.Combine(here, "peer-100.db"), 100));
            ours100 = Math.Max(ours100, await BatchesAsync(Path.Combine(here, "batches"), 100));
            callers = Math.Max(callers, await CallersAsync(Path.Combine(here, "callers"), 100));
            Directory.Delete(here, recursive: true);
        }
        return
        [
            new Figure("ledger/append/sqlite-itself/1", Math.Round(peer1), "events/s"),
            new Figure("ledger/append/1", Math.Round(ours1), "events/s"),
            new Figure("ledger/append/ratio/1", Math.Round(ours1 / peer1, 3), "of SQLite itself"),
            new Figure("ledger/append/sqlite-itself/100", Math.Round(peer100), "events/s"),
            new Figure("ledger/append/100", Math.Round(ours100), "events/s"),
            new Figure("ledger/append/ratio/100", Math.Round(ours100 / peer100, 3), "of SQLite itself"),
            new Figure("ledger/append/100-callers", Math.Round(callers), "events/s"),
        ];
    }

    /// <summary>The same row into a table without index, trigger, hash or answer: what the library and the disk can do.</summary>
    private static double Peer(string file, int batch)
    {
        using SqliteConnection connection = LedgerDatabase.Connect(file, SqliteOpenMode.ReadWriteCreate);
        LedgerDatabase.Run(connection, """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
            CREATE TABLE events (seq INTEGER PRIMARY KEY, type TEXT NOT NULL, occurred_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
                actor_kind INTEGER NOT NULL, actor_name TEXT NOT NULL, reason TEXT, key TEXT NOT NULL, json TEXT NOT NULL, hash BLOB NOT NULL);
            """);
        using Statement begin = new(connection, "BEGIN IMMEDIATE");
        using Statement commit = new(connection, "COMMIT");
        using Statement insert = new(connection, "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        byte[] type = "TagPlaced/1"u8.ToArray();
        byte[] json = Encoding.UTF8.GetBytes(
            """{"tag":"E2801105200072A1B2C3D4E5","change":"Moved","place":"fridge-1/shelf-3","was":"fridge-1/shelf-2","chance":0.973,"unit":"G123400000001E0304V00","occurredAt":"2026-11-22T06:00:00.1234567Z"}""");
        byte[] key = Encoding.UTF8.GetBytes("presence:E2801105200072A1B2C3D4E5:639000000000000000");
        byte[] hash = new byte[32];
        long seq = 0;
        return Rate(() =>
        {
            begin.Run();
            for (int i = 0; i < batch; i++)
            {
                insert.Bind(1, ++seq).BindUtf8(2, type).Bind(3, 639_000_000_000_000_000).Bind(4, 639_000_000_000_000_000).Bind(5, 0)
                    .BindUtf8(6, default).BindNull(7).BindUtf8(8, key).BindUtf8(9, json).BindBlob(10, hash).Run();
            }
            commit.Run();
            return batch;
        });
    }

    /// <summary>So many callers at once, each with a command of its own; the next ones when all are answered.</summary>
    private static async Task<double> CallersAsync(string folder, int callers)
    {
        await using SqliteLedger ledger = await OpenAsync(new LedgerOptions(folder));
        Task<CommandAnswer>[] waiting = new Task<CommandAnswer>[callers];
        long number = 0;
        return await RateAsync(async () =>
        {
            for (int i = 0; i < callers; i++) waiting[i] = ledger.ExecuteAsync(Move(++number), default).AsTask();
            await Task.WhenAll(waiting);
            return callers;
        });
    }

    /// <summary>Commands of so many events, one commit each, three under way: one is decided while one is flushed.</summary>
    private static async Task<double> BatchesAsync(string folder, int batch)
    {
        await using SqliteLedger ledger = await OpenAsync(new LedgerOptions(folder) { MaxGroup = 1 });
        Queue<Task<CommandAnswer>> waiting = [];
        long number = 0;
        return await RateAsync(async () =>
        {
            DomainEvent[] events = new DomainEvent[batch];
            for (int i = 0; i < batch; i++) events[i] = s_events[++number % s_events.Length];
            if (waiting.Count == 3) await waiting.Dequeue();
            waiting.Enqueue(ledger.ExecuteAsync(new LedgerCommand($"batch:{number}", By, _ => new Decision.Accepted(events)), default).AsTask());
            return batch;
        });
    }

    private static Task<SqliteLedger> OpenAsync(LedgerOptions options) => SqliteLedger.OpenAsync(
        options, TimeProvider.System, NullLogger<SqliteLedger>.Instance, default);

    private static LedgerCommand Move(long number)
    {
        TagPlaced moved = s_events[number % s_events.Length];
        return new LedgerCommand(
            $"presence:E2801105200072A1B2C3D4E5:{639_000_000_000_000_000 + number}", By, _ => new Decision.Accepted(moved));
    }

    private static TagPlaced Moved(long number) => new(
        new TagUii(BitConverter.GetBytes(number)), PresenceChange.Moved, PlaceId.Parse("fridge-1/shelf-3"),
        PlaceId.Parse("fridge-1/shelf-2"), 0.973, UnitKey.Parse($"G1234{number:D8}E0304V00"), TimeProvider.System.GetUtcNow());

    private static double Rate(Func<long> work)
    {
        for (int warm = 0; warm < 200; warm++) work();
        long operations = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Round) operations += work();
        return operations / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> RateAsync(Func<Task<long>> work)
    {
        for (int warm = 0; warm < 200; warm++) await work();
        long operations = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Round) operations += await work();
        return operations / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
