namespace Readers.Llrp;

/// <summary>Turns reported tags into reads: the reader's channel numbers become frequencies, its clock a timestamp.</summary>
/// <param name="channelsKhz">Carrier by channel index minus 1, from the capabilities; empty when unknown.</param>
/// <param name="tidAccessSpec">The AccessSpec whose reads are chip identities; those of others may be anything.</param>
public sealed class LlrpReport(int[] channelsKhz, uint? tidAccessSpec = null)
{
    /// <summary>Microseconds that a <see cref="DateTimeOffset"/> can still hold.</summary>
    private const ulong LastMicrosecond = 253_402_300_799_999_999;

    public static LlrpReport WithoutChannels { get; } = new([]);

    public TagRead ToRead(in LlrpTagData tag, DateTimeOffset observedAt)
    {
        ulong seen = tag.LastSeenUtc != 0 ? tag.LastSeenUtc : tag.FirstSeenUtc;
        int channel = tag.ChannelIndex - 1;
        return new TagRead
        {
            Epc = tag.Epc,
            Tid = tag.Tid ?? (tag.AccessSpecId == tidAccessSpec ? tag.ReadData : null),
            ProtocolControl = tag.ProtocolControl < 0 ? null : (ushort)tag.ProtocolControl,
            AntennaPort = (byte)Math.Min(tag.Antenna, (ushort)byte.MaxValue),
            RssiDbm = tag.RssiCentiDbm == short.MinValue ? null : tag.RssiCentiDbm / 100f,
            FrequencyKhz = (uint)channel < (uint)channelsKhz.Length ? channelsKhz[channel] : null,
            PhaseDegrees = tag.Phase < 0 ? null : tag.Phase * (360f / 4096f),
            ObservedAt = observedAt,
            ReaderTimestamp = seen is 0 or > LastMicrosecond ? null : DateTimeOffset.UnixEpoch.AddTicks((long)seen * TimeSpan.TicksPerMicrosecond),
            Count = tag.SeenCount,
        };
    }
}
