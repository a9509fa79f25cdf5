using System.CommandLine;

namespace Edge.Operations;

/// <summary><c>check FILE</c>: every fault of a configuration on a line of its own, with its path.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        Argument<string> path = new("FILE") { Description = "Configuration file." };
        Command verb = new("check", "Validates a configuration; every fault on its own line with its path.") { path };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(path), Console.Out, Console.Error));
        return verb;
    }

    public static int Run(string path, TextWriter output, TextWriter errors)
    {
        if (SiteConfiguration.Load(path, errors) is not { } site) return ExitCode.WrongUse;
        output.WriteLine($"{path} is a valid configuration of site {site.Settings.Site.Id}.");
        return ExitCode.Done;
    }
}
