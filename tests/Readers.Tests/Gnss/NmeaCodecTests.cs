using System.Text;
using Readers.Frames;
using Readers.Gnss;
using static Readers.Tests.Gnss.NmeaVectors;

namespace Readers.Tests.Gnss;

public sealed class NmeaCodecTests
{
    public static TheoryData<string> Vectors => [.. All];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryRead_Vector_IsOneSentence(string text)
    {
        ReadOnlySpan<byte> input = Bytes(text);

        Assert.Equal(FrameOutcome.Complete, NmeaCodec.TryRead(ref input, out NmeaSentence sentence));

        Assert.True(input.IsEmpty);
        Assert.Equal(text[1..6], Encoding.ASCII.GetString(sentence.Address));
        Assert.Equal(text[7..text.IndexOf('*')], Encoding.ASCII.GetString(sentence.Values));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void TryRead_AnyBitOfTheBodyFlipped_IsNeverThatSentence(string text)
    {
        byte[] good = Bytes(text);
        int body = text.IndexOf('*');
        for (int bit = 8; bit < body * 8; bit++)
        {
            byte[] damaged = [.. good];
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.DoesNotContain("sentence", Drain(damaged).Select(static found => found[..Math.Min(8, found.Length)]));
        }
    }

    [Theory]
    [InlineData(WrongCheck)]
    [InlineData("$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*46")]
    [InlineData("$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*4G")]
    [InlineData("$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*047")]
    [InlineData("$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")]
    [InlineData("$*0")]
    [InlineData("$")]
    public void TryRead_WrongOrMissingCheck_IsRefused(string text)
    {
        ReadOnlySpan<byte> input = Bytes(text);

        Assert.Equal(FrameOutcome.BadChecksum, NmeaCodec.TryRead(ref input, out _));
        Assert.Equal(Bytes(text).Length - 1, input.Length);
    }

    [Fact]
    public void TryRead_StreamCutAtEveryByteWithNoise_YieldsTheSameSentences()
    {
        byte[] stream =
        [
            .. "4807.038,N*11\r\n"u8, .. All.SelectMany(Bytes), .. "$GPGGA,1235"u8, .. Bytes(GnGga), 0xFF, .. "\r\n!AIVDM,1,1,,A,x,0*1A\r\n$GP"u8, 0x80,
            .. Bytes(Gga)[..^2], (byte)'\n', .. Bytes(RmcWest),
        ];
        List<string> whole = Drain(stream);

        for (int cut = 0; cut <= stream.Length; cut++) Assert.Equal(whole, Drain(stream[..cut], stream[cut..]));

        Assert.Equal([.. All.Select(static text => $"sentence {text[1..6]}"), "sentence GNGGA", "sentence GPGGA", "sentence GPRMC"],
            whole.Where(static found => found.StartsWith("sentence", StringComparison.Ordinal)));
    }

    [Fact]
    public void TryRead_LineThatNeverEnds_IsDroppedAndTheNextOneFound()
    {
        byte[] stream = [(byte)'$', .. Enumerable.Repeat((byte)'A', 1000), .. Bytes(Gga)];

        Assert.Equal(["noise 1001", "sentence GPGGA"], Drain(stream));
    }

    [Fact]
    public void TryRead_LastLineWithoutItsEnd_CountsOnlyAtTheEndOfTheStream()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Gga);
        ReadOnlySpan<byte> input = bytes;

        Assert.Equal(FrameOutcome.NeedMoreData, NmeaCodec.TryRead(ref input, out _));
        Assert.Equal(FrameOutcome.Complete, NmeaCodec.TryRead(ref input, out _, atEnd: true));
    }

    [Fact]
    public void TryRead_Formatters_AreOnlyThoseOfATalker()
    {
        ReadOnlySpan<byte> own = Bytes(Sealed("PMTK001,220,3")), talker = Bytes(Gga);

        NmeaCodec.TryRead(ref own, out NmeaSentence maker);
        NmeaCodec.TryRead(ref talker, out NmeaSentence gga);

        Assert.True(maker.IsProprietary && maker.Talker.IsEmpty && maker.Formatter.IsEmpty);
        Assert.Equal(("GP", "GGA"), (Encoding.ASCII.GetString(gga.Talker), Encoding.ASCII.GetString(gga.Formatter)));
    }

    /// <summary>What is found, noise in one piece however it came.</summary>
    private static List<string> Drain(params byte[][] parts)
    {
        ReceiveBuffer buffer = new(8192);
        List<string> found = [];
        int noise = 0;
        foreach (byte[] part in parts)
        {
            part.CopyTo(buffer.Free());
            buffer.Received(part.Length);
            ReadOnlySpan<byte> unread = buffer.Unread;
            while (true)
            {
                int before = unread.Length;
                FrameOutcome outcome = NmeaCodec.TryRead(ref unread, out NmeaSentence sentence);
                if (outcome == FrameOutcome.NeedMoreData) break;
                if (outcome == FrameOutcome.Complete)
                {
                    if (noise > 0) found.Add($"noise {noise}");
                    noise = 0;
                    found.Add($"sentence {Encoding.ASCII.GetString(sentence.Address)}");
                }
                else noise += before - unread.Length;
            }
            buffer.Consume(buffer.Count - unread.Length);
        }
        return found;
    }
}
