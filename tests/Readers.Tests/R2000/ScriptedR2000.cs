using System.Collections.Concurrent;
using Readers.Transports;

namespace Readers.Tests.R2000;

/// <summary>The device's end of a line, played from literal bytes: no encoder of this project is involved.</summary>
internal sealed class ScriptedR2000(IByteTransport line)
{
    private readonly List<byte> _waiting = [];

    /// <summary>Answers by command frame; each value is sent as one write per entry. Missing commands stay unanswered.</summary>
    public ConcurrentDictionary<string, string[]> Answers { get; } = new(new Dictionary<string, string[]>
    {
        [R2000Vectors.A1_GetFirmware] = [R2000Vectors.A2_Firmware],
        ["A0 03 01 79 E3"] = [R2000Vectors.A18_Region],
        ["A0 03 01 77 E5"] = ["A0 04 01 77 1E C6"],
        ["A0 03 01 7B E1"] = [R2000Vectors.A17_Temperature],
        ["A0 04 01 7E 07 D6"] = ["A0 04 01 7E 12 CB"], // return loss at the region's first, middle and last carrier
        ["A0 04 01 7E 21 BC"] = ["A0 04 01 7E 13 CA"],
        ["A0 04 01 7E 3B A2"] = ["A0 04 01 7E 14 C9"],
        [R2000Vectors.A3_SetWorkAntenna] = [R2000Vectors.A4_Ok],
        ["A0 04 01 74 07 E0"] = ["A0 04 01 74 47 A0"], // no port 8
        ["A0 04 01 74 03 E4"] = [R2000Vectors.A4_Ok],
        ["A0 04 01 74 01 E6"] = [R2000Vectors.A4_Ok],
        ["A0 04 01 66 17 DE"] = ["A0 04 01 66 10 E5"],
        ["A0 04 01 66 1E D7"] = ["A0 04 01 66 10 E5"],
        [R2000Vectors.A5_RealTimeInventory] = [R2000Vectors.A6_Tag, R2000Vectors.A7_Tag, "A0 0A 01 89 00 00 11 00 00 00 02 B9"],
        [R2000Vectors.A9_SessionInventory] = [R2000Vectors.A10_Tag, R2000Vectors.A11_End],
        ["A0 06 01 8B 01 01 01 CB"] = ["A0 0A 01 8B 00 00 00 00 00 00 00 CA"],
        ["A0 03 01 60 FC"] = ["A0 05 01 60 00 01 F9"],
    });

    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>The next whole command frame, in the spelling of the fact sheet.</summary>
    public async Task<string> ReceiveAsync(CancellationToken ct)
    {
        byte[] buffer = new byte[256];
        while (_waiting.Count < 2 || _waiting.Count < _waiting[1] + 2)
        {
            int count = await line.ReadAsync(buffer, ct);
            if (count == 0) throw new IOException("The host has closed the line.");
            _waiting.AddRange(buffer.AsSpan(0, count));
        }
        int length = _waiting[1] + 2;
        string frame = string.Join(' ', _waiting.Take(length).Select(static b => b.ToString("X2", null)));
        _waiting.RemoveRange(0, length);
        Received.Enqueue(frame);
        return frame;
    }

    public async Task SendAsync(string hex, CancellationToken ct) => await line.WriteAsync(R2000Vectors.Bytes(hex), ct);

    /// <summary>Answers until cancelled or the line is gone.</summary>
    public async Task ServeAsync(CancellationToken ct)
    {
        try
        {
            while (true) await AnswerAsync(await ReceiveAsync(ct), ct);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // Both are how a script ends.
        }
    }

    public async Task AnswerAsync(string command, CancellationToken ct)
    {
        if (!Answers.TryGetValue(command, out string[]? answers)) return;
        foreach (string answer in answers) await SendAsync(answer, ct);
    }
}
