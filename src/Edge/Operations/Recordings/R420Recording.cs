using System.Globalization;
using Readers;

namespace Edge.Operations.Recordings;

/// <summary>Reads of an Impinj R420 as CSV: seconds, reader, antenna, dBm, <c>b'…'</c>, phase in 4096ths of a turn, channel, doppler.</summary>
/// <remarks>
/// The file says nothing of when an antenna listened without a read. The reader visits its antennas in turn without a pause, so
/// recorded time is dealt out to them in equal shares; a long time without any read is taken as a pause of the recording.
/// </remarks>
internal sealed class R420Recording(string path, IReadOnlyList<byte> ports) : Recording(path)
{
    private const string Heading = "timestamp,reader,antenna,rssi,epc,phase_angle,channel_index";
    private const int FirstChannelKhz = 902_750, ChannelKhz = 500; // channels from 1, 50 of them

    public override IEnumerable<ReaderEvent> Events()
    {
        TurnTaking turns = new(ports);
        foreach ((int line, string text) in Lines(Heading))
        {
            TagRead read = Parse(text) ?? throw new RecordingException(Path, line, "not a read of an R420");
            foreach (ListeningPeriod period in turns.Until(read.ObservedAt)) yield return ReaderEvent.Of(period);
            yield return ReaderEvent.Of(read);
        }
    }

    private static TagRead? Parse(ReadOnlySpan<char> line)
    {
        Span<Range> parts = stackalloc Range[9];
        if (line.Split(parts, ',') < 7) return null;
        ReadOnlySpan<char> epcText = line[parts[4]];
        if (epcText is not ['b', '\'', .. var hex, '\''] || !TryEpc(hex, out Epc epc)) return null;
        if (!decimal.TryParse(line[parts[0]], NumberStyles.Number, CultureInfo.InvariantCulture, out decimal seconds)
            || !byte.TryParse(line[parts[2]], CultureInfo.InvariantCulture, out byte antenna)
            || !float.TryParse(line[parts[3]], CultureInfo.InvariantCulture, out float rssi)
            || !int.TryParse(line[parts[5]], CultureInfo.InvariantCulture, out int phase)
            || !int.TryParse(line[parts[6]], CultureInfo.InvariantCulture, out int channel))
            return null;
        return new TagRead
        {
            Epc = epc, AntennaPort = antenna, RssiDbm = rssi, Count = 1, PhaseDegrees = phase * (360f / 4096),
            FrequencyKhz = FirstChannelKhz + ((channel - 1) * ChannelKhz),
            ObservedAt = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)),
        };
    }

    private static bool TryEpc(ReadOnlySpan<char> hex, out Epc epc)
    {
        epc = default;
        Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
        return hex.Length is > 0 and <= Epc.MaxBytes * 2 && hex.Length % 2 == 0
            && Convert.FromHexString(hex, bytes, out _, out int written) == System.Buffers.OperationStatus.Done
            && Epc.TryCreate(bytes[..written], out epc);
    }
}
