namespace Inventory.Stocktaking;

/// <summary>The sweeps of one reading.</summary>
/// <remarks>
/// A drawer that was pulled out and pushed in before it has new fields, and says of each bag something new; one that stayed shut says the
/// same again. Nobody tells which it was, the contact hangs at the cabinet's door: but the strengths of the bags that both readings heard
/// do. They come back where the field is the same one.
/// </remarks>
internal sealed class SweepPass(CountPass pass, SweepPass[] before)
{
    /// <summary>With fewer bags heard in both readings nobody can say that their fields are others.</summary>
    private const int LeastPairs = 8;

    /// <summary>Bags whose losses keep them hidden whatever the field: never none.</summary>
    private const double LeastKept = 0.1;

    private readonly ListenedPlace[] _places = [.. pass.Listened.Values.Where(static place => place.StepsDb is { Count: > 0 })];
    private readonly Dictionary<PlaceId, double> _kept = [];

    /// <summary>A bag whose shelf nobody knows is asked by the antennas of its cabinet, as often as the laziest of them asks.</summary>
    public ListenedPlace? Listened(PlaceId place) =>
        Array.Find(_places, known => known.Place == place)
        ?? (place.Shelf is null ? _places.Where(known => known.Place.Cabinet == place.Cabinet).MinBy(static known => known.Sweeps) : null);

    public SweepHearing HearingOf(ExpectedUnit unit, List<HeardTag>? tags)
    {
        ListenedPlace place = Listened(unit.Place)!;
        IReadOnlyList<int> steps = place.StepsDb!;
        int[] answers = new int[steps.Count];
        foreach (HeardTag tag in tags ?? [])
        {
            foreach (StepAnswers answer in pass.Heard.GetValueOrDefault(tag.Tag)?.Answers ?? [])
            {
                int at = steps.TakeWhile(step => step < answer.StepDb).Count(); // another reader may have heard it, with steps of its own
                answers[Math.Min(at, answers.Length - 1)] += answer.Sweeps;
            }
        }
        return new SweepHearing(steps, answers, Missed(place, answers.Sum()), unit.UsualDb);
    }

    public SilentAgain SilenceOf(PlaceId place)
    {
        ListenedPlace listened = Listened(place)!;
        return new SilentAgain(listened.StepsDb!, Missed(listened, 0), Kept(listened.Place));
    }

    private static int Missed(ListenedPlace place, int answered) => place.Reads == 0 ? 0 : SweepHearing.MissedOf(place.Sweeps, answered);

    /// <summary>Share of the differences between bags that an earlier reading has shown already: 1 where the field is the same, little where it is another.</summary>
    private double Kept(PlaceId place)
    {
        if (!_kept.TryGetValue(place, out double kept))
            _kept[place] = kept = before.Length == 0 ? 1 : Math.Max(LeastKept, before.Max(earlier => Alike(earlier, place)));
        return kept;
    }

    /// <summary>Square of the correlation of strengths.</summary>
    private double Alike(SweepPass earlier, PlaceId place)
    {
        int pairs = 0;
        double sumX = 0, sumY = 0, sumXx = 0, sumYy = 0, sumXy = 0;
        foreach ((TagUii tag, HeardTag now) in pass.Heard)
        {
            if (now.Place != place || now.RssiDbm is not { } y) continue;
            if (earlier.HeardAt(tag, place) is not { } x) continue;
            (pairs, sumX, sumY) = (pairs + 1, sumX + x, sumY + y);
            (sumXx, sumYy, sumXy) = (sumXx + (x * x), sumYy + (y * y), sumXy + (x * y));
        }
        double spreadX = sumXx - (sumX * sumX / pairs), spreadY = sumYy - (sumY * sumY / pairs), together = sumXy - (sumX * sumY / pairs);
        return pairs < LeastPairs || spreadX <= 0 || spreadY <= 0 ? 1 : Math.Min(1, together * together / (spreadX * spreadY));
    }

    private double? HeardAt(TagUii tag, PlaceId place) =>
        pass.Heard.TryGetValue(tag, out HeardTag? heard) && heard.Place == place ? heard.RssiDbm : null;
}
