using System.Globalization;
using System.Threading.Channels;

namespace Readers;

/// <summary>How one family asks its device how it is. What the device does not tell is absent, never guessed.</summary>
internal interface ISelfQuestions
{
    /// <returns>°C; null when the device does not tell.</returns>
    ValueTask<int?> TemperatureAsync(CancellationToken ct);

    /// <summary>Only antennas in use are asked for: an empty port sends everything back.</summary>
    ValueTask<IReadOnlyList<(byte Port, int LossDb)>> ReturnLossesAsync(IReadOnlyList<AntennaSettings> antennas, CancellationToken ct);
}

/// <summary>Asks a reader now and then for its temperature and its antennas' return loss, and tells both, and what of it is wrong.</summary>
/// <remarks>A reader goes on reading with a cracked cable, with metal before the antenna or in a cupboard without air, and only hears less.</remarks>
internal sealed class SelfCheck(ISelfQuestions reader, ChannelWriter<ReaderEvent> events, SelfCheckOptions options, TimeProvider time)
{
    private const int InvalidWhenColderThan = -60, InvalidWhenHotterThan = 150;

    private long _from = time.GetTimestamp();
    private TimeSpan _wait = options.First;

    public bool IsDue => time.GetElapsedTime(_from) >= _wait;

    public async ValueTask RunIfDueAsync(IReadOnlyList<AntennaSettings> antennas, CancellationToken ct)
    {
        if (!IsDue) return;
        bool wrong = await CheckTemperatureAsync(ct);
        foreach ((byte port, int lossDb) in await reader.ReturnLossesAsync(antennas, ct)) wrong |= await CheckAntennaAsync(port, lossDb, ct);
        (_from, _wait) = (time.GetTimestamp(), wrong ? options.IntervalOfFaults : options.Interval);
    }

    /// <returns>True when it is too hot.</returns>
    private async ValueTask<bool> CheckTemperatureAsync(CancellationToken ct)
    {
        if (await reader.TemperatureAsync(ct) is not (>= InvalidWhenColderThan and <= InvalidWhenHotterThan and { } celsius)) return false;
        await TellAsync(ReaderQuantity.Temperature, celsius, null, ct);
        if (celsius < options.HotCelsius) return false;
        await FaultAsync(
            ReaderTrouble.TooHot, "hot", $"The reader is at {celsius} °C; from {options.HotCelsius} on it is too hot, and soon it pauses. See that air gets to it.", null, ct);
        return true;
    }

    /// <returns>True when too much comes back.</returns>
    private async ValueTask<bool> CheckAntennaAsync(byte port, int lossDb, CancellationToken ct)
    {
        await TellAsync(ReaderQuantity.ReturnLoss, lossDb, port, ct);
        if (lossDb >= options.PoorReturnLossDb) return false;
        await FaultAsync(
            ReaderTrouble.BadAntenna, "return-loss",
            $"Too much power comes back from the antenna: its return loss is {lossDb} dB, at least {options.PoorReturnLossDb} is sound. Check antenna and cable, and that no metal stands before the antenna.",
            port, ct);
        return true;
    }

    private ValueTask TellAsync(ReaderQuantity quantity, int value, byte? port, CancellationToken ct) =>
        events.WriteAsync(ReaderEvent.Of(new ReaderMeasurement(quantity, value, port, time.GetUtcNow())), ct);

    private ValueTask FaultAsync(ReaderTrouble trouble, string code, FormattableString words, byte? port, CancellationToken ct) => events.WriteAsync(
        ReaderEvent.Of(new ReaderFault(code, words.ToString(CultureInfo.InvariantCulture), port, time.GetUtcNow(), trouble) { OutlastsListening = true }), ct);
}
