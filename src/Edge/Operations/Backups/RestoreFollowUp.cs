using Edge.Hub;
using Edge.Hub.Epcis;
using Edge.Ledger;

namespace Edge.Operations.Backups;

/// <summary>What people have to look for and enter again after a restore: where the region's levels differ, and what its record has and this ledger has not.</summary>
internal static class RestoreFollowUp
{
    /// <summary>Entries before the end whose events are looked for in the hub's record: a document reaches over the end by far less.</summary>
    private const int Overlap = 20_000;

    /// <param name="site">Null without a configuration: then documents cannot be told to be this site's.</param>
    /// <param name="record">Documents that somebody kept, one a line.</param>
    public static IEnumerable<string> Of(RestoreOrder order, RestoreResult result, SiteSection? site, IReadOnlyList<string> record, CancellationToken ct)
    {
        LedgerPaths paths = new(Path.GetFullPath(order.Data));
        using EventReader reader = new(LedgerDatabase.OpenForReading(paths.Database));
        foreach (string line in Levels(order.Hub, reader, ct)) yield return line;
        if (site is null || record.Count == 0) yield break;
        EpcisIds ids = new(site.IdentifierDomain, site.Id);
        HashSet<string> known = Known(reader, result.Seq, new EpcisMapper(ids, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone)), ct);
        IReadOnlyList<string> missing = HubRecord.After(record, ids.DocumentsOf, result.Seq, known);
        yield return missing.Count == 0 ? "The hub's record has nothing that is not here." : "In the hub's record and not here; enter again what is still true:";
        foreach (string line in missing) yield return line;
    }

    private static IEnumerable<string> Levels(HubWord hub, EventReader reader, CancellationToken ct)
    {
        if (hub.LevelsAsOf is not { } asOf) yield break;
        LedgerSnapshot restored = LedgerStart.Fold(reader, LedgerStart.Nothing, new byte[EntryLayout.HashBytes], ct: ct);
        List<string> differences = [.. hub.Differences(StockState.Rows(restored, asOf, out _))];
        yield return differences.Count == 0
            ? $"The region's levels of {asOf:u} are those of the restored ledger."
            : $"The region's levels of {asOf:u} are not those of the restored ledger. Look for these bags:";
        foreach (string line in differences) yield return line;
    }

    private static HashSet<string> Known(EventReader reader, long upTo, EpcisMapper mapper, CancellationToken ct)
    {
        HashSet<string> known = [];
        foreach (LedgerEntry entry in reader.Read(Math.Max(0, upTo - Overlap), Overlap, ct))
            if (entry.Seq <= upTo && mapper.Map(entry) is { } happened)
            {
                EpcisWriter.Write(happened, out string id);
                known.Add(id);
            }
        return known;
    }
}
