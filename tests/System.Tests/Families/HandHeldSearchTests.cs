using System.Text.Json;
using HardwareSim;
using HardwareSim.Goods;
using Inventory.Presence;

namespace SystemTests.Families;

/// <summary>"Getting nearer" with a hand-held reader on its real port, carried through the simulated room.</summary>
public sealed class HandHeldSearchTests
{
    private const double Speed = 10;
    private const string Hand = "handheld-1";
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Search_PersonComesAndGoes_GetsWarmerAndThenColder()
    {
        await using FamilySite site = await FamilySite.StartWithHandHeldAsync(Speed, ReaderKind.R2000);
        (string bag, string drawer) = SomeBag(site);
        string fridge = drawer.Split('/')[0];
        site.Apply($"open {drawer} 10m");
        await site.UntilAsync([Hand], s_within, "in service", static device => device.GetProperty("state").GetString() == "inService");
        await ReceivedAsync(site, bag);

        Seen far = await WalkAsync(site, bag, "desk", 1, stays: 2);
        await WalkAsync(site, bag, fridge, 2, stays: 0);
        Seen comes = await WalkAsync(site, bag, drawer, 8, stays: 3);
        Seen goes = await WalkAsync(site, bag, fridge, 8, stays: 0);
        Seen away = await WalkAsync(site, bag, "desk", 2, stays: 6); // 5 s unheard, and there is no number

        string said = $"desk {far}, to the drawer {comes}, from the drawer {goes}, desk {away}";
        Assert.True(far.Heard.Length == 0 && away.Now is null, said);
        Assert.True(comes.Now >= 4 && comes.Heard[0] < comes.Now && comes.Trends.Contains("rising"), said);
        Assert.True(goes.Heard[^1] < goes.Heard[0] && goes.Trends.Contains("falling"), said);
        // Heard ever so strongly, it lies where the fridge's own antennas hear it.
        Assert.All(
            (await site.Ledger.ReadAsync(0, int.MaxValue, TestContext.Current.CancellationToken)).Select(static entry => entry.Event).OfType<TagPlaced>()
                .Where(placed => placed.Unit.ToString() == bag),
            placed => Assert.Equal(drawer, placed.Place.ToString()));
    }

    /// <summary>Looks on each second while the person goes there and for so many seconds more.</summary>
    private static async Task<Seen> WalkAsync(FamilySite site, string bag, string to, int seconds, int stays)
    {
        site.Apply($"walk {Hand} {to} {seconds}s");
        List<int?> numbers = [];
        HashSet<string> trends = [];
        for (int second = 0; second < seconds + stays; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), site.Time, TestContext.Current.CancellationToken);
            JsonElement search = await site.PostAsync("api/v1/searches", $$"""{ "unit": "{{bag}}", "reader": "{{Hand}}" }""");
            Assert.Equal((0, Hand), (search.GetProperty("paused").GetArrayLength(), search.GetProperty("best").GetProperty("place").GetString()));
            numbers.Add(search.GetProperty("nearness") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null);
            if (numbers[^1] is not null) trends.Add(search.GetProperty("trend").GetString()!);
        }
        return new Seen(numbers, trends);
    }

    /// <summary>One whose tag was bound to it when it was received: a tag that bears the bag's number is known once an antenna has heard it.</summary>
    private static (string Unit, string Place) SomeBag(FamilySite site)
    {
        SimulatedWorld world = site.Simulated.World;
        lock (world.Gate)
        {
            SimulatedTag tag = world.Tags.First(static tag => tag is { Bag.TagKind: TagKind.Associated, Dead: false, Where: Whereabouts.Shelf });
            return (tag.Bag!.UnitKey, world.Cabinets[tag.Cabinet].Shelves[tag.Shelf]);
        }
    }

    private static async Task ReceivedAsync(FamilySite site, string bag)
    {
        for (long began = site.Time.GetTimestamp(); !site.Ledger.Current.State.Units.Any(unit => unit.Key.ToString() == bag && !unit.Value.Tags.IsEmpty);)
        {
            Assert.True(site.Time.GetElapsedTime(began) < s_within, $"{bag} was not received. {site.Simulated.LastDeskFailure}");
            await Task.Delay(TimeSpan.FromSeconds(0.2), site.Time, TestContext.Current.CancellationToken);
        }
    }

    /// <param name="Numbers">Second by second; null when the bag was not heard.</param>
    private sealed record Seen(IReadOnlyList<int?> Numbers, IReadOnlySet<string> Trends)
    {
        public int? Now => Numbers[^1];
        public int[] Heard => [.. Numbers.OfType<int>()];

        public override string ToString() => $"{string.Join(' ', Numbers.Select(static number => number is null ? "-" : $"{number}"))} ({string.Join(' ', Trends)})";
    }
}
