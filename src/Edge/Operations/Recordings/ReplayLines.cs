using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inventory.Presence;

namespace Edge.Operations.Recordings;

/// <summary>Writes what a replay finds as JSON lines.</summary>
internal sealed class ReplayLines(Stream output) : IDisposable
{
    private const string Away = "away";
    private const double LeastNext = 0.005; // below that a second place is not worth a word

    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // place names and EPCs only; a line is not put into a page
    });

    public void Dispose() => _json.Dispose();

    public void Write(in PlaceChange change, string epc)
    {
        _json.WriteStartObject();
        _json.WriteString("at", Stamp(change.AtTicks));
        _json.WriteString("event", Word(change.Change));
        _json.WriteString("epc", epc);
        _json.WriteString("place", change.Place?.ToString());
        _json.WriteNumber("chance", Round(change.Chance));
        _json.WriteString("was", change.Was?.ToString());
        EndLine();
    }

    public void Write(in PlaceBelief belief, long atTicks, string epc)
    {
        _json.WriteStartObject();
        _json.WriteString("at", Stamp(atTicks));
        _json.WriteStartObject("belief");
        _json.WriteString("epc", epc);
        _json.WriteString("place", belief.Zone?.ToString());
        _json.WriteNumber("chance", Round(belief.Chance));
        _json.WriteBoolean("sure", belief.Sure);
        _json.WriteStartObject("next");
        if (belief.NextChance >= LeastNext) _json.WriteNumber(belief.Next?.ToString() ?? Away, Round(belief.NextChance));
        _json.WriteEndObject();
        _json.WriteEndObject();
        EndLine();
    }

    /// <param name="against">The same reads with another configuration; null for none.</param>
    public void Write(in ReplaySummary summary, in ReplaySummary? against)
    {
        _json.WriteStartObject();
        _json.WriteStartObject("summary");
        _json.WriteNumber("files", summary.Files);
        _json.WriteNumber("reads", summary.Reads);
        _json.WriteNumber("tags", summary.Tags);
        _json.WriteNumber("seconds", summary.Seconds);
        _json.WriteNumber("moves", summary.Moves);
        _json.WriteNumber("readsPerSecond", Math.Round(summary.ReadsPerSecond));
        WriteJudgement(summary);
        if (against is { } other)
        {
            _json.WriteStartObject("against");
            _json.WriteNumber("moves", other.Moves);
            WriteJudgement(other);
            _json.WriteEndObject();
        }
        _json.WriteEndObject();
        EndLine();
    }

    private void WriteJudgement(in ReplaySummary summary)
    {
        if (summary.JudgedSeconds == 0) return;
        _json.WriteNumber("judgedSeconds", summary.JudgedSeconds);
        _json.WriteNumber("rightShare", Round(summary.RightSeconds / (double)summary.JudgedSeconds));
        _json.WriteNumber("falseMoves", summary.FalseMoves);
    }

    private static string Word(PresenceChange change) => change switch
    {
        PresenceChange.Arrived => "arrived",
        PresenceChange.Moved => "moved",
        PresenceChange.Removed => "removed",
        PresenceChange.Back => "back",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Unknown change."),
    };

    private static string Stamp(long ticks) =>
        new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static double Round(double share) => Math.Round(share, 4);

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        output.WriteByte((byte)'\n');
        _json.Reset();
    }
}

/// <summary>Sums over all files of a replay.</summary>
/// <param name="Seconds">Recorded time.</param>
/// <param name="JudgedSeconds">Seconds of files whose name says the place, for the tag that was heard most.</param>
/// <param name="FalseMoves">Conclusions to another place than the file's.</param>
internal readonly record struct ReplaySummary(
    int Files, long Reads, int Tags, long Seconds, int Moves, double ReadsPerSecond, long JudgedSeconds, long RightSeconds,
    int FalseMoves);
