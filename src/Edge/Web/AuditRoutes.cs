using Edge.Ledger;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory.Identification;

namespace Edge.Web;

/// <summary>Everything about this bag, this person, this hour.</summary>
internal static class AuditRoutes
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/audit", ListAsync).WithName("listAudit").WithTags("audit").Answers<ItemList<EventItem>>().Needs(Permission.Audit);

    private static async Task<IResult> ListAsync(
        HttpContext http, string? unit, string? person, DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset? asOf, int? limit, string? cursor,
        SqliteLedger ledger, EventViews events, AuditReads reads, CancellationToken ct)
    {
        UnitKey? key = null;
        if (unit is not null)
        {
            if (!UnitKey.TryParse(unit, out UnitKey parsed)) return UnitRoutes.Bad("unit", "is no key of a bag");
            key = parsed;
        }
        if (!UnitRoutes.Lists.TryReadSeq(cursor, out long before)) return UnitRoutes.Bad("cursor", "is not one that was given out");
        LedgerQuery query = new()
        {
            Unit = key, Person = string.IsNullOrWhiteSpace(person) ? null : person.Trim(), From = from, To = to, KnownAt = asOf,
            BeforeSeq = before,
        };
        if (cursor is null) await reads.RecordAsync(http.RequireCaller().Actor, query, ct);
        return await UnitRoutes.Lists.EventsAsync(http, ledger, events, query, Answer.Limit(limit), ct);
    }
}
