using System.Collections.Immutable;
using Inventory.Identification;

namespace Inventory.Units;

/// <param name="Corrects">Sequence number of the wrong entry.</param>
/// <param name="Since">When that entry says it happened: it must be the bag's last step.</param>
/// <param name="MayRelease">The person may let bags out of quarantine.</param>
public sealed record TakeBackStep(UnitKey Unit, long Corrects, DateTimeOffset Since, bool MayRelease, DateTimeOffset At);

/// <summary>Undo: the last step was none. It is an event of its own; a step before the last is past correcting.</summary>
public static class TakingBackStep
{
    public static Decision Decide(SiteState state, TakeBackStep command)
    {
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (unit.Before is not { } before || unit.StatusSince != command.Since) return new Decision.Refused(Refusal.NotTheLastStep);
        // what left the house, or is counted by another site, is a fact
        if (unit.WasteAt is not null || unit.Status == UnitStatus.TransferredOut) return new Decision.Refused(Refusal.Closed);
        bool opens = unit.Status == UnitStatus.Quarantined && before.Status is UnitStatus.Available or UnitStatus.Reserved;
        if (opens && !command.MayRelease) return new Decision.Refused(Refusal.NeedsSupervisor);
        (ImmutableArray<TagAssociated> again, UnitKey? elsewhere) = TagsOf(state, unit, before, command.At);
        return new Decision.Accepted(
            [new StepTakenBack(command.Unit, command.Corrects, unit.Status, before.Status, command.At) { TagNowOn = elsewhere }, .. again]);
    }

    /// <summary>What became of the tags that it wore: those that its discard closed are bound again, unless one has got another bag.</summary>
    private static (ImmutableArray<TagAssociated> Again, UnitKey? Elsewhere) TagsOf(SiteState state, BloodUnit unit, UnitStep before, DateTimeOffset at)
    {
        ImmutableArray<TagAssociated>.Builder again = ImmutableArray.CreateBuilder<TagAssociated>();
        UnitKey? elsewhere = null;
        foreach (TagUii tag in before.Tags)
        {
            if (!state.Tags.TryGetValue(tag, out SiteTag? known)) continue;
            if (AssociatingTag.Wearer(state, tag, known) is { } wearer && wearer != unit.Key) elsewhere ??= wearer;
            else if (unit.Status == UnitStatus.Discarded && !known.IsAssociated && known.Former == unit.Key)
                again.Add(new TagAssociated(tag, unit.Key, at) { Chip = known.Chip });
        }
        return (again.ToImmutable(), elsewhere);
    }
}

public sealed record VoidUnit(UnitKey Unit, string Cause, DateTimeOffset At);

/// <summary>There never was such a bag.</summary>
public static class Voiding
{
    public static Decision Decide(SiteState state, VoidUnit command)
    {
        if (string.IsNullOrWhiteSpace(command.Cause)) return new Decision.Refused(Refusal.ReasonMissing);
        if (!state.Units.TryGetValue(command.Unit, out BloodUnit? unit)) return new Decision.Refused(Refusal.UnknownUnit);
        if (!unit.IsInStock) return new Decision.Refused(unit.IsClosed ? Refusal.Closed : Refusal.WrongStatus);
        return new Decision.Accepted(
        [
            new UnitVoided(command.Unit, command.Cause.Trim(), command.At),
            .. from tag in unit.Tags
               where state.Tags.TryGetValue(tag, out SiteTag? bound) && bound.IsAssociated
               select new TagDissociated(tag, command.Unit, command.At),
        ]);
    }
}
