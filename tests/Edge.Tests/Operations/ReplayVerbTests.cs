using System.Globalization;
using System.Text;
using System.Text.Json;
using Edge.Operations;
using Edge.Operations.Recordings;
using Edge.RawReads;
using Inventory.Presence;
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

    /// <summary>Reports of EPC 3034…963F at antenna 3, twenty a second for 40 s, with an event between them; the layout is LLRP 1.0.1's.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replay_LlrpCapture_TellsThePlaceByTheReadersOwnClock(bool asHex)
    {
        List<byte> capture = [];
        for (int read = 0; read < 40 * 20; read++)
        {
            ulong microseconds = 1_753_820_399_274_000UL + ((ulong)read * 50_000);
            byte[] tag =
            [
                0x8D, .. Convert.FromHexString("303435FC8803D056D15B963F"), 0x81, 0x00, 0x03, 0x86, 0xCE,
                0x84, .. BitConverter.GetBytes(microseconds).Reverse(),
            ];
            int report = 4 + tag.Length, message = 10 + report;
            capture.AddRange([0x04, 0x3D, 0, 0, 0, (byte)message, 0, 0, 0, 1, 0x00, 0xF0, 0x00, (byte)report, .. tag]);
            if (read == 100) capture.AddRange(Convert.FromHexString("043E0000000A00000002")); // KEEPALIVE
        }
        string file = _folder.File("zone3.llrp");
        if (asHex) await File.WriteAllTextAsync(file, Convert.ToHexString([.. capture]), TestContext.Current.CancellationToken);
        else await File.WriteAllBytesAsync(file, [.. capture], TestContext.Current.CancellationToken);

        (int code, List<JsonElement> lines) = await RunAsync([file], format: "llrp");

        Assert.Equal(0, code);
        Assert.Equal(["arrived zone3"], Events(lines));
        JsonElement summary = lines[^1].GetProperty("summary");
        Assert.Equal(40 * 20, summary.GetProperty("reads").GetInt32());
        Assert.Equal(39, summary.GetProperty("seconds").GetInt32());
        Assert.StartsWith("2025-07-29T20:20:", lines[0].GetProperty("at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_LlrpCaptureWithNoise_NamesTheByte()
    {
        string file = _folder.File("zone1.llrp");
        await File.WriteAllBytesAsync(
            file, [.. Convert.FromHexString("043E0000000A00000002"), 0xFF, 0xFF, 0xFF], TestContext.Current.CancellationToken);

        Assert.Equal(2, (await RunAsync([file], format: "llrp")).Code);
        Assert.Contains("byte 10", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_RingOfTheService_GivesWhatTheSameReadsGiveAsARecording()
    {
        string recorded = Write("zone2.csv", 40, strongest: 2), ring = WriteRing(recorded);

        List<JsonElement> expected = (await RunAsync([recorded], every: "1s")).Lines, lines = (await RunAsync([ring], every: "1s", format: "ring")).Lines;

        Assert.Equal(expected[..^1].Select(static line => line.GetRawText()), lines[..^1].Select(static line => line.GetRawText()));
    }

    [Theory]
    [InlineData("2025-07-29T20:20:15Z", "2025-07-29T20:20:24Z")]
    [InlineData("2025-07-30T04:20:15", "2025-07-30T04:20:24")] // by the clock of the example's site, UTC+8
    public async Task Replay_StretchOfTheRing_HasOnlyItsReads(string from, string to)
    {
        string ring = WriteRing(Write("zone2.csv", 40, strongest: 2));

        List<JsonElement> lines = (await RunAsync([ring], format: "ring", change: request => request with { From = from, To = to })).Lines;

        Assert.Equal(9 * 20, lines[^1].GetProperty("summary").GetProperty("reads").GetInt32());
    }

    [Fact]
    public async Task Replay_StretchOfARecording_IsRefused()
    {
        Assert.Equal(2, (await RunAsync([Write("zone1.csv", 1, 1)], change: static request => request with { From = "2025-07-29T20:20:15Z" })).Code);
        Assert.Contains("--format ring", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_AgainstAnotherConfiguration_ComparesTheSameReads()
    {
        string other = _folder.File("other.json");
        await File.WriteAllTextAsync( // antennas 2 and 3 have changed places
            other, (await File.ReadAllTextAsync(s_config, TestContext.Current.CancellationToken))
                .Replace("\"zone2\" }", "\"zone9\" }", StringComparison.Ordinal).Replace("\"zone3\" }", "\"zone2\" }", StringComparison.Ordinal)
                .Replace("\"zone9\" }", "\"zone3\" }", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        List<JsonElement> lines = (await RunAsync([Write("zone2.csv", 40, strongest: 2)], change: request => request with { Against = other })).Lines;

        JsonElement summary = lines[^1].GetProperty("summary"), against = summary.GetProperty("against");
        Assert.Equal(["arrived zone2"], Events(lines));
        Assert.Equal(0, summary.GetProperty("falseMoves").GetInt32());
        Assert.Equal(1, against.GetProperty("falseMoves").GetInt32());
        Assert.True(against.GetProperty("rightShare").GetDouble() < summary.GetProperty("rightShare").GetDouble());
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

    /// <summary>The ring that a service would have kept of a recording.</summary>
    private string WriteRing(string recorded)
    {
        string ring = _folder.File("20250729T202000Z.heard");
        PresenceLayout layout = SiteLayout.Of(SettingsFile.Load(s_config).Settings!);
        HeardNames names = new(layout.Antennas, []);
        BlockWriter block = new(names);
        using FileStream file = File.Create(ring);
        byte[] scratch = [];
        foreach (Heard heard in Recording.Open("r420", recorded, [1, 2, 3, 4]).Heard(names, layout.Antennas[0].Reader))
        {
            if (block.IsFull)
            {
                RingFile.Append(file, block.Written, ref scratch);
                block.Clear();
            }
            block.Add(heard);
        }
        RingFile.Append(file, block.Written, ref scratch);
        return ring;
    }

    private async Task<(int Code, List<JsonElement> Lines)> RunAsync(
        string[] files, string? every = null, bool goOn = false, string format = "r420",
        Func<ReplayRequest, ReplayRequest>? change = null)
    {
        using MemoryStream output = new();
        ReplayRequest request = new(files, s_config, format, null, every, null, goOn);
        int code = await ReplayVerb.RunAsync(
            change?.Invoke(request) ?? request, output, _errors, TimeProvider.System, TestContext.Current.CancellationToken);
        return (code, [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonDocument.Parse(line).RootElement)]);
    }
}
