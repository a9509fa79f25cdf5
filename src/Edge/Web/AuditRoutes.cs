using Edge.Ledger;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Identification;
using Inventory.People;

namespace Edge.Web;

/// <summary>Everything about this bag, this person, this hour.</summary>
internal static class AuditRoutes
{
    /// <summary>Newer entries are counted up to here; more are "100 and more".</summary>
    private const int MostNewer = 100;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder audit = api.MapGroup("/audit").WithTags("audit");
        audit.MapGet("", ListAsync).WithName("listAudit").Answers<ItemList<EventItem>>().Needs(Permission.Audit);
        audit.MapGet("/newer", NewerAsync).WithName("countNewerAudit").Answers<NewerView>().Needs(Permission.Audit);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, string? unit, string? person, DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset? asOf, int? limit, string? cursor,
        SqliteLedger ledger, EventViews events, AuditReads reads, CancellationToken ct)
    {
        if (!TryRead(unit, person, from, to, out LedgerQuery asked)) return UnitRoutes.Bad("unit", "is no key of a bag");
        if (!UnitRoutes.Lists.TryReadSeq(cursor, out long before)) return UnitRoutes.Bad("cursor", "is not one that was given out");
        LedgerQuery query = asked with { KnownAt = asOf, BeforeSeq = before };
        if (cursor is null) await reads.RecordAsync(http.RequireCaller().Actor, query, ct);
        return await UnitRoutes.Lists.EventsAsync(http, ledger, events, query, Answer.Limit(limit), ct);
    }

    /// <remarks>A page asks this by itself, and shows none of the entries: it is no reading. One's own reading is not news.</remarks>
    private static async Task<IResult> NewerAsync(
        HttpContext http, string? unit, string? person, DateTimeOffset? from, DateTimeOffset? to, long after, SqliteLedger ledger, CancellationToken ct)
    {
        if (!TryRead(unit, person, from, to, out LedgerQuery asked)) return UnitRoutes.Bad("unit", "is no key of a bag");
        Actor reader = http.RequireCaller().Actor;
        IReadOnlyList<LedgerEntry> newest = await ledger.QueryAsync(asked with { Limit = MostNewer + 1 }, ct);
        int newer = newest.Count(entry => entry.Seq > after && !(entry.Event is AuditRead && entry.By == reader));
        return Answer.Of(new NewerView(Math.Min(newer, MostNewer), newer > MostNewer));
    }

    private static bool TryRead(string? unit, string? person, DateTimeOffset? from, DateTimeOffset? to, out LedgerQuery query)
    {
        UnitKey key = default;
        bool good = unit is null || UnitKey.TryParse(unit, out key);
        query = new LedgerQuery
        {
            Unit = unit is null ? null : key, Person = string.IsNullOrWhiteSpace(person) ? null : person.Trim(), From = from, To = to,
        };
        return good;
    }
}

/// <param name="Count">Entries that fit and were recorded after the first that is shown; 100 at most.</param>
/// <param name="More">There are more than that.</param>
public sealed record NewerView(int Count, bool More);
