using System.Text;
using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>PUBACK (MQTT 5, 3.4): an identifier and, over MQTT 5, what the broker thinks of the message.</summary>
public static class PubAck
{
    public static MqttReason TryDecode(ReadOnlySpan<byte> body, MqttVersion version, out ushort packetId, out MqttReason reason)
    {
        reason = MqttReason.Success;
        SpanReader reader = new(body);
        if (!reader.TryUInt16(out packetId)) return MqttReason.MalformedPacket;
        if (packetId == 0) return MqttReason.ProtocolError;
        if (reader.IsAtEnd) return MqttReason.Success; // the short form: success without properties
        if (version == MqttVersion.V311) return MqttReason.MalformedPacket;
        reader.TryByte(out byte code);
        reason = (MqttReason)code;
        if (!reason.IsFailure() && reason is not (MqttReason.Success or MqttReason.NoMatchingSubscribers)) return MqttReason.ProtocolError;
        if (reader.IsAtEnd) return MqttReason.Success;
        if (!PropertyReader.TryOpen(ref reader, MqttPacketType.PubAck, out PropertyReader properties) || !reader.IsAtEnd)
            return MqttReason.MalformedPacket;
        while (properties.MoveNext()) { }
        return properties.Error;
    }
}

/// <summary>SUBACK (MQTT 5, 3.9) to a SUBSCRIBE with one filter.</summary>
public static class SubAck
{
    /// <param name="reason">The QoS that was granted, or why not; 3.1.1 knows only 0x80 for a refusal.</param>
    public static MqttReason TryDecode(ReadOnlySpan<byte> body, MqttVersion version, out ushort packetId, out MqttReason reason)
    {
        reason = MqttReason.UnspecifiedError;
        SpanReader reader = new(body);
        if (!reader.TryUInt16(out packetId)) return MqttReason.MalformedPacket;
        if (packetId == 0) return MqttReason.ProtocolError;
        if (version == MqttVersion.V5)
        {
            if (!PropertyReader.TryOpen(ref reader, MqttPacketType.SubAck, out PropertyReader properties))
                return MqttReason.MalformedPacket;
            while (properties.MoveNext()) { }
            if (properties.Error != MqttReason.Success) return properties.Error;
        }
        if (!reader.TryByte(out byte code) || !reader.IsAtEnd) return MqttReason.MalformedPacket;
        reason = (MqttReason)code;
        bool known = reason <= MqttReason.GrantedQos2 || (version == MqttVersion.V5 ? reason.IsFailure() : code == 0x80);
        return known ? MqttReason.Success : MqttReason.ProtocolError;
    }
}

/// <summary>DISCONNECT from the broker (MQTT 5, 3.14). Over 3.1.1 a broker has no such packet.</summary>
/// <param name="Text">Reason string, for people; null when not given.</param>
/// <param name="ServerReference">Where the broker sends us; for people.</param>
public sealed record ServerDisconnect(MqttReason Reason, string? Text, string? ServerReference)
{
    public static MqttReason TryDecode(ReadOnlySpan<byte> body, MqttVersion version, out ServerDisconnect? disconnect)
    {
        disconnect = null;
        if (version == MqttVersion.V311) return MqttReason.ProtocolError;
        ServerDisconnect read = new(MqttReason.Success, null, null);
        SpanReader reader = new(body);
        if (reader.TryByte(out byte code))
        {
            read = read with { Reason = (MqttReason)code };
            if (!reader.IsAtEnd)
            {
                if (!PropertyReader.TryOpen(ref reader, MqttPacketType.Disconnect, out PropertyReader properties) || !reader.IsAtEnd)
                    return MqttReason.MalformedPacket;
                while (properties.MoveNext())
                {
                    if (properties.Id == MqttProperty.ReasonString)
                        read = read with { Text = Encoding.UTF8.GetString(properties.Bytes) };
                    if (properties.Id == MqttProperty.ServerReference)
                        read = read with { ServerReference = Encoding.UTF8.GetString(properties.Bytes) };
                }
                if (properties.Error != MqttReason.Success) return properties.Error;
            }
        }
        disconnect = read;
        return MqttReason.Success;
    }
}
