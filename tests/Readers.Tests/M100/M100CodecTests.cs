using Readers.Frames;
using Readers.M100;
using static Readers.Tests.M100.M100Vectors;

namespace Readers.Tests.M100;

public sealed class M100CodecTests
{
    public static TheoryData<string> Vectors => [.. All];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryRead_Vector_IsOneFrameAndWriteMakesItAgain(string hex)
    {
        byte[] bytes = Bytes(hex), again = new byte[M100Codec.MaxFrameBytes];
        ReadOnlySpan<byte> input = bytes;

        Assert.Equal(FrameOutcome.Complete, M100Codec.TryRead(ref input, M100Marks.Standard, out M100Frame frame));

        Assert.True(input.IsEmpty);
        Assert.Equal(bytes, again[..M100Codec.Write(again, M100Marks.Standard, frame.Type, frame.Code, frame.Parameter)]);
        byte[] other = again[..M100Codec.Write(again, M100Marks.R200, frame.Type, frame.Code, frame.Parameter)];
        Assert.Equal([0xAA, .. bytes[1..^1], 0xDD], other); // the other paper's marks, the same sum
        input = other;
        Assert.Equal(FrameOutcome.Complete, M100Codec.TryRead(ref input, M100Marks.R200, out _));
    }

    [Theory]
    [InlineData(BadVersion, 0x92)]
    [InlineData(BadChannel, 0xAD)]
    public void TryRead_WrongCheck_IsRefused(string hex, byte right)
    {
        byte[] bytes = Bytes(hex);
        ReadOnlySpan<byte> input = bytes;

        Assert.Equal(FrameOutcome.BadChecksum, M100Codec.TryRead(ref input, M100Marks.Standard, out _));
        Assert.Equal(right, M100Codec.CheckOf(bytes.AsSpan()[1..^2]));
    }

    [Fact]
    public void TryRead_MarksInsideTheParameterAndAsCheck_DoNotEndTheFrame()
    {
        byte[] frame = new byte[M100Codec.MaxFrameBytes];
        int length = M100Codec.Write(frame, M100Marks.Standard, M100Type.Notice, M100Code.SinglePoll, [0x7E, 0xBB, 0x7E, 0xBB, 0x7E, 0x7E, 0xE5]);
        Assert.Equal(0x7E, frame[length - 2]); // the check is the trailer's byte
        ReadOnlySpan<byte> input = frame.AsSpan(0, length);

        Assert.Equal(FrameOutcome.Complete, M100Codec.TryRead(ref input, M100Marks.Standard, out M100Frame read));
        Assert.Equal(7, read.Parameter.Length);
    }

    [Fact]
    public void TryRead_StreamCutAtEveryByteWithNoise_YieldsTheSameFrames()
    {
        byte[] stream = [0x00, 0xBB, 0x05, .. All.SelectMany(Bytes), 0xBB, 0x00, 0x27, 0xFF, 0xFF, .. Bytes(B7_Stopped)];
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            ReceiveBuffer buffer = new(1024);
            List<M100Code> codes = [];
            int noise = 0;
            foreach (byte[] part in new[] { stream[..cut], stream[cut..] })
            {
                part.CopyTo(buffer.Free());
                buffer.Received(part.Length);
                ReadOnlySpan<byte> unread = buffer.Unread;
                while (true)
                {
                    int before = unread.Length;
                    FrameOutcome outcome = M100Codec.TryRead(ref unread, M100Marks.Standard, out M100Frame frame);
                    if (outcome == FrameOutcome.NeedMoreData) break;
                    if (outcome == FrameOutcome.Complete) codes.Add(frame.Code);
                    else noise += before - unread.Length;
                }
                buffer.Consume(buffer.Count - unread.Length);
            }
            Assert.Equal([.. All.Select(static hex => (M100Code)Bytes(hex)[2]), M100Code.StopMultiPoll], codes);
            Assert.Equal(8, noise);
        }
    }

    [Fact]
    public void TryParse_Notice_GivesTheTagAndChecksItsCrc()
    {
        byte[] parameter = Bytes(B3_Notice)[5..^2];
        Assert.True(M100Notice.TryParse(parameter, out M100Notice notice));

        Assert.Equal((sbyte)-55, notice.RssiDbm);
        Assert.Equal(0x3400, notice.ProtocolControl);
        Assert.Equal("30751FEB705C5904E3D50D70", Convert.ToHexString(notice.Epc));
        Assert.Equal(0x3A76, notice.TagCrc);
        Assert.True(notice.IsSound);

        parameter[6] ^= 0x01;
        Assert.True(M100Notice.TryParse(parameter, out notice));
        Assert.False(notice.IsSound);
        Assert.False(M100Notice.TryParse(new byte[4], out _));
    }

    [Fact]
    public void Query_Word_IsThePapers()
    {
        Assert.Equal(0x1020, new M100Query(Session.S0, TargetB: false, Q: 4).Word);
        M100Query query = new(Session.S2, TargetB: true, Q: 7);
        Assert.Equal(query, M100Query.Parse(query.Word));
    }

    [Theory]
    [InlineData(1, 0, 920_125)]
    [InlineData(1, 19, 924_875)]
    [InlineData(2, 51, 927_750)]
    [InlineData(3, 14, 867_900)]
    [InlineData(6, 31, 923_300)]
    [InlineData(1, 20, null)]
    [InlineData(5, 0, null)]
    public void FrequencyKhz_CornersOfTheTable(byte region, int channel, int? khz) => Assert.Equal(khz, M100Channels.FrequencyKhz(region, channel));
}
