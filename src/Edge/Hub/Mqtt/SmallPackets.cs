using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>The packets of a few bytes that a publisher needs: SUBSCRIBE, PUBACK, PINGREQ, DISCONNECT.</summary>
public static class SmallPackets
{
    public static ReadOnlySpan<byte> PingRequest => [(byte)MqttPacketType.PingReq << 4, 0];

    /// <summary>One filter at QoS 1; retained messages are sent when the subscription is made.</summary>
    public static byte[] Subscribe(ushort packetId, string filter, MqttVersion version)
    {
        int remaining = 2 + (version == MqttVersion.V5 ? 1 : 0) + SpanWriter.SizeOf(filter) + 1;
        byte[] packet = new byte[1 + VariableByteInteger.SizeOf(remaining) + remaining];
        SpanWriter writer = new(packet);
        writer.Byte(((int)MqttPacketType.Subscribe << 4) | 0b0010);
        writer.Variable(remaining);
        writer.UInt16(packetId);
        if (version == MqttVersion.V5) writer.Variable(0);
        writer.String(filter);
        writer.Byte(1);
        return packet;
    }

    /// <summary>Success in its short form, the same in both versions.</summary>
    public static byte[] PubAck(ushort packetId) =>
        [(byte)MqttPacketType.PubAck << 4, 2, (byte)(packetId >> 8), (byte)packetId];

    /// <summary>3.1.1 has no reason codes: there every DISCONNECT is a friendly one.</summary>
    public static byte[] Disconnect(MqttReason reason, MqttVersion version) =>
        reason == MqttReason.Success || version == MqttVersion.V311
            ? [(byte)MqttPacketType.Disconnect << 4, 0]
            : [(byte)MqttPacketType.Disconnect << 4, 1, (byte)reason];
}
