using Edge.Hub;

namespace Edge.Operations.Backups;

/// <summary>What a person wants back.</summary>
/// <param name="Data">The ledger's folder.</param>
/// <param name="Backups">Folder of backups; or one backup itself.</param>
/// <param name="Name">The backup that is meant; null for the newest sound one.</param>
/// <param name="UpToSeq">Entries after this one are left out; null for none.</param>
/// <param name="UpTo">Entries recorded after this instant are left out; null for none.</param>
/// <param name="Replace">A ledger that is there is put aside.</param>
/// <param name="All">Samples and accounts come from the backup, also where those in place are sound.</param>
/// <param name="By">Who restores, for the entry that says so.</param>
/// <param name="Reason">Why, likewise.</param>
internal sealed record RestoreOrder(
    string Data, string Backups, string? Name, long? UpToSeq, DateTimeOffset? UpTo, bool Replace, bool All, string By, string? Reason)
{
    /// <summary>What the hub tells of this site.</summary>
    public HubWord Hub { get; init; } = HubWord.Nothing;

    /// <summary>Why the hub could not be asked; null when it was, or when there is none to ask.</summary>
    public string? HubTrouble { get; init; }
}

/// <param name="BackupSeq">Last entry of the backup.</param>
/// <param name="Seq">Last entry that was put back, from the backup and the replaced ledger.</param>
/// <param name="TakenOver">Entries that came from the replaced ledger: whole, and following the backup's without a gap.</param>
/// <param name="KnownUpTo">Last entry that is known to have been recorded; null where nothing told.</param>
/// <param name="HubUpTo">Last entry that the hub had confirmed or knows of; null where nothing told.</param>
/// <param name="Others">Databases beside the ledger that came from the backup.</param>
/// <param name="Aside">Folder with what was replaced; null when nothing was there.</param>
/// <param name="PassedOver">Backups that were not sound, each with its fault.</param>
internal sealed record RestoreResult(
    BackupSet Backup, long BackupSeq, long Seq, DateTimeOffset RecordedAt, long TakenOver, long? KnownUpTo, long? HubUpTo,
    IReadOnlyList<string> Others, string? Aside, IReadOnlyList<string> PassedOver)
{
    /// <summary>The entry about this restore: behind every number that was used before.</summary>
    public long Said => Math.Max(Seq, KnownUpTo ?? Seq) + 1;

    public long Lost => Math.Max(0, (KnownUpTo ?? Seq) - Seq);
}

/// <summary>Nothing was restored, and nothing was changed.</summary>
internal sealed class RestoreRefusedException(string message) : Exception(message);
