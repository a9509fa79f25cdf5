using System.Text;
using Edge.Hub;
using Edge.Hub.Mqtt;
using Testing;

namespace Edge.Tests.Hub.Mqtt;

public sealed class MqttConnectionTests
{
    private static readonly HubMessage Message = new() { Topic = "t", Payload = "p"u8.ToArray() };

    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeepAlive_NothingSaid_PingsAndGoesOn()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time));

        for (int i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(20)); // half of the keep-alive
            Assert.Equal([0xC0, 0x00], await broker.ReadPacketAsync());
            // an acknowledgement of nothing is counted behind the ping's answer: when it has come, so has the answer
            await broker.SendAsync("D000" + "40020001");
            await Wait.UntilAsync(() => connection.UnexpectedAcks > i);
        }
        Assert.False(connection.Closed.IsCompleted);
    }

    [Fact]
    public async Task KeepAlive_PingNotAnswered_EndsTheConnection()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time));

        _time.Advance(TimeSpan.FromSeconds(20));
        await broker.ReadPacketAsync();
        _time.Advance(TimeSpan.FromSeconds(10));

        HubLoss loss = await connection.Closed;
        Assert.Equal((HubLossKind.NoAnswer, MqttReason.KeepAliveTimeout), (loss.Kind, loss.Reason));
        Assert.Empty(await broker.ReadPacketAsync());
    }

    [Fact]
    public async Task KeepAlive_OfTheBroker_ReplacesOurs()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time), "2006000003" + "130008");

        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal([0xC0, 0x00], await broker.ReadPacketAsync());
    }

    [Fact]
    public async Task Send_AckWithheld_EndsTheConnectionAndTheOutcomeIsUnknown()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time), "2006000003" + "130000");
        HubTicket ticket = await connection.SendAsync(Message, Ct);
        await broker.ReadPacketAsync();

        _time.Advance(TimeSpan.FromSeconds(45));

        Assert.True((await ticket.Outcome).IsLost);
        Assert.Equal(HubLossKind.NoAnswer, (await connection.Closed).Kind);
        Assert.True((await connection.PublishAsync(Message, Ct)).IsLost);
    }

    [Fact]
    public async Task Send_ReceiveMaximumReached_WaitsForAnAck()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time), "2006000003" + "210002");
        Assert.Equal(2, connection.Window);

        HubTicket first = await connection.SendAsync(Message, Ct);
        HubTicket second = await connection.SendAsync(Message, Ct);
        ValueTask<HubTicket> third = connection.SendAsync(Message, Ct);
        Assert.False(third.IsCompleted);

        await broker.SendAsync("40020002"); // the second is acknowledged first
        Assert.Equal(MqttReason.Success, (await second.Outcome).Reason);
        HubTicket sent = await third;
        await broker.SendAsync("4003000187" + "4003000210");
        Assert.Equal(MqttReason.NotAuthorized, (await first.Outcome).Reason);
        PublishOutcome last = await sent.Outcome;
        Assert.True(last.IsAccepted);
        Assert.Equal(MqttReason.NoMatchingSubscribers, last.Reason);
    }

    [Fact]
    public async Task Send_CancelledWhileItWaitsForRoom_LeavesNoTrace()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time), "2006000003" + "210001");
        HubTicket first = await connection.SendAsync(Message, Ct);
        using CancellationTokenSource source = new();
        ValueTask<HubTicket> second = connection.SendAsync(Message, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await second);

        await broker.SendAsync("40020001");
        await first.Outcome;
        HubTicket third = await connection.SendAsync(Message with { Topic = "third" }, Ct);
        Assert.Contains("t", Encoding.UTF8.GetString(await broker.ReadPacketAsync()), StringComparison.Ordinal);
        Assert.Contains("third", Encoding.UTF8.GetString(await broker.ReadPacketAsync()), StringComparison.Ordinal);
        await broker.SendAsync("40020001");
        Assert.True((await third.Outcome).IsAccepted);
    }

    [Fact]
    public async Task Send_MoreThanTheBrokerTakes_IsRefusedHere()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(
            new MqttHubClient(_time), "200A000007" + "2700000010" + "2500");

        Assert.Equal(MqttReason.PacketTooLarge, (await connection.PublishAsync(Message with { Payload = new byte[20] }, Ct)).Reason);
        Assert.Equal(MqttReason.RetainNotSupported, (await connection.PublishAsync(Message with { Retain = true }, Ct)).Reason);
        Assert.Equal(16, connection.MaximumPacketBytes);
    }

    [Theory]
    [InlineData("00", "E00181")] // type 0
    [InlineData("4003000701", "E00182")] // PUBACK with a reason that it has not
    [InlineData("20020000", "E00182")] // a second CONNACK
    [InlineData("30FFFFFF7F", "E00195")] // longer than we take
    [InlineData("3408" + "0002612F" + "0001" + "0000", "E00182")] // QoS 2, which we did not ask for
    public async Task Receive_WhatNoBrokerMaySend_SaysWhyAndEnds(string packet, string farewell)
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time));

        await broker.SendAsync(packet);

        Assert.Equal(farewell, Convert.ToHexString(await broker.ReadPacketAsync()));
        Assert.Equal(HubLossKind.BadPacket, (await connection.Closed).Kind);
        Assert.Empty(await broker.ReadPacketAsync());
    }

    [Fact]
    public async Task Receive_CommandRightBehindTheWelcome_IsDeliveredAndAcknowledged()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(
            new MqttHubClient(_time), "2003000000" + "3211" + "0003636D64" + "0005" + "07" + "08000172" + "090000" + "7B7D");

        HubDelivery delivery = await connection.Deliveries.ReadAsync(Ct);
        connection.Acknowledge(delivery);

        Assert.Equal(("cmd", "r", "{}"), (delivery.Topic, delivery.ResponseTopic, Encoding.UTF8.GetString(delivery.Payload.Span)));
        Assert.Equal("40020005", Convert.ToHexString(await broker.ReadPacketAsync()));
    }

    [Fact]
    public async Task Receive_DisconnectOfTheBroker_GivesItsReason()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time));
        HubTicket ticket = await connection.SendAsync(Message, Ct);

        await broker.SendAsync("E0028E00");

        HubLoss loss = await connection.Closed;
        Assert.Equal((HubLossKind.ByBroker, MqttReason.SessionTakenOver), (loss.Kind, loss.Reason));
        Assert.True((await ticket.Outcome).IsLost);
        Assert.False(await connection.Deliveries.WaitToReadAsync(Ct));
    }

    [Fact]
    public async Task Subscribe_Granted_SaysTheQos()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time));

        Task<MqttReason?> subscribing = connection.SubscribeAsync("a/+", Ct);
        Assert.Equal("8209FFFF000003612F2B01", Convert.ToHexString(await broker.ReadPacketAsync()));
        await broker.SendAsync("9004FFFF0001");
        Assert.Equal(MqttReason.GrantedQos1, await subscribing);

        Task<MqttReason?> silent = connection.SubscribeAsync("b", Ct);
        await broker.ReadPacketAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await silent);
        Assert.Equal(HubLossKind.NoAnswer, (await connection.Closed).Kind);
    }

    [Fact]
    public async Task Disconnect_WithMessagesOnTheWay_SendsThemThenTheFarewell()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time));
        HubTicket ticket = await connection.SendAsync(Message, Ct);

        await connection.DisconnectAsync(Ct);

        Assert.Equal(0x32, (await broker.ReadPacketAsync())[0]);
        Assert.Equal("E000", Convert.ToHexString(await broker.ReadPacketAsync()));
        Assert.Empty(await broker.ReadPacketAsync());
        Assert.Equal(HubLossKind.Local, (await connection.Closed).Kind);
        Assert.True((await ticket.Outcome).IsLost);
    }

    [Theory]
    [InlineData("2003008600", MqttReason.BadUserNameOrPassword, "refused")]
    [InlineData("2005000002" + "2400", MqttReason.Success, "QoS 1")]
    [InlineData("485454502F312E31", null, "no MQTT broker")] // "HTTP/1.1"
    [InlineData("4002000100", null, "no MQTT broker")]
    public async Task Connect_NoWelcome_SaysWhy(string answer, MqttReason? reason, string words)
    {
        await using FakeBroker broker = new();

        HubConnectResult result = await broker.AnswerConnectAsync(new MqttHubClient(_time), answer);

        Assert.Null(result.Connection);
        Assert.Equal(reason, result.Reason);
        Assert.Contains(words, result.Detail, StringComparison.Ordinal);
        Assert.Empty(await broker.ReadPacketAsync());
    }

    [Fact]
    public async Task Connect_NoAnswer_GivesUp()
    {
        await using FakeBroker broker = new();
        Task<HubConnectResult> connecting = new MqttHubClient(_time).ConnectAsync(broker.Options, Ct);
        await broker.AcceptAsync();
        await broker.ReadPacketAsync();

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("did not answer", (await connecting).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NobodyThere_IsAResultNotAnException()
    {
        HubConnectOptions options = new() { Host = "127.0.0.1", Port = LoopbackPort.Free(), ClientId = "x" };

        HubConnectResult result = await new MqttHubClient(_time).ConnectAsync(options, Ct);

        Assert.Null(result.Connection);
        Assert.NotNull(result.Detail);
    }

    [Fact]
    public async Task Send_ManyMessagesInTheWindow_AllocatesNothingForEach()
    {
        await using FakeBroker broker = new();
        await using MqttConnection connection = await broker.WelcomeAsync(new MqttHubClient(_time));
        await RoundAsync(100);
        HubTicket[] tickets = new HubTicket[100];

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < tickets.Length; i++) tickets[i] = await connection.SendAsync(Message, Ct); // goes on at once: there is room
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, 500); // the pool's own queue may grow once

        async Task RoundAsync(int messages)
        {
            List<HubTicket> tickets = [];
            for (int i = 0; i < messages; i++) tickets.Add(await connection.SendAsync(Message, Ct));
            for (int i = 0; i < messages; i++)
            {
                byte[] packet = await broker.ReadPacketAsync();
                await broker.SendAsync($"4002{packet[5]:X2}{packet[6]:X2}");
            }
            foreach (HubTicket ticket in tickets) await ticket.Outcome;
        }
    }
}
