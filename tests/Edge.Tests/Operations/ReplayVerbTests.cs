using System.Globalization;
using System.Text;
using System.Text.Json;
using Edge.Operations;
using Edge.Tests.Web;
using Testing;

namespace Edge.Tests.Operations;

public sealed class ReplayVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _errors = new();
    private static readonly string s_config = Repository.File("examples", "four-antennas.json");

    public void Dispose()
    {
        _folder.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task Replay_TagInZone2_ArrivesThereOnceAndTheSummarySaysSo()
    {
        string file = Write("zone2.csv", 40, strongest: 2);

        (int code, List<JsonElement> lines) = await RunAsync([file], every: "10s");

        Assert.Equal(0, code);
        JsonElement arrived = Assert.Single(lines, static line => line.TryGetProperty("event", out _));
        Assert.Equal("arrived", arrived.GetProperty("event").GetString());
        Assert.Equal("zone2", arrived.GetProperty("place").GetString());
        Assert.Equal("303435FC8803D056D15B963F", arrived.GetProperty("epc").GetString());
        Assert.Equal(JsonValueKind.Null, arrived.GetProperty("was").ValueKind);
        JsonElement[] beliefs = [.. lines.Where(static line => line.TryGetProperty("belief", out _))];
        Assert.Equal(3, beliefs.Length);
        Assert.Equal("2025-07-29T20:20:09.274Z", beliefs[0].GetProperty("at").GetString());
        Assert.Equal("zone2", beliefs[2].GetProperty("belief").GetProperty("place").GetString());
        JsonElement summary = lines[^1].GetProperty("summary");
        Assert.Equal(1, summary.GetProperty("files").GetInt32());
        Assert.Equal(40 * 20, summary.GetProperty("reads").GetInt32());
        Assert.Equal(39, summary.GetProperty("seconds").GetInt32());
        Assert.Equal(0, summary.GetProperty("falseMoves").GetInt32());
        Assert.True(summary.GetProperty("rightShare").GetDouble() > 0.8);
    }

    [Fact]
    public async Task Replay_SecondFileElsewhere_MovesOnlyWhenTheStateGoesOn()
    {
        string[] files = [Write("a.csv", 40, strongest: 1), Write("b.csv", 60, strongest: 3, start: 1753820450)];

        List<JsonElement> fresh = (await RunAsync(files)).Lines, goesOn = (await RunAsync(files, goOn: true)).Lines;

        Assert.Equal(["arrived zone1", "arrived zone3"], Events(fresh));
        Assert.Equal(["arrived zone1", "moved zone3"], Events(goesOn));
        Assert.Equal(1, goesOn[^1].GetProperty("summary").GetProperty("moves").GetInt32());
    }

    [Theory]
    [InlineData("timestamp,reader,antenna,rssi,epc,phase_angle,channel_index\n1,r,1,-60,b'3034',1\n", 2, "line 2")]
    [InlineData("epc,rssi\n", 2, "heading")]
    [InlineData("timestamp,reader,antenna,rssi,epc,phase_angle,channel_index\n1.0,r,7,-60,b'3034',1,1\n", 2, "antenna 7")]
    [InlineData(null, 3, "absent.csv")]
    public async Task Replay_UnusableFile_SaysWhatIsWrong(string? text, int code, string says)
    {
        string file = _folder.File(text is null ? "absent.csv" : "zone1.csv");
        if (text is not null) await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        Assert.Equal(code, (await RunAsync([file])).Code);
        Assert.Contains(says, _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_StepThatIsNoTime_IsRefused()
    {
        Assert.Equal(2, (await RunAsync([Write("zone1.csv", 1, 1)], every: "soon")).Code);
        Assert.Contains("'soon'", _errors.ToString(), StringComparison.Ordinal);
    }

    private static string[] Events(List<JsonElement> lines) =>
        [.. lines.Where(static line => line.TryGetProperty("event", out _))
            .Select(static line => $"{line.GetProperty("event")} {line.GetProperty("place")}")];

    /// <summary>A tag that all four antennas read five times a second; its own antenna 14 dB stronger.</summary>
    private string Write(string name, int seconds, int strongest, long start = 1753820399)
    {
        StringBuilder text = new("timestamp,reader,antenna,rssi,epc,phase_angle,channel_index,doppler_frequency\n");
        for (int read = 0; read < seconds * 20; read++)
        {
            int antenna = (read % 4) + 1;
            decimal at = start + 0.274m + (read * 0.05m);
            text.Append(CultureInfo.InvariantCulture,
                $"{at},192.0.2.1:5084,{antenna},{(antenna == strongest ? -50 : -64)},b'303435fc8803d056d15b963f',748,37,78\n");
        }
        string file = _folder.File(name);
        File.WriteAllText(file, text.ToString());
        return file;
    }

    private async Task<(int Code, List<JsonElement> Lines)> RunAsync(string[] files, string? every = null, bool goOn = false)
    {
        using MemoryStream output = new();
        int code = await ReplayVerb.RunAsync(
            new ReplayRequest(files, s_config, "r420", null, every, null, goOn), output, _errors, TimeProvider.System,
            TestContext.Current.CancellationToken);
        return (code, [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonDocument.Parse(line).RootElement)]);
    }
}
