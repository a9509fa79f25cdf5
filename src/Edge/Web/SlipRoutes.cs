using Edge.Ledger;
using Edge.Web.Accounts;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>The paper that goes with bags: everything that one confirmation sent away, from the ledger, whenever it is printed.</summary>
internal static class SlipRoutes
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/slips/{seq:long}", GetAsync).WithName("getSlip").WithTags("actions").Answers<SlipView>().Problems(404).Needs(Permission.Read);

    /// <remarks>Bags that were confirmed together have one instant, one person and one destination, and stand together in the ledger.</remarks>
    private static async Task<IResult> GetAsync(long seq, ILedger ledger, UnitViews units, AccountStore accounts, CancellationToken ct)
    {
        // beside its bag an act may record its tags too: a confirmation of the most bags still lies within this stretch
        const int reach = Recording.MostUnits * 3;
        IReadOnlyList<LedgerEntry> around = seq < 1 ? [] : await ledger.ReadAsync(Math.Max(0, seq - 1 - reach), 2 * reach, ct);
        if (around.FirstOrDefault(entry => entry.Seq == seq) is not { } act || Paper(act.Event) is not { } paper)
            return Problem.Answer(ProblemKind.NotFound, "There is no such slip.");
        IEnumerable<UnitKey> bags =
            from entry in around
            where entry.OccurredAt == act.OccurredAt && entry.By == act.By && entry.Type == act.Type
            where Paper(entry.Event) is { } other && other with { Unit = paper.Unit } == paper
            select Paper(entry.Event)!.Unit;
        string name = act.By.Kind == ActorKind.Person ? accounts.Find(act.By.Name)?.DisplayName ?? act.By.Name : act.By.Name;
        return Answer.Of(new SlipView(
            paper.Kind, seq, act.OccurredAt, name, paper.To, paper.Number, paper.Box, paper.Physician, act.Reason, units.Items(bags.Distinct())));
    }

    private static Leaf? Paper(DomainEvent happened) => happened switch
    {
        UnitIssued e => new(SlipKind.Issue, e.Unit, e.Destination, e.Order, null, null),
        UnitIssuedInEmergency e => new(SlipKind.Emergency, e.Unit, e.Destination, e.Order, null, e.Physician),
        UnitDispatched e => new(SlipKind.Transfer, e.Unit, e.To, e.Transfer, e.Box, null),
        UnitHandedToWaste e => new(SlipKind.Waste, e.Unit, e.To, e.Document, null, null),
        UnitReturnedToSupplier e => new(SlipKind.Supplier, e.Unit, "", null, null, null),
        _ => null,
    };

    /// <summary>What one event says of the paper that it belongs to.</summary>
    private sealed record Leaf(SlipKind Kind, UnitKey Unit, string To, string? Number, string? Box, string? Physician);
}

public enum SlipKind : byte { Issue, Emergency, Transfer, Waste, Supplier }

/// <param name="By">Name of who confirmed it.</param>
/// <param name="To">Ward, site or waste firm; empty for the supplier.</param>
/// <param name="Number">Order, transfer or consignment note.</param>
/// <param name="Reason">Why, where one was asked.</param>
public sealed record SlipView(
    SlipKind Kind, long Seq, DateTimeOffset At, string By, string To, string? Number, string? Box, string? Physician, string? Reason,
    IReadOnlyList<UnitItem> Units);
