using Readers;
using Readers.Decoding;
using Readers.Frames;
using Readers.Llrp;

namespace Edge.Operations.Recordings;

/// <summary>What an LLRP reader has sent, byte by byte, as binary or hexadecimal text; the reader's own clock tells the time.</summary>
/// <remarks>
/// Reports are read, everything else is stepped over. Whoever captured it may not have asked for the reader's events, so recorded
/// time is dealt out to the antennas in equal shares.
/// </remarks>
internal sealed class LlrpRecording(string path, IReadOnlyList<byte> ports) : Recording(path)
{
    public override IEnumerable<ReaderEvent> Events()
    {
        TurnTaking turns = new(ports);
        byte[] bytes = HexText.Unpack(File.ReadAllBytes(Path));
        List<TagRead> reads = [];
        for (int at = 0; at < bytes.Length;)
        {
            at = TakeMessage(bytes, at, reads);
            foreach (TagRead read in reads)
            {
                foreach (ListeningPeriod period in turns.Until(read.ObservedAt)) yield return ReaderEvent.Of(period);
                yield return ReaderEvent.Of(read);
            }
            reads.Clear();
        }
    }

    /// <returns>Where the next message begins.</returns>
    private int TakeMessage(byte[] bytes, int at, List<TagRead> reads)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(at);
        FrameOutcome outcome = LlrpCodec.TryRead(ref rest, out LlrpMessage message);
        if (outcome == FrameOutcome.NeedMoreData) return bytes.Length; // a capture ends where it was stopped
        if (outcome != FrameOutcome.Complete) throw Fault(at, "no LLRP message begins here");
        ReadOnlySpan<byte> body = message.Body;
        while (message.Type == LlrpMessageType.RoAccessReport && LlrpTagData.TryReadNext(ref body, out LlrpTagData tag))
        {
            TagRead read = LlrpReport.WithoutChannels.ToRead(tag, default);
            if (tag.EpcTooLong) continue;
            reads.Add(read with
            {
                ObservedAt = read.ReaderTimestamp ?? throw Fault(at, "a report without a time; record with FirstSeenTimestampUTC or LastSeenTimestampUTC"),
            });
        }
        return bytes.Length - rest.Length;
    }

    private RecordingException Fault(int at, string what) => new($"{Path} byte {at}", what);
}
