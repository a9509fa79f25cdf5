using System.Text;
using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>The broker's answer to CONNECT (MQTT 5, 3.2). What it does not state has the standard's default.</summary>
public sealed record ConnAck
{
    public required MqttReason Reason { get; init; }
    public bool SessionPresent { get; init; }

    /// <summary>QoS 1 messages that the broker takes before it has acknowledged one.</summary>
    public int ReceiveMaximum { get; init; } = ushort.MaxValue;

    /// <summary>Longest packet that the broker takes, bytes.</summary>
    public uint MaximumPacketBytes { get; init; } = uint.MaxValue;

    /// <summary>0 or 1 when the broker says so, else 2.</summary>
    public int MaximumQos { get; init; } = 2;
    public bool RetainAvailable { get; init; } = true;

    /// <summary>The broker's keep-alive, which replaces ours; null when ours holds.</summary>
    public TimeSpan? KeepAlive { get; init; }
    public string? ReasonString { get; init; }

    /// <summary>Where the broker sends us with 0x9C or 0x9D. For people: this client never follows it by itself.</summary>
    public string? ServerReference { get; init; }

    /// <param name="body">The packet without its fixed header.</param>
    /// <returns>Success, or what is wrong with the packet.</returns>
    public static MqttReason TryDecode(ReadOnlySpan<byte> body, MqttVersion version, out ConnAck? ack)
    {
        ack = null;
        SpanReader reader = new(body);
        if (!reader.TryByte(out byte flags) || !reader.TryByte(out byte code)) return MqttReason.MalformedPacket;
        if (flags > 1) return MqttReason.MalformedPacket; // bits 7-1 are reserved
        bool sessionPresent = flags == 1;
        if (sessionPresent && code != 0) return MqttReason.ProtocolError;
        if (version == MqttVersion.V311)
        {
            if (!reader.IsAtEnd || MqttReasons.FromReturnCode(code) is not { } answer) return MqttReason.MalformedPacket;
            ack = new ConnAck { Reason = answer, SessionPresent = sessionPresent };
            return MqttReason.Success;
        }
        if (!PropertyReader.TryOpen(ref reader, MqttPacketType.ConnAck, out PropertyReader properties) || !reader.IsAtEnd)
            return MqttReason.MalformedPacket;
        ConnAck read = new() { Reason = (MqttReason)code, SessionPresent = sessionPresent };
        if (read.Reason != MqttReason.Success && !read.Reason.IsFailure()) return MqttReason.ProtocolError;
        while (properties.MoveNext()) read = read.With(in properties);
        if (properties.Error == MqttReason.Success) ack = read;
        return properties.Error;
    }

    private ConnAck With(in PropertyReader property) => property.Id switch
    {
        MqttProperty.ReceiveMaximum => this with { ReceiveMaximum = (int)property.Number },
        MqttProperty.MaximumPacketSize => this with { MaximumPacketBytes = property.Number },
        MqttProperty.MaximumQos => this with { MaximumQos = (int)property.Number },
        MqttProperty.RetainAvailable => this with { RetainAvailable = property.Number == 1 },
        MqttProperty.ServerKeepAlive => this with { KeepAlive = TimeSpan.FromSeconds(property.Number) },
        MqttProperty.ReasonString => this with { ReasonString = Encoding.UTF8.GetString(property.Bytes) },
        MqttProperty.ServerReference => this with { ServerReference = Encoding.UTF8.GetString(property.Bytes) },
        _ => this,
    };
}
