namespace Inventory.Presence;

/// <summary>How readily the tracker concludes. The defaults are those of the settings.</summary>
public sealed record PresenceOptions
{
    /// <summary>Chance that a place must have before an arrival or a move is concluded, 0.5 to 1.</summary>
    public double SureChance { get; init; } = 0.95;

    /// <summary>
    /// Chance that another shelf of the same cabinet must have: each opening draws the field of every bag anew, and one in a hundred
    /// of very many is many.
    /// </summary>
    public double ShelfMoveChance { get; init; } = 0.99;

    /// <summary>Chance of "away" before a removal is concluded: a bag reported gone that is there costs more than a late notice.</summary>
    public double RemovalChance { get; init; } = 0.99;

    /// <summary>Mean time between two moves of a bag in a cabinet without a door contact.</summary>
    public TimeSpan MeanStay { get; init; } = TimeSpan.FromMinutes(240);

    /// <summary>How long a new place must lead without a break: a bag carried past an antenna is heard for 1 to 4 s.</summary>
    public TimeSpan HoldMove { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this long a sure cabinet is concluded with its likeliest shelf, although the shelf is not sure.</summary>
    public TimeSpan HoldUnsureShelf { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Reads of one tag by one antenna closer than this repeat each other: what they say is shared.</summary>
    public TimeSpan Correlation { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Nothing is concluded at an open door, since what stands before it is heard too, unless it stays open for this long.</summary>
    public TimeSpan OpenDoorHold { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Bags that one opening of a door takes or moves, on average.</summary>
    public double BagsMovedPerOpening { get; init; } = 1.6;

    /// <summary>A belief is verified while an antenna that hears the tag has listened, or has heard it, within this time.</summary>
    public TimeSpan VerifiedFor { get; init; } = TimeSpan.FromSeconds(30);
}
