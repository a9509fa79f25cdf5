using System.CommandLine;
using Edge.Operations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Ledger.Verbs;

/// <summary><c>ledger verify|rebuild|burn-in</c>: what a person does with a ledger beside the service.</summary>
internal static class LedgerVerb
{
    private static readonly Option<string?> s_config = new("--config") { Description = "Configuration file; its ledger folder is meant." };
    private static readonly Option<string?> s_folder = new("--folder") { Description = "The ledger's folder itself, instead of --config." };

    public static Command Create() => new("ledger", "Verifies, rebuilds and exercises the ledger.")
    {
        Sub("verify", "Walks the hash chain from the first entry; also beside the running service.", Verify),
        Sub("rebuild", "Folds every event from the first, compares, makes snapshot and index anew. The service must not run.", RebuildAsync),
        BurnIn.Create(s_config, s_folder),
    };

    /// <summary>The folder that the options name.</summary>
    /// <returns>Null after a fault was written.</returns>
    public static string? Folder(ParseResult parsed, TextWriter errors)
    {
        string? folder = parsed.GetValue(s_folder);
        string? config = parsed.GetValue(s_config);
        if (folder is null == config is null)
        {
            errors.WriteLine("Name the ledger by --config FILE or by --folder FOLDER.");
            return null;
        }
        if (folder is not null) return Path.GetFullPath(folder);
        SettingsFile file = SettingsFile.Load(config!);
        foreach (SettingsFault fault in file.Faults) errors.WriteLine(fault);
        return file.Settings is { } settings ? Path.GetFullPath(settings.Ledger.Folder, file.Folder) : null;
    }

    /// <summary>A verb on one ledger folder. What the disk refuses is exit code 3, in one sentence.</summary>
    public static Command Sub(
        string name, string description, Func<string, TextWriter, CancellationToken, Task<int>> run, params Option[] more)
    {
        Command verb = new(name, description) { s_config, s_folder };
        foreach (Option option in more) verb.Add(option);
        verb.SetAction(async (parsed, ct) =>
        {
            if (Folder(parsed, Console.Error) is not { } folder) return ExitCode.WrongUse;
            try
            {
                return await run(folder, Console.Out, ct);
            }
            catch (LedgerDamagedException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return ExitCode.AnswerIsNo;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return ExitCode.EnvironmentFailed;
            }
        });
        return verb;
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
