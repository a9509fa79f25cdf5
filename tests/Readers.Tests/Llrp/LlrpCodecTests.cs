using Readers.Frames;
using Readers.Llrp;
using static Readers.Tests.Llrp.LlrpVectors;

namespace Readers.Tests.Llrp;

public sealed class LlrpCodecTests
{
    public static TheoryData<string> Vectors => [.. All];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryRead_Vector_IsOneMessageWhoseParametersReachItsEnd(string hex)
    {
        ReadOnlySpan<byte> input = Bytes(hex);

        Assert.Equal(FrameOutcome.Complete, LlrpCodec.TryRead(ref input, out LlrpMessage message));

        Assert.True(input.IsEmpty);
        Assert.Equal(1, message.Version);
        Assert.True(Enum.IsDefined(message.Type));
        Assert.True(LlrpFields.TryAdd(LlrpSchema.LayoutOf(message.Type), message.Body, new()));
    }

    [Fact]
    public void TryRead_StreamCutAtEveryByte_YieldsTheSameMessages()
    {
        byte[] stream = [.. All.SelectMany(Bytes)];
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            ReceiveBuffer buffer = new(4096);
            List<LlrpMessageType> types = [];
            foreach (byte[] part in new[] { stream[..cut], stream[cut..] })
            {
                part.CopyTo(buffer.Free());
                buffer.Received(part.Length);
                ReadOnlySpan<byte> unread = buffer.Unread;
                while (LlrpCodec.TryRead(ref unread, out LlrpMessage message) == FrameOutcome.Complete) types.Add(message.Type);
                buffer.Consume(buffer.Count - unread.Length);
            }
            Assert.Equal(All.Select(static hex => LlrpCodec.TypeOf(Bytes(hex))), types);
            Assert.Equal(0, buffer.Count);
        }
    }

    [Theory]
    [InlineData("0000000000200ab288c9")] // version 0
    [InlineData("0c3f000000200ab288c9")] // version 3
    [InlineData("243f000000200ab288c9")] // a reserved bit
    [InlineData("043f000000090ab288c9")] // shorter than its header
    [InlineData("043f004000010ab288c9")] // longer than any message may be
    public void TryRead_HeaderThatNoneCanBe_IsNoise(string hex)
    {
        ReadOnlySpan<byte> input = Bytes(hex);
        Assert.Equal(FrameOutcome.Noise, LlrpCodec.TryRead(ref input, out _));
        Assert.Equal(9, input.Length);
    }

    [Fact]
    public void Write_ClientMessages_AreThePublicEncodersBytes()
    {
        LlrpWriter writer = new();
        Check(L5_KeepaliveAck, writer.Begin(LlrpMessageType.KeepaliveAck).End(1, 0));
        Check(L6_SetKeepalive, writer.Begin(LlrpMessageType.SetReaderConfig).U8(0)
            .Parameter(LlrpParameterType.KeepaliveSpec, static keepalive => keepalive.U8(1).U32(10_000)).End(1, 1000));
        Check(L8_GetCapabilities, writer.Begin(LlrpMessageType.GetReaderCapabilities).U8(0).End(1, 7));
        Check(L9_EnableRoSpec, writer.Begin(LlrpMessageType.EnableRospec).U32(1).End(1, 7));
        Check(L10_StartRoSpec, writer.Begin(LlrpMessageType.StartRospec).U32(1).End(1, 7));
        Check(L11_StopRoSpec, writer.Begin(LlrpMessageType.StopRospec).U32(1).End(1, 7));
        Check(L13_EnableExtensions, writer.Begin(LlrpMessageType.CustomMessage).U32(25882).U8(21).U32(0).End(1, 7));
    }

    [Fact]
    public void Parameters_UnknownTlv_IsSteppedOverAndUnknownTvEndsTheWalk()
    {
        LlrpParameters unknownTlv = new(Bytes("03e80006cafe810005"));
        Assert.True(unknownTlv.MoveTo(LlrpParameterType.AntennaId));
        Assert.Equal([0, 5], unknownTlv.Value.ToArray());

        LlrpParameters unknownTv = new(Bytes("ff0001810005"));
        Assert.False(unknownTv.MoveNext());
        Assert.True(unknownTv.IsMalformed);
    }

    private static void Check(string hex, ReadOnlyMemory<byte> written) => Assert.Equal(Bytes(hex), written.ToArray());
}
