using Readers.Frames;

namespace Readers.Decoding;

/// <summary>A family's codec with words: cuts a stream into frames and says what each means. One stream an instance.</summary>
public interface IFrameExplainer
{
    /// <summary>Longest frame; a stream decoder never waits for more.</summary>
    int MaxFrameBytes { get; }

    /// <summary>Whether the search may go on inside a damaged frame. Not so where a stream has no start mark (LLRP).</summary>
    bool CanResynchronize { get; }

    /// <summary>Reads as the family's codec does.</summary>
    /// <param name="input">Unread bytes; on return, begins at the first byte still unread.</param>
    /// <param name="claimedLength">Bytes of the whole frame, for a frame and for one whose check does not fit.</param>
    /// <param name="item">Set for a frame, and for one whose check does not fit; offset and length are the caller's to fill in.</param>
    FrameOutcome TryExplain(scoped ref ReadOnlySpan<byte> input, out int claimedLength, out DecodedItem? item);

    /// <summary>As <see cref="TryExplain"/>, when no more bytes will come: what waits for more may already be known as damaged.</summary>
    FrameOutcome TryExplainAtEnd(scoped ref ReadOnlySpan<byte> input, out int claimedLength, out DecodedItem? item) =>
        TryExplain(ref input, out claimedLength, out item);

    /// <summary>Whether a frame begins here and is whole and sound. Remembers nothing.</summary>
    bool IsFrame(ReadOnlySpan<byte> input);
}
