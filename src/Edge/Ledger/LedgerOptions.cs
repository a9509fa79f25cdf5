using Edge.Operations;

namespace Edge.Ledger;

/// <summary>Where the ledger lives and how it behaves.</summary>
/// <param name="Folder">Absolute folder; made when it is missing. One process at a time.</param>
public sealed record LedgerOptions(string Folder)
{
    /// <summary>Entries between two snapshots of the state.</summary>
    public int SnapshotEvery { get; init; } = 10_000;

    /// <summary>How far the clock may stand behind the newest entry before recording stops.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Commands that may wait for the writer; the next one waits before it is queued.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>Commands in one transaction at most.</summary>
    public int MaxGroup { get; init; } = 512;

    /// <param name="folder">The section's folder, made absolute against the configuration file.</param>
    public static LedgerOptions From(LedgerSection section, string folder)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new LedgerOptions(Path.GetFullPath(folder))
        {
            SnapshotEvery = section.SnapshotEvery,
            ClockTolerance = TimeSpan.FromSeconds(section.ClockToleranceSeconds),
        };
    }
}
