using System.Globalization;
using System.Text;
using System.Text.Json;
using Edge.Operations;
using Testing;

namespace Edge.Tests.Operations;

public sealed class StocktakeReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _folder.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task Replay_TwoRounds_EachSaysWhatIsKnownAndTheSummaryNamesTheMissing()
    {
        string expected = Write("expected.csv", "panel,epc\n" + string.Join('\n', Enumerable.Range(0, 31).Select(static tag => $"1,{tag}")));
        string[] files = [Sweep("a.csv", 0, 20), Sweep("b.csv", 5, 30, stray: 999)];

        (int code, List<JsonElement> lines) = await RunAsync(files, expected);

        Assert.Equal(0, code);
        Assert.Equal(3, lines.Count);
        Assert.Equal(
            ["round", "file", "expected", "seenExpected", "seenOther", "estimatePresent", "low", "high", "complete"],
            lines[0].EnumerateObject().Select(static member => member.Name));
        Assert.Equal((1, "a.csv", 31, 20, 0), Round(lines[0]));
        Assert.Equal((2, "b.csv", 31, 30, 1), Round(lines[1]));
        JsonElement summary = lines[2].GetProperty("summary");
        Assert.Equal(2, summary.GetProperty("rounds").GetInt32());
        Assert.Equal(lines[1].GetProperty("complete").GetBoolean(), summary.GetProperty("complete").GetBoolean());
        JsonElement missing = Assert.Single(summary.GetProperty("missing").EnumerateArray());
        Assert.Equal("30", missing.GetProperty("epc").GetString());
        Assert.InRange(missing.GetProperty("chanceAbsent").GetDouble(), 0.8, 1);
    }

    [Theory]
    [InlineData("tag\n1\n", "column 'epc'")]
    [InlineData("epc\nabc\n", "line 2")]
    [InlineData("epc\n", "no expected tag")]
    public async Task Replay_UnusableList_SaysWhatIsWrong(string list, string says)
    {
        Assert.Equal(2, (await RunAsync([Sweep("a.csv", 0, 3)], Write("expected.csv", list))).Code);
        Assert.Contains(says, _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WithoutList_SaysHowToNameIt()
    {
        Assert.Equal(2, (await RunAsync([Sweep("a.csv", 0, 3)], null)).Code);
        Assert.Contains("--expected", _errors.ToString(), StringComparison.Ordinal);
    }

    private static (int, string?, int, int, int) Round(JsonElement line) => (
        line.GetProperty("round").GetInt32(), line.GetProperty("file").GetString(), line.GetProperty("expected").GetInt32(),
        line.GetProperty("seenExpected").GetInt32(), line.GetProperty("seenOther").GetInt32());

    /// <summary>Tags from the first to before the last, each heard fifteen times, a second apart.</summary>
    private string Sweep(string name, int first, int end, int? stray = null)
    {
        StringBuilder text = new("milliseconds,epc,rssi,session\n");
        for (int pass = 0; pass < 15; pass++)
        {
            for (int tag = first; tag < end; tag++)
                text.Append(CultureInfo.InvariantCulture, $"{1_556_630_144_000 + (pass * 1000) + tag},{tag},-60,S1\n");
        }
        if (stray is { } other) text.Append(CultureInfo.InvariantCulture, $"1556630160000,{other},-60,S1\n");
        return Write(name, text.ToString());
    }

    private string Write(string name, string text)
    {
        string file = _folder.File(name);
        File.WriteAllText(file, text);
        return file;
    }

    private async Task<(int Code, List<JsonElement> Lines)> RunAsync(string[] files, string? expected)
    {
        using MemoryStream output = new();
        int code = await ReplayVerb.RunStocktakeAsync(
            files, "sweep", expected, output, _errors, TestContext.Current.CancellationToken);
        return (code, [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonDocument.Parse(line).RootElement)]);
    }
}
