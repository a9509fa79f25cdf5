namespace Inventory.Stocktaking;

/// <summary>How complete a count is: capture and recapture with units that are heard unequally well, given the expected list.</summary>
/// <remarks>
/// Each expected unit is absent with an unknown chance, the same for all, of which little is assumed: most counts miss few or none,
/// some miss many. A present one gives hits at its own rate, or none for ever if its tag is dead. What is known is who was heard, how often,
/// and who was not; what is asked is how many of those are here. Chao's lower bound looks at the units heard once and twice only;
/// here the whole distribution of hits speaks, the law behind it is in doubt (<see cref="HitLaw"/>), and so is its spread: all
/// that fit are weighed (<see cref="HearingGrid"/>). Where readers count in sweeps, the power that it took to hear each unit says more
/// than the number of hits, and the laws are those of <see cref="SweepGrid"/>.
/// </remarks>
public static class Completeness
{
    /// <param name="expected">Every expected unit, in any order. One that was heard must have an exposure.</param>
    /// <returns>Chances of absence in the order of <paramref name="expected"/>. Same input, same answer: there is no chance in it.</returns>
    public static CountEstimate Estimate(IReadOnlyList<Hearing> expected)
    {
        if (WithoutDoubt(expected.Count, expected.Count(static unit => unit.Hits > 0)) is { } certain) return certain;
        (HeardClass[] classes, int[] classOf) = HeardClass.Of(expected);
        CountPosterior posterior = new([.. classes.Select(static one => new UnitClass(
            one.Units, one.Hearing.Hits > 0, one.Hearing.UsualHits > 0 ? UnitClass.DeadSinceHeardShare : UnitClass.DeadShare))]);
        foreach (CountPoint point in new HearingGrid(classes).Points) posterior.Add(point);
        return posterior.Answer(classOf);
    }

    /// <summary>The same from sweeps with rising power.</summary>
    /// <param name="expected">Every expected unit, in any order.</param>
    public static CountEstimate EstimateSweeps(IReadOnlyList<SweepHearing> expected)
    {
        if (WithoutDoubt(expected.Count, expected.Count(static unit => unit.IsHeard)) is { } certain) return certain;
        (SweepClass[] classes, int[] classOf) = SweepClass.Of(expected);
        CountPosterior posterior = new([.. classes.Select(static one => new UnitClass(
            one.Units, one.Hearing.IsHeard, one.Hearing.UsualDb is null ? UnitClass.DeadShare : UnitClass.DeadSinceHeardShare))]);
        foreach (CountPoint point in SweepGrid.Points(classes, posterior)) posterior.Add(point);
        return posterior.Answer(classOf);
    }

    /// <returns>Null where there is something to estimate.</returns>
    private static CountEstimate? WithoutDoubt(int expected, int heard) =>
        heard == expected ? new CountEstimate(heard, heard, heard, heard, heard, 0, new double[heard])
        : heard == 0 ? CountEstimate.NothingHeard(expected)
        : null;
}
