using FsCheck;
using FsCheck.Fluent;
using Readers.Frames;
using Readers.R2000;
using static Readers.Tests.R2000.R2000Vectors;

namespace Readers.Tests.R2000;

public sealed class R2000CodecTests
{
    public static TheoryData<string> Vectors => [.. All];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryRead_Vector_IsOneFrameAndWriteMakesItAgain(string hex)
    {
        byte[] bytes = Bytes(hex);
        ReadOnlySpan<byte> input = bytes;

        Assert.Equal(FrameOutcome.Complete, R2000Codec.TryRead(ref input, out R2000Frame frame));

        Assert.True(input.IsEmpty);
        Assert.Equal(1, frame.Address);
        byte[] again = new byte[R2000Codec.MaxFrameBytes];
        int length = R2000Codec.Write(again, frame.Address, frame.Code, frame.Payload);
        Assert.Equal(bytes, again[..length]);
    }

    [Fact]
    public void TryRead_WrongCheck_IsRefusedAndTheSearchGoesOnOneByteLater()
    {
        byte[] bytes = Bytes(BadChecksum);
        ReadOnlySpan<byte> input = bytes;

        Assert.Equal(FrameOutcome.BadChecksum, R2000Codec.TryRead(ref input, out _));

        Assert.Equal(bytes.Length - 1, input.Length);
        Assert.Equal(0xAE, R2000Codec.CheckOf(bytes.AsSpan()[..^1]));
    }

    [Fact]
    public void TryRead_EveryBitOfEveryVectorFlipped_IsNeverThatFrame()
    {
        foreach (string hex in All)
        {
            byte[] bytes = Bytes(hex);
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                byte[] wrong = [.. bytes];
                wrong[bit / 8] ^= (byte)(1 << bit % 8);
                ReadOnlySpan<byte> input = wrong;
                Assert.NotEqual(FrameOutcome.Complete, R2000Codec.TryRead(ref input, out _));
            }
        }
    }

    [Fact]
    public void TryRead_LengthByteCorruptedUpward_DoesNotSwallowTheFramesBehindIt()
    {
        byte[] stream = [0xA0, 0x2F, .. Bytes(A8_End), .. Bytes(A6_Tag), .. Bytes(A11_End), .. new byte[40]];

        Assert.Equal([A8_End, A6_Tag, A11_End], R2000Stream.Drain(stream).Frames);
    }

    [Fact]
    public void TryRead_StreamCutAtEveryByte_YieldsTheSameFramesAndCountsTheNoise()
    {
        byte[] stream = [0x00, 0xA0, .. All.SelectMany(Bytes), 0xFF, 0x55, .. Bytes(A2_Firmware)];
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            R2000Stream.Result result = R2000Stream.Drain(stream[..cut], stream[cut..]);

            Assert.Equal([.. All, A2_Firmware], result.Frames);
            Assert.Equal(4, result.SkippedBytes);
        }
    }

    [Fact]
    public void TryRead_AnyCutsAndNoiseWithoutTheHeadByte_YieldsEveryFrame()
    {
        Gen<byte[]> noise = Gen.Choose(0, 255).Where(static b => b != R2000Codec.Head).Select(static b => (byte)b).ArrayOf();
        Gen<byte[]> piece = Gen.OneOf(Gen.Elements(All).Select(Bytes), noise);
        Arbitrary<(byte[][] Pieces, int[] Cuts)> streams = Gen.Zip(piece.ArrayOf(), Gen.Choose(0, 4000).ArrayOf()).ToArbitrary();

        Prop.ForAll(streams, static drawn =>
        {
            byte[] stream = [.. drawn.Item1.SelectMany(static bytes => bytes)];
            string[] expected = [.. drawn.Item1.Select(static bytes => Spaced(bytes)).Where(static hex => All.Contains(hex))];
            R2000Stream.Result result = R2000Stream.Drain(R2000Stream.Cut(stream, drawn.Item2));
            return result.Frames.SequenceEqual(expected)
                && result.SkippedBytes == stream.Length - expected.Sum(static hex => Bytes(hex).Length);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TryRead_AnyBytesAnyCuts_SameAsInOnePieceAndNoByteUnaccounted()
    {
        Gen<byte[]> bytes = Gen.Frequency(
            (1, Gen.Constant((byte)0xA0)), (2, Gen.Choose(0, 8).Select(static b => (byte)b)), (3, Gen.Choose(0, 255).Select(static b => (byte)b)))
            .ArrayOf();

        Prop.ForAll(Gen.Zip(bytes, Gen.Choose(0, 500).ArrayOf()).ToArbitrary(), static drawn =>
        {
            R2000Stream.Result whole = R2000Stream.Drain(drawn.Item1);
            R2000Stream.Result cut = R2000Stream.Drain(R2000Stream.Cut(drawn.Item1, drawn.Item2));
            int used = whole.Frames.Sum(static hex => Bytes(hex).Length) + whole.SkippedBytes + whole.LeftBytes;
            return whole.Frames.SequenceEqual(cut.Frames) && whole.SkippedBytes == cut.SkippedBytes && used == drawn.Item1.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Write_AnyPayload_ReadsBack()
    {
        for (int length = 0; length <= R2000Codec.MaxPayloadBytes; length++)
        {
            byte[] payload = new byte[length];
            new Random(length).NextBytes(payload);
            byte[] bytes = new byte[length + R2000Codec.OverheadBytes];

            Assert.Equal(bytes.Length, R2000Codec.Write(bytes, 0xFE, R2000Code.WriteMemory, payload));
            ReadOnlySpan<byte> input = bytes;
            Assert.Equal(FrameOutcome.Complete, R2000Codec.TryRead(ref input, out R2000Frame frame));
            Assert.Equal(payload, frame.Payload.ToArray());
            Assert.Equal(R2000Code.WriteMemory, frame.Code);
            Assert.Equal(0xFE, frame.Address);
        }
    }

    private static string Spaced(byte[] bytes) => string.Join(' ', bytes.Select(static b => b.ToString("X2", null)));
}
