using System.Diagnostics;
using System.Globalization;
using Edge.Ledger;
using Inventory;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace SystemTests.Ledger;

/// <summary>A real process records and says what was acknowledged; it is killed without warning, again and again, on one ledger.</summary>
public sealed class LedgerKillTests
{
    private const int Kills = 30;

    [Fact]
    public async Task BurnIn_KilledAtRandomMoments_LosesNothingThatWasAcknowledged()
    {
        using TemporaryFolder folder = new();
        int seed = Random.Shared.Next();
        Random random = new(seed);
        long checkedUpTo = 0;
        int acknowledged = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            List<Acknowledged> lines = await RecordAndKillAsync(folder.Path, $"run-{kill}", random.Next(1, 400), random.Next(0, 30));
            acknowledged += lines.Count;

            LedgerVerdict verdict = LedgerCheck.Verify(folder.Path, default);
            Assert.True(verdict.IsWhole, $"seed {seed}, kill {kill}: {verdict.Sentence}");
            await using SqliteLedger ledger = await SqliteLedger.OpenAsync(
                new LedgerOptions(folder.Path), TimeProvider.System, NullLogger<SqliteLedger>.Instance, default);
            Assert.Equal(verdict.Entries, ledger.Current.Seq);
            Dictionary<long, string> keys = await KeysAsync(ledger, checkedUpTo);
            checkedUpTo = ledger.Current.Seq;
            foreach (Acknowledged line in lines)
                for (long seq = line.FirstSeq; seq <= line.LastSeq; seq++)
                    Assert.True(keys.TryGetValue(seq, out string? key) && key == line.Key, $"seed {seed}, kill {kill}: {line} is missing.");
            await AssertAnsweredAsync(ledger, lines[^1]);
            await AssertAnsweredAsync(ledger, lines[0]);
        }

        Assert.InRange(acknowledged, Kills * 2, int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged} acknowledged commands, {checkedUpTo} entries, {Kills} kills, seed {seed}");
    }

    /// <summary>The same key again gives the first answer, from a process that has never seen the command.</summary>
    private static async Task AssertAnsweredAsync(SqliteLedger ledger, Acknowledged line)
    {
        CommandAnswer answer = await ledger.ExecuteAsync(
            new LedgerCommand(line.Key, Actor.Service, static _ => throw new InvalidOperationException("decided twice")), default);
        Assert.Equal((line.FirstSeq, line.LastSeq, true), (answer.FirstSeq, answer.LastSeq, answer.Repeated));
    }

    private static async Task<Dictionary<long, string>> KeysAsync(SqliteLedger ledger, long after)
    {
        Dictionary<long, string> keys = [];
        long last = after;
        while (await ledger.ReadAsync(last, 5000, default) is { Count: > 0 } page)
        {
            foreach (LedgerEntry entry in page)
            {
                Assert.Equal(++last, entry.Seq);
                keys.Add(entry.Seq, entry.Key);
            }
        }
        return keys;
    }

    /// <param name="lines">Acknowledgements to wait for before the kill.</param>
    /// <param name="afterMs">Then as long again, so that the kill hits any moment of a commit.</param>
    private static async Task<List<Acknowledged>> RecordAndKillAsync(string folder, string run, int lines, int afterMs)
    {
        ProcessStartInfo start = new("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Edge.dll"), "ledger", "burn-in", "--folder", folder, "--run", run, "--snapshot-every", "500"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        List<Acknowledged> seen = [];
        try
        {
            for (int i = 0; i < lines; i++) seen.Add(Acknowledged.Parse(await process.StandardOutput.ReadLineAsync() ?? throw Ended(process)));
            await Task.Delay(TimeSpan.FromMilliseconds(afterMs), TimeProvider.System);
        }
        finally
        {
            process.Kill(); // SIGKILL on Linux
        }
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (Acknowledged.TryParse(line, out Acknowledged? more)) seen.Add(more); // the last line may be cut
        await process.WaitForExitAsync();
        return seen;
    }

    private static InvalidOperationException Ended(Process process) =>
        new($"The process ended by itself: {process.StandardError.ReadToEnd()}");

    /// <summary><c>ok KEY FIRST LAST</c>.</summary>
    private sealed record Acknowledged(string Key, long FirstSeq, long LastSeq)
    {
        public static Acknowledged Parse(string line) =>
            TryParse(line, out Acknowledged? parsed) ? parsed : throw new FormatException($"Not an acknowledgement: {line}");

        public static bool TryParse(string line, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Acknowledged? parsed)
        {
            parsed = line.Split(' ') is ["ok", { } key, { } first, { } last]
                ? new Acknowledged(key, long.Parse(first, CultureInfo.InvariantCulture), long.Parse(last, CultureInfo.InvariantCulture))
                : null;
            return parsed is not null;
        }
    }
}
