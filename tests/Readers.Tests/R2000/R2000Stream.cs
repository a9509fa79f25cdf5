using Readers.Frames;
using Readers.R2000;

namespace Readers.Tests.R2000;

/// <summary>Feeds chunks through a receive buffer as a driver does, and collects what comes out.</summary>
internal static class R2000Stream
{
    public sealed record Result(List<string> Frames, int SkippedBytes, int LeftBytes);

    public static Result Drain(params byte[][] chunks)
    {
        ReceiveBuffer buffer = new(512);
        List<string> frames = [];
        int skipped = 0;
        foreach (byte[] chunk in chunks)
        {
            for (ReadOnlyMemory<byte> rest = chunk; !rest.IsEmpty;)
            {
                Memory<byte> free = buffer.Free();
                int count = Math.Min(free.Length, rest.Length);
                rest[..count].CopyTo(free);
                buffer.Received(count);
                rest = rest[count..];
                skipped += Take(buffer, frames);
            }
        }
        return new Result(frames, skipped, buffer.Count);
    }

    /// <summary>Cuts at the given places, taken modulo the length.</summary>
    public static byte[][] Cut(byte[] stream, int[] cuts)
    {
        int[] places = [0, .. cuts.Select(cut => cut % (stream.Length + 1)).Order(), stream.Length];
        return [.. places.Zip(places.Skip(1), (from, to) => stream[from..to])];
    }

    private static int Take(ReceiveBuffer buffer, List<string> frames)
    {
        int skipped = 0;
        while (true)
        {
            ReadOnlySpan<byte> unread = buffer.Unread;
            FrameOutcome outcome = R2000Codec.TryRead(ref unread, out R2000Frame frame);
            int used = buffer.Count - unread.Length;
            if (outcome == FrameOutcome.NeedMoreData) return skipped;
            if (outcome == FrameOutcome.Complete)
                frames.Add(string.Join(' ', buffer.Unread[..used].ToArray().Select(static b => b.ToString("X2", null))));
            else
                skipped += used;
            buffer.Consume(used);
        }
    }
}
