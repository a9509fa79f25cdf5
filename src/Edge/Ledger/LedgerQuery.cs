using Inventory.Identification;

namespace Edge.Ledger;

/// <summary>Asks the ledger for entries, newest first. What is null is not asked for; what is given must all hold.</summary>
public sealed record LedgerQuery
{
    /// <summary>Entries that name this unit anywhere.</summary>
    public UnitKey? Unit { get; init; }

    /// <summary>Entries by this person or machine, or about this account.</summary>
    public string? Person { get; init; }

    /// <summary>Occurred at this instant or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Occurred before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Recorded at this instant or before: what was known then, without what was entered or corrected later.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>For the next page: the sequence number of the last entry of this one.</summary>
    public long BeforeSeq { get; init; } = long.MaxValue;

    public int Limit { get; init; } = 100;
}
