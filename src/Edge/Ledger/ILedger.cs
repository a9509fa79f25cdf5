using Inventory;

namespace Edge.Ledger;

/// <summary>The durable, append-only truth of the site. One writer inside; every member is safe from any thread.</summary>
public interface ILedger
{
    /// <summary>The state after the last commit. Swapped whole, never waits for the disk.</summary>
    LedgerSnapshot Current { get; }

    /// <summary>Decides on the newest state, records what was decided and answers after the commit.</summary>
    /// <returns>The first answer when the same idempotency key was already answered.</returns>
    /// <exception cref="LedgerUnavailableException">The disk refuses; nothing was recorded.</exception>
    ValueTask<CommandAnswer> ExecuteAsync(LedgerCommand command, CancellationToken ct);

    /// <summary>Decides each command on the state that the ones before it left, and records all of them in one transaction.</summary>
    /// <returns>An answer for each, in order; a refused one does not stop the others.</returns>
    /// <exception cref="LedgerUnavailableException">The disk refuses; nothing of it was recorded.</exception>
    ValueTask<IReadOnlyList<CommandAnswer>> ExecuteTogetherAsync(IReadOnlyList<LedgerCommand> commands, CancellationToken ct);

    /// <summary>Entries with a sequence number greater than <paramref name="afterSeq"/>, in order, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<LedgerEntry>> ReadAsync(long afterSeq, int limit, CancellationToken ct);

    /// <summary>Completes when <see cref="Current"/> is past <paramref name="seq"/>; at once when it is already.</summary>
    ValueTask WaitPastAsync(long seq, CancellationToken ct);
}

/// <param name="Seq">Sequence number of the last entry in <paramref name="State"/>; 0 for an empty ledger.</param>
/// <param name="CommittedAt">When that entry was recorded.</param>
public sealed record LedgerSnapshot(long Seq, DateTimeOffset CommittedAt, SiteState State);

/// <summary>One intent. The decision is pure and runs on the writer: it may run only once, and must be quick.</summary>
/// <param name="Key">Idempotency key, 1 to 128 characters; unique to the intent, not to the attempt.</param>
/// <param name="By">Who acts.</param>
/// <param name="Decide">From the newest state to events or a refusal.</param>
/// <param name="Reason">Why, in the person's words; null when none was asked.</param>
public sealed record LedgerCommand(string Key, Actor By, Func<SiteState, Decision> Decide, string? Reason = null);

/// <summary>The durable answer of a command.</summary>
/// <param name="Decision">Accepted or refused. For a repeated key: what was answered first.</param>
/// <param name="FirstSeq">First and last sequence number of its events; 0 when refused.</param>
/// <param name="Repeated">True when the key had been answered before.</param>
public sealed record CommandAnswer(Decision Decision, long FirstSeq, long LastSeq, bool Repeated);

/// <summary>One event as recorded.</summary>
/// <param name="Type">Name and version in the catalogue: <c>UnitIssued/1</c>.</param>
/// <param name="Json">The exact bytes that are hashed.</param>
/// <param name="Hash">SHA-256 over the previous hash and this entry, 32 bytes.</param>
public sealed record LedgerEntry(
    long Seq, string Type, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, Actor By, string? Reason, string Key,
    ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Hash, DomainEvent Event);

/// <summary>The store cannot record: disk full, read-only, or the clock was set back. Reading goes on.</summary>
/// <param name="finding">Code of what is wrong, as in <see cref="LedgerHealth.Finding"/>.</param>
public sealed class LedgerUnavailableException(string message, Exception? inner = null, string finding = "other") : IOException(message, inner)
{
    public string Finding { get; } = finding;
}
