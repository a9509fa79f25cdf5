namespace Inventory.Stocktaking;

/// <summary>How one expected unit answered in sweeps with rising power.</summary>
/// <remarks>
/// The power at which it answered first tells how far it is above the limit, and so how likely others are below it. The sweeps of a count
/// say little more than one of them: a bag at rest keeps its field.
/// </remarks>
/// <param name="StepsDb">The steps of a sweep, decibels to the usual power, rising.</param>
/// <param name="Answers">By step: sweeps in which it answered there first. All 0 for one that was not heard.</param>
/// <param name="UsualDb">By how much it was stronger than its antennas must have, when it was last heard before the count; null when it was not.</param>
/// <param name="Missed">Sweeps in which it was asked and did not answer; 0 where no antenna listened: its absence is then no evidence.</param>
public sealed record SweepHearing(IReadOnlyList<int> StepsDb, IReadOnlyList<int> Answers, int Missed, double? UsualDb = null)
{
    /// <summary>Sweeps beyond these hardly say more, as long as the field is the same; they would only make the answers look certain.</summary>
    private const int SweepsThatCount = 4;

    private const double UsualGroupDb = 3, UsualGroups = 8;

    /// <summary>In later readings in which it was silent too.</summary>
    public IReadOnlyList<SilentAgain> Again { get; init; } = [];

    /// <summary>A later reading heard it: it is here, and was silent so far.</summary>
    public bool FoundLater { get; init; }

    public bool IsHeard => FoundLater || Answers.Any(static times => times > 0);

    /// <summary>
    /// Sweeps ask by turns those in state A and those in B. Whoever has answered is in the state that is asked next; whoever has not waits for
    /// the sweep after next. So each miss takes two sweeps.
    /// </summary>
    /// <param name="sweeps">Whole sweeps of the unit's reader.</param>
    public static int MissedOf(int sweeps, int answered) => Math.Max(0, sweeps - answered) / 2;

    /// <summary>As far as it is evidence, and in groups of units that are alike.</summary>
    internal SweepHearing Condensed()
    {
        double part = Math.Min(1, SweepsThatCount / (double)Math.Max(1, Answers.Sum() + Missed));
        return new SweepHearing(
            StepsDb, [.. Answers.Select(times => times == 0 ? 0 : Math.Max(1, (int)Math.Round(times * part)))], (int)Math.Round(Missed * part),
            UsualDb is { } usual ? Math.Clamp(Math.Floor(usual / UsualGroupDb), 0, UsualGroups) * UsualGroupDb : null)
        {
            FoundLater = FoundLater,
            Again = [.. Again.Select(static again => again.Condensed(SweepsThatCount))],
        };
    }
}

/// <summary>A later reading in which the unit was silent again.</summary>
/// <param name="Missed">As in the first.</param>
/// <param name="Kept">Share of units whose margin is what it was in a reading before; the others have one that is drawn anew.</param>
public readonly record struct SilentAgain(IReadOnlyList<int> StepsDb, int Missed, double Kept)
{
    internal SilentAgain Condensed(int most) => this with { Missed = Math.Min(Missed, most), Kept = Math.Ceiling(Kept * 10) / 10 };
}

/// <summary>Units of a count that answered alike.</summary>
internal readonly record struct SweepClass(SweepHearing Hearing, int Units)
{
    /// <returns>The classes, the largest first, and by unit the index of its class.</returns>
    public static (SweepClass[] Classes, int[] ClassOf) Of(IReadOnlyList<SweepHearing> units)
    {
        Dictionary<string, (SweepHearing Hearing, List<int> Units)> alike = new(StringComparer.Ordinal);
        for (int unit = 0; unit < units.Count; unit++)
        {
            SweepHearing one = units[unit].Condensed();
            string key = $"{string.Join(',', one.StepsDb)};{string.Join(',', one.Answers)};{one.Missed};{one.UsualDb};{one.FoundLater};"
                + string.Join(';', one.Again.Select(static again => $"{string.Join(',', again.StepsDb)},{again.Missed},{again.Kept}"));
            if (!alike.TryGetValue(key, out (SweepHearing Hearing, List<int> Units) known)) alike[key] = known = (one, []);
            known.Units.Add(unit);
        }
        SweepClass[] classes = new SweepClass[alike.Count];
        int[] classOf = new int[units.Count];
        foreach ((int at, (string _, (SweepHearing hearing, List<int> members))) in alike.OrderByDescending(static one => one.Value.Units.Count)
            .ThenBy(static one => one.Key, StringComparer.Ordinal).Index())
        {
            classes[at] = new SweepClass(hearing, members.Count);
            foreach (int unit in members) classOf[unit] = at;
        }
        return (classes, classOf);
    }
}
