using System.CommandLine;
using Edge.Operations;
using Edge.Operations.Backups;

namespace Edge.Ledger.Verbs;

/// <summary><c>ledger restore</c>: puts the ledger back. The service must not run.</summary>
internal static class RestoreVerb
{
    public static Command Create(Option<string?> config, Option<string?> folder)
    {
        Option<string?> from = new("--from") { Description = "Folder of the site's backups, or one backup itself; by default the one in Ledger.Backup." };
        Option<string?> backup = new("--backup") { Description = "Name of one backup there; by default the newest that is sound." };
        Option<long?> toSeq = new("--to-seq") { Description = "The last entry wanted." };
        Option<DateTimeOffset?> to = new("--to") { Description = "Nothing recorded after this instant: 2026-11-22T06:00:00Z." };
        Option<bool> replace = new("--replace") { Description = "Put the ledger that is there aside." };
        Option<bool> all = new("--all") { Description = "Samples and accounts from the backup too, also where those in place are sound." };
        Option<string> by = new("--by") { Description = "Who restores, for the record.", DefaultValueFactory = static _ => Environment.UserName };
        Option<string?> reason = new("--reason") { Description = "Why, for the record." };
        Command verb = new("restore", "Puts the ledger back from a backup, with what the replaced ledger still holds whole after it. The service must not run.")
        {
            config, folder, from, backup, toSeq, to, replace, all, by, reason,
        };
        verb.SetAction((parsed, ct) =>
        {
            if (LedgerVerb.Find(parsed, Console.Error) is not { } place) return Task.FromResult(ExitCode.WrongUse);
            string? source = parsed.GetValue(from) is { } named ? Path.GetFullPath(named) : place.Backups;
            if (source is null || (parsed.GetValue(toSeq) is not null && parsed.GetValue(to) is not null))
            {
                Console.Error.WriteLine(source is null
                    ? "Say where the backups are: --from FOLDER, or Ledger.Backup.Folder in the configuration."
                    : "Say --to-seq or --to, not both.");
                return Task.FromResult(ExitCode.WrongUse);
            }
            RestoreOrder order = new(
                place.Folder, source, parsed.GetValue(backup), parsed.GetValue(toSeq), parsed.GetValue(to), parsed.GetValue(replace),
                parsed.GetValue(all), parsed.GetValue(by)!, parsed.GetValue(reason));
            return LedgerVerb.GuardAsync(() => Task.FromResult(Run(order, TimeProvider.System, Console.Out, ct)), Console.Error);
        });
        return verb;
    }

    internal static int Run(RestoreOrder order, TimeProvider time, TextWriter output, CancellationToken ct)
    {
        RestoreResult result = BackupRestore.Run(order, time, ct);
        foreach (string line in RestoreWords.Of(result)) output.WriteLine(line);
        return ExitCode.Done;
    }
}
