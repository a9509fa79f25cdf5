using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>What a list of bags is asked for. Null: not asked for.</summary>
/// <param name="Text">What a person typed or scanned.</param>
internal sealed record UnitQuery(
    string? Text, ComponentClass? Component, Abo? Abo, RhD? RhD, PlaceId? Cabinet, PlaceId? Place, UnitStatus? Status, UnitFilter? Filter,
    UnitSort Sort, int Limit, string? Cursor)
{
    /// <summary>Antigens that were tested and are negative. Not tested is not negative.</summary>
    public IReadOnlyList<string> Negative { get; init; } = [];

    /// <summary>Antigens that were tested and are positive.</summary>
    public IReadOnlyList<string> Positive { get; init; } = [];

    /// <summary>It is expired at this instant or later: good until then at least.</summary>
    public DateTimeOffset? GoodUntil { get; init; }

    /// <summary>It expires before this instant.</summary>
    public DateTimeOffset? ExpiresBefore { get; init; }

    /// <summary>The group of a patient whom it shall fit.</summary>
    public BloodGroup? Patient { get; init; }

    public bool Fits(BloodUnit unit) =>
        !(GoodUntil is { } good && unit.IsExpired(good))
        && !(unit.ExpiresAt >= ExpiresBefore)
        && !(Patient is { } patient && !GroupFit.Fits(unit.Component, unit.Group, patient))
        && ((Negative.Count == 0 && Positive.Count == 0)
            || (unit.TypedAntigens is { } typing
                && Negative.All(antigen => typing[antigen] == AntigenResult.Negative)
                && Positive.All(antigen => typing[antigen] == AntigenResult.Positive)));
}

/// <summary>Finds bags. Starts from the smallest list that has them all, so that a common question does not walk the whole stock.</summary>
internal sealed class UnitSearch(SiteViews views, SiteRules rules, TimeProvider time)
{
    private static readonly IComparer<BloodUnit> s_byNumber = Comparer<BloodUnit>.Create(static (one, other) => one.Key.CompareTo(other.Key));

    /// <returns>One page, and the cursor of the next; null at the end.</returns>
    public (IReadOnlyList<BloodUnit> Units, string? Next) Find(UnitQuery query)
    {
        DateTimeOffset now = time.GetUtcNow();
        TextMatch text = TextMatch.Of(query.Text, views.Index.Ledger.State, rules.Tables.Products);
        IEnumerable<BloodUnit> found =
            from unit in Candidates(query, text, now)
            where query.Component is null || unit.Component == query.Component
            where query.Abo is null || unit.Group.Abo == query.Abo
            where query.RhD is null || unit.Group.RhD == query.RhD
            where query.Status is null || unit.Status == query.Status
            where text.Fits(unit) && query.Fits(unit)
            select unit;
        IComparer<BloodUnit> order = query.Sort == UnitSort.Number ? s_byNumber : Fefo.Order;
        if (query.Sort == UnitSort.Number) found = found.Order(order);
        if (Read(query.Cursor) is { } last) found = found.Where(unit => order.Compare(unit, last) > 0);
        List<BloodUnit> page = [.. found.Take(query.Limit + 1)];
        if (page.Count <= query.Limit) return (page, null);
        page.RemoveAt(query.Limit);
        return (page, page[^1].Key.ToString());
    }

    /// <returns>False for a cursor that this service did not give.</returns>
    public bool IsCursor(string text) => Read(text) is not null;

    /// <summary>A cursor is the last bag of the page before: bags are never forgotten, so it always has its place in the order.</summary>
    private BloodUnit? Read(string? cursor) =>
        UnitKey.TryParse(cursor, out UnitKey key) ? views.Index.Ledger.State.Units.GetValueOrDefault(key) : null;

    private IEnumerable<BloodUnit> Candidates(UnitQuery query, TextMatch text, DateTimeOffset now)
    {
        SiteIndex index = views.Index;
        // Each of these is a small list of its own; the first that there is leads, the others thin it out.
        List<IEnumerable<BloodUnit>> lists = [];
        if (text.Keys is { } keys) lists.Add(keys.Select(key => index.Ledger.State.Units.GetValueOrDefault(key)).OfType<BloodUnit>());
        if (text.Din is { } din) lists.Add(index.Of(din));
        // A place is where a bag is believed to be now, not where the ledger last put it.
        if (query.Place is { } place) lists.Add(InPlace(place));
        if (query.Cabinet is { } cabinet) lists.Add(InPlace(cabinet));
        if (query.Filter is { } filter) lists.Add(Filtered(filter, index, now));
        if (lists.Count == 0)
            return query.Status == UnitStatus.Available ? index.Available
                : query.Status is not null || query.Text is not null ? index.All
                : index.InStock;
        IEnumerable<BloodUnit> candidates = lists[0];
        foreach (IEnumerable<BloodUnit> other in lists.Skip(1))
        {
            HashSet<UnitKey> also = [.. other.Select(static unit => unit.Key)];
            candidates = candidates.Where(unit => also.Contains(unit.Key));
        }
        return candidates;
    }

    private IEnumerable<BloodUnit> Filtered(UnitFilter filter, SiteIndex index, DateTimeOffset now) => filter switch
    {
        UnitFilter.Reserved => index.InStock.Where(unit => unit.Status == UnitStatus.Reserved && !unit.IsExpired(now)),
        UnitFilter.Quarantine => index.InStock.Where(
            static unit => unit.Status is UnitStatus.Quarantined or UnitStatus.Received or UnitStatus.Returned),
        UnitFilter.InTransfer => index.All.Where(static unit => unit.Status == UnitStatus.InTransfer),
        UnitFilter.ShortDated => index.Available.Where(unit => rules.Tables.Stock.IsShortDated(unit, now)),
        UnitFilter.Expired => index.InStock.TakeWhile(unit => unit.IsExpired(now)),
        UnitFilter.NotVerified => views.Counts.NotVerified,
        UnitFilter.Out => views.Counts.Out,
        UnitFilter.Unaccounted => index.InStock.Where(static unit => unit.UnaccountedSince is not null),
        UnitFilter.ToReconcile => index.All.Where(static unit => unit.IsToReconcile),
        UnitFilter.Expected => index.All.Where(static unit => unit.Status == UnitStatus.Expected),
        UnitFilter.Waste => index.All.Where(static unit => unit.IsWaste),
        UnitFilter.ToConfirm => index.All.Where(static unit => unit.Asked is not null),
        UnitFilter.Rare => index.InStock.Where(rules.Tables.Stock.IsRare),
        UnitFilter.WrongStorage => index.InStock.Where(rules.Tables.Fit.IsWrong),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Unknown filter."),
    };

    private IEnumerable<BloodUnit> InPlace(PlaceId place)
    {
        if (place.Shelf is not null) return views.Counts.Of(place).Units;
        List<BloodUnit> inside = [.. views.Counts.InCabinet(place).SelectMany(static shelf => shelf.Units)];
        inside.Sort(Fefo.Order);
        return inside;
    }
}
