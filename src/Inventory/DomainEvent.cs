namespace Inventory;

/// <summary>Something that happened and stays true. Past tense, never edited; a correction is another event.</summary>
/// <param name="OccurredAt">When it happened, UTC. When it was recorded, by whom and why stand in the ledger's envelope.</param>
public abstract record DomainEvent(DateTimeOffset OccurredAt);

/// <summary>The answer of a decision: events to record, or a refusal to show. Never an exception.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <param name="Events">At least one, in order; recorded in one transaction.</param>
    public sealed record Accepted(params IReadOnlyList<DomainEvent> Events) : Decision;

    /// <param name="Why">What stands against it.</param>
    /// <param name="Detail">What the words need: a number, an instant, a name. Null when the reason says it all.</param>
    public sealed record Refused(Refusal Why, string? Detail = null) : Decision;
}

/// <summary>Who acts. People are named by their account, machines by their key, the service by itself.</summary>
/// <param name="Kind">What sort of actor.</param>
/// <param name="Name">Account or key name; empty for the service itself.</param>
public readonly record struct Actor(ActorKind Kind, string Name)
{
    public static readonly Actor Service = new(ActorKind.Service, "");
}

public enum ActorKind : byte { Service, Person, Machine, Hub }
