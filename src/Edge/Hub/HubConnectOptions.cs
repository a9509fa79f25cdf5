using Edge.Operations;

namespace Edge.Hub;

/// <summary>How to reach the broker and who we are there.</summary>
public sealed record HubConnectOptions
{
    public required string Host { get; init; }
    public required int Port { get; init; }
    public required string ClientId { get; init; }
    public MqttVersion Version { get; init; } = MqttVersion.V5;
    public string? User { get; init; }

    /// <summary>Null: none. Over 3.1.1 it is sent only together with a user.</summary>
    public byte[]? Password { get; init; }

    /// <summary>Null: no encryption.</summary>
    public HubTls? Tls { get; init; }

    /// <summary>Whole seconds.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Unacknowledged messages at most; the broker may lower it.</summary>
    public int Window { get; init; } = 100;

    /// <summary>Throw away what the broker kept for us: subscriptions and commands that came while we were gone.</summary>
    public bool CleanStart { get; init; }

    /// <summary>How long the broker keeps our session after the connection; MQTT 5 only.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromHours(4);
    public HubWill? Will { get; init; }

    /// <summary>From the first byte sent to the broker's answer, and for every other answer that a broker owes at once.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A message that is not acknowledged for this time means that the broker is as good as gone.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>What the broker says for us when we vanish. QoS 1.</summary>
/// <param name="Delay">Whole seconds after the loss; a reconnect in between keeps it back. MQTT 5 only.</param>
public sealed record HubWill(string Topic, ReadOnlyMemory<byte> Payload, bool Retain, TimeSpan Delay, string? ContentType);

/// <param name="AuthorityFile">PEM; null: the machine's own store.</param>
/// <param name="CertificateFile">PEM of our own certificate; null: none is shown.</param>
/// <param name="KeyFile">PEM of its key; null when it stands in the certificate's file.</param>
public sealed record HubTls(string? AuthorityFile, string? CertificateFile, string? KeyFile);
