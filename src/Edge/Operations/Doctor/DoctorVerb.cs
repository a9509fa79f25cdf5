using System.CommandLine;
using System.Globalization;
using Readers.Transports;

namespace Edge.Operations.Doctor;

/// <summary><c>doctor [--config FILE]</c>: what is connected, what is wrong with it and what to do, in plain words.</summary>
/// <remarks>
/// Nothing is changed in a device that is only asked. Readers of the settings are let read for some seconds, as the service would
/// do; so the service must not run meanwhile.
/// </remarks>
internal static class DoctorVerb
{
    public static Command Create()
    {
        Option<string?> config = new("--config") { Description = "Configuration file; without it the serial ports of this machine are asked." };
        Option<string?> language = new("--language") { Description = "zh or en; without it the machine's own language." };
        Option<double> seconds = new("--seconds") { Description = "How long each reader is let read.", DefaultValueFactory = static _ => 6 };
        Option<string> devices = new("--devices") { Description = "Folder of the serial ports.", DefaultValueFactory = static _ => "/dev" };
        language.AcceptOnlyFromAmong("zh", "en");
        seconds.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<double>() is < 1 or > 600) result.AddError("--seconds must lie between 1 and 600.");
        });
        Command verb = new("doctor", "Finds ports, readers, sensors, broker, disk and clock, and says what is wrong.") { config, language, seconds, devices };
        verb.SetAction((parsed, ct) => RunAsync(
            new DoctorOptions(
                parsed.GetValue(config), IsChinese(parsed.GetValue(language)), TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetRequiredValue(devices)),
            TimeProvider.System, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, ct));
        return verb;
    }

    public static async Task<int> RunAsync(
        DoctorOptions options, TimeProvider time, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        SiteConfiguration? site = null;
        if (options.Configuration is { } path && (site = SiteConfiguration.Load(path, errors)) is null) return ExitCode.WrongUse;
        bool wrong = false;
        await foreach (Finding finding in ExamineAsync(site, options, time, ct))
        {
            wrong |= finding.Severity == Severity.Wrong;
            await output.WriteLineAsync(finding.ToText(options.Chinese));
            await output.FlushAsync(ct);
        }
        return wrong ? ExitCode.AnswerIsNo : ExitCode.Done;
    }

    private static async IAsyncEnumerable<Finding> ExamineAsync(
        SiteConfiguration? site, DoctorOptions options, TimeProvider time,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        PortDoctor ports = new(time);
        foreach (ReaderSection reader in site?.Settings.Readers ?? [])
        {
            (IReadOnlyList<Finding> findings, PortDoctor.Answer? answer) = await ports.ExamineAsync(reader.Port, reader, ct);
            foreach (Finding finding in findings) yield return finding;
            if (answer is null || !answer.Suits(reader)) continue;
            ReaderTrial trial = await ReaderTrial.RunAsync(reader, options.Trial, time, ct);
            foreach (Finding finding in TrialJudge.Judge(reader.Id, reader, trial, options.Trial)) yield return finding;
        }
        PositionDoctor positions = new(time);
        if (site?.Settings.Position is { } receiver)
            foreach (Finding finding in await positions.ExamineAsync(receiver, ct)) yield return finding;
        HashSet<string> known = [.. site?.Settings.Readers.Select(static reader => reader.Port) ?? [],
            .. site?.Settings.ModbusLines.Select(static line => line.Port) ?? [], site?.Settings.Position?.Port ?? ""];
        foreach (string port in SerialPortNames.Find(options.Devices).Where(port => !known.Contains(port)))
        {
            IReadOnlyList<Finding> spoken = await positions.LookAsync(port, ct);
            foreach (Finding finding in spoken) yield return finding;
            if (spoken.Count > 0) continue; // readers wait to be asked; whoever speaks by itself is none
            (IReadOnlyList<Finding> findings, PortDoctor.Answer? answer) = await ports.ExamineAsync(port, null, ct);
            // A port that the site does not use may well be silent.
            if (answer is not null || site is null) foreach (Finding finding in findings) yield return finding with { Severity = answer is null ? Severity.Note : Severity.Well };
        }
        if (site is null) yield break;
        await foreach (Finding finding in new SiteDoctor(site, time).ExamineAsync(ct)) yield return finding;
    }

    private static bool IsChinese(string? language) =>
        (language ?? Environment.GetEnvironmentVariable("LANG") ?? CultureInfo.CurrentUICulture.Name).StartsWith("zh", StringComparison.OrdinalIgnoreCase);
}

/// <param name="Configuration">Path of the configuration file; null: only the machine's own ports.</param>
/// <param name="Trial">How long each reader is let read.</param>
internal sealed record DoctorOptions(string? Configuration, bool Chinese, TimeSpan Trial, string Devices);
