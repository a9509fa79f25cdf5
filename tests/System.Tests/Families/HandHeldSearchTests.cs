using System.Text.Json;
using Edge.Ledger;
using HardwareSim;
using HardwareSim.Goods;
using Inventory.Presence;
using Inventory.Units;

namespace SystemTests.Families;

/// <summary>"Getting nearer" with a hand-held reader on its real port, carried through the simulated room.</summary>
public sealed class HandHeldSearchTests
{
    private const double Speed = 10;
    private const string Hand = "handheld-1", Drawer = "fridge-1/shelf-2";
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Search_PersonComesAndGoes_GetsWarmerAndThenColder()
    {
        await using FamilySite site = await FamilySite.StartWithHandHeldAsync(Speed, ReaderKind.R2000);
        string bag = BagIn(site, Drawer);
        site.Apply($"open {Drawer} 10m");
        await site.UntilAsync([Hand], s_within, "in service", static device => device.GetProperty("state").GetString() == "inService");
        await ReceivedAsync(site, bag);

        Seen desk = await WalkAsync(site, bag, null, 4);
        Seen before = await WalkAsync(site, bag, "fridge-1", 3);
        Seen at = await WalkAsync(site, bag, Drawer, 3);
        Seen back = await WalkAsync(site, bag, "fridge-1", 3);
        Seen away = await WalkAsync(site, bag, "desk", 3);

        string said = $"desk {desk}, before the fridge {before}, at the drawer {at}, before the fridge {back}, desk {away}";
        Assert.True(desk.Number is null && away.Number is null, said);
        Assert.True(at.Number >= (before.Number ?? 0) + 1 && at.Number >= (back.Number ?? 0) + 1, said);
        Assert.True(at.Trends.Contains("rising") && back.Trends.Concat(away.Trends).Contains("falling"), said);
        // Heard ever so strongly, it lies where the fridge's own antennas hear it.
        Assert.All(
            (await site.Ledger.ReadAsync(0, int.MaxValue, TestContext.Current.CancellationToken)).Select(static entry => entry.Event).OfType<TagPlaced>(),
            static placed => Assert.StartsWith("fridge-", placed.Place.ToString(), StringComparison.Ordinal));
    }

    /// <summary>Looks on while the person goes there, and stays until what was heard on the way has no say any more.</summary>
    /// <param name="to">Null: she stays where she is.</param>
    private static async Task<Seen> WalkAsync(FamilySite site, string bag, string? to, int seconds)
    {
        const int Stay = 6;
        if (to is not null) site.Apply($"walk {Hand} {to} {seconds}s");
        HashSet<string> trends = [];
        JsonElement search = default;
        for (int second = 0; second < seconds + Stay; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), site.Time, TestContext.Current.CancellationToken);
            search = await site.PostAsync("api/v1/searches", $$"""{ "unit": "{{bag}}", "reader": "{{Hand}}" }""");
            if (search.GetProperty("nearness").ValueKind == JsonValueKind.Number) trends.Add(search.GetProperty("trend").GetString()!);
        }
        Assert.Equal((0, Hand), (search.GetProperty("paused").GetArrayLength(), search.GetProperty("best").GetProperty("place").GetString()));
        return new Seen(search.GetProperty("nearness") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null, trends);
    }

    private static string BagIn(FamilySite site, string place)
    {
        lock (site.Simulated.World.Gate)
            return site.Simulated.World.Tags.First(tag => tag is { Bag: not null, Dead: false, Where: Whereabouts.Shelf }
                && site.Simulated.World.Cabinets[tag.Cabinet].Shelves[tag.Shelf] == place).Bag!.UnitKey;
    }

    private static async Task ReceivedAsync(FamilySite site, string bag)
    {
        for (long began = site.Time.GetTimestamp(); !site.Ledger.Current.State.Units.Any(unit => unit.Key.ToString() == bag && !unit.Value.Tags.IsEmpty);)
        {
            Assert.True(site.Time.GetElapsedTime(began) < s_within, $"{bag} was not received.");
            await Task.Delay(TimeSpan.FromSeconds(0.2), site.Time, TestContext.Current.CancellationToken);
        }
    }

    /// <param name="Number">At the end; null when the bag was not heard.</param>
    private sealed record Seen(int? Number, IReadOnlySet<string> Trends)
    {
        public override string ToString() => $"{Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unheard"} ({string.Join(' ', Trends)})";
    }
}
