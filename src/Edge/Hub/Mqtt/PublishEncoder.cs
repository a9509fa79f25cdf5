using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>Writes PUBLISH at QoS 1 (MQTT 5, 3.3). Allocates nothing.</summary>
public static class PublishEncoder
{
    /// <summary>Bytes of the whole packet; <paramref name="propertyBytes"/> without their own length field.</summary>
    /// <exception cref="ArgumentException">The packet would pass what its length field can say.</exception>
    public static int SizeOf(in HubMessage message, MqttVersion version, out int remaining, out int propertyBytes)
    {
        propertyBytes = 0;
        long body = SpanWriter.SizeOf(message.Topic) + 2L + message.Payload.Length;
        if (version == MqttVersion.V5)
        {
            propertyBytes = SizeOfProperties(in message);
            body += VariableByteInteger.SizeOf(propertyBytes) + propertyBytes;
        }
        if (body > VariableByteInteger.Max) throw new ArgumentException("No MQTT packet is longer than 256 MB.", nameof(message));
        remaining = (int)body;
        return 1 + VariableByteInteger.SizeOf(remaining) + remaining;
    }

    /// <param name="destination">At least as long as <see cref="SizeOf"/> says.</param>
    /// <param name="remaining">As <see cref="SizeOf"/> gave it, like <paramref name="propertyBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(
        Span<byte> destination, in HubMessage message, ushort packetId, MqttVersion version, int remaining, int propertyBytes)
    {
        SpanWriter writer = new(destination);
        writer.Byte((byte)(((int)MqttPacketType.Publish << 4) | 0b0010 | (message.Retain ? 1 : 0)));
        writer.Variable(remaining);
        writer.String(message.Topic);
        writer.UInt16(packetId);
        if (version == MqttVersion.V5) WriteProperties(ref writer, in message, propertyBytes);
        writer.Raw(message.Payload.Span);
        return writer.Written;
    }

    private static int SizeOfProperties(in HubMessage message)
    {
        int size = 0;
        if (message.IsText) size += 2;
        if (message.ContentType is { } type) size += 1 + SpanWriter.SizeOf(type);
        if (!message.CorrelationData.IsEmpty) size += 3 + message.CorrelationData.Length;
        foreach (UserProperty property in message.UserProperties.Span)
            size += 1 + SpanWriter.SizeOf(property.Name) + SpanWriter.SizeOf(property.Value);
        return size;
    }

    private static void WriteProperties(ref SpanWriter writer, in HubMessage message, int propertyBytes)
    {
        writer.Variable(propertyBytes);
        if (message.IsText) writer.Property(MqttProperty.PayloadFormatIndicator, (byte)1);
        if (message.ContentType is { } type) writer.Property(MqttProperty.ContentType, type);
        if (!message.CorrelationData.IsEmpty)
        {
            writer.Byte((byte)MqttProperty.CorrelationData);
            writer.Binary(message.CorrelationData.Span);
        }
        foreach (UserProperty property in message.UserProperties.Span)
        {
            writer.Property(MqttProperty.UserProperty, property.Name);
            writer.String(property.Value);
        }
    }
}
