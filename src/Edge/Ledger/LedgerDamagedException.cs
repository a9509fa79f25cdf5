namespace Edge.Ledger;

/// <summary>What is stored is not what was recorded. Nothing of it is shown as truth.</summary>
/// <param name="seq">First sequence number that is wrong or missing; null when the file as a whole cannot be read.</param>
public sealed class LedgerDamagedException(string message, long? seq = null, Exception? inner = null) : IOException(message, inner)
{
    public long? Seq { get; } = seq;
}
