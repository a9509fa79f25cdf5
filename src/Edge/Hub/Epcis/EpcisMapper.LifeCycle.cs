using Inventory;
using Inventory.Units;

namespace Edge.Hub.Epcis;

/// <remarks>
/// The vocabulary's <c>reserving</c> is about numbers that were not given out yet, so a bag that is kept for somebody has words of our own.
/// </remarks>
public sealed partial class EpcisMapper
{
    private const string Allocating = EpcisIds.Namespace + "bizstep/allocating";
    private const string Allocated = EpcisIds.Namespace + "disp/allocated";

    private const string Transferred = EpcisIds.Namespace + "disp/transferred";
    private const string Correcting = EpcisIds.Namespace + "bizstep/correcting";

    private EpcisEvent? LifeCycle(DomainEvent happened) => happened switch
    {
        UnitReserved e => Of(e, Allocating, e.Unit) with { Disposition = Allocated },
        ReservationEnded e => Of(e, Allocating, e.Unit) with { Disposition = "available" },
        UnitTransfused e => Of(e, "dispensing", e.Unit) with { Action = "DELETE", Disposition = "disposed" },
        UnitReturnedToSupplier e => Of(e, "shipping", e.Unit) with { Disposition = "returned" },
        UnitLost e => Of(e, "holding", e.Unit) with { Disposition = "unknown" },
        UnitFound e => Of(e, "holding", e.Unit) with { Disposition = "unavailable" },
        UnitDispatched e => Of(e, "shipping", e.Unit) with { Disposition = "in_transit" },
        UnitTransferConfirmed e => Of(e, "shipping", e.Unit) with { Disposition = Transferred },
        UnitTransferReturned e => Of(e, "receiving", e.Unit) with { Disposition = "returned" },
        UnitIssuedInEmergency e => Of(e, "dispensing", e.Unit) with { Disposition = "dispensed" },
        StepTakenBack e => Of(e, Correcting, e.Unit) with { Disposition = DispositionOf(e.Restored) },
        ReceiptTakenBack e => Of(e, Correcting, e.Unit) with { Action = "DELETE", Disposition = "unknown" },
        UnitVoided e => Of(e, Correcting, e.Unit) with { Action = "DELETE", Disposition = "unknown" },
        UnitExpiryCorrected e => Of(e, Correcting, e.Unit) with { Extensions = [Text("expiresAt", HubText.Instant(e.ExpiresAt))] },
        _ => null,
    };

    /// <summary>What the hub is to believe again after a step that was none.</summary>
    private static string DispositionOf(UnitStatus status) => status switch
    {
        UnitStatus.Available => "available",
        UnitStatus.Reserved => Allocated,
        UnitStatus.Issued => "dispensed",
        UnitStatus.InTransfer => "in_transit",
        UnitStatus.Lost => "unknown",
        _ => "unavailable",
    };
}
