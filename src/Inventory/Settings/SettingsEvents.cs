namespace Inventory.Settings;

/// <summary>Settings that hold from now on. Why stands in the ledger's envelope.</summary>
/// <param name="Version">From 1, without a gap: 0 is what the files say.</param>
/// <param name="Change">The waiting change that was accepted; null when it needed no second person.</param>
public sealed record SettingsChanged(int Version, SettingsDraft Draft, int? Change, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>A change that one person wants and that waits for a second.</summary>
/// <param name="Why">The second person decides on it, so it stands here and not only in the envelope.</param>
public sealed record ChangeAsked(int Change, SettingsDraft Draft, string Why, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>The second person agreed: what changes by it stands in the next event.</summary>
public sealed record ChangeAccepted(int Change, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);

/// <summary>Somebody else refused it, or who asked took it back.</summary>
public sealed record ChangeRejected(int Change, DateTimeOffset OccurredAt) : DomainEvent(OccurredAt);
