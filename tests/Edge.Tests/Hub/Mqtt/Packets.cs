using System.Text;
using Edge.Hub;
using Edge.Hub.Mqtt;
using Edge.Operations;

namespace Edge.Tests.Hub.Mqtt;

/// <summary>Packets written by hand from the standard, and one decoder over all types.</summary>
internal static class Packets
{
    /// <summary>Session present; Receive Maximum 20, Maximum Packet Size 2048, Server Keep Alive 45, a user property.</summary>
    public static readonly byte[] ConnAck = Convert.FromHexString("2018" + "0100" + "15" + "210014" + "2700000800" + "13002D" + "26" + "00016B" + "000476616C75");

    /// <summary>Identifier 7, no matching subscribers, reason string "ok".</summary>
    public static readonly byte[] PubAck = Convert.FromHexString("4009" + "0007" + "10" + "05" + "1F00026F6B");

    /// <summary>Identifier 65535, QoS 1 granted.</summary>
    public static readonly byte[] SubAck = Convert.FromHexString("9004" + "FFFF" + "00" + "01");

    /// <summary>Session taken over, reason string "bye".</summary>
    public static readonly byte[] Disconnect = Convert.FromHexString("E008" + "8E" + "06" + "1F0003627965");

    public static byte[] Publish(MqttVersion version = MqttVersion.V5) => Encode(new HubMessage
    {
        Topic = "blood/v1/r1/0042/ev/unit",
        Payload = "{}"u8.ToArray(),
        IsText = true,
        ContentType = "application/ld+json",
        CorrelationData = new byte[] { 1, 2, 3 },
        UserProperties = new UserProperty[] { new("seq", "17"), new("site", "0042") },
    }, 11, version);

    public static byte[] Encode(HubMessage message, ushort packetId, MqttVersion version)
    {
        byte[] packet = new byte[PublishEncoder.SizeOf(in message, version, out int remaining, out int properties)];
        Assert.Equal(packet.Length, PublishEncoder.Write(packet, in message, packetId, version, remaining, properties));
        return packet;
    }

    /// <returns>Bytes consumed by packets that could be cut off.</returns>
    public static int DecodeAll(ReadOnlySpan<byte> bytes)
    {
        int most = 0;
        foreach (MqttVersion version in (ReadOnlySpan<MqttVersion>)[MqttVersion.V5, MqttVersion.V311])
        {
            int read = 0;
            while (MqttFrame.TryRead(bytes[read..], 4096, version, out MqttFrame frame, out int consumed) == FrameOutcome.Complete)
            {
                read += consumed;
                Edge.Hub.Mqtt.ConnAck.TryDecode(frame.Body, version, out _);
                Edge.Hub.Mqtt.PubAck.TryDecode(frame.Body, version, out _, out _);
                Edge.Hub.Mqtt.SubAck.TryDecode(frame.Body, version, out _, out _);
                ServerDisconnect.TryDecode(frame.Body, version, out _);
                IncomingPublish.TryDecode(in frame, version, out _);
            }
            most = Math.Max(most, read);
        }
        return most;
    }

    public static MqttReason DecodePublish(byte[] packet, MqttVersion version, out string topic)
    {
        Assert.Equal(FrameOutcome.Complete, MqttFrame.TryRead(packet, int.MaxValue, version, out MqttFrame frame, out _));
        MqttReason error = IncomingPublish.TryDecode(in frame, version, out IncomingPublish publish);
        topic = Encoding.UTF8.GetString(publish.Topic);
        return error;
    }
}
