namespace Inventory.People;

public enum Role : byte { Viewer, Staff, Technician, Supervisor, Administrator }

/// <summary>With what a person showed who they are, the strongest first.</summary>
public enum Proof : byte { Password, BadgeAndPin, Pin, Badge }

/// <summary>For the audit only: secrets live in the account store, never in the ledger.</summary>
public sealed record PersonSignedIn(string Account, DateTimeOffset OccurredAt, Proof Proof = Proof.Password) : DomainEvent(OccurredAt);

/// <summary>Somebody signed for one act at a screen where another person, or the wall's viewer, is signed in. The act itself follows in their name.</summary>
/// <param name="Screen">Account that is signed in at the screen.</param>
/// <param name="Act">The one call that the signature is good for: <c>POST /api/v1/alarms/7/acknowledge</c>.</param>
public sealed record SignatureGiven(string Account, string Screen, string Act, DateTimeOffset OccurredAt, Proof Proof = Proof.Password)
    : DomainEvent(OccurredAt);

/// <param name="Cause">"wrong", "locked", "disabled" or "unknown"; of a PIN "pin" or "pinLocked"; "badge" for one that is nobody's.</param>
public sealed record SignInRefused(string Account, string Cause, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

public sealed record AccountAdded(string Account, string DisplayName, Role Role, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <param name="Account">A person's, or <c>key:NAME</c> for a machine's key.</param>
/// <param name="Change">
/// "disabled", "enabled", "password", "unlocked", "badge", "badgeRevoked", "pin" or "pinRemoved"; of the role "roleAsked", "role" or
/// "roleDropped"; of a key "added" or "disabled".
/// </param>
/// <param name="Role">The new one; null where the change is another.</param>
/// <param name="AskedBy">Account that asked for it, where a second person did it; null where one person was enough.</param>
public sealed record AccountChanged(string Account, string Change, DateTimeOffset OccurredAt, Role? Role = null, string? AskedBy = null)
    : DomainEvent(OccurredAt);

public sealed record ServiceStarted(string Version, Guid Boot, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>The ledger was put back to an earlier end. It stands behind the last number that is known to have been used.</summary>
/// <param name="Backup">Name of the backup.</param>
/// <param name="UpTo">Last entry that was put back.</param>
/// <param name="KnownUpTo">Last entry that is known to have been there before; null when nothing told. Between the two stand <see cref="EntryLost"/>.</param>
public sealed record LedgerRestored(string Backup, long UpTo, long? KnownUpTo, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>
/// Stands in the place of an entry that was recorded before a restore and is not here any more: the region may know that number, so it is
/// not given to anything else.
/// </summary>
public sealed record EntryLost(DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>Somebody looked into the audit. Reading it is recorded like everything else.</summary>
/// <param name="Unit">Key of the bag that was asked for; null when for none.</param>
/// <param name="Person">Account that was asked for; null when for none.</param>
/// <param name="From">Begin and end of the span that was asked for; null where it was open.</param>
/// <param name="KnownAt">What was known at this instant was asked for; null: everything.</param>
public sealed record AuditRead(
    string? Unit, string? Person, DateTimeOffset? From, DateTimeOffset? To, DateTimeOffset OccurredAt, DateTimeOffset? KnownAt = null)
    : DomainEvent(OccurredAt);
