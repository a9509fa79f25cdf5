using System.Globalization;
using Inventory;
using Readers;

namespace Edge.Operations.Recordings;

/// <summary>Reads of a hand-held reader on one walk as CSV: Unix milliseconds, tag number, dBm, Gen2 session.</summary>
/// <remarks>The tags are renumbered in decimal; the number stands in the EPC as four bytes.</remarks>
internal sealed class SweepRecording(string path) : Recording(path)
{
    private const string Heading = "milliseconds,epc,rssi,session";

    public override string Write(TagUii tag) => Number(tag).ToString(CultureInfo.InvariantCulture);

    public override TagUii? Read(string text)
    {
        if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)) return null;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new TagUii(bytes);
    }

    public override IEnumerable<ReaderEvent> Events()
    {
        TurnTaking turns = new([1]);
        foreach ((int line, string text) in Lines(Heading))
        {
            TagRead read = Parse(text) ?? throw new RecordingException(Path, line, "not a read of a sweep");
            foreach (ListeningPeriod period in turns.Until(read.ObservedAt)) yield return ReaderEvent.Of(period);
            yield return ReaderEvent.Of(read);
        }
    }

    private static TagRead? Parse(ReadOnlySpan<char> line)
    {
        Span<Range> parts = stackalloc Range[5];
        if (line.Split(parts, ',') < 3
            || !long.TryParse(line[parts[0]], CultureInfo.InvariantCulture, out long milliseconds)
            || !uint.TryParse(line[parts[1]], CultureInfo.InvariantCulture, out uint number)
            || !float.TryParse(line[parts[2]], CultureInfo.InvariantCulture, out float rssi))
            return null;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        _ = Epc.TryCreate(bytes, out Epc epc);
        return new TagRead
        {
            Epc = epc, AntennaPort = 1, RssiDbm = rssi, Count = 1,
            ObservedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(milliseconds),
        };
    }

    private static uint Number(TagUii tag)
    {
        Span<byte> bytes = stackalloc byte[TagUii.MaxBytes];
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(tag.WriteTo(bytes));
    }
}
