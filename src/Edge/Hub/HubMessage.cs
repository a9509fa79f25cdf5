namespace Edge.Hub;

/// <summary>One message for the broker, at QoS 1.</summary>
public readonly record struct HubMessage
{
    public required string Topic { get; init; }

    /// <summary>Must not change until the message is acknowledged.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The broker keeps it as the last value of its topic. Never for events.</summary>
    public bool Retain { get; init; }

    /// <summary>The payload is UTF-8. This and all below is sent over MQTT 5 only.</summary>
    public bool IsText { get; init; }
    public string? ContentType { get; init; }

    /// <summary>Copied from a request into its answer.</summary>
    public ReadOnlyMemory<byte> CorrelationData { get; init; }
    public ReadOnlyMemory<UserProperty> UserProperties { get; init; }
}

public readonly record struct UserProperty(string Name, string Value);
