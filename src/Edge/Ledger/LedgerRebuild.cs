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
        LedgerIndex.Delete(paths.Index);
        Task<LedgerIndexer> indexing = Task.Run(() => new LedgerIndexer(paths, events, time, log), CancellationToken.None); // beside the fold
        try
        {
            return Fold(paths, events, ct);
        }
        finally
        {
            await (await indexing).DisposeAsync();
        }
    }

    private static RebuildResult Fold(LedgerPaths paths, ReaderPool<EventReader> events, CancellationToken ct)
    {
        byte[] hash = new byte[EntryLayout.HashBytes];
        LedgerSnapshot? stored = SnapshotFile.ReadNewest(paths, hash);
        byte[] digest = [];
        (LedgerSnapshot folded, bool same) = events.Use(reader =>
        {
            LedgerWitnesses.Check(paths, reader);
            LedgerSnapshot upTo = LedgerStart.Nothing;
            bool isSame = true;
            if (stored is not null)
            {
                upTo = LedgerStart.Fold(reader, upTo, hash, stored.Seq, ct: ct);
                digest = StateBytes.Digest(upTo.State);
                isSame = StateBytes.Digest(stored.State).AsSpan().SequenceEqual(digest);
            }
            LedgerSnapshot all = LedgerStart.Fold(reader, upTo, hash, ct: ct);
            if (stored is null || !ReferenceEquals(all.State, upTo.State)) digest = StateBytes.Digest(all.State);
            return (all, isSame);
        });
        SnapshotFile.DeleteAll(paths);
        if (folded.Seq > 0) SnapshotFile.Write(paths, folded, hash);
        return new RebuildResult(same, folded.Seq, stored?.Seq ?? 0, Convert.ToHexStringLower(digest));
    }
}
