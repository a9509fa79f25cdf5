using System.CommandLine;
using Edge.Operations;
using Edge.Operations.Backups;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Ledger.Verbs;

/// <summary><c>ledger verify|rebuild|backup|restore|export|burn-in</c>: what a person does with a ledger beside the service.</summary>
internal static class LedgerVerb
{
    private static readonly Option<string?> s_config = new("--config") { Description = "Configuration file; its ledger folder is meant." };
    private static readonly Option<string?> s_folder = new("--folder") { Description = "The ledger's folder itself, instead of --config." };

    public static Command Create() => new("ledger", "Verifies, rebuilds, backs up, restores, exports and exercises the ledger.")
    {
        Sub("verify", "Walks the hash chain from the first entry; also beside the running service.", Verify),
        Sub("rebuild", "Folds every event from the first, compares, makes snapshot and index anew. The service must not run.", RebuildAsync),
        BackupVerb.Create(s_config, s_folder),
        RestoreVerb.Create(s_config, s_folder),
        ExportVerb.Create(s_config, s_folder),
        BurnIn.Create(s_config, s_folder),
    };

    /// <summary>The folder that the options name.</summary>
    /// <returns>Null after a fault was written.</returns>
    public static string? Folder(ParseResult parsed, TextWriter errors) => Find(parsed, errors)?.Folder;

    /// <summary>The folder that the options name, with the settings' backups where a configuration names it.</summary>
    /// <returns>Null after a fault was written.</returns>
    public static LedgerPlace? Find(ParseResult parsed, TextWriter errors)
    {
        string? folder = parsed.GetValue(s_folder);
        string? config = parsed.GetValue(s_config);
        if (folder is null == config is null)
        {
            errors.WriteLine("Name the ledger by --config FILE or by --folder FOLDER.");
            return null;
        }
        if (folder is not null) return new LedgerPlace(Path.GetFullPath(folder), null, 0, null);
        SettingsFile file = SettingsFile.Load(config!);
        foreach (SettingsFault fault in file.Faults) errors.WriteLine(fault);
        if (file.Settings is not { } settings) return null;
        BackupSection? backup = settings.Ledger.Backup;
        return new LedgerPlace(
            Path.GetFullPath(settings.Ledger.Folder, file.Folder), backup is null ? null : Path.GetFullPath(backup.Folder, file.Folder),
            backup?.Keep ?? 0, settings.Site) { Hub = settings.Hub, ConfigurationFolder = file.Folder };
    }

    /// <summary>A verb on one ledger folder.</summary>
    private static Command Sub(string name, string description, Func<string, TextWriter, CancellationToken, Task<int>> run)
    {
        Command verb = new(name, description) { s_config, s_folder };
        verb.SetAction((parsed, ct) => Folder(parsed, Console.Error) is { } folder
            ? GuardAsync(() => run(folder, Console.Out, ct), Console.Error)
            : Task.FromResult(ExitCode.WrongUse));
        return verb;
    }

    /// <summary>What is damaged is exit code 1, what the disk refuses exit code 3, in one sentence.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> run, TextWriter errors)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is LedgerDamagedException or RestoreRefusedException)
        {
            await errors.WriteLineAsync(e.Message);
            return ExitCode.AnswerIsNo;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return ExitCode.EnvironmentFailed;
        }
    }

    internal static Task<int> Verify(string folder, TextWriter output, CancellationToken ct)
    {
        LedgerVerdict verdict = LedgerCheck.Verify(folder, ct);
        output.WriteLine(verdict.Sentence);
        return Task.FromResult(verdict.IsWhole ? ExitCode.Done : ExitCode.AnswerIsNo);
    }

    internal static async Task<int> RebuildAsync(string folder, TextWriter output, CancellationToken ct)
    {
        RebuildResult result = await LedgerRebuild.RunAsync(folder, TimeProvider.System, NullLogger.Instance, ct);
        string compared = (result.Compared, result.IsSame) switch
        {
            (0, _) => "there was no snapshot of this program version to compare with",
            (_, true) => $"the snapshot at entry {result.Compared} is the same",
            (_, false) => $"the snapshot at entry {result.Compared} was NOT what the events say and has been replaced",
        };
        await output.WriteLineAsync($"{result.Entries} entries folded; {compared}. State: {result.StateHash}");
        return result.IsSame ? ExitCode.Done : ExitCode.AnswerIsNo;
    }
}

/// <summary>A ledger as the command line names it.</summary>
/// <param name="Backups">Folder of its backups by the settings; null without a configuration, or where it names none.</param>
/// <param name="Keep">Backups that stay there.</param>
/// <param name="Site">Null without a configuration.</param>
internal sealed record LedgerPlace(string Folder, string? Backups, int Keep, SiteSection? Site)
{
    /// <summary>Null without a configuration, or where the site has no hub.</summary>
    public HubSection? Hub { get; init; }

    /// <summary>What file names in the hub's settings are relative to.</summary>
    public string ConfigurationFolder { get; init; } = "";
}
