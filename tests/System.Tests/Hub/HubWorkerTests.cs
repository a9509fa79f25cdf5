using System.Diagnostics;
using System.Text.Json;
using Edge.Operations;
using Testing;

namespace SystemTests.Hub;

/// <summary>The whole way from the ledger on disk to somebody else's subscriber, over mosquitto.</summary>
public sealed class HubWorkerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task Run_BrokerStoppedAndStarted_EveryEventArrivesOnceInOrder(MqttVersion version)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, $"{SiteBed.Prefix}/ev/#");
        await using SiteBed site = await SiteBed.OpenAsync(SiteBed.Settings(broker, version));
        Consumer consumer = new();
        await site.PlaceAsync(700); // recorded before there was a connection
        await site.StartAsync();
        await TakeUntilAsync(700);

        for (int outage = 0; outage < 3; outage++)
        {
            Task placing = PlaceSlowlyAsync(300); // goes on through the outage
            await broker.StopAsync();
            await site.UntilAsync(static now => !now.Connected && now.Waiting > 0);
            await broker.StartAgainAsync();
            await placing;
            await TakeUntilAsync(700 + (300 * (outage + 1)));
        }

        Assert.Equal(await site.ExpectedAsync(), consumer.Events);
        Assert.Equal(0, consumer.Gaps);
        await site.UntilAsync(static now => now is { Connected: true, Waiting: 0 });
        Assert.Equal(site.Ledger.Current.Seq, consumer.Covered);

        async Task PlaceSlowlyAsync(int bags)
        {
            for (int i = 0; i < bags; i++)
            {
                await site.PlaceAsync(1);
                if (i % 10 == 0) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Ct);
            }
        }

        async Task TakeUntilAsync(int count)
        {
            while (consumer.Events.Count < count) consumer.Take(await subscriber.NextAsync());
        }
    }

    [Fact]
    public async Task Run_AfterConnect_StatusThenStatesThenEvents()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, "blood/v1/#", "%t|%p");
        await using SiteBed site = await SiteBed.OpenAsync(SiteBed.Settings(broker));
        await site.PlaceAsync(3);
        await site.SignInAsync();

        await site.StartAsync();

        (string topic, JsonElement status) = Split(await subscriber.NextAsync());
        Assert.Equal($"{SiteBed.Prefix}/status", topic);
        Assert.True(status.GetProperty("online").GetBoolean());
        Assert.Equal(4, status.GetProperty("backlog").GetInt64());
        Assert.Equal(1, status.GetProperty("connection").GetInt32());
        Assert.Equal($"{SiteBed.Prefix}/state/stock", Split(await subscriber.NextAsync()).Topic);
        Assert.Equal($"{SiteBed.Prefix}/state/fridge/fridge-1", Split(await subscriber.NextAsync()).Topic);
        Assert.Equal($"{SiteBed.Prefix}/ev/unit", Split(await subscriber.NextAsync()).Topic);
        await site.UntilAsync(static now => now is { Connected: true, Waiting: 0 }); // the sign-in is no news, and nothing waits for it
        Assert.Null(site.Status.Current.LastError);
        Assert.Contains("hub", site.Live.Devices.Keys);
    }

    [Fact]
    public async Task Stop_SaysGoodbye_AndTheNextStartGoesOnWhereItWas()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, "blood/v1/#", "%t|%p");
        await using SiteBed site = await SiteBed.OpenAsync(SiteBed.Settings(broker));
        await site.PlaceAsync(30);
        await site.StartAsync();
        await site.UntilAsync(static now => now is { Connected: true, AckedSeq: 30 });

        await site.StopAsync();
        (_, JsonElement goodbye) = Split(await subscriber.UntilAsync(static line => line.Contains("\"online\":false", StringComparison.Ordinal)));
        Assert.Equal("shutdown", goodbye.GetProperty("reason").GetString());

        await site.PlaceAsync(1);
        await site.StartAsync();
        string next = await subscriber.UntilAsync(static line => line.Contains("/ev/", StringComparison.Ordinal));
        Assert.Contains("/doc/31-31", next, StringComparison.Ordinal); // nothing of the thirty again
    }

    [Fact]
    public async Task Retained_DashboardThatComesLater_SeesLevelsAndStatusAtOnceAndNoEvent()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using SiteBed site = await SiteBed.OpenAsync(SiteBed.Settings(broker));
        await site.PlaceAsync(5);
        await site.StartAsync();
        await site.UntilAsync(static now => now is { Connected: true, Waiting: 0 });

        await using MosquittoSubscriber late = await MosquittoSubscriber.StartAsync(broker, "blood/v1/#", "%t|%r");
        string[] seen = [await late.NextAsync(), await late.NextAsync(), await late.NextAsync(), await late.NextAsync()];

        Assert.Equal(
            [
                $"{SiteBed.Prefix}/state/fridge/fridge-1|1", $"{SiteBed.Prefix}/state/ledger|1", $"{SiteBed.Prefix}/state/stock|1",
                $"{SiteBed.Prefix}/status|1",
            ],
            seen.Order(StringComparer.Ordinal));
        Assert.Equal(0, late.Lines.Count);
    }

    [Fact]
    public async Task Commands_OverTheBroker_AreAnsweredOnTheAskedTopic()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, "blood/v1/#", "%t|%p");
        await using SiteBed site = await SiteBed.OpenAsync(SiteBed.Settings(broker));
        await site.PlaceAsync(40);
        await site.StartAsync();
        await site.UntilAsync(static now => now is { Connected: true, AckedSeq: 40 });
        while (subscriber.Lines.TryRead(out _)) { }

        await AskAsync("resync-from", """{"id":"c1","seq":21}""");
        (string topic, JsonElement answer) = Split(await subscriber.UntilAsync(static line => line.Contains("/reply/", StringComparison.Ordinal)));
        Assert.Equal($"{SiteBed.Prefix}/reply/hub-1", topic);
        Assert.True(answer.GetProperty("ok").GetBoolean());

        Consumer consumer = new();
        while (consumer.Events.Count < 20)
            consumer.Take(Split(await subscriber.UntilAsync(static line => line.Contains("/ev/", StringComparison.Ordinal))).Payload.GetRawText());
        Assert.Equal((await site.ExpectedAsync()).Skip(20), consumer.Events);

        await AskAsync("snapshot-now", "");
        Assert.Equal($"{SiteBed.Prefix}/state/stock", Split(await subscriber.UntilAsync(static line => line.Contains("/state/stock", StringComparison.Ordinal))).Topic);
        Assert.Equal(40, Split(await subscriber.UntilAsync(static line => line.Contains("/reply/", StringComparison.Ordinal))).Payload.GetProperty("seq").GetInt64());

        async Task AskAsync(string command, string payload)
        {
            using Process process = Process.Start(MosquittoBroker.Program("mosquitto_pub"),
            [
                "-h", "127.0.0.1", "-p", $"{broker.Port}", "-V", "mqttv5", "-q", "1", "-t", $"{SiteBed.Prefix}/cmd/{command}", "-m", payload,
                "-D", "publish", "response-topic", $"{SiteBed.Prefix}/reply/hub-1", "-D", "publish", "correlation-data", "xyz",
            ]);
            await process.WaitForExitAsync(Ct);
        }
    }

    [Fact]
    public async Task Run_NoRightToSendEvents_NothingIsLostAndAllGoesWhenTheRightIsThere()
    {
        using TemporaryFolder folder = new();
        string acl = folder.File("acl");
        await File.WriteAllTextAsync(acl, $"topic read blood/v1/#\ntopic write {SiteBed.Prefix}/status\ntopic write {SiteBed.Prefix}/state/#\n", Ct);
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync($"allow_anonymous true\nacl_file {acl}\n");
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, $"{SiteBed.Prefix}/ev/#");
        await using SiteBed site = await SiteBed.OpenAsync(SiteBed.Settings(broker));
        await site.PlaceAsync(20);
        await site.StartAsync();

        await site.UntilAsync(static now => now.LastError?.Contains("NotAuthorized", StringComparison.Ordinal) == true);
        Assert.Equal(0, site.Status.Current.AckedSeq);
        Assert.Equal(20, site.Status.Current.Waiting);
        await File.WriteAllTextAsync(acl, $"topic readwrite blood/v1/#\n", Ct);
        await broker.ReloadAsync();

        Consumer consumer = new();
        while (consumer.Events.Count < 20) consumer.Take(await subscriber.NextAsync());
        Assert.Equal(await site.ExpectedAsync(), consumer.Events);
        Assert.Equal(0, consumer.Gaps);
        await site.UntilAsync(static now => now is { LastError: null, Waiting: 0, Parked: 0 });
    }

    [Fact]
    public async Task Will_ServiceVanishes_SaysWhichConnectionItWas()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, $"{SiteBed.Prefix}/status");
        await using SiteBed site = await SiteBed.OpenAsync(SiteBed.Settings(broker));
        await site.StartAsync();
        JsonElement birth = JsonDocument.Parse(await subscriber.NextAsync()).RootElement;

        await broker.KickAsync("edge-0042"); // as when the box loses its power: the broker sees no farewell

        JsonElement will = JsonDocument.Parse(await subscriber.NextAsync()).RootElement;
        Assert.Equal("will", will.GetProperty("reason").GetString());
        Assert.Equal(birth.GetProperty("boot").GetString(), will.GetProperty("boot").GetString());
        JsonElement again = JsonDocument.Parse(await subscriber.NextAsync()).RootElement;
        Assert.True(again.GetProperty("online").GetBoolean());
        Assert.Equal(2, again.GetProperty("connection").GetInt32());
    }

    private static (string Topic, JsonElement Payload) Split(string line)
    {
        int bar = line.IndexOf('|', StringComparison.Ordinal);
        return (line[..bar], JsonDocument.Parse(line[(bar + 1)..]).RootElement);
    }
}
