namespace Edge.Ledger;

/// <summary>Whether the ledger can record.</summary>
/// <param name="CanRecord">False from the first refused write to the next that succeeds.</param>
/// <param name="Detail">One sentence that says what to do; null when well.</param>
/// <param name="Finding">Code of what is wrong: "disk-full", "read-only", "clock-back", "damaged", "ledger-busy" or "other"; null when well.</param>
/// <param name="Since">When it got into this state.</param>
/// <param name="Waiting">Commands in the queue.</param>
public sealed record LedgerHealth(bool CanRecord, string? Detail, DateTimeOffset Since, int Waiting, string? Finding = null);
