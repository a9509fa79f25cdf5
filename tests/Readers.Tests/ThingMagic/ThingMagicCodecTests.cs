using Readers.Frames;
using Readers.ThingMagic;
using static Readers.Tests.ThingMagic.ThingMagicVectors;

namespace Readers.Tests.ThingMagic;

public sealed class ThingMagicCodecTests
{
    public static TheoryData<string> CommandVectors => [.. Commands];

    public static TheoryData<string> ReplyVectors => [.. Replies];

    [Theory]
    [MemberData(nameof(CommandVectors))]
    public void TryReadCommand_Vector_IsOneFrameAndWriteMakesItAgain(string hex)
    {
        byte[] bytes = Bytes(hex), again = new byte[ThingMagicCodec.MaxFrameBytes];
        ReadOnlySpan<byte> input = bytes;

        Assert.Equal(FrameOutcome.Complete, ThingMagicCodec.TryReadCommand(ref input, out ThingMagicCommand command));

        Assert.True(input.IsEmpty);
        Assert.Equal(bytes, again[..ThingMagicCodec.WriteCommand(again, command.Opcode, command.Data)]);
    }

    [Theory]
    [MemberData(nameof(ReplyVectors))]
    public void TryReadReply_Vector_IsOneFrameAndWriteMakesItAgain(string hex)
    {
        byte[] bytes = Bytes(hex), again = new byte[ThingMagicCodec.MaxFrameBytes];
        ReadOnlySpan<byte> input = bytes;

        Assert.Equal(FrameOutcome.Complete, ThingMagicCodec.TryReadReply(ref input, out ThingMagicReply reply));

        Assert.True(input.IsEmpty);
        Assert.Equal(bytes, again[..ThingMagicCodec.WriteReply(again, reply.Opcode, reply.Status, reply.Data)]);
    }

    [Fact]
    public void Compute_AnyBytes_IsTheManualsFormFourBitsAtATime()
    {
        Random random = new(3);
        for (int length = 0; length < 260; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(Frame(Convert.ToHexString(bytes))[^4..], ThingMagicCrc.Compute(bytes).ToString("X4", null));
        }
    }

    [Fact]
    public void TryReadCommand_WrongCrc_IsRefused()
    {
        ReadOnlySpan<byte> input = Bytes(BadChecksum);
        Assert.Equal(FrameOutcome.BadChecksum, ThingMagicCodec.TryReadCommand(ref input, out _));
        Assert.Equal(5, input.Length);
        Assert.Equal(0x4BBF, ThingMagicCrc.Compute([0x01, 0x97, 0x02]));
    }

    [Fact]
    public void TryReadReply_StreamCutAtEveryByteWithNoise_YieldsTheSameFrames()
    {
        byte[] stream = [0x00, 0xFF, 0xFF, .. Replies.SelectMany(Bytes), 0xFE, .. Bytes(T19_KeepAlive)];
        for (int cut = 0; cut <= stream.Length; cut++)
        {
            ReceiveBuffer buffer = new(1024);
            List<ThingMagicOpcode> opcodes = [];
            int noise = 0;
            foreach (byte[] part in new[] { stream[..cut], stream[cut..] })
            {
                part.CopyTo(buffer.Free());
                buffer.Received(part.Length);
                ReadOnlySpan<byte> unread = buffer.Unread;
                while (true)
                {
                    int before = unread.Length;
                    FrameOutcome outcome = ThingMagicCodec.TryReadReply(ref unread, out ThingMagicReply reply);
                    if (outcome == FrameOutcome.NeedMoreData) break;
                    if (outcome == FrameOutcome.Complete) opcodes.Add(reply.Opcode);
                    else noise += before - unread.Length;
                }
                buffer.Consume(buffer.Count - unread.Length);
            }
            Assert.Equal([.. Replies.Select(static hex => (ThingMagicOpcode)Bytes(hex)[2]), ThingMagicOpcode.ReadTagMultiple], opcodes);
            Assert.Equal(4, noise);
        }
    }

    [Fact]
    public void Parse_StreamMessages_AreWhatTheManualSays()
    {
        Assert.Equal(ThingMagicStreamKind.CycleEnd, Parse(T19_KeepAlive).Kind);
        Assert.Equal((ThingMagicStreamKind.Fault, ThingMagicStatus.TemperatureOutsideLimits), (Parse(T20_TooHot).Kind, Parse(T20_TooHot).Status));
        Assert.Equal(ThingMagicStatus.HighReturnLoss, Parse(T21_ReturnLoss).Status);
        Assert.Equal(ThingMagicStreamKind.StreamEnd, Parse(T22_StreamEnd).Kind);
        Assert.Equal((ThingMagicStreamKind.SearchEnd, 1u), (Parse(T23_FoundOne).Kind, Parse(T23_FoundOne).Count));

        ThingMagicTag tag = Parse(T14_StreamedTag).Tag;
        Assert.Equal("000000000000000000001545", Convert.ToHexString(tag.Epc));
        Assert.Equal((1, (sbyte)-60, 1, 1), (tag.ReadCount, tag.RssiDbm!.Value, tag.TransmitPort, tag.ReceivePort));
        Assert.Equal((923_200, 295u, (ushort)0), (tag.FrequencyKhz!.Value, tag.TimestampMs!.Value, tag.PhaseDegrees!.Value));
        Assert.Equal((5, 0x0F, 0x3000, 0xE94A), (tag.Protocol!.Value, tag.Gpio!.Value, tag.ProtocolControl, tag.TagCrc));
    }

    [Fact]
    public void TryRead_TagWithEmbeddedDataAndExtendedControl_IsUnderstood()
    {
        ReadOnlySpan<byte> input = Bytes("0010 BEEF 0050 0A00 4001 1234 5678 ABCD FF"); // data of 16 bits; 80 bits of PC, XPC, EPC, CRC

        Assert.True(ThingMagicTag.TryRead(ref input, ThingMagicMetadata.Data, out ThingMagicTag tag));

        Assert.Equal("BEEF", Convert.ToHexString(tag.Data));
        Assert.Equal("12345678", Convert.ToHexString(tag.Epc));
        Assert.Equal(0xABCD, tag.TagCrc);
        Assert.Equal(1, input.Length);
    }

    [Fact]
    public void TryRead_EveryMetadataFlag_GivesEveryValue()
    {
        ReadOnlySpan<byte> input = Bytes(FullRecord);

        Assert.True(ThingMagicTag.TryRead(ref input, (ThingMagicMetadata)0x1FFF, out ThingMagicTag tag));

        Assert.True(input.IsEmpty);
        Assert.Equal("000000000000000000001545", Convert.ToHexString(tag.Epc));
        Assert.Equal((2, (sbyte)-60, (ushort)90, "BEEF"), (tag.ReadCount, tag.RssiDbm!.Value, tag.PhaseDegrees!.Value, Convert.ToHexString(tag.Data)));
        Assert.Equal((0x0F, (byte?)4, (byte?)1, (ushort?)0x1234), (tag.Gpio!.Value, tag.Q, tag.Target, tag.BrandId));
        Assert.Equal(ThingMagicLinkFrequency.Khz320, tag.LinkFrequency);
    }

    [Fact]
    public void TryRead_RecordCutAnywhere_IsRefused()
    {
        byte[] record = Bytes(T14_StreamedTag)[11..^2];
        for (int length = 0; length < record.Length; length++)
        {
            ReadOnlySpan<byte> cut = record.AsSpan(0, length);
            Assert.False(ThingMagicTag.TryRead(ref cut, (ThingMagicMetadata)0x01FF, out _));
        }
    }

    private static ThingMagicStreamMessage Parse(string hex)
    {
        ReadOnlySpan<byte> input = Bytes(hex);
        Assert.Equal(FrameOutcome.Complete, ThingMagicCodec.TryReadReply(ref input, out ThingMagicReply reply));
        return ThingMagicStreamMessage.Parse(reply);
    }
}
