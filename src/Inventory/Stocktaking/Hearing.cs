namespace Inventory.Stocktaking;

/// <summary>How one expected unit was listened for in a count, and how often it was heard.</summary>
/// <param name="Hits">Independent moments in which it was heard; 0 when it was not.</param>
/// <param name="Exposure">
/// How long it was listened for, in any one unit for the whole count (rounds, seconds). 0 where no antenna listened: its absence is
/// then no evidence.
/// </param>
/// <param name="UsualHits">Moments in which it was heard before the count, as far as they speak for today; 0 for no knowledge.</param>
/// <param name="UsualExposure">In which these moments fell, in the unit of <paramref name="Exposure"/>.</param>
public readonly record struct Hearing(int Hits, double Exposure, int UsualHits = 0, double UsualExposure = 0);

/// <summary>Units of a count that were listened for and heard alike.</summary>
internal readonly record struct HeardClass(Hearing Hearing, int Units)
{
    /// <returns>The classes, and by unit the index of its class.</returns>
    public static (HeardClass[] Classes, int[] ClassOf) Of(IReadOnlyList<Hearing> units)
    {
        Dictionary<Hearing, int> index = [];
        List<HeardClass> classes = [];
        int[] classOf = new int[units.Count];
        for (int unit = 0; unit < classOf.Length; unit++)
        {
            if (!index.TryGetValue(units[unit], out int at))
            {
                index[units[unit]] = at = classes.Count;
                classes.Add(new HeardClass(units[unit], 0));
            }
            classes[at] = classes[at] with { Units = classes[at].Units + 1 };
            classOf[unit] = at;
        }
        return ([.. classes], classOf);
    }
}
