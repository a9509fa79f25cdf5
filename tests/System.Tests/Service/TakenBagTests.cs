using System.Text.Json;
using System.Text.RegularExpressions;

namespace SystemTests.Service;

/// <summary>Bytes of the simulated readers to the staff's board: who takes a bag sees it go.</summary>
public sealed partial class TakenBagTests
{
    private const int Bags = 60;
    private static readonly TimeSpan s_settled = TimeSpan.FromMinutes(3), s_noticed = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Take_BagsOfTheSimulatedSite_LeaveTheBoardAndAreOut()
    {
        await using RunningEdge edge = await RunningEdge.StartAsync(
            "--bags", $"{Bags}", "--busy", "0", "--seed", "5", "--speed", "3");
        using CancellationTokenSource settling = new(s_settled);
        await UntilAsync(edge, static board => board is { Issuable: Bags, Out: 0 }, settling.Token);
        await UntilAsync(edge, async ct => await PlacedAsync(edge, ct) == Bags, settling.Token);

        for (int taken = 1; taken <= 2; taken++)
        {
            using CancellationTokenSource noticing = new(s_noticed);
            await edge.TypeAsync("take any");
            Match bag = await edge.ReadAsync(Goes(), noticing.Token);
            await edge.ReadAsync(Shut(), noticing.Token);

            int gone = taken;
            await UntilAsync(edge, board => board.Issuable == Bags - gone && board.Out == gone, noticing.Token);
            using JsonDocument unit = await GetAsync(edge, $"units/{bag.Groups["din"]}{bag.Groups["product"]}", noticing.Token);
            JsonElement where = unit.RootElement.GetProperty("where");
            Assert.Equal("removed", where.GetProperty("state").GetString());
            Assert.Equal(bag.Groups["place"].Value.Split('/')[0], where.GetProperty("lastPlace").GetString()!.Split('/')[0]);
        }
    }

    private static Task UntilAsync(RunningEdge edge, Func<(int Issuable, int Out), bool> holds, CancellationToken ct) =>
        UntilAsync(edge, async token =>
        {
            using JsonDocument stock = await GetAsync(edge, "stock", token);
            int issuable = stock.RootElement.GetProperty("rows").EnumerateArray().Sum(static row => row.GetProperty("bags").GetInt32());
            return holds((issuable, stock.RootElement.GetProperty("out").GetInt32()));
        }, ct);

    private static async Task UntilAsync(RunningEdge edge, Func<CancellationToken, Task<bool>> holds, CancellationToken ct)
    {
        using PeriodicTimer beat = new(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        while (!await holds(ct)) await beat.WaitForNextTickAsync(ct);
    }

    /// <summary>Bags whose arrival stands in the ledger: their place has a beginning.</summary>
    private static async Task<int> PlacedAsync(RunningEdge edge, CancellationToken ct)
    {
        using JsonDocument units = await GetAsync(edge, $"units?limit={Bags}", ct);
        return units.RootElement.GetProperty("items").EnumerateArray().Count(
            static unit => unit.GetProperty("where").GetProperty("since").ValueKind == JsonValueKind.String);
    }

    private static async Task<JsonDocument> GetAsync(RunningEdge edge, string path, CancellationToken ct) =>
        JsonDocument.Parse(await edge.Http.GetStringAsync(new Uri($"api/v1/{path}", UriKind.Relative), ct));

    [GeneratedRegex(@"^take: (?<din>\S{13}) (?<product>\S{8}) goes from (?<place>\S+)\.$")]
    private static partial Regex Goes();

    [GeneratedRegex("^take: .* is shut\\.$")]
    private static partial Regex Shut();
}
