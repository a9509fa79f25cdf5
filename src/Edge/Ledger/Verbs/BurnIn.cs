using System.CommandLine;
using Edge.Operations;
using Inventory;
using Inventory.Presence;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Ledger.Verbs;

/// <summary>
/// <c>ledger burn-in</c>: records without pause and prints what was acknowledged, for trying a new box's disk: pull the plug, then
/// compare the last lines with <c>ledger verify</c>. A disk that lies about its flushes is found in minutes.
/// </summary>
/// <remarks>
/// Lines, each flushed: <c>ok KEY FIRST LAST</c> for an acknowledged command, <c>unavailable SENTENCE</c> when the disk refuses; then it
/// goes on trying.
/// </remarks>
internal static class BurnIn
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(50);

    public static Command Create(Option<string?> config, Option<string?> folder)
    {
        Option<int> lanes = new("--lanes") { Description = "Commands at once.", DefaultValueFactory = static _ => 8 };
        Option<int> snapshots = new("--snapshot-every") { Description = "Entries between two snapshots.", DefaultValueFactory = static _ => 1000 };
        Option<string> run = new("--run") { Description = "Begins the keys: another for each run.", DefaultValueFactory = static _ => "burn-in" };
        Command verb = new("burn-in", "Records without pause into a ledger of its own, to try a disk. Never in a ledger of use.")
        {
            config, folder, lanes, snapshots, run,
        };
        verb.SetAction(async (parsed, ct) =>
        {
            if (LedgerVerb.Folder(parsed, Console.Error) is not { } where) return ExitCode.WrongUse;
            try
            {
                LedgerOptions options = new(where) { SnapshotEvery = parsed.GetValue(snapshots) };
                await RunAsync(options, parsed.GetValue(run)!, parsed.GetValue(lanes), Console.Out, ct);
                return ExitCode.Done;
            }
            catch (IOException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return ExitCode.EnvironmentFailed;
            }
        });
        return verb;
    }

    private static async Task RunAsync(LedgerOptions options, string run, int lanes, TextWriter output, CancellationToken ct)
    {
        await using SqliteLedger ledger = await SqliteLedger.OpenAsync(
            options, TimeProvider.System, NullLogger<SqliteLedger>.Instance, ct);
        TextWriter lines = TextWriter.Synchronized(output);
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(() => RunLaneAsync(ledger, $"{run}:{lane}", lines, ct), ct)));
    }

    private static async Task RunLaneAsync(SqliteLedger ledger, string lane, TextWriter lines, CancellationToken ct)
    {
        for (long i = 0; !ct.IsCancellationRequested; i++)
        {
            string key = $"{lane}:{i}";
            LedgerCommand command = new(key, Actor.Service, state => Decide(state, lane), "burn-in");
            try
            {
                CommandAnswer answer = await ledger.ExecuteAsync(command, ct);
                await lines.WriteLineAsync($"ok {key} {answer.FirstSeq} {answer.LastSeq}");
                await lines.FlushAsync(ct);
            }
            catch (LedgerUnavailableException e)
            {
                await lines.WriteLineAsync($"unavailable {e.Message}");
                await lines.FlushAsync(ct);
                await Task.Delay(s_retry, TimeProvider.System, ct);
                i--; // the same key again: it was not recorded, or the first answer comes
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return; // told to stop
            }
        }
    }

    /// <summary>A door opens and shuts: one event or two, so that answers of both lengths are tried.</summary>
    private static Decision.Accepted Decide(SiteState state, string lane)
    {
        PlaceId door = PlaceId.Parse($"lane-{lane[(lane.LastIndexOf(':') + 1)..]}");
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return state.OpenDoors.ContainsKey(door)
            ? new Decision.Accepted(new DoorClosed(door, now), new DoorOpened(door, now), new DoorClosed(door, now))
            : new Decision.Accepted(new DoorOpened(door, now));
    }
}
