using Readers;
using Readers.Frames;
using Readers.Gnss;
using Readers.M100;
using Readers.R2000;
using Readers.ThingMagic;

namespace Benchmarks;

/// <summary>Serial codecs: bytes to tag reads or positions, as a driver does it, over captured frames; whole, and in any cuts with noise between.</summary>
internal static class CodecBenchmark
{
    private static readonly Family[] s_families =
    [
        new("r2000", TakeR2000,
        [
            "A0130189043000E200301666130121155074EF45BF", "A01301898C3000300833B2DDD901400000000137BB", "A00A018900001100000005B6",
        ]),
        new("thingmagic", TakeThingMagic,
        [
            "FF2822000010001B01FF0101C4110E16400000012700000500000F0080300000000000000000000000001545E94A561D", "FF0022040084E0",
        ]),
        new("m100", TakeM100, ["BB02220011C9340030751FEB705C5904E3D50D703A76EF7E", "BB01FF000115167E"]),
        new("nmea", TakeNmea,
        [
            Text("$GBGGA,055525.000,3044.368753,N,10357.548051,E,1,04,2.40,129.3,M,-32.3,M,,*5A\r\n"),
            Text("$GBRMC,055525.000,A,3044.368753,N,10357.548051,E,0.00,000.00,100625,,,A,C*13\r\n"),
        ]),
    ];

    private static readonly ReceiveBuffer s_buffer = new(4096);
    private static long s_sink; // keeps the work from being optimized away

    private delegate long Taker(ReceiveBuffer buffer);

    private sealed record Family(string Name, Taker Take, string[] Frames);

    public static IEnumerable<Figure> Run(string[] arguments)
    {
        foreach (Family family in s_families.Where(family => arguments.Length == 0 || arguments.Contains(family.Name)))
        {
            byte[] clean = Stream(family, noisy: false), noisy = Stream(family, noisy: true);
            int[] cuts = Cuts(noisy.Length);
            yield return Megabytes(Figure.Rate($"codec.{family.Name}.wholeBuffers", "MB/s", () => Decode(family, clean, [clean.Length]).Bytes));
            yield return Figure.Rate($"codec.{family.Name}.frames", "frames/s", () => Decode(family, clean, [clean.Length]).Frames);
            yield return Megabytes(Figure.Rate($"codec.{family.Name}.cutsOf1To64BytesAndNoise", "MB/s", () => Decode(family, noisy, cuts).Bytes));
            yield return Figure.Allocation($"codec.{family.Name}.allocatedPerFrame", () => Decode(family, noisy, cuts).Frames);
        }
    }

    /// <summary>A megabyte of one family's frames, cut at random and with noise between.</summary>
    /// <returns>Decodes it once and gives the number of frames found.</returns>
    public static Func<long> NoisyMegabyte(string family)
    {
        Family chosen = s_families.Single(one => one.Name == family);
        byte[] noisy = Stream(chosen, noisy: true);
        int[] cuts = Cuts(noisy.Length);
        return () => Decode(chosen, noisy, cuts).Frames;
    }

    private static Figure Megabytes(Figure bytes) => bytes with { Value = Math.Round(bytes.Value / 1e6, 1) };

    private static (long Bytes, long Frames) Decode(Family family, byte[] stream, int[] cuts)
    {
        ReceiveBuffer buffer = s_buffer;
        long frames = 0;
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
                frames += family.Take(buffer);
            }
        }
        return (stream.Length, frames);
    }

    private static long TakeR2000(ReceiveBuffer buffer)
    {
        long frames = 0;
        ReadOnlySpan<byte> unread = buffer.Unread;
        for (FrameOutcome outcome; (outcome = R2000Codec.TryRead(ref unread, out R2000Frame frame)) != FrameOutcome.NeedMoreData;)
        {
            if (outcome != FrameOutcome.Complete) continue;
            frames++;
            R2000InventoryMessage message = R2000InventoryMessage.Parse(frame.Code, frame.Payload);
            if (message.Kind == R2000InventoryKind.Tag) Sink(message.Epc);
        }
        buffer.Consume(buffer.Count - unread.Length);
        return frames;
    }

    private static long TakeThingMagic(ReceiveBuffer buffer)
    {
        long frames = 0;
        ReadOnlySpan<byte> unread = buffer.Unread;
        for (FrameOutcome outcome; (outcome = ThingMagicCodec.TryReadReply(ref unread, out ThingMagicReply reply)) != FrameOutcome.NeedMoreData;)
        {
            if (outcome != FrameOutcome.Complete) continue;
            frames++;
            ThingMagicStreamMessage message = ThingMagicStreamMessage.Parse(reply);
            if (message.Kind == ThingMagicStreamKind.Tag) Sink(message.Tag.Epc);
        }
        buffer.Consume(buffer.Count - unread.Length);
        return frames;
    }

    private static long TakeM100(ReceiveBuffer buffer)
    {
        long frames = 0;
        ReadOnlySpan<byte> unread = buffer.Unread;
        for (FrameOutcome outcome; (outcome = M100Codec.TryRead(ref unread, M100Marks.Standard, out M100Frame frame)) != FrameOutcome.NeedMoreData;)
        {
            if (outcome != FrameOutcome.Complete) continue;
            frames++;
            if (frame.Type == M100Type.Notice && M100Notice.TryParse(frame.Parameter, out M100Notice notice) && notice.IsSound) Sink(notice.Epc);
        }
        buffer.Consume(buffer.Count - unread.Length);
        return frames;
    }

    private static long TakeNmea(ReceiveBuffer buffer)
    {
        long frames = 0;
        ReadOnlySpan<byte> unread = buffer.Unread;
        for (FrameOutcome outcome; (outcome = NmeaCodec.TryRead(ref unread, out NmeaSentence sentence)) != FrameOutcome.NeedMoreData;)
        {
            if (outcome != FrameOutcome.Complete) continue;
            frames++;
            if (GgaSentence.TryParse(sentence, out GgaSentence gga)) s_sink += gga.Latitude > 0 ? 1 : 0;
            else if (RmcSentence.TryParse(sentence, out RmcSentence rmc)) s_sink += rmc.SpeedKmh > 0 ? 1 : 0;
        }
        buffer.Consume(buffer.Count - unread.Length);
        return frames;
    }

    private static string Text(string sentence) => Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(sentence));

    private static void Sink(ReadOnlySpan<byte> bytes)
    {
        if (Epc.TryCreate(bytes, out Epc epc)) s_sink += epc.GetHashCode();
    }

    /// <summary>A megabyte of the family's frames; with noise before every twentieth.</summary>
    private static byte[] Stream(Family family, bool noisy)
    {
        Random random = new(1);
        byte[][] frames = [.. family.Frames.Select(Convert.FromHexString)];
        List<byte> stream = [];
        while (stream.Count < 1_000_000)
        {
            stream.AddRange(frames[random.Next(frames.Length)]);
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
