using Edge.Ledger;
using Edge.Web.Accounts;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>The paper of one confirmation: everything that it took in, sent away or destroyed, from the ledger, whenever it is printed.</summary>
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
        if (Act(around, seq) is not { } act || Leaf.Of(act.Event) is not { } paper) return Problem.Answer(ProblemKind.NotFound, "There is no such slip.");
        Leaf[] leaves =
        [
            .. from entry in around
               where entry.OccurredAt == act.OccurredAt && entry.By == act.By && entry.Type == act.Type
               let other = Leaf.Of(entry.Event)
               where other is not null && other.Head == paper.Head
               group other by other.Unit into one
               select one.First(),
        ];
        SlipHead head = paper.Head;
        string name = act.By.Kind == ActorKind.Person ? accounts.Find(act.By.Name)?.DisplayName ?? act.By.Name : act.By.Name;
        return Answer.Of(new SlipView(
            head.Kind, act.Seq, act.OccurredAt, name, head.To, head.Number, head.Box, head.Logger, head.BoxCelsius, head.Ticks, head.Physician, act.Reason,
            units.Items(leaves.Select(static leaf => leaf.Unit)), [.. from leaf in leaves where leaf.Note is not null select leaf.Note]));
    }

    /// <summary>The entry that is asked for; where it is what the act did to a tag, the act itself.</summary>
    private static LedgerEntry? Act(IReadOnlyList<LedgerEntry> around, long seq)
    {
        LedgerEntry? asked = around.FirstOrDefault(entry => entry.Seq == seq);
        if (asked?.Event is not (TagAssociated or TagDissociated)) return asked;
        UnitKey unit = ((IUnitEvent)asked.Event).Unit;
        return around.LastOrDefault(entry => entry.Seq < seq && entry.OccurredAt == asked.OccurredAt && entry.By == asked.By
            && Leaf.Of(entry.Event)?.Unit == unit);
    }

    /// <summary>What one event says of the paper that it belongs to.</summary>
    private sealed record Leaf(UnitKey Unit, SlipHead Head, SlipNote? Note = null)
    {
        /// <returns>Null for an event that no paper goes with.</returns>
        public static Leaf? Of(DomainEvent happened) => happened switch
        {
            UnitReceived e => new(
                e.Unit, new(SlipKind.Receipt, e.Source ?? "", Logger: e.Check?.Logger, BoxCelsius: e.Check?.BoxCelsius, Ticks: e.Check?.Ticks),
                new(e.Unit.ToString(), e.Check?.Condition ?? BagCondition.Intact, e.Quarantine, null)),
            UnitIssued e => new(e.Unit, new(SlipKind.Issue, e.Destination, e.Order)),
            UnitIssuedInEmergency e => new(e.Unit, new(SlipKind.Emergency, e.Destination, e.Order, Physician: e.Physician)),
            UnitReturned e => new(
                e.Unit, new(SlipKind.Return), new(e.Unit.ToString(), e.Condition, e.Quarantine, e.Out is { } time ? (int)time.TotalSeconds : null)),
            UnitDispatched e => new(e.Unit, new(SlipKind.Transfer, e.To, e.Transfer, e.Box, e.Logger)),
            UnitDiscarded e => new(e.Unit, new(SlipKind.Discard)),
            UnitHandedToWaste e => new(e.Unit, new(SlipKind.Waste, e.To, e.Document)),
            UnitReturnedToSupplier e => new(e.Unit, new(SlipKind.Supplier)),
            _ => null,
        };
    }

    /// <summary>What is the same for every bag of a paper.</summary>
    private sealed record SlipHead(
        SlipKind Kind, string To = "", string? Number = null, string? Box = null, string? Logger = null, double? BoxCelsius = null,
        ArrivalTicks? Ticks = null, string? Physician = null);
}

public enum SlipKind : byte { Receipt, Issue, Emergency, Return, Transfer, Discard, Waste, Supplier }

/// <param name="By">Name of who confirmed it.</param>
/// <param name="To">Ward, site or waste firm; who delivered, for a receipt; empty where nobody was named.</param>
/// <param name="Number">Order, transfer or consignment note.</param>
/// <param name="Logger">Number of the temperature recorder that goes or came with them.</param>
/// <param name="BoxCelsius">Measured in the box that came.</param>
/// <param name="Ticks">The receiving check; null where it was not taken point by point.</param>
/// <param name="Reason">Why, where one was asked.</param>
/// <param name="Notes">What was found of each bag, for receipts and returns.</param>
public sealed record SlipView(
    SlipKind Kind, long Seq, DateTimeOffset At, string By, string To, string? Number, string? Box, string? Logger, double? BoxCelsius,
    ArrivalTicks? Ticks, string? Physician, string? Reason, IReadOnlyList<UnitItem> Units, IReadOnlyList<SlipNote> Notes);

/// <param name="Unit">Key of the bag.</param>
/// <param name="Quarantine">Why it was held then; none: it was not.</param>
/// <param name="OutSeconds">Out of controlled storage this time; null where that was not worked out.</param>
public sealed record SlipNote(string Unit, BagCondition Condition, QuarantineReason Quarantine, int? OutSeconds);
