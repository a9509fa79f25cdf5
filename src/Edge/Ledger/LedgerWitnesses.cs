namespace Edge.Ledger;

/// <summary>Files beside the database that know an entry and its hash. They find out when the end of the ledger was cut off.</summary>
internal static class LedgerWitnesses
{
    /// <exception cref="LedgerDamagedException">An entry that was recorded is missing or another one.</exception>
    public static void Check(LedgerPaths paths, EventReader reader)
    {
        foreach ((long seq, byte[] hash) in Read(paths)) CheckIsRecorded(reader, seq, hash);
    }

    /// <exception cref="LedgerDamagedException">The entry is missing or another one.</exception>
    public static void CheckIsRecorded(EventReader reader, long seq, ReadOnlySpan<byte> hash)
    {
        Span<byte> stored = stackalloc byte[EntryLayout.HashBytes];
        if (!reader.TryHash(seq, stored)) throw EndMissing(reader.LastSeq(), seq);
        if (!stored.SequenceEqual(hash))
            throw new LedgerDamagedException($"Entry {seq} is not the one that was recorded there. Restore the last backup.", seq);
    }

    public static LedgerDamagedException EndMissing(long found, long expected) => new(
        $"The ledger ends at entry {found}, but entry {expected} was recorded: all from entry {found + 1} on is missing. Restore the last backup.",
        found + 1);

    private static IEnumerable<(long Seq, byte[] Hash)> Read(LedgerPaths paths)
    {
        if (LedgerHead.Read(paths.Head) is { } head) yield return head;
        if (SnapshotFile.ReadNewestPosition(paths) is { } stored) yield return stored;
    }
}
