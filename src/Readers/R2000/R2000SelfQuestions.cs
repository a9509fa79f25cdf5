using Readers.R2000.Commands;

namespace Readers.R2000;

/// <summary>A reader's temperature (7B) and the return loss of its antennas (7E), each measured at both ends and in the middle of the region.</summary>
/// <remarks>Which port is measured is the work antenna's; each turn selects its own again.</remarks>
internal sealed class R2000SelfQuestions(R2000Line line, R2000Region region) : ISelfQuestions
{
    private readonly byte[] _channels = [.. region.SpreadIndices];
    private bool _isMute;

    public async ValueTask<int?> TemperatureAsync(CancellationToken ct)
    {
        if (_isMute) return null;
        R2000Reply<int> told = await AskAsync(new GetTemperature(), ct);
        return told.Status == R2000ReplyStatus.Ok ? told.Value : null;
    }

    public async ValueTask<IReadOnlyList<(byte Port, int LossDb)>> ReturnLossesAsync(IReadOnlyList<AntennaSettings> antennas, CancellationToken ct)
    {
        List<(byte, int)> losses = [];
        foreach (AntennaSettings antenna in antennas)
        {
            if (_isMute) break;
            R2000Reply<R2000Result> selected = await AskAsync(new SetWorkAntenna(antenna.Port), ct);
            if (selected.Status != R2000ReplyStatus.Ok) continue; // its turn tells that
            if (await WorstAsync(ct) is { } lossDb) losses.Add((antenna.Port, lossDb));
        }
        return losses;
    }

    /// <summary>A value and a refusal are both one byte: one code again and again is a refusal, as no antenna is alike over a whole region.</summary>
    private async ValueTask<int?> WorstAsync(CancellationToken ct)
    {
        List<byte> losses = [];
        foreach (byte channel in _channels)
        {
            R2000Reply<byte> told = await AskAsync(new GetReturnLoss(channel), ct);
            if (told.Status != R2000ReplyStatus.Ok) return null;
            losses.Add(told.Value);
        }
        return losses.Count == 0 || (R2000Results.IsKnown(losses[0]) && losses.Distinct().Count() == 1) ? null : losses.Min();
    }

    /// <summary>Firmware that leaves a question without an answer is not asked again: each costs the antennas a second.</summary>
    private async ValueTask<R2000Reply<T>> AskAsync<T>(IR2000Command<T> question, CancellationToken ct)
    {
        R2000Reply<T> answer = await line.ExchangeAsync(question, ct);
        if (answer.Status != R2000ReplyStatus.TimedOut) return answer;
        _isMute = true;
        await line.ResynchronizeAsync(ct);
        return answer;
    }
}
