using System.Buffers.Binary;
using System.Collections.Concurrent;
using Readers.Transports;

namespace Readers.Tests.Llrp;

/// <summary>A reader's end of the connection, played from bytes put together here: no encoder of this project is involved.</summary>
internal sealed class ScriptedLlrp(IByteTransport line)
{
    public const int Error = 100;
    public const string Ok = "011f000800000000", Refused = "011f000800c80000";

    private readonly List<byte> _waiting = [];
    private (int Type, uint Id, string Body)? _held;
    private int _asked = 1;

    /// <summary>By message type: what to send, message after message, as (type, body); type 0 stands for the request's own reply.</summary>
    public ConcurrentDictionary<int, (int Type, string Body)[]> Answers { get; } = new(new Dictionary<int, (int, string)[]>
    {
        [1] = [(0, Ok + Capabilities())],
        [26] = [(0, Ok)],
    });

    /// <summary>Bodies that are answered with an error.</summary>
    public Func<string, bool> Refuses { get; set; } = static _ => false;

    /// <summary>By message type: the answer to the next request of it, held back until it is asked again and then sent first, with its own number.</summary>
    public ConcurrentDictionary<int, string> Late { get; } = new();

    /// <summary>Highest version that it answers in; 2 is LLRP 1.1.</summary>
    public int Speaks { get; set; } = 1;

    /// <summary>Version of each request, in order.</summary>
    public ConcurrentQueue<int> Versions { get; } = new();

    /// <summary>Requests in order: <c>type</c> in decimal, colon, body in hexadecimal.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    public static string Tlv(int type, string body) => $"{type:x4}{4 + body.Length / 2:x4}{body}";

    /// <summary>A notification of one event, with a timestamp before it as readers send it.</summary>
    public static (int, string) Event(int type, string body) => (63, Tlv(246, "0080000c00060a24181e4000" + Tlv(type, body)));

    /// <summary>Two antennas, powers 20 and 30 dBm, channels 920.625 and 920.875 MHz, four inputs.</summary>
    public static string Capabilities(string maker = "00000001", bool canChooseTarget = true, int maxSpecs = 32) =>
        Tlv(137, $"0002c000{maker}000000020003312e30" + Tlv(141, "00040004"))
        + Tlv(142, $"{(canChooseTarget ? "10" : "00")}00000000000001{maxSpecs:x8}000000010000000100000008")
        + Tlv(143, "009c0000" + Tlv(144, Tlv(145, "000107d0") + Tlv(145, "00020bb8") + Tlv(146, "00" + Tlv(148, "0002000e0c31000e0d2b"))));

    public async Task SendAsync(int type, uint id, string body, CancellationToken ct)
    {
        string message = $"{Math.Min(_asked, Speaks) << 10 | type:x4}{10 + body.Length / 2:x8}{id:x8}{body}";
        await line.WriteAsync(Convert.FromHexString(message), ct);
    }

    public async Task<(int Type, uint Id, string Body)> ReceiveAsync(CancellationToken ct)
    {
        byte[] buffer = new byte[4096];
        while (_waiting.Count < 10 || _waiting.Count < Length())
        {
            int count = await line.ReadAsync(buffer, ct);
            if (count == 0) throw new IOException("The host has closed the line.");
            _waiting.AddRange(buffer.AsSpan(0, count));
        }
        byte[] message = [.. _waiting.Take(Length())];
        _waiting.RemoveRange(0, message.Length);
        _asked = message[0] >> 2;
        Versions.Enqueue(_asked);
        int type = BinaryPrimitives.ReadUInt16BigEndian(message) & 0x3FF;
        string body = Convert.ToHexStringLower(message.AsSpan(10));
        Received.Enqueue($"{type}:{body}");
        return (type, BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(6)), body);

        int Length() => BinaryPrimitives.ReadInt32BigEndian([.. _waiting.Skip(2).Take(4)]);
    }

    /// <summary>Greets and answers until cancelled or the line is gone. What has no answer of its own gets success.</summary>
    public async Task ServeAsync(CancellationToken ct, string greeting = LlrpVectors.L1_Connected)
    {
        try
        {
            await line.WriteAsync(Convert.FromHexString(greeting), ct);
            while (true)
            {
                (int type, uint id, string asked) = await ReceiveAsync(ct);
                if (type == 72) continue;
                int reply = type == 14 ? 4 : type == 1023 ? 1023 : type + 10;
                if (Late.TryRemove(type, out string? late))
                {
                    _held = (reply, id, late);
                    continue;
                }
                if (_held is { } held && held.Type == reply)
                {
                    await SendAsync(held.Type, held.Id, held.Body, ct);
                    _held = null;
                }
                foreach ((int what, string body) in Refuses(asked) ? [(0, Refused)] : Answers.GetValueOrDefault(type, [(0, Ok)]))
                    await SendAsync(what == 0 ? reply : what, what is 0 or Error ? id : 0, body, ct);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // Both are how a script ends.
        }
    }
}
