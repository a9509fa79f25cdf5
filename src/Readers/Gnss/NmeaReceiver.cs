using System.Text;
using Readers.Frames;
using Readers.Transports;

namespace Readers.Gnss;

/// <summary>One position receiver on its line. It is only listened to: nothing is ever sent.</summary>
/// <remarks>An instance lives as long as its transport; after a loss the owner opens both anew.</remarks>
public sealed class NmeaReceiver(IByteTransport transport, TimeProvider time) : IAsyncDisposable
{
    private const int BufferBytes = 4096;

    /// <summary>Receivers speak each second, the slowest every few.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(10), s_noPositionAfter = TimeSpan.FromSeconds(10);

    private readonly FixFollower _follower = new(time);
    private readonly HostLine _line = new(
        transport, new ReceiveBuffer(BufferBytes), new LineLimits(s_silence, InterByte: null), new ReaderStatistics(), time);
    private readonly byte[] _talker = new byte[2];
    private long _positionAt = time.GetTimestamp();
    private string? _identity;

    public ReaderStatistics Statistics => _line.Statistics;

    /// <summary>Its talker, <c>GN</c>; null before it has spoken.</summary>
    public string? Identity => _identity;

    /// <summary>Waits for what it says next, about once a second.</summary>
    /// <exception cref="ReaderLostException">No sound sentence for 10 s, or the line is gone.</exception>
    public async ValueTask<GnssReport> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            while (TryTakeSentence(out GnssReport? report))
                if (report is { } told) return told;
            TimeSpan left = s_noPositionAfter - time.GetElapsedTime(_positionAt);
            if (left > TimeSpan.Zero && await _line.FillAsync(left, ct)) continue;
            if (time.GetElapsedTime(_positionAt) < s_noPositionAfter) continue;
            _positionAt = time.GetTimestamp();
            return new GnssReport(null, FixFault.NoPositionSentences, time.GetUtcNow());
        }
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    /// <returns>False when the bytes that are here hold no whole sentence any more.</returns>
    private bool TryTakeSentence(out GnssReport? report)
    {
        report = null;
        ReadOnlySpan<byte> unread = _line.Input.Unread;
        FrameOutcome outcome = NmeaCodec.TryRead(ref unread, out NmeaSentence sentence);
        if (outcome == FrameOutcome.NeedMoreData) return false;
        if (outcome == FrameOutcome.Complete)
        {
            _line.CountFrame();
            Know(sentence.Talker);
            bool isPosition = sentence.Formatter.SequenceEqual(GgaSentence.Formatter) || sentence.Formatter.SequenceEqual(RmcSentence.Formatter);
            if (isPosition) _positionAt = time.GetTimestamp();
            if (_follower.TryTake(sentence, _line.ReceivedAt, out GnssReport told)) report = told;
        }
        int used = _line.Input.Count - unread.Length;
        if (outcome == FrameOutcome.BadChecksum) Statistics.CountBadChecksum();
        if (outcome != FrameOutcome.Complete) _line.CountNoise(used);
        _line.Input.Consume(used);
        return true;
    }

    private void Know(ReadOnlySpan<byte> talker)
    {
        if (talker.IsEmpty || (_identity is not null && talker.SequenceEqual(_talker)) || (_identity is not null && !talker.SequenceEqual("GN"u8))) return;
        talker.CopyTo(_talker);
        _identity = Encoding.ASCII.GetString(talker);
    }
}
