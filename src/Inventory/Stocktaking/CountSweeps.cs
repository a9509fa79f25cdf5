namespace Inventory.Stocktaking;

/// <summary>The sweeps of a count: which places they cover, and how a bag there answered.</summary>
internal sealed class CountSweeps
{
    private readonly SweepPass[] _passes;

    public CountSweeps(Stocktake count)
    {
        List<SweepPass> passes = [];
        foreach (CountPass pass in count.Passes) passes.Add(new SweepPass(pass, [.. passes]));
        _passes = [.. passes];
    }

    /// <summary>The reader that hears this place counts, or did for a part of the time.</summary>
    public bool Cover(PlaceId place) => Array.Exists(_passes, pass => pass.Listened(place) is not null);

    /// <summary>By the first reading, which asks every field anew; a bag that was silent then was so in each later one too, or was heard there.</summary>
    /// <param name="tags">What was heard of the bag's tags; null for nothing.</param>
    public SweepHearing HearingOf(ExpectedUnit unit, List<HeardTag>? tags)
    {
        SweepPass[] covering = Array.FindAll(_passes, pass => pass.Listened(unit.Place) is not null);
        SweepHearing first = covering[0].HearingOf(unit, tags);
        if (first.IsHeard) return first;
        if (tags is not null) return first with { FoundLater = true };
        if (unit.Watch is { IsMute: true }) return first with { Missed = 0 };
        SilentAgain[] again = [.. covering.Skip(1).Select(pass => pass.SilenceOf(unit.Place))];
        return unit.Watch is null ? first with { Again = again } : first with { Missed = 0, Again = again }; // the first field was known to hide it
    }
}
