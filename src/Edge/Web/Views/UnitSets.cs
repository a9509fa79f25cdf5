using Edge.Operations;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>A set of bags at once: what a person typed, scanned or pasted, line by line, in the order of a walk past the shelves.</summary>
internal sealed class UnitSets(SiteViews views, UnitViews units, SiteSettings settings, SiteRules rules)
{
    public const int MostTexts = 500;

    /// <summary>Digits that lists show of a donation number, and that people write on paper.</summary>
    private const int ShortDigits = 6;

    private readonly Dictionary<string, int> _walk = settings.Cabinets
        .SelectMany(static cabinet => cabinet.Shelves.Select(shelf => $"{cabinet.Id}/{shelf}").Prepend(cabinet.Id))
        .Select(static (place, at) => (place, at)).ToDictionary(static each => each.place, static each => each.at);

    /// <param name="texts">Each a bag's key, a donation number, a scan, a tag, or the last six digits of a number.</param>
    public UnitSetView Find(IReadOnlyList<string> texts)
    {
        SiteIndex index = views.Index;
        Dictionary<UnitKey, UnitItem> found = [];
        List<string> missing = [];
        Dictionary<string, List<BloodUnit>> byDigits = ByDigits(index, texts);
        foreach (string text in texts)
        {
            IReadOnlyList<BloodUnit> bags = Exactly(index, text) ?? byDigits.GetValueOrDefault(text.Trim()) ?? [];
            if (bags.Count == 0) missing.Add(text);
            foreach (BloodUnit bag in bags) found.TryAdd(bag.Key, units.Item(bag));
        }
        return new UnitSetView([.. found.Values.OrderBy(Stop).ThenByDescending(static item => item.Where.Chance ?? 0).ThenBy(static item => item.Key, StringComparer.Ordinal)], missing);
    }

    /// <returns>Null when the text is no whole number, key, scan or tag.</returns>
    private List<BloodUnit>? Exactly(SiteIndex index, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        TextMatch match = TextMatch.Of(text, index.Ledger.State, rules.Tables.Products);
        return match.Keys is { } keys ? [.. keys.Select(key => index.Ledger.State.Units.GetValueOrDefault(key)).OfType<BloodUnit>()]
            : match.Din is { } din ? [.. index.Of(din)]
            : null;
    }

    private static Dictionary<string, List<BloodUnit>> ByDigits(SiteIndex index, IReadOnlyList<string> texts)
    {
        Dictionary<string, List<BloodUnit>> wanted = [];
        foreach (string text in texts.Select(static text => text.Trim()))
            if (text.Length == ShortDigits && text.All(char.IsAsciiDigit)) wanted.TryAdd(text, []);
        if (wanted.Count > 0)
            foreach (BloodUnit unit in index.InStock)
                if (wanted.TryGetValue(unit.Key.Din.ToString()[^ShortDigits..], out List<BloodUnit>? bags)) bags.Add(unit);
        return wanted;
    }

    /// <summary>Where on the walk through the site it is fetched, as the settings list the places; what is not here comes last.</summary>
    public int Stop(UnitItem item)
    {
        bool here = item.Status is UnitStatus.Available or UnitStatus.Reserved or UnitStatus.Quarantined or UnitStatus.Received or UnitStatus.Returned;
        string? place = item.Where.State is WhereState.Removed or WhereState.NeverHeard ? null : item.Where.Place ?? item.Where.LastPlace;
        return here && place is not null ? _walk.GetValueOrDefault(place, int.MaxValue - 2) : here ? int.MaxValue - 1 : int.MaxValue;
    }
}
