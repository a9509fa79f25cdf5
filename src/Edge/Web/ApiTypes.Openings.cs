using Inventory.Identification;

namespace Edge.Web;

/// <summary>How it is known who stood before the door: the surest first.</summary>
public enum OpenerBasis : byte
{
    /// <summary>Recorded something of the bags that left or came: issued, received, returned them.</summary>
    Bags,

    /// <summary>The only one who did anything at a screen around that time, and read a badge for it.</summary>
    Badge,

    /// <summary>The same without a badge.</summary>
    SignedIn,

    /// <summary>Not known: more than one could have been it.</summary>
    Several,

    /// <summary>Not known: nobody did anything at a screen around that time.</summary>
    Nobody,
}

/// <summary>What became of a bag that left.</summary>
public enum LeftOutcome : byte
{
    /// <summary>Still out, and nobody owes a word for it yet.</summary>
    Out, Back, Issued, Emergency, Dispatched, ToSupplier, Discarded, Captured, Lost,

    /// <summary>An exception that nobody has explained.</summary>
    Unaccounted,

    /// <summary>An exception that somebody has explained.</summary>
    Explained,
}

/// <summary>One opening of a door, from open to what became of every bag that left.</summary>
/// <param name="Seconds">Open; null while it stands open.</param>
/// <param name="Settling">The door is open or was shut a moment ago: what moved may still change.</param>
/// <param name="SettledSeconds">From the door's closing to the last bag that was noticed; 0 when all was noticed before; null when nothing moved, or it is open.</param>
/// <param name="Exceptions">Bags that left and that nobody has accounted for yet.</param>
/// <param name="Alarms">Numbers of the alarms of this opening: the door stood open too long, a removal is not accounted for.</param>
public sealed record OpeningItem(
    string Cabinet, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, double? Seconds, OpenerView Opener, IReadOnlyList<LeftView> Left,
    IReadOnlyList<CameView> Came, bool Settling, double? SettledSeconds, int Exceptions, IReadOnlyList<int> Alarms);

/// <param name="Account">Null when it is not known.</param>
/// <param name="People">How many could have been it.</param>
public sealed record OpenerView(OpenerBasis Basis, string? Account, string? Name, int People);

/// <param name="CheckCharacter">Null for a national number.</param>
public sealed record BagName(string Key, string Din, string? CheckCharacter, Abo Abo, RhD RhD);

/// <param name="NoticedAt">When the antennas were sure.</param>
/// <param name="ExceptionAt">When it became an exception; null when it did not.</param>
/// <param name="OutcomeAt">Null while it is out.</param>
/// <param name="ByName">Who did that; null when nobody did.</param>
/// <param name="Note">Where to, or why.</param>
/// <param name="BackAt">When it was next noticed in a cabinet; null when it was not.</param>
/// <param name="BackIn">That cabinet.</param>
public sealed record LeftView(
    BagName Bag, DateTimeOffset NoticedAt, DateTimeOffset? ExceptionAt, LeftOutcome Outcome, DateTimeOffset? OutcomeAt, string? ByName, string? Note,
    DateTimeOffset? BackAt, string? BackIn);

public sealed record CameView(BagName Bag, DateTimeOffset NoticedAt);
