using Readers;
using Readers.Frames;
using Readers.R2000;

namespace Benchmarks;

/// <summary>Serial codecs: bytes to tag reads, as a driver does it, over captured frames.</summary>
internal static class CodecBenchmark
{
    private static readonly byte[][] s_r2000 =
    [
        Convert.FromHexString("A0130189043000E200301666130121155074EF45BF"),
        Convert.FromHexString("A01301898C3000300833B2DDD901400000000137BB"),
        Convert.FromHexString("A00A018900001100000005B6"),
    ];

    public static IEnumerable<Figure> Run(string[] arguments)
    {
        byte[] clean = Stream(noisy: false), noisy = Stream(noisy: true);
        int[] cuts = Cuts(noisy.Length);
        yield return Megabytes(Figure.Rate("codec.r2000.wholeBuffers", "MB/s", () => DecodeR2000(clean, [clean.Length]).Bytes));
        yield return Megabytes(Figure.Rate("codec.r2000.cutsOf1To64BytesAndNoise", "MB/s", () => DecodeR2000(noisy, cuts).Bytes));
        yield return Figure.Allocation("codec.r2000.allocatedPerFrame", () => DecodeR2000(noisy, cuts).Frames);
    }

    private static Figure Megabytes(Figure bytes) => bytes with { Value = Math.Round(bytes.Value / 1e6, 1) };

    private static (long Bytes, long Frames) DecodeR2000(byte[] stream, int[] cuts)
    {
        ReceiveBuffer buffer = s_buffer;
        long frames = 0, checksum = 0;
        int at = 0;
        for (int cut = 0; at < stream.Length; cut = (cut + 1) % cuts.Length)
        {
            int end = Math.Min(at + cuts[cut], stream.Length);
            while (at < end)
            {
                Memory<byte> free = buffer.Free();
                int count = Math.Min(free.Length, end - at);
                stream.AsSpan(at, count).CopyTo(free.Span);
                buffer.Received(count);
                at += count;
                frames += Take(buffer, ref checksum);
            }
        }
        s_sink += checksum;
        return (stream.Length, frames);
    }

    private static readonly ReceiveBuffer s_buffer = new(4096);
    private static long s_sink; // keeps the work from being optimized away

    private static long Take(ReceiveBuffer buffer, ref long checksum)
    {
        long frames = 0;
        ReadOnlySpan<byte> unread = buffer.Unread;
        while (true)
        {
            FrameOutcome outcome = R2000Codec.TryRead(ref unread, out R2000Frame frame);
            if (outcome == FrameOutcome.NeedMoreData) break;
            if (outcome != FrameOutcome.Complete) continue;
            frames++;
            R2000InventoryMessage message = R2000InventoryMessage.Parse(frame.Code, frame.Payload);
            if (message.Kind == R2000InventoryKind.Tag && Epc.TryCreate(message.Epc, out Epc epc)) checksum += epc.GetHashCode();
        }
        buffer.Consume(buffer.Count - unread.Length);
        return frames;
    }

    private static byte[] Stream(bool noisy)
    {
        Random random = new(1);
        List<byte> stream = [];
        while (stream.Count < 1_000_000)
        {
            stream.AddRange(s_r2000[random.Next(s_r2000.Length)]);
            if (!noisy || random.Next(20) != 0) continue;
            byte[] noise = new byte[random.Next(1, 30)];
            random.NextBytes(noise);
            stream.AddRange(noise);
        }
        return [.. stream];
    }

    private static int[] Cuts(int total)
    {
        Random random = new(2);
        return [.. Enumerable.Range(0, total / 32).Select(_ => random.Next(1, 65))];
    }
}
