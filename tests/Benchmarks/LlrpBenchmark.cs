using System.Buffers.Binary;
using Readers;
using Readers.Frames;
using Readers.Llrp;

namespace Benchmarks;

/// <summary>LLRP: bytes of tag reports to tag reads. The tag is a captured one: EPC-96, antenna, RSSI, first seen, count.</summary>
internal static class LlrpBenchmark
{
    private const int TagsInReport = 100;

    private static readonly byte[] s_tag = Convert.FromHexString("00f000228d3005fb63ac1f3841ec88046781000186ce820004ec2ea8354c09880001");
    private static readonly LlrpReport s_report = new([.. Enumerable.Range(0, 50).Select(static i => 902_750 + 500 * i)]);
    private static long s_sink; // keeps the work from being optimized away

    public static IEnumerable<Figure> Run(string[] arguments)
    {
        byte[] oneTag = Stream(tagsInReport: 1), full = Stream(TagsInReport);
        yield return Figure.Rate("llrp.reportDecode.100TagsAReport", "tags/s", () => Decode(full));
        yield return Figure.Rate("llrp.reportDecode.1TagAReport", "tags/s", () => Decode(oneTag));
        yield return Figure.Allocation("llrp.reportDecode.allocatedPerTag", () => Decode(full));
    }

    /// <returns>Decodes 100,000 tags, 100 a report, and gives their number.</returns>
    public static Func<long> HundredThousandTags()
    {
        byte[] full = Stream(TagsInReport);
        return () => Decode(full);
    }

    private static long Decode(byte[] stream)
    {
        ReadOnlySpan<byte> input = stream;
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        long tags = 0;
        while (LlrpCodec.TryRead(ref input, out LlrpMessage message) == FrameOutcome.Complete)
        {
            if (message.Type != LlrpMessageType.RoAccessReport) continue;
            ReadOnlySpan<byte> body = message.Body;
            while (LlrpTagData.TryReadNext(ref body, out LlrpTagData tag))
            {
                TagRead read = s_report.ToRead(in tag, now);
                s_sink += read.AntennaPort + read.Epc.LengthBytes;
                tags++;
            }
        }
        return tags;
    }

    private static byte[] Stream(int tagsInReport)
    {
        using MemoryStream stream = new();
        for (int tags = 0; tags < 100_000; tags += tagsInReport)
        {
            byte[] header = new byte[LlrpCodec.HeaderBytes];
            LlrpCodec.WriteHeader(header, 1, LlrpMessageType.RoAccessReport, header.Length + tagsInReport * s_tag.Length, (uint)tags);
            stream.Write(header);
            for (int i = 0; i < tagsInReport; i++)
            {
                byte[] tag = [.. s_tag];
                BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(13), tags + i);
                stream.Write(tag);
            }
        }
        return stream.ToArray();
    }
}
