using System.Globalization;
using System.Text;

namespace HardwareSim.Score;

/// <summary>What a run was worth.</summary>
/// <param name="Shelves">Against the exact shelf; a promise only where the cabinet lets radio tell shelves apart.</param>
/// <param name="Cabinets">Against the cabinet alone.</param>
/// <param name="LiveTags">Shelves again, without bags whose tag is dead.</param>
/// <param name="InFaults">Shelves, in the times of injected faults and 120 s after each, which the others leave out.</param>
/// <param name="Alarms">By rule, as <c>probe rule</c>.</param>
public sealed record RunScore(
    PlaceScore Shelves, PlaceScore Cabinets, PlaceScore LiveTags, PlaceScore InFaults, IReadOnlyDictionary<string, AlarmScore> Alarms)
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(120);

    /// <summary>What did not happen has no time: no removal at all, and a removal that was missed.</summary>
    private static readonly CultureInfo Words = new("") { NumberFormat = { NaNSymbol = "none", PositiveInfinitySymbol = "never" } };

    /// <summary>Judges what was claimed from <paramref name="warmUp"/> after the world's start until its present.</summary>
    /// <remarks>The caller lets nobody advance the world meanwhile.</remarks>
    public static RunScore Of(SimulatedWorld world, ClaimBook claims, TimeSpan warmUp, IReadOnlyList<AlarmRule> rules)
    {
        long start = world.StartedAt.UtcTicks, from = start + warmUp.Ticks, to = start + world.Now;
        (long, long)[] faults =
            [.. world.Truth.Faults.Select(fault => (start + fault.FromTicks, start + fault.ToTicks + AfterFault.Ticks))];
        Windows clean = new(from, to, faults, inFaults: false), faulty = new(from, to, faults, inFaults: true);
        SimulatedCabinetDoor[] doors =
            [.. world.Truth.Doors.Select(door => new SimulatedCabinetDoor(world.Cabinets[door.Cabinet].Id, door.OpenedTicks, door.ClosedTicks))];
        IReadOnlyList<PlaceClaim> said = claims.Places;
        HashSet<string> dead = [.. world.Tags.Where(static tag => tag.Dead && tag.Bag is not null).Select(static tag => tag.Bag!.TagUiiHex)];
        ILookup<string, AlarmClaim> alarms = claims.Alarms.ToLookup(static alarm => $"{alarm.Probe} {alarm.Rule}");

        return new RunScore(
            Judge(clean, static place => place, static _ => true),
            Judge(clean, static place => place.Split('/')[0], static _ => true),
            Judge(clean, static place => place, tag => !dead.Contains(tag)),
            Judge(faulty, static place => place, static _ => true),
            rules.ToDictionary(
                static rule => $"{rule.Probe} {rule.Name}",
                rule => AlarmJudge.Judge(
                    rule, world.Truth.Celsius.GetValueOrDefault(rule.Probe) ?? [],
                    alarms[$"{rule.Probe} {rule.Name}"].Select(alarm => (alarm.RaisedAt - world.StartedAt).TotalSeconds))));

        PlaceScore Judge(Windows windows, Func<string, string> zone, Func<string, bool> counts) =>
            new PlaceJudge(world.Truth, doors, world.StartedAt, windows, zone).Judge(said, counts);
    }

    /// <summary>A few lines for a terminal.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        Line("place right, shelf", $"{Shelves.RightPercent:F2} % of {Shelves.CountedSeconds:N0} bag-seconds");
        Line("place right, cabinet", $"{Cabinets.RightPercent:F2} %");
        Line("place right, shelf, without dead tags", $"{LiveTags.RightPercent:F2} %");
        Line("false moves", $"{Shelves.FalseMoves} ({Shelves.FalseMovesPer1000BagDays:F1} per 1,000 bag-days)");
        Line("false removals", $"{Shelves.FalseRemovals} ({Shelves.FalseRemovalsPer1000BagDays:F1} per 1,000 bag-days)");
        Line("  surely under", $"{Shelves.FalseRemovalBoundPer1000BagDays:F1} per 1,000 bag-days");
        Line("removal noticed after the door closed", $"median {Shelves.RemovalMedian:F1} s, p99 {Shelves.RemovalP99:F1} s");
        Line("  missed", $"{Shelves.MissedRemovals} of {Shelves.RemovalSeconds.Count}");
        Line("arrival noticed", $"median {Shelves.ArrivalMedian:F1} s, p99 {Shelves.ArrivalP99:F1} s");
        if (InFaults.CountedSeconds > 0)
        {
            Line("during faults", $"{InFaults.RightPercent:F2} % right");
            Line("  false moves, removals", $"{InFaults.FalseMoves}, {InFaults.FalseRemovals}");
        }
        foreach ((string rule, AlarmScore alarm) in Alarms)
        {
            Line($"alarm {rule}", $"{alarm.Due} due, {alarm.Missed} missed, {alarm.Late} late, worst {alarm.LateWorst:F0} s");
            Line("  false, borderline", $"{alarm.False}, {alarm.Borderline}");
        }
        return text.ToString();

        void Line(string what, FormattableString value) =>
            text.Append(what.PadRight(40)).AppendLine(value.ToString(Words));
    }
}
