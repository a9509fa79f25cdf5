using System.Threading.Channels;
using Edge.Hub.Mqtt;

namespace Edge.Hub;

/// <summary>Opens connections to the central broker.</summary>
public interface IHubClient
{
    /// <returns>Never throws for what a network, a broker or a file of certificates may do: that is in the result.</returns>
    Task<HubConnectResult> ConnectAsync(HubConnectOptions options, CancellationToken ct);
}

/// <param name="Connection">Null when there is none; the reason and the detail say why.</param>
/// <param name="Reason">The broker's answer; null when it gave none.</param>
/// <param name="Detail">One plain sentence; null when connected.</param>
public sealed record HubConnectResult(IHubConnection? Connection, MqttReason? Reason, string? Detail);

/// <summary>One connection, from the broker's welcome to its end. It never comes back: open another one.</summary>
/// <remarks>All members are safe from any thread. Disposing drops the connection without a farewell, so the will is sent.</remarks>
public interface IHubConnection : IAsyncDisposable
{
    /// <summary>Unacknowledged messages at most: our setting or the broker's Receive Maximum.</summary>
    int Window { get; }

    /// <summary>Longest packet that the broker takes, bytes.</summary>
    long MaximumPacketBytes { get; }

    /// <summary>Whether the broker can refuse a single message (MQTT 5).</summary>
    bool HasReasonCodes { get; }

    /// <summary>Completes once, with the cause, when the connection is over.</summary>
    Task<HubLoss> Closed { get; }

    /// <summary>Messages to us. Acknowledge each; one that is not comes again after a reconnect.</summary>
    ChannelReader<HubDelivery> Deliveries { get; }

    /// <summary>Waits for room in the window, then sends. Messages leave in the order in which these calls completed.</summary>
    /// <param name="ct">For the wait only: what has left cannot be called back.</param>
    ValueTask<HubTicket> SendAsync(HubMessage message, CancellationToken ct);

    /// <returns>The QoS granted, or why not; null when the connection ended first.</returns>
    Task<MqttReason?> SubscribeAsync(string filter, CancellationToken ct);

    void Acknowledge(HubDelivery delivery);

    /// <summary>Says goodbye, so that the will is not sent, and closes.</summary>
    Task DisconnectAsync(CancellationToken ct);
}

/// <summary>A message on its way.</summary>
/// <param name="Outcome">Await it exactly once: its place in the window is free again only then.</param>
public readonly record struct HubTicket(ValueTask<PublishOutcome> Outcome);

/// <summary>What became of a message.</summary>
/// <param name="Reason">The broker's word. Null: the connection ended first, nobody knows.</param>
public readonly record struct PublishOutcome(MqttReason? Reason)
{
    public static readonly PublishOutcome Lost = new(null);

    /// <summary>The broker has it.</summary>
    public bool IsAccepted => Reason is { } reason && !reason.IsFailure();

    public bool IsLost => Reason is null;
}

public enum HubLossKind : byte { Local, ByBroker, Network, NoAnswer, BadPacket }

/// <summary>Why a connection ended.</summary>
/// <param name="Reason">The broker's, or ours for a bad packet; null when there is none.</param>
public sealed record HubLoss(HubLossKind Kind, MqttReason? Reason, string Detail);

/// <summary>One message that the broker brought.</summary>
/// <param name="PacketId">0 when it needs no acknowledgement.</param>
/// <param name="ResponseTopic">Null when not given, and over 3.1.1.</param>
public sealed record HubDelivery(
    string Topic, ReadOnlyMemory<byte> Payload, bool Retained, ushort PacketId, string? ResponseTopic,
    ReadOnlyMemory<byte> CorrelationData);

public static class HubConnections
{
    /// <summary>Sends one message and waits for the broker's word.</summary>
    public static async ValueTask<PublishOutcome> PublishAsync(
        this IHubConnection connection, HubMessage message, CancellationToken ct)
    {
        HubTicket ticket = await connection.SendAsync(message, ct);
        return await ticket.Outcome;
    }
}
