using System.Buffers.Binary;
using Readers.Llrp;
using Readers.M100;
using Readers.R2000;
using Readers.ThingMagic;
using Readers.Transports;

namespace Readers.Decoding;

/// <summary>Asks a line who is there, with commands that change nothing in a device of the family, but stop what it was left doing.</summary>
/// <param name="Family">As in the settings: <c>R2000</c>.</param>
/// <param name="Questions">Whole frames, asked one after the other.</param>
public sealed record FamilyQuestion(string Family, Func<IFrameExplainer> Explain, IReadOnlyList<byte[]> Questions)
{
    /// <summary>First and last byte of the frames, where a family has them in two kinds.</summary>
    public M100Marks? Marks { get; init; }

    /// <param name="address">Of an R2000 on a shared line; 255 asks all.</param>
    public static IReadOnlyList<FamilyQuestion> Serial(byte address) =>
    [
        // firmware, region, temperature, power
        new("R2000", static () => new R2000Explainer(), [R2000(address, 0x72), R2000(address, 0x79), R2000(address, 0x7B), R2000(address, 0x77)]),
        // version, also in its boot loader; then what only its application knows: power with limits, regions, antennas
        new("ThingMagic", static () => new ThingMagicExplainer(), [ThingMagic(0x03), ThingMagic(0x62, 1), ThingMagic(0x71), ThingMagic(0x61, 5)]),
        M100(M100Marks.Standard), M100(M100Marks.R200),
    ];

    /// <summary>Capabilities, once the reader has accepted us; closing the connection is part of the answer's end.</summary>
    public static FamilyQuestion Llrp { get; } = new("Llrp", static () => new LlrpExplainer(),
        [[0x04, 0x01, 0, 0, 0, 0x0B, 0, 0, 0, 1, 0], [0x04, 0x0E, 0, 0, 0, 0x0A, 0, 0, 0, 2]]) { Admission = LlrpGreeting.WaitAsync };

    /// <summary>
    /// How many of the first questions only stop what an earlier program left running: their answers tell that somebody is there, and are not among the replies.
    /// </summary>
    public int Hushes { get; init; }

    /// <summary>Listens until the device lets a client speak; false when this family is not there. Null: anyone may speak at once.</summary>
    public Func<IByteTransport, CancellationToken, ValueTask<bool>>? Admission { get; init; }

    /// <summary>Asks and waits; a line on which nothing of this family is leaves the answer empty.</summary>
    /// <param name="patience">For the first reply; who has answered once is there, and gets four times as long for each other question.</param>
    /// <returns>What the replies say, in order; empty when no reply came.</returns>
    /// <exception cref="IOException">The line is gone.</exception>
    /// <exception cref="ReaderLostException">"busy" or "turned-away": a device of this family is there and takes no client now.</exception>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, object>>> AskAsync(
        IByteTransport line, TimeSpan patience, TimeProvider time, CancellationToken ct)
    {
        if (!await IsAdmittedAsync(line, patience, time, ct)) return [];
        List<DecodedItem> replies = [];
        int asked = 0, told = 0; // of the questions; of the replies, by what was hushed
        StreamDecoder decoder = new(Explain(), item =>
        {
            if (item is not { Outcome: DecodedOutcome.Frame, Direction: FrameDirection.Reply, Tags.Count: 0 }) return; // a tag answers no question
            if (asked > Hushes || item.Error is null) replies.Add(item);
        });
        byte[] chunk = new byte[1024];
        foreach (byte[] question in Questions)
        {
            if (asked++ == Hushes) told = replies.Count;
            int before = replies.Count;
            await line.WriteAsync(question, ct);
            using CancellationTokenSource late = new(before == 0 ? patience : patience * 4, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
            try
            {
                while (replies.Count == before)
                {
                    int count = await line.ReadAsync(chunk, either.Token);
                    if (count == 0) break;
                    decoder.Feed(chunk.AsSpan(0, count));
                }
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                if (replies.Count == 0) break; // nobody of this family: its other questions would only cost time
            }
        }
        return [.. replies.Skip(told).Where(static reply => reply.Error is null).SelectMany(static reply => reply.Fields).Where(static f => f.Key != "address")];
    }

    private async ValueTask<bool> IsAdmittedAsync(IByteTransport line, TimeSpan patience, TimeProvider time, CancellationToken ct)
    {
        if (Admission is null) return true;
        using CancellationTokenSource late = new(patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await Admission(line, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Polling that a program left behind when it ended is stopped; then hardware, software, region, power.</summary>
    private static FamilyQuestion M100(M100Marks marks) => new("M100", static () => new M100Explainer(),
    [
        [marks.Header, 0x00, 0x28, 0x00, 0x00, 0x28, marks.Trailer],
        [marks.Header, 0x00, 0x03, 0x00, 0x01, 0x00, 0x04, marks.Trailer], [marks.Header, 0x00, 0x03, 0x00, 0x01, 0x01, 0x05, marks.Trailer],
        [marks.Header, 0x00, 0x08, 0x00, 0x00, 0x08, marks.Trailer], [marks.Header, 0x00, 0xB7, 0x00, 0x00, 0xB7, marks.Trailer],
    ])
    {
        Marks = marks, Hushes = 1,
    };

    private static byte[] ThingMagic(byte opcode, params ReadOnlySpan<byte> data)
    {
        byte[] frame = [0xFF, (byte)data.Length, opcode, .. data, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(^2..), ThingMagicCrc.Compute(frame.AsSpan(1..^2)));
        return frame;
    }

    private static byte[] R2000(byte address, byte command)
    {
        byte[] frame = [0xA0, 0x03, address, command, 0];
        frame[^1] = (byte)-(frame[0] + frame[1] + frame[2] + frame[3]);
        return frame;
    }
}
