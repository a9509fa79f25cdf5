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

    private EpcisEvent? LifeCycle(DomainEvent happened) => happened switch
    {
        UnitReserved e => Of(e, Allocating, e.Unit) with { Disposition = Allocated },
        ReservationEnded e => Of(e, Allocating, e.Unit) with { Disposition = "available" },
        _ => null,
    };
}
