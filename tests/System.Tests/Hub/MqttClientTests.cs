using System.Text;
using Edge.Hub;
using Edge.Hub.Mqtt;
using Edge.Operations;
using Testing;

namespace SystemTests.Hub;

/// <summary>Our client against mosquitto, seen by mosquitto_sub: neither was written here.</summary>
public sealed class MqttClientTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MqttVersion.V5, 20)] // mosquitto's own Receive Maximum
    [InlineData(MqttVersion.V311, 100)]
    public async Task Send_ThousandsInTheWindow_ArriveOnceAndInOrder(MqttVersion version, int window)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, "t/#");
        await using IHubConnection connection = await ConnectAsync(Options(broker) with { Version = version });
        Assert.Equal(window, connection.Window);

        Queue<HubTicket> waiting = [];
        for (int i = 0; i < 3000; i++)
        {
            if (waiting.Count == connection.Window) Assert.True((await waiting.Dequeue().Outcome).IsAccepted);
            waiting.Enqueue(await connection.SendAsync(
                new HubMessage { Topic = "t/1", Payload = Encoding.UTF8.GetBytes($"{i}") }, Ct));
        }
        while (waiting.TryDequeue(out HubTicket ticket)) Assert.True((await ticket.Outcome).IsAccepted);

        for (int i = 0; i < 3000; i++) Assert.Equal($"{i}", await subscriber.NextAsync());
    }

    [Fact]
    public async Task Send_WithProperties_AnotherProgramSeesThem()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, "t/#", "%t|%C|%P|%F|%p");
        await using IHubConnection connection = await ConnectAsync(Options(broker));

        PublishOutcome heard = await connection.PublishAsync(Message("t/1"), Ct);
        PublishOutcome unheard = await connection.PublishAsync(Message("elsewhere"), Ct);

        Assert.Equal("t/1|application/ld+json|site:0042 seq:17|1|血", await subscriber.NextAsync());
        Assert.Equal(MqttReason.Success, heard.Reason);
        Assert.Equal(MqttReason.NoMatchingSubscribers, unheard.Reason);
        Assert.True(unheard.IsAccepted);

        static HubMessage Message(string topic) => new()
        {
            Topic = topic, Payload = "血"u8.ToArray(), IsText = true, ContentType = "application/ld+json",
            UserProperties = new UserProperty[] { new("site", "0042"), new("seq", "17") },
        };
    }

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task Will_ConnectionDropped_IsSaid_AfterAFarewellItIsNot(MqttVersion version)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MosquittoSubscriber subscriber = await MosquittoSubscriber.StartAsync(broker, "status/+", "%t|%r|%p");
        HubConnectOptions options = Options(broker) with { Version = version };

        IHubConnection polite = await ConnectAsync(WithWill("polite"));
        await polite.DisconnectAsync(Ct);
        await polite.DisposeAsync();
        IHubConnection dead = await ConnectAsync(WithWill("dead"));
        await dead.DisposeAsync();

        Assert.Equal("status/dead|0|gone", await subscriber.NextAsync());

        HubConnectOptions WithWill(string id) => options with
        {
            ClientId = id, Will = new HubWill($"status/{id}", "gone"u8.ToArray(), true, TimeSpan.Zero, "text/plain"),
        };
    }

    [Fact]
    public async Task Connect_SameIdentifierTwice_TheFirstEndsAndTheSecondGoesOn()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using IHubConnection first = await ConnectAsync(Options(broker));
        await using IHubConnection second = await ConnectAsync(Options(broker));

        HubLoss loss = await first.Closed.WaitAsync(TimeSpan.FromSeconds(20), Ct);

        // the standard wants DISCONNECT 0x8E first; mosquitto 2.0.11 closes without a word
        Assert.True(loss is { Kind: HubLossKind.Network } or { Reason: MqttReason.SessionTakenOver }, loss.ToString());
        Assert.True((await second.PublishAsync(new HubMessage { Topic = "t", Payload = default }, Ct)).IsAccepted);
    }

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task Subscribe_CommandWhileAway_IsDeliveredAfterTheReturn(MqttVersion version)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        HubConnectOptions options = Options(broker) with { Version = version };
        IHubConnection before = await ConnectAsync(options);
        Assert.Equal(MqttReason.GrantedQos1, await before.SubscribeAsync("cmd/+", Ct));
        await before.DisconnectAsync(Ct);
        await before.DisposeAsync();

        await using IHubConnection hub = await ConnectAsync(Options(broker) with { ClientId = "hub" });
        await hub.PublishAsync(new HubMessage { Topic = "cmd/snapshot-now", Payload = "1"u8.ToArray() }, Ct);
        await using IHubConnection after = await ConnectAsync(options);

        HubDelivery delivery = await after.Deliveries.ReadAsync(Ct);
        Assert.Equal("cmd/snapshot-now", delivery.Topic);
        after.Acknowledge(delivery);
    }

    [Fact]
    public async Task Closed_BrokerFrozen_IsNoticedByTheMissingAnswer()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using IHubConnection connection = await ConnectAsync(
            Options(broker) with { KeepAlive = TimeSpan.FromSeconds(2), AnswerTimeout = TimeSpan.FromSeconds(1) });
        await broker.FreezeAsync();

        HubLoss loss = await connection.Closed.WaitAsync(TimeSpan.FromSeconds(20), Ct);

        Assert.Equal(HubLossKind.NoAnswer, loss.Kind);
        await broker.ThawAsync();
    }

    [Theory]
    [InlineData("wrong", MqttVersion.V5)]
    [InlineData("wrong", MqttVersion.V311)]
    [InlineData("right", MqttVersion.V5)]
    [InlineData("right", MqttVersion.V311)]
    public async Task Connect_UserAndPassword_AreChecked(string password, MqttVersion version)
    {
        // mosquitto_passwd's own hash of "right" would need the program; plain text in the file is hashed by -U
        using TemporaryFolder folder = new();
        string file = folder.File("passwords");
        await File.WriteAllTextAsync(file, "edge:right\n", Ct);
        using (System.Diagnostics.Process hash = System.Diagnostics.Process.Start(MosquittoBroker.Program("mosquitto_passwd"), ["-U", file]))
            await hash.WaitForExitAsync(Ct);
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync($"allow_anonymous false\npassword_file {file}\n");

        HubConnectResult result = await new MqttHubClient(TimeProvider.System).ConnectAsync(
            Options(broker) with { Version = version, User = "edge", Password = Encoding.UTF8.GetBytes(password) }, Ct);

        Assert.Equal(password == "right", result.Connection is not null);
        if (result.Connection is null) Assert.Equal(MqttReason.NotAuthorized, result.Reason);
        else await result.Connection.DisposeAsync();
    }

    internal static HubConnectOptions Options(MosquittoBroker broker) => new()
    {
        Host = "127.0.0.1", Port = broker.Port, ClientId = "edge-0042",
    };

    internal static async Task<IHubConnection> ConnectAsync(HubConnectOptions options)
    {
        HubConnectResult result = await new MqttHubClient(TimeProvider.System).ConnectAsync(options, Ct);
        Assert.Null(result.Detail);
        return result.Connection!;
    }
}
