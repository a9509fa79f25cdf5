using System.Threading.Channels;
using Edge.Hub;
using Edge.Hub.Mqtt;

namespace Edge.Tests.Hub;

/// <summary>A connection whose broker answers as the test says: for refusals that a real broker does not give on request.</summary>
internal sealed class FakeConnection : IHubConnection
{
    private readonly TaskCompletionSource<HubLoss> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<HubDelivery> _deliveries = Channel.CreateUnbounded<HubDelivery>();
    private readonly Channel<HubMessage> _sent = Channel.CreateUnbounded<HubMessage>();

    public int Window { get; init; } = 20;
    public long MaximumPacketBytes { get; init; } = long.MaxValue;
    public bool HasReasonCodes => true;
    public Task<HubLoss> Closed => _closed.Task;
    public ChannelReader<HubDelivery> Deliveries => _deliveries.Reader;

    /// <summary>What the broker says to a message; by default it takes it.</summary>
    public Func<HubMessage, MqttReason> Answer { get; set; } = static _ => MqttReason.Success;

    /// <summary>While set, nothing is answered.</summary>
    public bool Withholds { get; set; }

    public List<HubDelivery> Acknowledged { get; } = [];

    public ValueTask<HubTicket> SendAsync(HubMessage message, CancellationToken ct)
    {
        _sent.Writer.TryWrite(message);
        ValueTask<PublishOutcome> outcome = Withholds
            ? new ValueTask<PublishOutcome>(LostAsync())
            : ValueTask.FromResult(new PublishOutcome(Answer(message)));
        return ValueTask.FromResult(new HubTicket(outcome));
    }

    public Task<MqttReason?> SubscribeAsync(string filter, CancellationToken ct) => Task.FromResult<MqttReason?>(MqttReason.GrantedQos1);

    public void Acknowledge(HubDelivery delivery) => Acknowledged.Add(delivery);

    public void Deliver(HubDelivery delivery) => _deliveries.Writer.TryWrite(delivery);

    public void Lose()
    {
        _closed.TrySetResult(new HubLoss(HubLossKind.Network, null, "lost"));
        _deliveries.Writer.TryComplete();
    }

    public Task DisconnectAsync(CancellationToken ct) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Lose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The next message that was sent, within 20 s.</summary>
    public async Task<HubMessage> NextAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        return await _sent.Reader.ReadAsync(limit.Token);
    }

    public int Unread => _sent.Reader.Count;

    private async Task<PublishOutcome> LostAsync()
    {
        await Closed;
        return PublishOutcome.Lost;
    }
}
