using System.CommandLine;
using System.Runtime.Versioning;
using Edge.Operations.Windows;

namespace Edge.Operations;

/// <summary><c>run --config FILE</c>: the service, until it is told to stop.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        Option<string> config = new("--config") { Description = "Configuration file.", Required = true };
        Option<bool> service = new("--service") { Description = "As a service of Windows, started by its service manager." };
        Command verb = new("run", "Runs the service of one site.") { config, service };
        verb.SetAction((parsed, ct) => parsed.GetValue(service)
            ? Task.FromResult(RunAsService(parsed.GetRequiredValue(config), Console.Error))
            : RunAsync(parsed.GetRequiredValue(config), Console.Error, consoleLog: true, static () => { }, ct));
        return verb;
    }

    /// <param name="consoleLog">False where there is no console.</param>
    /// <param name="started">Called once the service is in service.</param>
    public static async Task<int> RunAsync(
        string path, TextWriter errors, bool consoleLog, Action started, CancellationToken ct)
    {
        if (SiteConfiguration.Load(path, errors) is not { } site) return ExitCode.WrongUse;
        try
        {
            await using WebApplication app = await EdgeHost.BuildAsync(site, TimeProvider.System, consoleLog, ct);
            app.Lifetime.ApplicationStarted.Register(started);
            await app.RunAsync(ct);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return ExitCode.EnvironmentFailed;
        }
    }

    private static int RunAsService(string path, TextWriter errors)
    {
        if (!OperatingSystem.IsWindows())
        {
            errors.WriteLine("--service is for Windows; here the service manager runs the verb as it is.");
            return ExitCode.WrongUse;
        }
        return RunAsWindowsService(path, errors);
    }

    /// <remarks>A service has no console: what stops its start stands beside the configuration, where a technician will look.</remarks>
    [SupportedOSPlatform("windows")]
    private static int RunAsWindowsService(string path, TextWriter errors)
    {
        using StreamWriter file = new(Path.ChangeExtension(path, ".service-errors.txt")) { AutoFlush = true };
        int? code = WindowsService.Run(async (started, ct) =>
        {
            try
            {
                return await RunAsync(path, file, consoleLog: false, started, ct);
            }
            catch (Exception e)
            {
                await file.WriteLineAsync(e.ToString());
                throw;
            }
        });
        if (code is { } done) return done;
        errors.WriteLine("The service manager did not start this: leave --service out, or install the service first (deploy/windows).");
        return ExitCode.WrongUse;
    }
}
