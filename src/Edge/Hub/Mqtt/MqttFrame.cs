using Edge.Operations;

namespace Edge.Hub.Mqtt;

public enum FrameOutcome : byte { NeedMoreData, Complete, Malformed, TooLarge }

/// <summary>One control packet: the fixed header taken apart, the rest as it came.</summary>
public readonly ref struct MqttFrame(MqttPacketType type, byte flags, ReadOnlySpan<byte> body)
{
    public MqttPacketType Type { get; } = type;

    /// <summary>Low four bits of the first byte; only PUBLISH has a choice in them.</summary>
    public byte Flags { get; } = flags;

    /// <summary>Variable header and payload.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>Cuts the first packet off a byte stream. Pure: no I/O, no clock, no state.</summary>
    /// <param name="input">What has come and was not consumed yet.</param>
    /// <param name="maxPacketBytes">A packet that says it is longer is not waited for.</param>
    /// <param name="frame">Its body is a slice of <paramref name="input"/>.</param>
    /// <param name="consumed">Bytes of the packet; 0 when there is none.</param>
    /// <remarks>
    /// Offset  0                    1 … 1-4            then
    /// Field   type (4) flags (4)   remaining length   that many bytes
    /// </remarks>
    public static FrameOutcome TryRead(
        ReadOnlySpan<byte> input, int maxPacketBytes, MqttVersion version, out MqttFrame frame, out int consumed)
    {
        frame = default;
        consumed = 0;
        if (input.IsEmpty) return FrameOutcome.NeedMoreData;
        MqttPacketType type = (MqttPacketType)(input[0] >> 4);
        byte flags = (byte)(input[0] & 0x0F);
        if (!AreValid(type, flags, version)) return FrameOutcome.Malformed;
        FrameOutcome length = VariableByteInteger.TryRead(input[1..], version == MqttVersion.V5, out int remaining, out int lengthBytes);
        if (length != FrameOutcome.Complete) return length;
        long total = 1L + lengthBytes + remaining;
        if (total > maxPacketBytes) return FrameOutcome.TooLarge;
        if (input.Length < total) return FrameOutcome.NeedMoreData;
        consumed = (int)total;
        frame = new MqttFrame(type, flags, input[(1 + lengthBytes)..consumed]);
        return FrameOutcome.Complete;
    }

    private static bool AreValid(MqttPacketType type, byte flags, MqttVersion version) => type switch
    {
        MqttPacketType.Publish => (flags & 0b0110) != 0b0110, // there is no QoS 3
        MqttPacketType.PubRel or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe => flags == 0b0010,
        MqttPacketType.Auth => version == MqttVersion.V5 && flags == 0,
        0 => false,
        _ => flags == 0,
    };
}
