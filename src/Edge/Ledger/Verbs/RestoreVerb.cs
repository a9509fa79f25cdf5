using System.CommandLine;
using Edge.Hub;
using Edge.Hub.Mqtt;
using Edge.Operations;
using Edge.Operations.Backups;

namespace Edge.Ledger.Verbs;

/// <summary><c>ledger restore</c>: puts the ledger back. The service must not run.</summary>
internal static class RestoreVerb
{
    public static Command Create(Option<string?> config, Option<string?> folder)
    {
        Option<string?> from = new("--from") { Description = "Folder of the site's backups, or one backup itself; by default the one in Ledger.Backup." };
        Option<string?> backup = new("--backup") { Description = "Name of one backup there; by default the newest that is sound." };
        Option<long?> toSeq = new("--to-seq") { Description = "The last entry wanted." };
        Option<DateTimeOffset?> to = new("--to") { Description = "Nothing recorded after this instant: 2026-11-22T06:00:00Z." };
        Option<bool> replace = new("--replace") { Description = "Put the ledger that is there aside." };
        Option<bool> all = new("--all") { Description = "Samples and accounts from the backup too, also where those in place are sound." };
        Option<string> by = new("--by") { Description = "Who restores, for the record.", DefaultValueFactory = static _ => Environment.UserName };
        Option<string?> reason = new("--reason") { Description = "Why, for the record." };
        Option<long?> hubUpTo = new("--hub-up-to") { Description = "The last entry that the region has stored of this site, when the hub cannot be asked." };
        Option<bool> withoutHub = new("--without-hub") { Description = "Do not ask the hub what it knows of this site." };
        Option<string?> hubEvents = new("--hub-events") { Description = "What the region kept of this site's events, one EPCIS document a line: says what to enter again." };
        Command verb = new("restore", "Puts the ledger back from a backup, with what the replaced ledger still holds whole after it. The service must not run.")
        {
            config, folder, from, backup, toSeq, to, replace, all, by, reason, hubUpTo, withoutHub, hubEvents,
        };
        verb.SetAction((parsed, ct) =>
        {
            if (LedgerVerb.Find(parsed, Console.Error) is not { } place) return Task.FromResult(ExitCode.WrongUse);
            string? source = parsed.GetValue(from) is { } named ? Path.GetFullPath(named) : place.Backups;
            if (source is null || (parsed.GetValue(toSeq) is not null && parsed.GetValue(to) is not null))
            {
                Console.Error.WriteLine(source is null
                    ? "Say where the backups are: --from FOLDER, or Ledger.Backup.Folder in the configuration."
                    : "Say --to-seq or --to, not both.");
                return Task.FromResult(ExitCode.WrongUse);
            }
            RestoreOrder order = new(
                place.Folder, source, parsed.GetValue(backup), parsed.GetValue(toSeq), parsed.GetValue(to), parsed.GetValue(replace),
                parsed.GetValue(all), parsed.GetValue(by)!, parsed.GetValue(reason));
            return LedgerVerb.GuardAsync(
                async () =>
                {
                    IReadOnlyList<string> record = parsed.GetValue(hubEvents) is { } file ? await File.ReadAllLinesAsync(file, ct) : [];
                    RestoreOrder asked = parsed.GetValue(hubUpTo) is { } told ? order with { Hub = HubWord.Nothing with { AppliedUpTo = told } }
                        : parsed.GetValue(withoutHub) ? order
                        : await AskAsync(order, place, ct);
                    return Run(asked, TimeProvider.System, Console.Out, ct, place.Site, record);
                },
                Console.Error);
        });
        return verb;
    }

    /// <summary>Adds what the hub tells; a site without a hub has nobody to ask.</summary>
    private static async Task<RestoreOrder> AskAsync(RestoreOrder order, LedgerPlace place, CancellationToken ct)
    {
        if (place is not { Hub: { } hub, Site: { } own }) return order;
        HubTopics topics = new(own.Region, own.Id);
        HubConnectSettings settings = new(hub, place.ConfigurationFolder, new HubSite(own.Region, own.Id, Guid.Empty, ServiceVersion.Text, []), topics);
        (HubWord word, string? trouble) = await HubWitness.AskAsync(
            new MqttHubClient(TimeProvider.System), settings.Create(1), topics, TimeProvider.System, ct);
        return order with { Hub = word, HubTrouble = trouble };
    }

    internal static int Run(
        RestoreOrder order, TimeProvider time, TextWriter output, CancellationToken ct, SiteSection? site = null, IReadOnlyList<string>? record = null)
    {
        RestoreResult result = BackupRestore.Run(order, time, ct);
        if (order.HubTrouble is { } trouble) output.WriteLine($"The hub could not be asked: {trouble}");
        foreach (string line in RestoreWords.Of(result)) output.WriteLine(line);
        foreach (string line in RestoreFollowUp.Of(order, result, site, record ?? [], ct)) output.WriteLine(line);
        return ExitCode.Done;
    }
}
