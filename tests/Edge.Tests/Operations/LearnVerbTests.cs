using System.Globalization;
using System.Text;
using System.Text.Json;
using Edge.Operations;
using Testing;

namespace Edge.Tests.Operations;

public sealed class LearnVerbTests : IDisposable
{
    private static readonly string s_config = Repository.File("examples", "four-antennas.json");
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _folder.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task Learn_AntennaThatHearsItsNeighbourBest_IsFollowedWhereThePriorIsWrong()
    {
        // a reflection makes antenna 1 the strongest in zone 2 as well: only learning can know
        string[] lessons = [.. Enumerable.Range(1, 4).Select(zone => $"zone{zone}={Write($"lesson{zone}.csv", zone, seed: zone)}")];
        string model = _folder.File("model.json"), judged = Write("zone2.csv", 2, seed: 9);

        Assert.Equal(0, await LearnAsync(lessons, model));

        Assert.True(await RightShareAsync(judged, null) < 0.2);
        Assert.True(await RightShareAsync(judged, model) > 0.95);
    }

    [Theory]
    [InlineData("zone9=zone1.csv", "zone9")]
    [InlineData("zone1.csv", "ZONE=FILE")]
    public async Task Learn_PlaceThatIsNone_NamesThePlaces(string lesson, string says)
    {
        Assert.Equal(2, await LearnAsync([lesson], _folder.File("model.json")));
        Assert.Contains(says, _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("zone1, zone2", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"kind":"presence-model","version":2,"samples":[]}""")]
    [InlineData("""{"kind":"presence-model","version":1,"samples":[{"zone":"zone1","reader":"room","port":9,"elapsedSeconds":4,"listenedSeconds":1,"lowestDbm":-90,"counts":[]}]}""")]
    public async Task Replay_ModelThatDoesNotFit_IsRefused(string text)
    {
        string model = _folder.File("model.json");
        await File.WriteAllTextAsync(model, text, TestContext.Current.CancellationToken);

        Assert.Equal(2, (await ReplayAsync(Write("zone1.csv", 1, 1), model)).Code);
        Assert.Contains("model.json", _errors.ToString(), StringComparison.Ordinal);
    }

    private Task<int> LearnAsync(string[] lessons, string model) => LearnVerb.RunAsync(
        new LearnRequest(lessons, s_config, "r420", model, null), _errors, TestContext.Current.CancellationToken);

    private async Task<double> RightShareAsync(string file, string? model)
    {
        (int code, List<JsonElement> lines) = await ReplayAsync(file, model);
        Assert.Equal(0, code);
        return lines[^1].GetProperty("summary").GetProperty("rightShare").GetDouble();
    }

    private async Task<(int Code, List<JsonElement> Lines)> ReplayAsync(string file, string? model)
    {
        using MemoryStream output = new();
        int code = await ReplayVerb.RunAsync(
            new ReplayRequest([file], s_config, "r420", model, null, null, false), output, _errors, TimeProvider.System,
            TestContext.Current.CancellationToken);
        return (code, [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonDocument.Parse(line).RootElement)]);
    }

    private string Write(string name, int zone, int seed)
    {
        Random random = new(seed);
        StringBuilder text = new("timestamp,reader,antenna,rssi,epc,phase_angle,channel_index,doppler_frequency\n");
        for (int read = 0; read < 800; read++)
        {
            int antenna = (read % 4) + 1;
            int rssi = (antenna, zone) switch
            {
                (1, 2) => -50,
                (2, 2) => -58,
                _ when antenna == zone => -54,
                _ => -64,
            };
            rssi += random.Next(-4, 5);
            text.Append(CultureInfo.InvariantCulture,
                $"{1753820399.274m + (read * 0.05m)},192.0.2.1:5084,{antenna},{rssi},b'303435fc8803d056d15b963f',748,37,78\n");
        }
        string file = _folder.File(name);
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
