namespace Edge.Ledger;

/// <param name="IsSame">False when the stored snapshot was not what the events say.</param>
/// <param name="Compared">Entry at which a stored snapshot was compared; 0 when there was none of this program version.</param>
/// <param name="StateHash">SHA-256 of the state's canonical JSON, lower-case hexadecimal.</param>
public sealed record RebuildResult(bool IsSame, long Entries, long Compared, string StateHash);

/// <summary>Folds every event from the first, compares the stored snapshot with that, and makes snapshot and index anew.</summary>
public static class LedgerRebuild
{
    /// <exception cref="LedgerUnavailableException">There is no ledger, another process works on it, or the disk refuses.</exception>
    /// <exception cref="LedgerDamagedException">The chain is not whole.</exception>
    public static async Task<RebuildResult> RunAsync(string folder, TimeProvider time, ILogger log, CancellationToken ct)
    {
        LedgerPaths paths = new(Path.GetFullPath(folder));
        if (!File.Exists(paths.Database)) throw new LedgerUnavailableException($"There is no ledger in '{paths.Folder}'.");
        using FolderLock owner = FolderLock.Take(paths);
        using ReaderPool<EventReader> events = new(() => new EventReader(LedgerDatabase.OpenForReading(paths.Database)), paths.Folder);
        byte[] hash = new byte[EntryLayout.HashBytes];
        LedgerSnapshot? stored = SnapshotFile.ReadNewest(paths, hash);
        (LedgerSnapshot folded, bool same) = events.Use(reader =>
        {
            LedgerWitnesses.Check(paths, reader);
            LedgerSnapshot upTo = LedgerStart.Nothing;
            bool isSame = true;
            if (stored is not null)
            {
                upTo = LedgerStart.Fold(reader, upTo, hash, stored.Seq, ct: ct);
                isSame = StateBytes.Digest(upTo.State).AsSpan().SequenceEqual(StateBytes.Digest(stored.State));
            }
            return (LedgerStart.Fold(reader, upTo, hash, ct: ct), isSame);
        });
        SnapshotFile.DeleteAll(paths);
        if (folded.Seq > 0) SnapshotFile.Write(paths, folded, hash);
        LedgerIndex.Delete(paths.Index);
        await using (new LedgerIndexer(paths, events, time, log))
        {
            return new RebuildResult(
                same, folded.Seq, stored?.Seq ?? 0, Convert.ToHexStringLower(StateBytes.Digest(folded.State)));
        }
    }
}
