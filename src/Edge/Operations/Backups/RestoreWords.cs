namespace Edge.Operations.Backups;

/// <summary>What a person has to know after a restore, at three in the morning.</summary>
internal static class RestoreWords
{
    public static IEnumerable<string> Of(RestoreResult result)
    {
        foreach (string fault in result.PassedOver) yield return $"Passed over, not sound: {fault}";
        long fromBackup = Math.Min(result.Seq, result.BackupSeq);
        yield return $"Restored: entries 1 to {fromBackup} from {result.Backup.Name}"
            + (result.TakenOver > 0
                ? $", entries {fromBackup + 1} to {result.Seq} from the replaced ledger, where they are whole."
                : ".");
        yield return $"The last one was recorded at {result.RecordedAt:u}. Entry {result.Said} records this restore.";
        yield return result.Others.Count > 0
            ? $"From the backup too: {string.Join(", ", result.Others)}."
            : "Samples and accounts stayed as they were.";
        if (result.Aside is { } aside) yield return $"What was replaced is in {aside}: keep it until the loss is explained.";
        yield return Loss(result);
        yield return Hub(result);
        yield return "Next: ledger verify, start the service, count the stock.";
    }

    private static string Loss(RestoreResult result) => result switch
    {
        { KnownUpTo: null } => "Whether later entries were lost is not known: nothing of the replaced ledger could be read.",
        { Lost: 0 } => "No entry that is known of is lost.",
        _ => $"LOST: entries {result.Seq + 1} to {result.KnownUpTo}, recorded after {result.RecordedAt:u}. Receipts, issues and alarms since then are not "
            + "here: enter them again from paper, and count the stock before anything is issued. Their numbers are not given to anything else.",
    };

    private static string Hub(RestoreResult result) => result.HubUpTo switch
    {
        null => "Hub: how far it had confirmed is not known. Sending goes on from the backup's own position; what the hub has already it drops by its identifier.",
        { } confirmed when confirmed <= result.Seq =>
            $"Hub: it had confirmed entries up to {confirmed}; sending goes on from entry {confirmed + 1}.",
        { } confirmed => $"Hub: it knows of entries {result.Seq + 1} to {confirmed}, which are no longer here. What it has stays as it is; new entries begin at "
            + $"{result.Said}. state/ledger tells the region which are lost.",
    };
}
