namespace Inventory.Stocktaking;

/// <summary>The sweeps of a count: which places they cover, and how a bag there answered.</summary>
internal sealed class CountSweeps(Stocktake count)
{
    private readonly ListenedPlace[] _places = [.. count.Listened.Values.Where(static place => place.StepsDb is { Count: > 0 })];

    /// <summary>The reader that hears this place counts, or did for a part of the time.</summary>
    public bool Cover(PlaceId place) => Listened(place) is not null;

    /// <param name="tags">What was heard of the bag's tags; null for nothing.</param>
    public SweepHearing HearingOf(ExpectedUnit unit, List<HeardTag>? tags)
    {
        ListenedPlace place = Listened(unit.Place)!;
        IReadOnlyList<int> steps = place.StepsDb!;
        int[] answers = new int[steps.Count];
        foreach (HeardTag tag in tags ?? [])
        {
            foreach (StepAnswers answer in tag.Answers ?? [])
            {
                int at = steps.TakeWhile(step => step < answer.StepDb).Count(); // another reader may have heard it, with steps of its own
                answers[Math.Min(at, answers.Length - 1)] += answer.Sweeps;
            }
        }
        return new SweepHearing(steps, answers, place.Reads == 0 ? 0 : SweepHearing.MissedOf(place.Sweeps, answers.Sum()), unit.UsualDb);
    }

    /// <summary>A bag whose shelf nobody knows is asked by the antennas of its cabinet, as often as the laziest of them asks.</summary>
    private ListenedPlace? Listened(PlaceId place) =>
        Array.Find(_places, known => known.Place == place)
        ?? (place.Shelf is null ? _places.Where(known => known.Place.Cabinet == place.Cabinet).MinBy(static known => known.Sweeps) : null);
}
