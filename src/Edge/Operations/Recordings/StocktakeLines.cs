using System.Text.Json;
using Inventory.Stocktaking;

namespace Edge.Operations.Recordings;

/// <summary>Writes a replayed count as JSON lines: one a round, then the sum.</summary>
internal sealed class StocktakeLines(Stream output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output);

    public void Dispose() => _json.Dispose();

    public void Write(in StocktakeRound round)
    {
        CountEstimate estimate = round.Estimate;
        _json.WriteStartObject();
        _json.WriteNumber("round", round.Round);
        _json.WriteString("file", round.File);
        _json.WriteNumber("expected", estimate.Expected);
        _json.WriteNumber("seenExpected", estimate.Seen);
        _json.WriteNumber("seenOther", round.SeenOther);
        _json.WriteNumber("estimatePresent", (int)Math.Round(estimate.Present));
        _json.WriteNumber("low", estimate.Low);
        _json.WriteNumber("high", estimate.High);
        _json.WriteBoolean("complete", estimate.IsComplete);
        EndLine();
    }

    /// <param name="missing">Expected tags that were not heard, as the recordings write them, with their chance of absence.</param>
    public void Write(int rounds, bool complete, IEnumerable<(string Epc, double ChanceAbsent)> missing)
    {
        _json.WriteStartObject();
        _json.WriteStartObject("summary");
        _json.WriteNumber("rounds", rounds);
        _json.WriteBoolean("complete", complete);
        _json.WriteStartArray("missing");
        foreach ((string epc, double chance) in missing)
        {
            _json.WriteStartObject();
            _json.WriteString("epc", epc);
            _json.WriteNumber("chanceAbsent", Math.Round(chance, 4));
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
        _json.WriteEndObject();
        EndLine();
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        output.WriteByte((byte)'\n');
        _json.Reset();
    }
}
