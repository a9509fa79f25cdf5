using Readers.Frames;

namespace Readers.Decoding;

/// <summary>Turns a byte stream, fed in any cuts, into items that cover it without gap or overlap.</summary>
/// <remarks>
/// Bytes that belong to no frame become one item of noise, however they came. A frame whose check does not fit covers what it
/// claims to be long, or less where a sound frame begins inside it. Memory is bounded by the longest frame and one chunk.
/// </remarks>
public sealed class StreamDecoder(IFrameExplainer family, Action<DecodedItem> emit)
{
    private byte[] _buffer = new byte[4096];
    private int _count;
    private long _offset;
    private Gap? _gap;

    /// <summary>Bytes since the last frame: a damaged frame that ends at <paramref name="BadEnd"/> at the latest, then noise.</summary>
    private sealed record Gap(long Start, long BadEnd, DecodedItem? Bad);

    /// <summary>Memory in use for bytes not yet explained.</summary>
    public int BufferBytes => _buffer.Length;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_count + bytes.Length > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _count + bytes.Length));
        bytes.CopyTo(_buffer.AsSpan(_count));
        _count += bytes.Length;
        Drain(atEnd: false);
    }

    /// <summary>No more bytes come: says what is left.</summary>
    public void End()
    {
        Drain(atEnd: true);
        CloseGap();
    }

    private void Drain(bool atEnd)
    {
        ReadOnlySpan<byte> input = _buffer.AsSpan(0, _count);
        while (!input.IsEmpty)
        {
            int before = input.Length;
            ReadOnlySpan<byte> rest = input;
            FrameOutcome outcome = atEnd
                ? family.TryExplainAtEnd(ref rest, out int claimed, out DecodedItem? item)
                : family.TryExplain(ref rest, out claimed, out item);
            if (outcome == FrameOutcome.NeedMoreData)
            {
                if (!atEnd) break;
                rest = input[LeftOver(input)..];
            }
            else if (outcome == FrameOutcome.Complete)
            {
                CloseGap();
                emit(item! with { Offset = _offset, Length = before - rest.Length });
            }
            else if (outcome == FrameOutcome.BadChecksum && !(_gap is { } gap && _offset < gap.BadEnd))
            {
                CloseGap();
                _gap = new Gap(_offset, _offset + claimed, item);
            }
            else
            {
                _gap ??= new Gap(_offset, _offset, null);
            }
            _offset += before - rest.Length;
            input = rest;
        }
        if (input.Length < _count) input.CopyTo(_buffer); // overlapping copies move as they should
        _count = input.Length;
    }

    /// <summary>At the end of the stream with an unfinished frame: one byte is noise when a sound frame follows, else all is cut off.</summary>
    private int LeftOver(ReadOnlySpan<byte> input)
    {
        for (int at = 1; family.CanResynchronize && at < input.Length; at++)
        {
            if (!family.IsFrame(input[at..])) continue;
            _gap ??= new Gap(_offset, _offset, null);
            return at;
        }
        if (_gap is { } gap && _offset < gap.BadEnd) return input.Length; // the tail of a damaged frame
        CloseGap();
        emit(new DecodedItem(_offset, input.Length, DecodedOutcome.Truncated));
        return input.Length;
    }

    private void CloseGap()
    {
        if (_gap is not { } gap) return;
        _gap = null;
        long badEnd = Math.Min(gap.BadEnd, _offset);
        if (badEnd > gap.Start)
            emit((gap.Bad ?? new DecodedItem(0, 0, DecodedOutcome.BadChecksum)) with { Offset = gap.Start, Length = (int)(badEnd - gap.Start) });
        for (long start = badEnd; start < _offset; start += int.MaxValue)
            emit(new DecodedItem(start, (int)Math.Min(_offset - start, int.MaxValue), DecodedOutcome.Noise));
    }
}
