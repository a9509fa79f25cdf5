using FsCheck;
using FsCheck.Fluent;
using Readers.Decoding;
using Readers.R2000;
using Readers.Tests.R2000;
using static Readers.Tests.R2000.R2000Vectors;

namespace Readers.Tests.Decoding;

public sealed class StreamDecoderTests
{
    [Fact]
    public void Feed_NoiseBadChecksumFramesAndACutEnd_EachIsOneItem()
    {
        byte[] stream = [1, 2, 3, .. Bytes(BadChecksum), .. Bytes(A6_Tag), 9, .. Bytes(A8_End), .. Bytes(A7_Tag)[..10]];

        List<DecodedItem> items = Decode(stream);

        Assert.Equal(
            [
                (0, 3, DecodedOutcome.Noise), (3, 12, DecodedOutcome.BadChecksum), (15, 21, DecodedOutcome.Frame),
                (36, 1, DecodedOutcome.Noise), (37, 12, DecodedOutcome.Frame), (49, 10, DecodedOutcome.Truncated),
            ],
            items.Select(static item => ((int)item.Offset, item.Length, item.Outcome)));
        Assert.Equal([new("check", "BC"), new("checkExpected", "AE")], items[1].Fields);
    }

    [Fact]
    public void Feed_FrameInsideADamagedOne_IsFound()
    {
        byte[] stream = [0xA0, 0x10, .. Bytes(A8_End), 0, 0, 0, 0, 0, 0, 0, 0];

        Assert.Equal(
            [(0, 2, DecodedOutcome.BadChecksum), (2, 12, DecodedOutcome.Frame), (14, 8, DecodedOutcome.Noise)],
            Decode(stream).Select(static item => ((int)item.Offset, item.Length, item.Outcome)));
    }

    [Fact]
    public void End_FalseStartBeforeTheLastFrame_DoesNotHideIt()
    {
        byte[] stream = [0xA0, 0xFF, .. Bytes(A8_End)];

        Assert.Equal(
            [(0, 2, DecodedOutcome.Noise), (2, 12, DecodedOutcome.Frame)],
            Decode(stream).Select(static item => ((int)item.Offset, item.Length, item.Outcome)));
    }

    [Fact]
    public void Feed_AnyBytesAnyCuts_CoversTheStreamWithoutGapAndAsInOnePiece()
    {
        Gen<byte[]> piece = Gen.OneOf(
            Gen.Elements(All).Select(Bytes),
            Gen.Elements(All).SelectMany(static hex => Gen.Choose(0, 8 * Bytes(hex).Length - 1).Select(bit => Damaged(hex, bit))),
            Gen.Choose(0, 255).Select(static b => (byte)b).ArrayOf());
        Prop.ForAll(Gen.Zip(piece.ArrayOf(), Gen.Choose(0, 4000).ArrayOf()).ToArbitrary(), static drawn =>
        {
            byte[] stream = [.. drawn.Item1.SelectMany(static bytes => bytes)];
            List<DecodedItem> whole = Decode(stream), cut = Decode(R2000Stream.Cut(stream, drawn.Item2));
            long end = 0;
            foreach (DecodedItem item in whole)
            {
                if (item.Offset != end || item.Length <= 0) return false;
                end += item.Length;
            }
            return end == stream.Length && whole.Select(Key).SequenceEqual(cut.Select(Key));
        }).QuickCheckThrowOnFailure();
    }

    private static (long Offset, int Length, DecodedOutcome Outcome, string? Code, FrameDirection? Direction) Key(DecodedItem item) =>
        (item.Offset, item.Length, item.Outcome, item.Code, item.Direction);

    private static byte[] Damaged(string hex, int bit)
    {
        byte[] bytes = Bytes(hex);
        bytes[bit / 8] ^= (byte)(1 << bit % 8);
        return bytes;
    }

    private static List<DecodedItem> Decode(params byte[][] chunks)
    {
        List<DecodedItem> items = [];
        StreamDecoder decoder = new(new R2000Explainer(), items.Add);
        foreach (byte[] chunk in chunks) decoder.Feed(chunk);
        decoder.End();
        return items;
    }
}
