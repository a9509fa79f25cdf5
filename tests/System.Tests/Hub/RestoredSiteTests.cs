using System.Globalization;
using System.Text.Json;
using Edge.Hub;
using Edge.Hub.Mqtt;
using Edge.Ledger.Verbs;
using Edge.Operations;
using Edge.Operations.Backups;
using Inventory.People;
using Testing;

namespace SystemTests.Hub;

/// <summary>The disk of the ledger is gone: what is left is a backup, and what the broker and the region have.</summary>
public sealed class RestoredSiteTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restore_DiskGone_TakesWhatTheHubConfirms_NamesWhatIsLost_AndGivesNoNumberTwice()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, $"{SiteBed.Prefix}/ev/#");
        HubSection hub = SiteBed.Settings(broker);
        await using SiteBed site = await SiteBed.OpenAsync(hub);
        using TemporaryFolder backups = new();
        Consumer region = new();
        List<string> record = [];
        await site.PlaceAsync(20);
        await site.StartAsync();
        await TakeUntilAsync(20);
        BackupMaker.Make(site.Folder, backups.Path, 3, TimeProvider.System, Ct);
        await site.PlaceAsync(10); // after the backup, and the hub has them
        await TakeUntilAsync(30);
        await using (MosquittoSubscriber end = await MosquittoSubscriber.StartAsync(broker, $"{SiteBed.Prefix}/state/ledger"))
            await end.UntilAsync(static line => line.Contains("\"seq\":30", StringComparison.Ordinal));
        await site.StopAsync();
        await site.Ledger.DisposeAsync();
        foreach (string file in Directory.GetFiles(site.Folder)) File.Delete(file);

        string said = await RestoreAsync(site, hub, backups.Path, record);
        Assert.Contains("LOST: entries 21 to 30", said, StringComparison.Ordinal);
        string[] again = [.. said.Split('\n').Where(static line => line.Contains(" storing ", StringComparison.Ordinal))];
        Assert.Equal(10, again.Length);
        Assert.Contains("A999900000021 E0382V00", again[0], StringComparison.Ordinal);

        await site.OpenLedgerAsync();
        Assert.Equal(31, site.Ledger.Current.Seq);
        Assert.IsType<LedgerRestored>((await site.Ledger.ReadAsync(30, 1, Ct))[0].Event);
        await using MosquittoSubscriber chain = await MosquittoSubscriber.StartAsync(broker, $"{SiteBed.Prefix}/state/ledger");
        await site.PlaceAsync(1);
        await site.StartAsync();
        await TakeUntilAsync(31); // the first twenty go once more and are known; the new one is news

        Assert.Equal((0, 32), (region.Gaps, region.Covered));
        JsonElement told = JsonDocument.Parse(await chain.UntilAsync(static line => line.Contains("\"lost\"", StringComparison.Ordinal))).RootElement;
        Assert.Equal((21, 30), (told.GetProperty("lost").GetProperty("from").GetInt64(), told.GetProperty("lost").GetProperty("to").GetInt64()));

        async Task TakeUntilAsync(int count)
        {
            while (region.Events.Count < count)
            {
                record.Add(await subscriber.NextAsync());
                region.Take(record[^1]);
            }
        }
    }

    /// <summary>As the verb does, with a record that somebody behind the hub kept.</summary>
    private static async Task<string> RestoreAsync(SiteBed site, HubSection hub, string backups, IReadOnlyList<string> record)
    {
        HubTopics topics = new(site.Site.Region, site.Site.Id);
        HubConnectSettings settings = new(hub, site.Folder, new HubSite(site.Site.Region, site.Site.Id, Guid.Empty, "1", []), topics);
        (HubWord word, string? trouble) = await HubWitness.AskAsync(
            new MqttHubClient(TimeProvider.System), settings.Create(1), topics, TimeProvider.System, Ct);
        Assert.Null(trouble);
        Assert.Equal(30, word.UpTo);
        using StringWriter output = new(CultureInfo.InvariantCulture);
        RestoreOrder order = new(site.Folder, backups, null, null, null, false, false, "ko", "the disk died") { Hub = word };
        RestoreVerb.Run(order, TimeProvider.System, output, Ct, site.Site, record);
        return output.ToString();
    }

    [Fact]
    public async Task Ask_BrokerThatIsNotThere_SaysWhy()
    {
        HubTopics topics = new("r1", "0042");
        HubConnectOptions nobody = new() { Host = "127.0.0.1", Port = LoopbackPort.Free(), ClientId = "edge-0042" };

        (HubWord word, string? trouble) = await HubWitness.AskAsync(new MqttHubClient(TimeProvider.System), nobody, topics, TimeProvider.System, Ct);

        Assert.Null(word.UpTo);
        Assert.NotNull(trouble);
    }
}
