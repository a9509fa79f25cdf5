using System.Text;
using System.Text.Json;
using Edge.Devices;
using Edge.Hub;
using Edge.Operations;
using Testing;

namespace Edge.Tests.Hub;

/// <summary>The end of the chain goes to the hub as it moves and once a day, and so does the word that nothing can be recorded.</summary>
public sealed class ChainPublisherTests
{
    private static readonly TimeSpan s_atMostEvery = TimeSpan.FromSeconds(2);

    private readonly ManualTime _time = new();
    private readonly LiveSite _live = new();

    [Fact]
    public async Task RunAsync_ConnectMoveNextDayAndDiskFull_EachIsSaidOnce()
    {
        ListLedger ledger = new(_time);
        ledger.Record(ListLedger.Quiet(), ListLedger.Quiet());
        FakeConnection connection = new();
        using CancellationTokenSource stop = new();
        Task running = new ChainPublisher(
            ledger, ledger, _live, new HubSite("r1", "0042", Guid.Empty, "1", []), new HubTopics("r1", "0042"), s_atMostEvery, _time).RunAsync(connection, stop.Token);

        Assert.Equal("2 True ", await NextAsync(connection));
        ledger.Record(ListLedger.Quiet());
        Assert.Equal("3 True ", await NextAsync(connection));
        DateTimeOffset nextDay = new DateTimeOffset(_time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
        Assert.Equal("3 True ", await NextAsync(connection, TimeSpan.FromMinutes(10)));
        Assert.InRange(_time.GetUtcNow(), nextDay, nextDay.AddHours(1)); // not a word before the day was over

        _live.Update(Ledger(DeviceState.NotInService, "disk-full"));
        Assert.Equal("3 False disk-full", await NextAsync(connection));
        _live.Update(Ledger(DeviceState.Degraded, "backup-failed")); // records again, and the backup is nothing to the hub
        Assert.Equal("3 True ", await NextAsync(connection));

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Equal(0, connection.Unread);
    }

    /// <summary>Lets time go on in steps until it says something.</summary>
    private async Task<string> NextAsync(FakeConnection connection, TimeSpan? step = null)
    {
        await Wait.UntilAsync(() => connection.Unread > 0, () => _time.Advance(step ?? s_atMostEvery));
        HubMessage message = await connection.NextAsync();
        Assert.Equal(("blood/v1/r1/0042/state/ledger", true), (message.Topic, message.Retain));
        using JsonDocument json = JsonDocument.Parse(Encoding.UTF8.GetString(message.Payload.Span));
        JsonElement said = json.RootElement;
        return $"{said.GetProperty("seq").GetInt64()} {said.GetProperty("recording").GetBoolean()} {said.GetProperty("finding").GetString()}";
    }

    private DeviceHealth Ledger(DeviceState state, string? finding) =>
        new(LedgerWatch.Id, "ledger", state, null, null, finding, null, null, _time.GetUtcNow());
}
