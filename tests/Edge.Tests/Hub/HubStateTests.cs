using System.Text;
using System.Text.Json;
using Edge.Devices;
using Edge.Hub;
using Inventory;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Readers.Gnss;
using Readers.Sensors;
using Testing;

namespace Edge.Tests.Hub;

/// <summary>The retained messages: what they say, and when.</summary>
public sealed class HubStateTests
{
    private static readonly PlaceId Fridge = PlaceId.Parse("fridge-1");

    private readonly ManualTime _time = new();
    private readonly ListLedger _ledger;
    private readonly LiveSite _live = new();

    public HubStateTests() => _ledger = new ListLedger(_time);

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public void Stock_Rows_CountByProductGroupAndState()
    {
        Receive(1, "E0382V00", "6200", QuarantineReason.None, days: 10);
        Receive(2, "E0382V00", "6200", QuarantineReason.None, days: 5);
        Receive(3, "E0382V00", "6200", QuarantineReason.Recall, days: 5);
        Receive(4, "E0382V00", "9500", QuarantineReason.None, days: -1); // past its time, whatever was decided
        Receive(5, "E0382V00", "9500", QuarantineReason.None, days: 7);
        _ledger.Record(new UnitIssued(Key(5, "E0382V00"), "ward 3", null, Now));
        Receive(6, "E0382V00", "6200", QuarantineReason.None, days: 9);
        _ledger.Record(new TagPlaced(
            new TagUii([1, 2]), PresenceChange.Removed, null, PlaceId.Parse("fridge-1/shelf-1"), 0.99, Key(6, "E0382V00"), Now));

        byte[] rows = StockState.Rows(_ledger.Current, Now, out DateTimeOffset? changesAt);
        using JsonDocument message = JsonDocument.Parse(StockState.Message("0042", Now, _ledger.Current.Seq, rows));

        Assert.Equal(
            ["E0382V00 6200 available 2", "E0382V00 6200 quarantined 1", "E0382V00 6200 takenOut 1", "E0382V00 9500 expired 1"],
            message.RootElement.GetProperty("rows").EnumerateArray().Select(static row =>
                $"{row.GetProperty("product")} {row.GetProperty("group")} {row.GetProperty("state")} {row.GetProperty("n")}"));
        Assert.Equal("2026-11-27T06:00:00.000Z", message.RootElement.GetProperty("rows")[0].GetProperty("earliestExpiry").GetString());
        Assert.Equal(8, message.RootElement.GetProperty("seq").GetInt64());
        Assert.True(message.RootElement.GetProperty("complete").GetBoolean());
        Assert.Equal(Now.AddDays(5), changesAt);
    }

    [Fact]
    public void Fridge_Message_SaysWhatIsWrongAndNeverWhoDidSomething()
    {
        _live.Update(Fridge, static _ => new CabinetLive(
            Fridge, [new ProbeLive("top", ProbeState.Good, 4.0625, null, null), new ProbeLive("low", ProbeState.NeverHeard, null, null, null)], true, null));
        _ledger.Record(
            new ExcursionBegan(3, Fridge, "top", ExcursionSide.TooWarm, 6, 6.5, [Key(1, "E0382V00")], Now),
            new AlarmRaised(8, AlarmKind.TemperatureHigh, AlarmPriority.Critical, "fridge-1/top", 6.5, 1, Now),
            new AlarmRaised(9, AlarmKind.DoorOpenTooLong, AlarmPriority.High, "fridge-10", null, 0, Now), // another fridge
            new AlarmAcknowledged(8, "Secret words", Now));

        string text = Encoding.UTF8.GetString(FridgeState.Message("0042", Fridge, _live.Cabinets[Fridge], _ledger.Current, Now));

        using JsonDocument json = JsonDocument.Parse(text);
        Assert.Equal(4.06, json.RootElement.GetProperty("probes")[0].GetProperty("celsius").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("probes")[1].GetProperty("celsius").ValueKind);
        Assert.True(json.RootElement.GetProperty("door").GetProperty("open").GetBoolean());
        Assert.Equal(3, Assert.Single(json.RootElement.GetProperty("excursions").EnumerateArray()).GetProperty("number").GetInt32());
        JsonElement alarm = Assert.Single(json.RootElement.GetProperty("alarms").EnumerateArray());
        Assert.Equal(("temperatureHigh", "acknowledged"), (alarm.GetProperty("kind").GetString(), alarm.GetProperty("state").GetString()));
        Assert.DoesNotContain("Secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Changes_AreSentOnceAndCoalesced()
    {
        FakeConnection connection = new();
        using CancellationTokenSource stop = new();
        StatePublisher states = States();
        await states.PublishAllAsync(connection, stop.Token);
        Assert.Equal(["state/fridge/fridge-1", "state/stock"], await TopicsAsync(connection, 2));
        Task running = states.RunAsync(connection, stop.Token);

        Receive(1, "E0382V00", "6200", QuarantineReason.None, days: 10);
        Assert.Equal(["state/stock"], await TopicsAsync(connection, 1));
        for (int i = 2; i <= 20; i++) Receive(i, "E0382V00", "6200", QuarantineReason.None, days: 10);
        _live.Update(Fridge, static cabinet => cabinet with { DoorOpen = true });
        Assert.Equal(0, connection.Unread); // within two seconds of the last

        Assert.Equal(["state/fridge/fridge-1", "state/stock"], await WhileTimePassesAsync(TopicsAsync(connection, 2)));
        _ledger.Record(ListLedger.Quiet()); // changes nothing that is shown
        await QuietAsync(connection);

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task Publish_Heartbeat_SendsAllThoughNothingChanged()
    {
        FakeConnection connection = new();
        using CancellationTokenSource stop = new();
        StatePublisher states = States();
        await states.PublishAllAsync(connection, stop.Token);
        await TopicsAsync(connection, 2);
        Task running = states.RunAsync(connection, stop.Token);

        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(["state/fridge/fridge-1", "state/stock"], await TopicsAsync(connection, 2));
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task Publish_BagExpires_LevelsAreSentWithoutAnyEvent()
    {
        Receive(1, "E0382V00", "6200", QuarantineReason.None, days: 1 / 1440.0); // a minute
        FakeConnection connection = new();
        using CancellationTokenSource stop = new();
        StatePublisher states = States();
        await states.PublishAllAsync(connection, stop.Token);
        await TopicsAsync(connection, 2);
        Task running = states.RunAsync(connection, stop.Token);

        _time.Advance(TimeSpan.FromMinutes(1));

        HubMessage stock = await connection.NextAsync();
        Assert.Contains("\"expired\"", Encoding.UTF8.GetString(stock.Payload.Span), StringComparison.Ordinal);
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task Publish_VehicleThatDrives_IsToldBySamplesAndAtOnceWhenItsPositionIsLost()
    {
        FakeConnection connection = new();
        using CancellationTokenSource stop = new();
        StatePublisher states = States();
        GnssFix first = Fix(31.85), second = Fix(31.86);
        PositionLive driving = new("position", PositionState.Current, first, null, Now) { Sample = first };
        _live.Update(driving);
        await states.PublishAllAsync(connection, stop.Token);
        Assert.Equal(["state/fridge/fridge-1", "state/position", "state/stock"], await TopicsAsync(connection, 3));
        Task running = states.RunAsync(connection, stop.Token);

        for (int step = 0; step < 5; step++) _live.Update(driving with { Last = Fix(31.851 + (step / 1000.0)) });
        await QuietAsync(connection);
        _live.Update(driving with { Last = second, Sample = second });
        Assert.Equal(31.86, Latitude((await WhileTimePassesAsync(connection.NextAsync())).Payload, "current"));

        GnssFix last = Fix(31.87);
        _live.Update(new PositionLive("position", PositionState.NoFix, last, "NoFix", Now) { Sample = second });
        HubMessage lost = await WhileTimePassesAsync(connection.NextAsync());
        Assert.Equal((null, 31.87), (Latitude(lost.Payload, "current"), Latitude(lost.Payload, "last")));
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private static double? Latitude(ReadOnlyMemory<byte> payload, string which)
    {
        using JsonDocument message = JsonDocument.Parse(payload);
        JsonElement fix = message.RootElement.GetProperty(which);
        return fix.ValueKind == JsonValueKind.Null ? null : fix.GetProperty("latitude").GetDouble();
    }

    private GnssFix Fix(double latitude) => new(latitude, 117.26, FixKind.Autonomous, Now, ReadingQuality.Good, FixFault.None);

    private StatePublisher States() => new(
        _ledger, _live, new HubSite("r1", "0042", Guid.Empty, "1", [Fridge]), new HubTopics("r1", "0042"), TimeSpan.FromSeconds(2),
        TimeSpan.FromMinutes(5), _time, NullLogger.Instance);

    private void Receive(int number, string product, string group, QuarantineReason quarantine, double days) => _ledger.Record(new UnitReceived(
        Key(number, product), new BloodGroup(Abo.A, RhD.Positive), group, ComponentClass.RedCells, new UnitAmount(UnitKind.Bag, 1), "red-cells",
        Now.AddDays(days), quarantine, null, Now));

    private static UnitKey Key(int number, string product) => UnitKey.Parse($"A9999{number:D8}{product}");

    private static async Task<string[]> TopicsAsync(FakeConnection connection, int count)
    {
        List<string> topics = [];
        while (topics.Count < count)
        {
            HubMessage message = await connection.NextAsync();
            Assert.True(message.Retain);
            topics.Add(message.Topic["blood/v1/r1/0042/".Length..]);
        }
        return [.. topics.Order(StringComparer.Ordinal)];
    }

    /// <summary>Time goes on until it is told: the publisher may not yet wait when the first two seconds pass.</summary>
    private Task<T> WhileTimePassesAsync<T>(Task<T> told) => Wait.MovingAsync(_time, TimeSpan.FromSeconds(2), told);

    /// <summary>Lets the publisher look several times: it says nothing.</summary>
    private async Task QuietAsync(FakeConnection connection)
    {
        for (int i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        Assert.Equal(0, connection.Unread);
    }
}
