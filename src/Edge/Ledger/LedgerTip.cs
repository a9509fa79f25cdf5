namespace Edge.Ledger;

/// <summary>An end of the ledger, on which the next entries build.</summary>
/// <param name="Hash">Of its last entry, 32 bytes; never changed.</param>
/// <param name="LastRefusal">Number of the last refusal; 0 for none.</param>
internal sealed record LedgerTip(LedgerSnapshot Snapshot, byte[] Hash, long LastRefusal);
