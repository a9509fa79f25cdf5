using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Edge.Ledger;

/// <summary>Says in one sentence what the disk refused and what to do about it.</summary>
internal static class LedgerFailure
{
    private const string GoesOn = "Reading goes on; recording goes on by itself when it is put right.";

    /// <returns>A <see cref="LedgerDamagedException"/> or a <see cref="LedgerUnavailableException"/>.</returns>
    public static IOException From(SqliteException e, string folder) => e.SqliteErrorCode switch
    {
        SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_FORMAT => new LedgerDamagedException(
            $"The ledger's file in '{folder}' is damaged ({e.Message}): stop the service and restore the last backup.", null, e),
        SQLITE_FULL => new LedgerUnavailableException(
            $"The disk that holds '{folder}' is full: make room on it. {GoesOn}", e, "disk-full"),
        SQLITE_READONLY => new LedgerUnavailableException(
            $"The disk that holds '{folder}' is read-only: mount it writable, or replace it when it has failed. {GoesOn}", e, "read-only"),
        SQLITE_BUSY or SQLITE_LOCKED => new LedgerUnavailableException(
            $"Another program holds the ledger's file in '{folder}': close it. {GoesOn}", e, "ledger-busy"),
        SQLITE_CANTOPEN => new LedgerUnavailableException(
            $"The ledger's file in '{folder}' cannot be opened ({e.Message}): check that the disk is there and writable. {GoesOn}", e),
        _ => new LedgerUnavailableException(
            $"The ledger in '{folder}' cannot be written ({e.Message}): check the disk. {GoesOn}", e),
    };

    public static LedgerUnavailableException ClockBehind(DateTimeOffset now, DateTimeOffset newest) => new(
        $"The clock shows {now:u}, which is {newest - now:c} before the newest entry ({newest:u}): set the clock right. " +
        $"If it is right now and was wrong before, raise Ledger:ClockToleranceSeconds. {GoesOn}", finding: "clock-back");
}
