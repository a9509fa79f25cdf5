using System.Text.RegularExpressions;
using HardwareSim;
using Testing;

namespace SystemTests.Families;

/// <summary>Holds what the devices page showed against the faults that there were.</summary>
internal static partial class PageJudge
{
    /// <summary>A reader is back within 10 s, what it reported itself is dropped 12 s after it was said last.</summary>
    private static readonly TimeSpan s_goneWithin = TimeSpan.FromSeconds(30);

    /// <summary>Clocks of two threads, and the second in which the page is looked at.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(3);

    /// <summary>The machine may have hiccuped so long before: the trouble is older than the fault then.</summary>
    private static readonly TimeSpan s_afterStall = TimeSpan.FromSeconds(25);

    /// <param name="began">When the world began: times of faults count from there.</param>
    /// <returns>How many were judged, and what was not as promised.</returns>
    public static (int Judged, List<string> Wrong) Judge(
        IReadOnlyList<PlannedFault> plan, PageWatch watch, DateTimeOffset began)
    {
        List<string> wrong = [];
        int judged = 0;
        foreach (PlannedFault fault in plan)
        {
            (DateTimeOffset from, DateTimeOffset to) = (began + fault.From, began + fault.To);
            foreach (Expected expected in fault.Tells)
            {
                if (to - from < expected.Within || watch.Stalls.Any(stall => stall.Meets(from - s_afterStall, to + s_goneWithin))) continue;
                judged++;
                if (Fails(expected, watch.Looks[expected.Device], from, to) is { } why) wrong.Add($"{fault}: {expected.Device} {why}");
            }
        }
        return (judged, wrong);
    }

    /// <summary>Every finding that was shown, with no words on what it means and what to do in both languages.</summary>
    public static IEnumerable<string> WithoutWords(PageWatch watch)
    {
        Dictionary<string, (string Zh, string En)> words = Words().Matches(File.ReadAllText(
            Repository.File("src", "Edge", "Web", "ClientApp", "src", "i18n", "devices.ts"))).ToDictionary(
            static match => match.Groups[1].Value, static match => (match.Groups[2].Value, match.Groups[3].Value));
        return watch.Looks.Values.SelectMany(static looks => looks).SelectMany(static look => look.Told).Select(static told => told.Finding).Distinct()
            .SelectMany(static finding => new[] { $"finding.{Code(finding)}", $"fix.{Code(finding)}" })
            .Where(key => !words.TryGetValue(key, out (string Zh, string En) text) || !text.Zh.Any(static c => c is >= '\u4E00' and <= '\u9FFF') || text.En.Length < 3);

        static string Code(string finding) => char.ToLowerInvariant(finding[0]) + finding[1..];
    }

    /// <summary>What was told of a device while nothing was wrong with it.</summary>
    public static IEnumerable<string> Unexplained(IReadOnlyList<PlannedFault> plan, PageWatch watch, IReadOnlyList<DoorLine> doors, DateTimeOffset began) =>
        from device in watch.Looks
        from look in device.Value
        from told in look.Told
        where !plan.Any(fault => Concerns(fault, device.Key, doors) && look.At >= began + fault.From && look.At <= began + fault.To + s_goneWithin)
        group look by (device.Key, told.Finding, told.Since) into one
        select $"{one.Key.Key} {one.Key.Finding} since {one.Key.Since:HH:mm:ss.f}, {one.Count()} looks";

    /// <summary>A line concerns its transmitters, a reader the contact that is wired to it.</summary>
    private static bool Concerns(PlannedFault fault, string device, IReadOnlyList<DoorLine> doors) =>
        fault.Fault.Target == device || fault.Fault.Target.StartsWith($"{device}/", StringComparison.Ordinal)
        || (fault.Fault.Target == SimulatedSite.ModbusLineId && device.EndsWith("/middle", StringComparison.Ordinal))
        || doors.Any(door => device == $"{door.Cabinet}/door" && fault.Fault.Target == door.Reader);

    private static string? Fails(Expected expected, List<Look> looks, DateTimeOffset from, DateTimeOffset to)
    {
        Look[] during = [.. looks.Where(look => look.At >= from + expected.Within && look.At <= to)];
        Look[] after = [.. looks.Where(look => look.At > to && look.At <= to + s_goneWithin)];
        Look? first = looks.FirstOrDefault(look => look.At >= from && look.At <= to + s_slack && Told(look, expected).Any());
        if (first is null || first.At > from + expected.Within + s_slack)
            return $"did not tell within {expected.Within.TotalSeconds} s but {Shown(during.FirstOrDefault())}";
        foreach (Look look in during)
        {
            (string Finding, DateTimeOffset Since)[] told = [.. Told(look, expected)];
            if (told.Length == 0) continue; // it may come and go; that it was told in time is judged above
            DateTimeOffset since = told.Min(static one => one.Since), latest = expected.BeginsAnew ? look.At : from + expected.Within;
            if (since < from - s_slack || since > latest + s_slack)
                return $"said at {look.At - from:mm\\:ss} that it began at {since - from:g}: {Shown(look)}";
        }
        if (during.Length > 4 && during.Count(look => Told(look, expected).Any()) < during.Length * 0.8) return $"told it now and then only: {string.Join(", ", during.CountBy(Shown).Select(static shown => $"{shown.Value} x {shown.Key}"))}";
        return after.Any(look => !Told(look, expected).Any()) ? null : $"told it for {s_goneWithin.TotalSeconds} s after it was over: {Shown(after.LastOrDefault())}";
    }

    private static IEnumerable<(string Finding, DateTimeOffset Since)> Told(Look look, Expected expected) =>
        look.Told.Where(told => expected.Findings.Contains(told.Finding));

    private static string Shown(Look? look) => look is null ? "nobody looked" : look.Told.Count == 0 ? "nothing" : string.Join(", ", look.Told);

    [GeneratedRegex(@"'((?:finding|fix)\.[^']+)': \['([^']*)', '([^']*)'\]")]
    private static partial Regex Words();
}
