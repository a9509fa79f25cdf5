using System.CommandLine;
using System.Globalization;
using Edge.Operations.Recordings;
using Inventory;

namespace Edge.Operations;

/// <summary>
/// <c>replay FILE… --config FILE</c>: recorded reads through the presence tracker, as fast as it goes; or, with
/// <c>--as stocktake --expected FILE</c>, each recording as one round of a count.
/// </summary>
internal static class ReplayVerb
{
    private const string AsPlaces = "places", AsStocktake = "stocktake";

    public static Command Create()
    {
        Argument<string[]> files = new("FILE")
        {
            Description = "Recordings, in order. Where a file is named after a place (zone1.csv), the summary tells the share of "
                + "seconds in which the likeliest place of the tag that was heard most was that one (rightShare), and how often "
                + "another place was concluded (falseMoves).",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> config = new("--config") { Description = "Configuration with the antennas and their places; a stocktake needs none." };
        Option<string> format = new("--format") { Description = "How the recordings are written.", DefaultValueFactory = _ => "r420" };
        format.AcceptOnlyFromAmong(Recording.Formats);
        Option<string?> model = new("--model") { Description = "What 'learn' has written. Without it: the prior." };
        Option<string?> every = new("--every") { Description = "Also write what is believed at each step of recorded time: 1s, 500ms, 2m." };
        Option<string?> reader = new("--reader") { Description = "Which reader of the configuration recorded the files. Default: its first." };
        Option<string> mode = new("--as") { Description = "What the reads are taken for.", DefaultValueFactory = _ => AsPlaces };
        mode.AcceptOnlyFromAmong(AsPlaces, AsStocktake);
        Option<string?> expected = new("--expected") { Description = "Tags that a stocktake should find: CSV with a column epc." };
        Option<bool> goOn = new("--continue") { Description = "Keep the state from one file to the next." };
        Option<string?> from = new("--from") { Description = "Of the service's own ring: the first instant, 2026-11-22T03:12 by the site's clock." };
        Option<string?> to = new("--to") { Description = "Of the service's own ring: the last instant." };
        Option<string?> against = new("--against")
        {
            Description = "Another configuration: the same reads are played with it too, and the summary compares both.",
        };
        Command command = new("replay", "Recorded reads through the real pipeline; JSON lines.")
        {
            files, config, format, model, every, reader, goOn, mode, expected, from, to, against,
        };
        command.SetAction((parsed, ct) => parsed.GetRequiredValue(mode) == AsStocktake
            ? RunStocktakeAsync(
                parsed.GetRequiredValue(files), parsed.GetRequiredValue(format), parsed.GetValue(expected),
                Console.OpenStandardOutput(), Console.Error, ct)
            : RunAsync(
                new ReplayRequest(
                    parsed.GetRequiredValue(files), parsed.GetValue(config), parsed.GetRequiredValue(format),
                    parsed.GetValue(model), parsed.GetValue(every), parsed.GetValue(reader), parsed.GetValue(goOn))
                {
                    From = parsed.GetValue(from), To = parsed.GetValue(to), Against = parsed.GetValue(against),
                },
                Console.OpenStandardOutput(), Console.Error, TimeProvider.System, ct));
        return command;
    }

    /// <returns>0 done, 2 wrong use or configuration, 3 a file cannot be read.</returns>
    public static async Task<int> RunAsync(
        ReplayRequest request, Stream output, TextWriter errors, TimeProvider time, CancellationToken ct)
    {
        if (request.Config is null) return await RefuseAsync(errors, 2, "Name the configuration with --config FILE.");
        if (await LoadAsync(request.Config, errors) is not { } site) return 2;
        SiteSettings? against = null;
        if (request.Against is { } other && (against = await LoadAsync(other, errors)) is null) return 2;
        TimeSpan every = TimeSpan.Zero;
        if (request.Every is { } text && !TryDuration(text, out every))
            return await RefuseAsync(errors, 2, $"'{text}' is no step of time; write 1s, 500ms or 2m.");
        return await GuardAsync(output, errors, stream => Play(request, site, against, every, stream, time, ct));
    }

    /// <summary>Each recording is one round of a count of the expected tags.</summary>
    /// <param name="expected">CSV with a column <c>epc</c>.</param>
    /// <returns>0 done, 2 wrong use, 3 a file cannot be read.</returns>
    public static async Task<int> RunStocktakeAsync(
        IReadOnlyList<string> files, string format, string? expected, Stream output, TextWriter errors, CancellationToken ct)
    {
        if (expected is null) return await RefuseAsync(errors, 2, "Name the tags that the stocktake should find with --expected FILE.");
        return await GuardAsync(output, errors, stream => Count(files, format, expected, stream, ct));
    }

    private static async Task<SiteSettings?> LoadAsync(string file, TextWriter errors)
    {
        SettingsFile settings = SettingsFile.Load(file);
        foreach (SettingsFault fault in settings.Faults) await errors.WriteLineAsync(fault.ToString());
        return settings.Settings;
    }

    private static async Task<int> GuardAsync(Stream output, TextWriter errors, Action<Stream> play)
    {
        try
        {
            await using BufferedStream buffered = new(output, 1 << 16);
            play(buffered);
            return 0;
        }
        catch (Exception e) when (e is RecordingException or ReplayException)
        {
            return await RefuseAsync(errors, 2, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync(errors, 3, e.Message);
        }
    }

    private static void Play(
        ReplayRequest request, SiteSettings site, SiteSettings? against, TimeSpan every, Stream output, TimeProvider time, CancellationToken ct)
    {
        using ReplayLines lines = new(output);
        ReplaySummary summary = new ReplayRun(request, site).Play(lines, every, time, ct);
        ReplaySummary? other = against is null ? null : new ReplayRun(request, against).Play(null, TimeSpan.Zero, time, ct);
        lines.Write(summary, other);
    }

    private static void Count(IReadOnlyList<string> files, string format, string expected, Stream output, CancellationToken ct)
    {
        Recording[] recordings = [.. files.Select(file => Recording.Open(format, file, [1]))];
        IReadOnlyList<TagUii> tags = ExpectedTags.Read(expected, recordings[0].Read);
        StocktakeReplay replay = new(tags);
        using StocktakeLines lines = new(output);
        StocktakeRound round = default;
        foreach (Recording recording in recordings)
        {
            round = replay.Add(recording, ct);
            lines.Write(round);
        }
        IReadOnlyList<double> absent = round.Estimate.ChanceAbsent;
        lines.Write(replay.Rounds, round.Estimate.IsComplete,
            from tag in tags.Index()
            where absent[tag.Index] > 0
            orderby absent[tag.Index] descending
            select (recordings[0].Write(tag.Item), absent[tag.Index]));
    }

    private static bool TryDuration(string text, out TimeSpan duration)
    {
        (string unit, double seconds) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => ("ms", 0.001),
            _ when text.EndsWith('s') => ("s", 1),
            _ when text.EndsWith('m') => ("m", 60),
            _ => ("", 0),
        };
        bool good = double.TryParse(
            text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
        duration = good ? TimeSpan.FromSeconds(Math.Min(number * seconds, 1e6)) : TimeSpan.Zero;
        return duration >= TimeSpan.FromMilliseconds(1);
    }

    private static async Task<int> RefuseAsync(TextWriter errors, int code, string sentence)
    {
        await errors.WriteLineAsync(sentence);
        return code;
    }
}

/// <param name="Every">Step of recorded time as text; null for none.</param>
internal sealed record ReplayRequest(
    IReadOnlyList<string> Files, string? Config, string Format, string? Model, string? Every, string? Reader, bool Continue)
{
    /// <summary>Of a ring: what was heard from here on; null from its beginning.</summary>
    public string? From { get; init; }

    /// <summary>Of a ring: what was heard up to here; null to its end.</summary>
    public string? To { get; init; }

    /// <summary>Configuration to compare with; null for none.</summary>
    public string? Against { get; init; }
}
