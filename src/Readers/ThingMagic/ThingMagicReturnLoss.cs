using System.Globalization;
using System.Threading.Channels;

namespace Readers.ThingMagic;

/// <summary>Measures how much of the power comes back from each antenna (61 06) and tells of those that send too much back.</summary>
/// <remarks>
/// A module goes on reading with a cracked cable or with metal before the antenna, and only hears less. Measured now and then, and while an antenna
/// is bad so often that the finding stands until it is good again.
/// </remarks>
internal sealed class ThingMagicReturnLoss(ThingMagicLine line, ChannelWriter<ReaderEvent> events, ThingMagicOptions options, TimeProvider time)
{
    /// <summary>At 10 dB a tenth of the power comes back.</summary>
    public const byte PoorBelowDb = 10;

    private const byte Measure = 6;

    /// <summary>All ports on several channels: longer than a question about what the module knows.</summary>
    private static readonly TimeSpan s_measuring = TimeSpan.FromSeconds(2);

    private long? _measuredAt;
    private bool _anyPoor;

    /// <summary>Only the antennas in use are judged: an empty port sends everything back.</summary>
    public async ValueTask MeasureIfDueAsync(IReadOnlyList<AntennaSettings> antennas, CancellationToken ct)
    {
        if (_measuredAt is { } at && time.GetElapsedTime(at) < (_anyPoor ? options.FaultInterval : options.ReturnLossInterval)) return;
        ThingMagicAnswer answer = await line.ExchangeAsync(ThingMagicOpcode.GetAntenna, [Measure], options.ReplyTimeout + s_measuring, ct);
        (byte Port, byte LossDb)[] poor = answer.IsOk ? Poor(answer.Data.Span, antennas) : [];
        if (answer.Status is null) await line.ResynchronizeAsync(ct);
        (_measuredAt, _anyPoor) = (time.GetTimestamp(), poor.Length > 0);
        foreach ((byte port, byte lossDb) in poor)
        {
            string words = string.Create(CultureInfo.InvariantCulture,
                $"Too much power comes back from the antenna: its return loss is {lossDb} dB, at least {PoorBelowDb} is sound. Check antenna and cable, and that no metal stands before the antenna.");
            ReaderFault fault = new("return-loss", words, port, time.GetUtcNow(), ReaderTrouble.BadAntenna) { OutlastsListening = true };
            await events.WriteAsync(ReaderEvent.Of(fault), ct);
        }
    }

    /// <summary>06, then port and decibels for each port; a shape that is none of this says nothing.</summary>
    private static (byte Port, byte LossDb)[] Poor(ReadOnlySpan<byte> data, IReadOnlyList<AntennaSettings> antennas)
    {
        if (data is not [Measure, ..] || data.Length % 2 == 0) return [];
        List<(byte, byte)> poor = [];
        for (int at = 1; at < data.Length; at += 2)
        {
            byte port = data[at], lossDb = data[at + 1];
            if (lossDb < PoorBelowDb && antennas.Any(antenna => antenna.Port == port)) poor.Add((port, lossDb));
        }
        return [.. poor];
    }
}
