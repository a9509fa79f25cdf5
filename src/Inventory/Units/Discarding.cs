using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Cause">Why, one short word of the site's list.</param>
public sealed record DiscardUnit(UnitKey Unit, string Cause, DateTimeOffset At);

/// <summary>A bag is destroyed. Its tags are free again.</summary>
public static class Discarding
{
    public static Decision Decide(SiteState state, DiscardUnit command)
    {
        if (string.IsNullOrWhiteSpace(command.Cause)) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        return unit.Status switch
        {
            _ when unit.IsInStock => new Decision.Accepted(
            [
                new UnitDiscarded(command.Unit, command.Cause.Trim(), command.At),
                .. from tag in unit.Tags
                   where state.Tags.TryGetValue(tag, out SiteTag? bound) && bound.IsAssociated
                   select new TagDissociated(tag, command.Unit, command.At),
            ]),
            UnitStatus.Issued => new Decision.Refused(Refusal.AlreadyIssued), // it is not here: take it back first
            _ when unit.IsClosed => new Decision.Refused(Refusal.Closed),
            _ => new Decision.Refused(Refusal.WrongStatus),
        };
    }
}
