using System.Globalization;

namespace HardwareSim.Faults;

/// <summary>A script of faults: <c>00:02:00 silence reader-1 30s; 00:05:00 deaf reader-2/3 10m</c>.</summary>
/// <remarks>
/// One fault is <c>[hh:mm:ss] kind target [duration] [argument]</c>; faults are parted by semicolons or lines, <c>#</c> begins a
/// comment. Without a time: at once. A walk has its end after its target: <c>walk handheld-1 fridge-2/shelf-3 20s</c>. Durations end in <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.
/// </remarks>
public sealed record FaultPlan(IReadOnlyList<Fault> Faults)
{
    public static readonly FaultPlan Empty = new([]);

    /// <summary>A fault that lasts lasts this long when the script does not say.</summary>
    private static readonly TimeSpan UsualDuration = TimeSpan.FromSeconds(30);

    /// <exception cref="FormatException">With the faulty part and what would fit.</exception>
    public static FaultPlan Parse(string text)
    {
        List<Fault> faults = [];
        foreach (string line in text.Split('\n'))
        {
            foreach (string part in line.Split('#')[0].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                faults.Add(ParseFault(part));
        }
        return new FaultPlan([.. faults.OrderBy(static fault => fault.At)]);
    }

    private static Fault ParseFault(string text)
    {
        Queue<string> words = new(text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        TimeSpan at = TimeSpan.Zero;
        if (char.IsAsciiDigit(words.Peek()[0]) && !TimeSpan.TryParseExact(
            words.Dequeue(), [@"h\:mm", @"hh\:mm", @"h\:mm\:ss", @"hh\:mm\:ss", @"d\.hh\:mm\:ss"], CultureInfo.InvariantCulture, out at))
        {
            throw Bad(text, "the time is hh:mm:ss after the start");
        }
        if (!words.TryDequeue(out string? word) || !Enum.TryParse(word, ignoreCase: true, out FaultKind kind) || char.IsAsciiDigit(word[0]))
            throw Bad(text, $"the kind is one of {string.Join(", ", Enum.GetNames<FaultKind>()).ToLowerInvariant()}");
        if (!words.TryDequeue(out string? target)) throw Bad(text, "a target is missing");
        if (kind == FaultKind.Take)
        {
            target += string.Concat(words); // a number as it is printed: G1234 17 654321
            words.Clear();
        }
        string? to = null;
        if (kind == FaultKind.Walk && !words.TryDequeue(out to)) throw Bad(text, "where to is missing: walk handheld-1 fridge-1/shelf-2 20s");
        TimeSpan length = kind is FaultKind.Take or FaultKind.Hold or FaultKind.Duplicate or FaultKind.Restart ? TimeSpan.Zero : UsualDuration;
        if (words.TryDequeue(out string? lasting) && !TryDuration(lasting, out length)) throw Bad(text, "a duration is 500ms, 30s, 10m or 2h");
        double? argument = null;
        if (words.TryDequeue(out string? last))
        {
            if (TryDuration(last, out TimeSpan seconds)) argument = seconds.TotalSeconds;
            else if (double.TryParse(last, CultureInfo.InvariantCulture, out double number)) argument = number;
            else throw Bad(text, "the last word is a duration or a number");
        }
        return words.Count == 0 ? new Fault(at, kind, target, length, argument) { To = to } : throw Bad(text, $"'{words.Peek()}' is too much");
    }

    private static bool TryDuration(string text, out TimeSpan duration)
    {
        (int unitLength, double seconds) = text switch
        {
            [.., 'm', 's'] => (2, 1e-3),
            [.., 's'] => (1, 1),
            [.., 'm'] => (1, 60),
            [.., 'h'] => (1, 3600),
            _ => (0, 0),
        };
        duration = TimeSpan.Zero;
        if (unitLength == 0 || !double.TryParse(text[..^unitLength], NumberStyles.Float, CultureInfo.InvariantCulture, out double count)
            || count is < 0 or > 1e6) return false;
        duration = TimeSpan.FromSeconds(count * seconds);
        return true;
    }

    private static FormatException Bad(string text, string why) => new($"'{text}' is no fault: {why}.");
}
