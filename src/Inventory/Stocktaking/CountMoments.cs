using Inventory.Identification;

namespace Inventory.Stocktaking;

/// <summary>The hearing of bags whose readers watch: independent moments, and the time in which these fell.</summary>
internal static class CountMoments
{
    private const int MostUsualHits = 12; // conditions change: older moments speak for no more than this

    /// <param name="units">In the order of the answer.</param>
    /// <param name="hits">By bag, moments in which any of its tags was heard.</param>
    public static IReadOnlyList<Hearing> HearingsOf(Stocktake count, IReadOnlyList<ExpectedUnit> units, IReadOnlyDictionary<UnitKey, int> hits)
    {
        Dictionary<PlaceId, double> seconds = Listening(count);
        double all = seconds.Count == 0 ? 0 : seconds.Values.Average();
        Hearing[] plain = [.. units.Select(unit => new Hearing(
            hits.GetValueOrDefault(unit.Unit), Exposure(unit, hits.GetValueOrDefault(unit.Unit), seconds, all), unit.UsualHits, unit.UsualSeconds))];
        double scale = Scale(plain);
        return [.. plain.Select(unit => Usual(unit, scale))];
    }

    /// <summary>
    /// Listening time of each place whose antenna heard anything: a deaf one has not listened, nor one whose first period has not ended.
    /// </summary>
    private static Dictionary<PlaceId, double> Listening(Stocktake count) =>
        count.Listened.Values.Where(static place => place is { Reads: > 0, Seconds: > 0 }).ToDictionary(static place => place.Place, static place => place.Seconds);

    /// <returns>0 where no antenna that could hear the bag has listened.</returns>
    private static double Exposure(ExpectedUnit unit, int hits, Dictionary<PlaceId, double> seconds, double all)
    {
        if (seconds.TryGetValue(unit.Place, out double own)) return Round(own);
        if (hits > 0) return Math.Max(Round(all), 1); // heard by an antenna whose listening time came late
        if (unit.Place.Shelf is not null) return 0;
        double[] cabinet = [.. seconds.Where(known => known.Key.Cabinet == unit.Place.Cabinet).Select(static known => known.Value)];
        return cabinet.Length == 0 ? 0 : Round(cabinet.Average());
    }

    /// <summary>Rates of a count and of the days before differ alike for all bags.</summary>
    private static double Scale(Hearing[] units)
    {
        double now = 0, listened = 0, before = 0, listenedBefore = 0;
        foreach (Hearing unit in units)
        {
            if (unit.Hits == 0 || unit.UsualHits == 0) continue;
            (now, listened) = (now + unit.Hits, listened + unit.Exposure);
            (before, listenedBefore) = (before + unit.UsualHits, listenedBefore + unit.UsualExposure);
        }
        return now > 0 && listened > 0 ? before / listenedBefore / (now / listened) : 0;
    }

    private static Hearing Usual(Hearing unit, double scale)
    {
        if (scale == 0 || unit.UsualHits == 0) return unit with { UsualHits = 0, UsualExposure = 0 };
        int hits = Math.Min(unit.UsualHits, MostUsualHits);
        return unit with { UsualHits = hits, UsualExposure = Round(unit.UsualExposure * scale * hits / unit.UsualHits) };
    }

    /// <summary>To about a tenth, so that bags that are heard alike are one class and an estimate stays quick.</summary>
    private static double Round(double seconds) => seconds <= 0 ? 0 : Math.Exp(Math.Round(Math.Log(seconds) * 10) / 10);
}
