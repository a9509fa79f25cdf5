using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>PUBLISH as it came from the broker (MQTT 5, 3.3). Everything is a slice of the packet.</summary>
public readonly ref struct IncomingPublish
{
    public int Qos { get; private init; }
    public bool Retain { get; private init; }
    public bool Duplicate { get; private init; }
    public ReadOnlySpan<byte> Topic { get; private init; }

    /// <summary>0 at QoS 0.</summary>
    public ushort PacketId { get; private init; }
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Empty when not given, and over 3.1.1.</summary>
    public ReadOnlySpan<byte> ResponseTopic { get; private init; }
    public ReadOnlySpan<byte> CorrelationData { get; private init; }
    public ReadOnlySpan<byte> ContentType { get; private init; }

    /// <returns>Success, or what is wrong with the packet. We allow no topic alias, so one that comes is an error.</returns>
    public static MqttReason TryDecode(in MqttFrame frame, MqttVersion version, out IncomingPublish publish)
    {
        publish = default;
        int qos = (frame.Flags >> 1) & 0b11;
        bool duplicate = (frame.Flags & 0b1000) != 0;
        if (qos == 0 && duplicate) return MqttReason.MalformedPacket;
        SpanReader reader = new(frame.Body);
        if (!reader.TryString(out ReadOnlySpan<byte> topic)) return MqttReason.MalformedPacket;
        if (topic.ContainsAny((byte)'+', (byte)'#')) return MqttReason.TopicNameInvalid;
        ushort packetId = 0;
        if (qos > 0 && !reader.TryUInt16(out packetId)) return MqttReason.MalformedPacket;
        if (qos > 0 && packetId == 0) return MqttReason.ProtocolError;
        ReadOnlySpan<byte> responseTopic = default, correlation = default, contentType = default;
        if (version == MqttVersion.V5)
        {
            if (!PropertyReader.TryOpen(ref reader, MqttPacketType.Publish, out PropertyReader properties))
                return MqttReason.MalformedPacket;
            while (properties.MoveNext())
            {
                switch (properties.Id)
                {
                    case MqttProperty.TopicAlias: return MqttReason.TopicAliasInvalid;
                    case MqttProperty.ResponseTopic: responseTopic = properties.Bytes; break;
                    case MqttProperty.CorrelationData: correlation = properties.Bytes; break;
                    case MqttProperty.ContentType: contentType = properties.Bytes; break;
                }
            }
            if (properties.Error != MqttReason.Success) return properties.Error;
        }
        if (topic.IsEmpty) return MqttReason.ProtocolError; // an empty name needs an alias
        publish = new IncomingPublish
        {
            Qos = qos, Retain = (frame.Flags & 1) != 0, Duplicate = duplicate, Topic = topic, PacketId = packetId,
            ResponseTopic = responseTopic, CorrelationData = correlation, ContentType = contentType, Payload = reader.Rest,
        };
        return MqttReason.Success;
    }
}
