using System.CommandLine;
using Edge.Operations.Recordings;
using Inventory;
using Inventory.Presence;

namespace Edge.Operations;

/// <summary><c>learn --config FILE ZONE=FILE… --out FILE</c>: zone likelihoods from recorded reads whose place is known.</summary>
internal static class LearnVerb
{
    public static Command Create()
    {
        Argument<string[]> lessons = new("ZONE=FILE")
        {
            Description = "A place of the configuration and a recording of a tag that lay, or was carried about, only there. "
                + "The tag that is read most is taken. A place may come several times.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> config = new("--config") { Description = "Configuration with the antennas and their places.", Required = true };
        Option<string> format = new("--format") { Description = "How the recordings are written.", DefaultValueFactory = _ => "r420" };
        format.AcceptOnlyFromAmong(Recording.Formats);
        Option<string> result = new("--out") { Description = "File to write the model to, for 'replay --model'.", Required = true };
        Option<string?> reader = new("--reader") { Description = "Which reader of the configuration recorded the files. Default: its first." };
        Command command = new("learn", "Learns how the reads of a tag tell its place.") { lessons, config, format, result, reader };
        command.SetAction((parsed, ct) => RunAsync(
            new LearnRequest(
                parsed.GetRequiredValue(lessons), parsed.GetRequiredValue(config), parsed.GetRequiredValue(format),
                parsed.GetRequiredValue(result), parsed.GetValue(reader)),
            Console.Error, ct));
        return command;
    }

    /// <returns>0 done, 2 wrong use or configuration, 3 a file cannot be read or written.</returns>
    public static async Task<int> RunAsync(LearnRequest request, TextWriter errors, CancellationToken ct)
    {
        SettingsFile settings = SettingsFile.Load(request.Config);
        foreach (SettingsFault fault in settings.Faults) await errors.WriteLineAsync(fault.ToString());
        if (settings.Settings is not { } site) return 2;
        try
        {
            ReaderSection reader = RecordedReader.Of(site, request.Reader);
            PresenceLayout layout = SiteLayout.Of(site);
            List<PlaceSample> samples = [];
            foreach (string lesson in request.Lessons)
            {
                ct.ThrowIfCancellationRequested();
                (PlaceId zone, string file) = Parse(lesson, layout);
                Recording recording = Recording.Open(request.Format, file, RecordedReader.Ports(reader));
                IReadOnlyList<PlaceSample> heard = Lesson.Of(recording, zone, layout, reader.Id);
                if (heard.Count == 0) throw new ReplayException($"{file} has no reads with a strength to learn from.");
                samples.AddRange(heard);
            }
            await using FileStream output = File.Create(request.Out);
            LearnedModelFile.Write(output, layout, samples);
            return 0;
        }
        catch (Exception e) when (e is RecordingException or ReplayException)
        {
            await errors.WriteLineAsync(e.Message);
            return 2;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return 3;
        }
    }

    private static (PlaceId Zone, string File) Parse(string lesson, PresenceLayout layout)
    {
        int equals = lesson.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || !PlaceId.TryParse(lesson[..equals], out PlaceId zone) || !layout.Zones.Contains(zone))
            throw new ReplayException($"'{lesson}' is not ZONE=FILE with one of these zones: {string.Join(", ", layout.Zones)}.");
        return (zone, lesson[(equals + 1)..]);
    }
}

internal sealed record LearnRequest(IReadOnlyList<string> Lessons, string Config, string Format, string Out, string? Reader);
