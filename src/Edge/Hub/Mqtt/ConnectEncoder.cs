using System.Text;
using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>Writes CONNECT (MQTT 5, 3.1; 3.1.1, 3.1).</summary>
public static class ConnectEncoder
{
    /// <param name="maxPacketBytes">Longest packet that we take; only MQTT 5 can say so.</param>
    /// <param name="receiveMaximum">Messages at QoS 1 that we take before we have acknowledged one; likewise.</param>
    public static byte[] Encode(HubConnectOptions options, int maxPacketBytes, ushort receiveMaximum)
    {
        bool v5 = options.Version == MqttVersion.V5;
        byte[] body = new byte[SizeBound(options)];
        SpanWriter writer = new(body);
        writer.String("MQTT");
        writer.Byte((byte)options.Version);
        writer.Byte(Flags(options));
        writer.UInt16((ushort)options.KeepAlive.TotalSeconds);
        if (v5)
        {
            writer.Variable(5 + 5 + 3);
            writer.Property(MqttProperty.SessionExpiryInterval, (uint)options.SessionExpiry.TotalSeconds);
            writer.Property(MqttProperty.MaximumPacketSize, (uint)maxPacketBytes);
            writer.Property(MqttProperty.ReceiveMaximum, receiveMaximum);
        }
        writer.String(options.ClientId);
        if (options.Will is { } will)
        {
            if (v5) WriteWillProperties(ref writer, will);
            writer.String(will.Topic);
            writer.Binary(will.Payload.Span);
        }
        if (options.User is { } user) writer.String(user);
        if (HasPassword(options)) writer.Binary(options.Password);

        byte[] packet = new byte[1 + VariableByteInteger.SizeOf(writer.Written) + writer.Written];
        SpanWriter whole = new(packet);
        whole.Byte((int)MqttPacketType.Connect << 4);
        whole.Variable(writer.Written);
        whole.Raw(body.AsSpan(0, writer.Written));
        return packet;
    }

    /// <summary>3.1.1 forbids a password without a user name (3.1.2.9).</summary>
    private static bool HasPassword(HubConnectOptions options) =>
        options.Password is not null && (options.Version == MqttVersion.V5 || options.User is not null);

    private static byte Flags(HubConnectOptions options) => (byte)(
        (options.User is null ? 0 : 0x80) | (HasPassword(options) ? 0x40 : 0)
        | (options.Will is { } will ? 0b0000_1100 | (will.Retain ? 0x20 : 0) : 0) // will flag and QoS 1
        | (options.CleanStart ? 0b10 : 0));

    private static void WriteWillProperties(ref SpanWriter writer, HubWill will)
    {
        int type = will.ContentType is null ? 0 : 1 + SpanWriter.SizeOf(will.ContentType);
        writer.Variable(5 + 2 + type);
        writer.Property(MqttProperty.WillDelayInterval, (uint)will.Delay.TotalSeconds);
        writer.Property(MqttProperty.PayloadFormatIndicator, (byte)1);
        if (will.ContentType is not null) writer.Property(MqttProperty.ContentType, will.ContentType);
    }

    private static int SizeBound(HubConnectOptions options) =>
        64 + Encoding.UTF8.GetMaxByteCount(options.ClientId.Length)
        + (options.Will is { } will
            ? 32 + Encoding.UTF8.GetMaxByteCount(will.Topic.Length + (will.ContentType?.Length ?? 0)) + will.Payload.Length : 0)
        + Encoding.UTF8.GetMaxByteCount(options.User?.Length ?? 0) + (options.Password?.Length ?? 0);
}
