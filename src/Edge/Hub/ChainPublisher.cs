using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;

namespace Edge.Hub;

/// <summary>
/// Keeps the end of the ledger's hash chain at the broker, as it moves and once a day: whoever keeps one of these can prove a later change,
/// and a ledger that has to be restored learns there which numbers were used. Says too when the ledger cannot record.
/// </summary>
/// <param name="atMostEvery">The retained end is behind the ledger's by no more while there is a connection.</param>
internal sealed class ChainPublisher(
    ILedger ledger, ICursorStore cursors, LiveSite live, HubSite site, HubTopics topics, TimeSpan atMostEvery, TimeProvider time)
{
    /// <summary>Names under which a restore keeps the first and the last entry that it could not bring back.</summary>
    public const string LostFrom = "lost-from", LostTo = "lost-to";

    private readonly Signal _wake = new();

    /// <summary>Runs over one connection until <paramref name="ct"/> fires.</summary>
    public async Task RunAsync(IHubConnection connection, CancellationToken ct)
    {
        live.Changed += OnLive;
        try
        {
            (DateTimeOffset Day, string? Finding, long Seq)? said = null;
            Task watching = _wake.SetAtEachEntryAsync(ledger, ct);
            while (!ct.IsCancellationRequested)
            {
                DateTimeOffset now = time.GetUtcNow();
                DateTimeOffset day = new(now.UtcDateTime.Date, TimeSpan.Zero);
                (DateTimeOffset, string? Finding, long) due = (day, Finding(), ledger.Current.Seq);
                if (said != due && await PublishAsync(connection, now, due.Finding, ct)) said = due;
                await _wake.WaitAsync(day.AddDays(1) - now, time, ct);
                await Task.Delay(atMostEvery, time, ct);
            }
            await watching;
        }
        finally
        {
            live.Changed -= OnLive;
        }
    }

    /// <returns>Null while the ledger records.</returns>
    private string? Finding() =>
        live.Devices.GetValueOrDefault(LedgerWatch.Id) is { State: DeviceState.NotInService } ill ? ill.Finding ?? "other" : null;

    private async Task<bool> PublishAsync(IHubConnection connection, DateTimeOffset now, string? finding, CancellationToken ct)
    {
        LedgerSnapshot end = ledger.Current;
        if (end.Seq == 0) return true; // nothing is recorded yet, and the next day says what is
        LedgerEntry last = (await ledger.ReadAsync(end.Seq - 1, 1, ct))[0];
        long lostFrom = await cursors.GetCursorAsync(LostFrom, ct), lostTo = await cursors.GetCursorAsync(LostTo, ct);
        byte[] payload = HubText.Json(writer =>
        {
            writer.WriteNumber("v", 1);
            writer.WriteString("site", site.Site);
            writer.WriteString("asOf", HubText.Instant(now));
            writer.WriteNumber("seq", last.Seq);
            writer.WriteString("head", Convert.ToHexStringLower(last.Hash.Span));
            writer.WriteString("recordedAt", HubText.Instant(last.RecordedAt));
            writer.WriteBoolean("recording", finding is null);
            writer.WriteString("finding", finding);
            if (lostTo == 0) return;
            writer.WriteStartObject("lost");
            writer.WriteNumber("from", lostFrom);
            writer.WriteNumber("to", lostTo);
            writer.WriteEndObject();
        });
        PublishOutcome outcome = await connection.PublishAsync(
            new HubMessage { Topic = topics.Ledger, Payload = payload, Retain = true, IsText = true, ContentType = "application/json" }, ct);
        return outcome.IsAccepted;
    }

    private void OnLive(LiveChange change)
    {
        if (change is { Topic: LiveTopic.Device, Id: LedgerWatch.Id }) _wake.Set();
    }
}
