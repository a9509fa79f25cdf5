namespace Readers.ThingMagic;

/// <summary>A module's temperature (72) and the return loss of its antennas (61 06).</summary>
internal sealed class ThingMagicSelfQuestions(ThingMagicLine line, ThingMagicOptions options) : ISelfQuestions
{
    private const byte Measure = 6;

    /// <summary>All ports on several channels: longer than a question about what the module knows.</summary>
    private static readonly TimeSpan s_measuring = TimeSpan.FromSeconds(2);

    public async ValueTask<int?> TemperatureAsync(CancellationToken ct) =>
        await AskAsync(ThingMagicOpcode.GetTemperature, [], options.ReplyTimeout, ct) is [var celsius] ? (sbyte)celsius : null;

    /// <summary>06, then port and decibels for each port; a shape that is none of this says nothing.</summary>
    public async ValueTask<IReadOnlyList<(byte Port, int LossDb)>> ReturnLossesAsync(IReadOnlyList<AntennaSettings> antennas, CancellationToken ct)
    {
        byte[] told = await AskAsync(ThingMagicOpcode.GetAntenna, [Measure], options.ReplyTimeout + s_measuring, ct);
        if (told is not [Measure, ..] || told.Length % 2 == 0) return [];
        return [.. told.Skip(1).Chunk(2).Where(pair => antennas.Any(antenna => antenna.Port == pair[0])).Select(static pair => (pair[0], (int)pair[1]))];
    }

    private async ValueTask<byte[]> AskAsync(ThingMagicOpcode opcode, byte[] data, TimeSpan limit, CancellationToken ct)
    {
        ThingMagicAnswer answer = await line.ExchangeAsync(opcode, data, limit, ct);
        if (answer.Status is null) await line.ResynchronizeAsync(ct);
        return answer.IsOk ? answer.Data.ToArray() : [];
    }
}
