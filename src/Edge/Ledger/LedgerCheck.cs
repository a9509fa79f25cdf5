using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>What walking the whole chain found.</summary>
/// <param name="Entries">Entries that are whole, from the first.</param>
/// <param name="HeadHash">Hash of the last of them, 64 lower-case hexadecimal digits.</param>
/// <param name="FirstBadSeq">The first entry that is wrong or missing; null when whole, or when the file is damaged elsewhere.</param>
/// <param name="Sentence">For people.</param>
public sealed record LedgerVerdict(bool IsWhole, long Entries, string HeadHash, long? FirstBadSeq, string Sentence);

/// <summary>Verifies a ledger from its first entry to its last. Reads only: also beside the running service.</summary>
public static class LedgerCheck
{
    /// <exception cref="LedgerUnavailableException">There is no ledger, or it cannot be read.</exception>
    public static LedgerVerdict Verify(string folder, CancellationToken ct)
    {
        LedgerPaths paths = new(Path.GetFullPath(folder));
        if (!File.Exists(paths.Database)) throw new LedgerUnavailableException($"There is no ledger in '{paths.Folder}'.");
        long entries = 0;
        byte[] hash = new byte[EntryLayout.HashBytes];
        try
        {
            using EventReader reader = new(LedgerDatabase.OpenForReading(paths.Database));
            reader.Walk(0, -1, (in row) =>
            {
                entries = row.Seq;
                row.Hash.CopyTo(hash);
                return true;
            }, ct);
            LedgerWitnesses.Check(paths, reader);
            string pages = reader.CheckPages();
            return pages == "ok"
                ? new LedgerVerdict(true, entries, Hex(hash), null, $"{entries} entries, the chain is whole. Head: {Hex(hash)}")
                : new LedgerVerdict(false, entries, Hex(hash), null, $"The chain is whole, but the file is damaged elsewhere: {pages}. Restore the last backup.");
        }
        catch (LedgerDamagedException e)
        {
            return new LedgerVerdict(false, entries, Hex(hash), e.Seq, e.Message);
        }
        catch (SqliteException e)
        {
            IOException failure = LedgerFailure.From(e, paths.Folder);
            if (failure is not LedgerDamagedException) throw failure;
            return new LedgerVerdict(false, entries, Hex(hash), entries + 1, failure.Message);
        }
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
