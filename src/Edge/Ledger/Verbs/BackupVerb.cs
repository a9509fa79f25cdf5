using System.CommandLine;
using Edge.Operations;
using Edge.Operations.Backups;

namespace Edge.Ledger.Verbs;

/// <summary><c>ledger backup</c>: one verified backup now, also while the service runs.</summary>
internal static class BackupVerb
{
    private const int DefaultKeep = 30;

    public static Command Create(Option<string?> config, Option<string?> folder)
    {
        Option<string?> to = new("--to") { Description = "Folder of this site's backups; by default the one in Ledger.Backup." };
        Option<int?> keep = new("--keep") { Description = $"Backups that stay; by default as in Ledger.Backup, or {DefaultKeep}." };
        keep.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1) result.AddError("--keep is at least 1.");
        });
        Command verb = new("backup", "Copies ledger, samples and accounts, reads the copy again whole, lets the oldest go. The service may run.")
        {
            config, folder, to, keep,
        };
        verb.SetAction((parsed, ct) =>
        {
            if (LedgerVerb.Find(parsed, Console.Error) is not { } place) return Task.FromResult(ExitCode.WrongUse);
            if (parsed.GetValue(to) is { } named) place = place with { Backups = Path.GetFullPath(named) };
            int stay = parsed.GetValue(keep) ?? (place.Keep > 0 ? place.Keep : DefaultKeep);
            return LedgerVerb.GuardAsync(() => Task.FromResult(Run(place, stay, TimeProvider.System, Console.Out, Console.Error, ct)), Console.Error);
        });
        return verb;
    }

    internal static int Run(LedgerPlace place, int keep, TimeProvider time, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        if (place.Backups is not { } target)
        {
            errors.WriteLine("Say where the backup goes: --to FOLDER, or Ledger.Backup.Folder in the configuration.");
            return ExitCode.WrongUse;
        }
        BackupSet made = BackupMaker.Make(place.Folder, target, keep, time, ct);
        output.WriteLine(
            $"{made.Path}: entries 1 to {made.Manifest.Seq}, {string.Join(", ", made.Manifest.Files.Select(static file => file.Name))}; " +
            $"read back whole. Head: {made.Manifest.Head}");
        return ExitCode.Done;
    }
}
