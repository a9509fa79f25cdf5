using System.Text;
using System.Text.Json;
using Edge.Devices;
using Edge.Hub;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Tests.Hub;

public sealed class HubCommandsTests : IAsyncDisposable
{
    private readonly PumpBed _bed = new();
    private readonly FakeConnection _connection = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StatePublisher _states;
    private readonly HubCommands _commands;

    public HubCommandsTests()
    {
        HubTopics topics = new("r1", "0042");
        _states = new StatePublisher(
            _bed.Ledger, new LiveSite(), new HubSite("r1", "0042", Guid.Empty, "1", []), topics, TimeSpan.FromSeconds(2),
            TimeSpan.FromMinutes(5), _bed.Time, NullLogger.Instance);
        _commands = new HubCommands(_bed.Pump, _states, _bed.Limit, topics, NullLogger.Instance);
        _ = _commands.RunAsync(_connection, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Lose();
        await _stop.CancelAsync();
        await _bed.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task ResyncFrom_SentEntry_IsAnsweredOnceAndDoneOnce()
    {
        _bed.Ledger.RecordBags(20);
        FakeConnection events = new();
        await _bed.StartAsync(events);
        await _bed.SettledAsync(20);
        while (events.Unread > 0) await events.NextAsync();

        (HubMessage first, JsonElement answer) = await AskAsync("resync-from", """{"id":"a","seq":11}""");
        Assert.True(answer.GetProperty("ok").GetBoolean());
        Assert.Equal(11, answer.GetProperty("seq").GetInt64());
        Assert.Equal(11, (await PumpBed.RangeAsync(events)).From);
        await _bed.SettledAsync(20);
        while (events.Unread > 0) await events.NextAsync();

        (HubMessage second, _) = await AskAsync("resync-from", """{"id":"a","seq":11}""");
        Assert.Equal(first.Payload.ToArray(), second.Payload.ToArray());
        _bed.Ledger.RecordBags(1);
        Assert.Equal(21, (await PumpBed.RangeAsync(events)).From); // nothing was sent again
    }

    [Theory]
    [InlineData("resync-from", """{"id":"a","seq":99}""", "notSentYet")]
    [InlineData("resync-from", """{"id":"a"}""", "badRequest")]
    [InlineData("resync-from", """{"id":"a","seq":"7"}""", "badRequest")]
    [InlineData("resync-from", "no json", "badRequest")]
    [InlineData("resync-from", "[1]", "badRequest")]
    [InlineData("slow-down", """{"eventsPerSecond":-1,"seconds":5}""", "badRequest")]
    [InlineData("slow-down", """{"eventsPerSecond":5,"seconds":86401}""", "badRequest")]
    [InlineData("format-disk", """{"id":"a"}""", "unknownCommand")]
    public async Task Command_NotPossible_IsRefusedInWords(string command, string payload, string refused)
    {
        (_, JsonElement answer) = await AskAsync(command, payload);

        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.Equal(refused, answer.GetProperty("refused").GetString());
        Assert.Equal(command, answer.GetProperty("cmd").GetString());
    }

    [Fact]
    public async Task SnapshotNow_StatesAreSentThenTheAnswer()
    {
        _bed.Ledger.RecordBags(3);
        Task running = _states.RunAsync(_connection, _stop.Token);
        _connection.Deliver(Delivery("snapshot-now", """{"id":"s"}"""));

        HubMessage stock = await _connection.NextAsync(), answer = await _connection.NextAsync();

        Assert.Equal("blood/v1/r1/0042/state/stock", stock.Topic);
        Assert.True(stock.Retain);
        Assert.Equal(3, JsonDocument.Parse(answer.Payload).RootElement.GetProperty("seq").GetInt64());
        Assert.False(running.IsCompleted);
    }

    [Theory]
    [InlineData("blood/v1/r1/0042/reply/hub-7", "blood/v1/r1/0042/reply/hub-7")]
    [InlineData("blood/v1/r1/0042/state/stock", "blood/v1/r1/0042/reply/slow-down")] // must not be written over
    [InlineData("elsewhere", "blood/v1/r1/0042/reply/slow-down")]
    [InlineData("blood/v1/r1/0042/reply/#", "blood/v1/r1/0042/reply/slow-down")]
    [InlineData(null, "blood/v1/r1/0042/reply/slow-down")]
    public async Task Answer_GoesWhereTheHubAsks_IfThatIsAReplyOfThisSite(string? asked, string expected)
    {
        _connection.Deliver(Delivery("slow-down", """{"eventsPerSecond":5,"seconds":1}""") with { ResponseTopic = asked, CorrelationData = new byte[] { 9, 8 } });

        HubMessage answer = await _connection.NextAsync();

        Assert.Equal(expected, answer.Topic);
        Assert.Equal([9, 8], answer.CorrelationData.ToArray());
        Assert.Equal("0908", JsonDocument.Parse(answer.Payload).RootElement.GetProperty("id").GetString()); // for want of an id
    }

    [Fact]
    public async Task Command_Retained_IsPassedOverAndTakenFromTheBroker()
    {
        _connection.Deliver(Delivery("slow-down", """{"eventsPerSecond":0,"seconds":9}""") with { Retained = true });
        (HubMessage answer, _) = await AskAsync("slow-down", """{"eventsPerSecond":5,"seconds":1}""");

        Assert.Equal(0, _connection.Unread);
        Assert.Equal("blood/v1/r1/0042/reply/slow-down", answer.Topic);
    }

    [Fact]
    public async Task Applied_ByTheHub_IsShown()
    {
        _connection.Deliver(new HubDelivery("blood/v1/r1/0042/ack", Encoding.UTF8.GetBytes("""{"seq":17}"""), true, 1, null, default));
        _connection.Deliver(new HubDelivery("blood/v1/r1/0042/ack", Encoding.UTF8.GetBytes("nonsense"), true, 2, null, default));
        await AskAsync("unknown", "{}");

        Assert.Equal(17, _commands.AppliedSeq);
    }

    private async Task<(HubMessage Message, JsonElement Answer)> AskAsync(string command, string payload)
    {
        int acknowledged = _connection.Acknowledged.Count;
        _connection.Deliver(Delivery(command, payload));
        HubMessage message = await _connection.NextAsync();
        await _bed.AdvanceUntilAsync(() => _connection.Acknowledged.Count > acknowledged, TimeSpan.Zero);
        return (message, JsonDocument.Parse(message.Payload).RootElement);
    }

    private static HubDelivery Delivery(string command, string payload) =>
        new($"blood/v1/r1/0042/cmd/{command}", Encoding.UTF8.GetBytes(payload), false, 1, null, default);
}
