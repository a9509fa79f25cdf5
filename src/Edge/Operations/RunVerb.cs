using System.CommandLine;

namespace Edge.Operations;

/// <summary><c>run --config FILE</c>: the service, until it is told to stop.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        Option<string> config = new("--config") { Description = "Configuration file.", Required = true };
        Command verb = new("run", "Runs the service of one site.") { config };
        verb.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(config), Console.Error, ct));
        return verb;
    }

    public static async Task<int> RunAsync(string path, TextWriter errors, CancellationToken ct)
    {
        if (SiteConfiguration.Load(path, errors) is not { } site) return ExitCode.WrongUse;
        try
        {
            await using WebApplication app = await EdgeHost.BuildAsync(site, TimeProvider.System, consoleLog: true, ct);
            await app.RunAsync(ct);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return ExitCode.EnvironmentFailed;
        }
    }
}
