using Edge.Operations;
using Edge.Operations.Recordings;
using Inventory;
using Inventory.Presence;
using Readers;

namespace Benchmarks;

/// <summary>
/// Place on recorded reads, cross-validated: learned on the first minute of each file and judged on the second, then the other way
/// round. Argument: the folder with zone1.csv … zone4.csv. Beside it the common rule on the same halves.
/// </summary>
internal static class PlaceRealBenchmark
{
    private const int Files = 4;
    private static readonly long s_half = 60 * TimeSpan.TicksPerSecond;

    public static IEnumerable<Figure> Run(string[] arguments)
    {
        if (arguments is not [string folder])
            throw new ArgumentException("Give the folder of the recordings: place-real FOLDER [--config is examples/four-antennas.json].");
        SettingsFile settings = SettingsFile.Load(Path.Combine(Repository(), "examples", "four-antennas.json"));
        PresenceLayout layout = SiteLayout.Of(settings.Settings!);
        PresenceOptions options = SiteLayout.Options(settings.Settings!.Presence);
        string reader = settings.Settings.Readers[0].Id;
        Recording[] whole = [.. Enumerable.Range(1, Files).Select(zone =>
            Recording.Open("r420", Path.Combine(folder, $"zone{zone}.csv"), [1, 2, 3, 4]))];

        Tally ours = new(), prior = new(), common = new();
        foreach (bool second in new[] { true, false })
        {
            Half[] judged = [.. whole.Select(file => new Half(file, second))];
            List<PlaceSample> samples = [.. whole.Index().SelectMany(file =>
                Lesson.Of(new Half(file.Item, !second), layout.Zones[file.Index], layout, reader))];
            Tally half = Ours(judged, layout, PresenceModel.Learned(layout, samples), options, reader), rule = Common(judged);
            ours.Add(half);
            common.Add(rule);
            prior.Add(Ours(judged, layout, PresenceModel.Prior(layout), options, reader));
            string name = second ? "second minute" : "first minute";
            yield return new Figure($"place-real {name} judged: seconds right", half.Percent, "%");
            yield return new Figure($"place-real {name} judged: common rule", rule.Percent, "%");
        }
        yield return new Figure("place-real seconds right, mean of both ways", ours.Percent, "%");
        yield return new Figure("place-real false moves concluded, both ways", ours.FalseMoves, "moves");
        yield return new Figure("place-real changes of the likeliest zone, both ways", ours.Flips, "changes");
        yield return new Figure("place-real seconds judged, both ways", ours.Seconds, "s");
        yield return new Figure("place-real seconds right without learning", prior.Percent, "%");
        yield return new Figure("place-real false moves without learning", prior.FalseMoves, "moves");
        yield return new Figure("place-real common rule: seconds right", common.Percent, "%");
        yield return new Figure("place-real common rule: false moves", common.FalseMoves, "moves");
        Tally throughout = Common([.. whole.Select(static file => new Half(file, second: null))]);
        yield return new Figure("place-real common rule, each file in one piece: seconds right", throughout.Percent, "%");
        yield return new Figure("place-real common rule, each file in one piece: false moves", throughout.FalseMoves, "moves");
        foreach (Figure figure in Moves(whole, layout, options, reader)) yield return figure;
    }

    /// <summary>What steadiness costs: from half a minute in one zone to another, how soon the other one is the likeliest.</summary>
    private static IEnumerable<Figure> Moves(Recording[] whole, PresenceLayout layout, PresenceOptions options, string reader)
    {
        List<double> seconds = [];
        int missed = 0;
        foreach (bool second in new[] { true, false })
        {
            List<PlaceSample> samples = [.. whole.Index().SelectMany(file =>
                Lesson.Of(new Half(file.Item, !second), layout.Zones[file.Index], layout, reader))];
            PresenceModel model = PresenceModel.Learned(layout, samples);
            foreach ((int from, int to) in from a in Enumerable.Range(0, Files) from b in Enumerable.Range(0, Files) where a != b select (a, b))
            {
                Replayer replayer = new(layout, model, options, reader);
                double? noticed = null;
                int stepped = 0;
                replayer.Every(TimeSpan.FromSeconds(1), (_, belief, _) =>
                {
                    if (++stepped > 30 && noticed is null && belief.Zone == layout.Zones[to]) noticed = stepped - 30;
                });
                replayer.Play(new Spliced(whole[from], whole[to], second ? s_half : 0), CancellationToken.None);
                if (noticed is { } after) seconds.Add(after);
                else missed++;
            }
        }
        seconds.Sort();
        yield return new Figure("place-real true move, likeliest after, median", seconds[seconds.Count / 2], "s");
        yield return new Figure("place-real true move, not seen within 30 s", missed, $"of {seconds.Count + missed}");
    }

    private static Tally Ours(Half[] files, PresenceLayout layout, PresenceModel model, PresenceOptions options, string reader)
    {
        Tally tally = new();
        foreach ((int zone, Half file) in files.Index())
        {
            Replayer replayer = new(layout, model, options, reader);
            TagUii carried = file.MostRead();
            PlaceId? last = null;
            replayer.Concluded = change =>
            {
                if (change.Tag == carried && change.Place != layout.Zones[zone]) tally.FalseMoves++;
            };
            replayer.Every(TimeSpan.FromSeconds(1), (tag, belief, _) =>
            {
                if (tag != carried) return;
                tally.Seconds++;
                if (belief.Zone == layout.Zones[zone]) tally.Right++;
                if (last is not null && belief.Zone != last) tally.Flips++;
                last = belief.Zone;
            });
            replayer.Play(file, CancellationToken.None);
        }
        return tally;
    }

    private static Tally Common(Half[] files)
    {
        Tally tally = new();
        foreach ((int zone, Half file) in files.Index())
        {
            CommonRule rule = new();
            TagUii carried = file.MostRead();
            long next = 0;
            int antenna = -1;
            foreach (TagRead read in file.Reads())
            {
                if (Half.Tag(read) != carried) continue;
                long at = read.ObservedAt.UtcTicks;
                if (next == 0) next = at + TimeSpan.TicksPerSecond;
                for (; next <= at; next += TimeSpan.TicksPerSecond)
                {
                    tally.Seconds++;
                    if (antenna == zone) tally.Right++;
                }
                antenna = rule.Observe(carried, read.AntennaPort - 1, read.RssiDbm!.Value, at);
            }
            tally.FalseMoves += rule.Moves;
        }
        return tally;
    }

    private static string Repository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Edge.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private sealed class Tally
    {
        public int Seconds, Right, FalseMoves, Flips;

        public double Percent => Math.Round(100.0 * Right / Seconds, 2);

        public void Add(Tally other) =>
            (Seconds, Right, FalseMoves, Flips) =
                (Seconds + other.Seconds, Right + other.Right, FalseMoves + other.FalseMoves, Flips + other.Flips);
    }

    /// <summary>One minute of a recording; all of it when <paramref name="second"/> is null.</summary>
    private sealed class Half(Recording whole, bool? second) : Recording(whole.Path)
    {
        public override IEnumerable<ReaderEvent> Events()
        {
            long first = 0;
            foreach (ReaderEvent happened in whole.Events())
            {
                long at = happened.Kind == ReaderEventKind.TagRead
                    ? happened.Read.ObservedAt.UtcTicks : happened.Listening.EndedAt.UtcTicks;
                if (first == 0) first = at;
                if (second is null || at - first >= s_half == second) yield return happened;
            }
        }

        public IEnumerable<TagRead> Reads() =>
            Events().Where(static happened => happened.Kind == ReaderEventKind.TagRead).Select(static happened => happened.Read);

        public TagUii MostRead() => Reads().CountBy(Tag).MaxBy(static tag => tag.Value).Key;

        public static TagUii Tag(TagRead read)
        {
            Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
            return new TagUii(read.Epc.CopyTo(bytes));
        }
    }

    /// <summary>30 s of one recording, then 30 s of another, as one stretch of time; other tags left out.</summary>
    private sealed class Spliced(Recording before, Recording after, long fromTicks) : Recording(before.Path)
    {
        public override IEnumerable<ReaderEvent> Events()
        {
            long length = 30 * TimeSpan.TicksPerSecond;
            long zero = before.Events().First().Read.ObservedAt.UtcTicks;
            foreach (Recording part in new[] { before, after })
            {
                long first = part.Events().First().Read.ObservedAt.UtcTicks, shift = zero - first + (part == before ? 0 : length);
                TagUii carried = part.Events().Where(static e => e.Kind == ReaderEventKind.TagRead).CountBy(e => Half.Tag(e.Read))
                    .MaxBy(static tag => tag.Value).Key;
                foreach (ReaderEvent happened in part.Events())
                {
                    bool read = happened.Kind == ReaderEventKind.TagRead;
                    long at = (read ? happened.Read.ObservedAt : happened.Listening.EndedAt).UtcTicks;
                    if (at - first < fromTicks || at - first >= fromTicks + length) continue;
                    TimeSpan by = TimeSpan.FromTicks(shift);
                    if (!read)
                    {
                        ListeningPeriod period = happened.Listening;
                        yield return ReaderEvent.Of(period with { StartedAt = period.StartedAt + by, EndedAt = period.EndedAt + by });
                    }
                    else if (Half.Tag(happened.Read) == carried)
                    {
                        yield return ReaderEvent.Of(happened.Read with { ObservedAt = happened.Read.ObservedAt + by });
                    }
                }
            }
        }
    }
}
