using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stock;
using Inventory.Units;

namespace Benchmarks;

/// <summary>What is done for each tag, each scan and each event: bag tags, label scans, the fold, the stock board.</summary>
internal static class IdentityBenchmark
{
    private const int Bags = 10_000;
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);
    private static readonly Actor s_person = new(ActorKind.Person, "0142");

    public static IEnumerable<Figure> Run(string[] args)
    {
        UnitKey[] keys = [.. Enumerable.Range(0, Bags).Select(static i => UnitKey.Parse($"G123426{i:000000}E0304V00"))];
        TagUii[] shortTags = [.. keys.Select(static key => Tag(key, BagTagForm.Bt96))], longTags = [.. keys.Select(static key => Tag(key, BagTagForm.Bt128))];
        SiteState state = keys.Aggregate(SiteState.Empty, static (s, key) => s.Apply(Received(key), s_person));

        yield return Figure.Rate("bagtag.bt96.decode", "tags/s", () => Decode(shortTags));
        yield return Figure.Rate("bagtag.bt128.decode", "tags/s", () => Decode(longTags));
        yield return Figure.Allocation("bagtag.decode.allocated", () => Decode(shortTags) + Decode(longTags));
        yield return Figure.Rate("unit.resolve.10k", "tags/s", () =>
        {
            foreach (TagUii tag in shortTags) _ = UnitResolver.Resolve(state, tag, BagTagRules.All);
            return shortTags.Length;
        });
        yield return Figure.Rate("scan.compound", "scans/s", () =>
        {
            for (int i = 0; i < 1000; i++) _ = ScanString.Parse("=+04000=G12341765432170=%5100=<E0304V00&>0263262359", DonationScheme.Isbt128);
            return 1000;
        });
        PlaceId[] shelves = [PlaceId.Parse("fridge-1/shelf-1"), PlaceId.Parse("fridge-1/shelf-2")];
        int turn = 0;
        yield return Figure.Rate("fold.tagPlaced.10k", "events/s", () =>
        {
            turn ^= 1;
            for (int i = 0; i < Bags; i++)
                state = state.Apply(new TagPlaced(shortTags[i], PresenceChange.Moved, shelves[turn], shelves[turn ^ 1], 0.97, keys[i], s_now), Actor.Service);
            return Bags;
        });
        yield return Figure.Rate("fold.issueAndReturn.10k", "events/s", () =>
        {
            SiteState after = state;
            foreach (UnitKey key in keys)
                after = after.Apply(new UnitIssued(key, "ward 12", null, s_now), s_person).Apply(new UnitReturned(key, s_now), s_person);
            return 2 * Bags;
        });
        yield return Figure.Rate("stock.board.10k", "boards/s", () =>
        {
            _ = StockBoard.Of(state, s_now, StockRules.Default);
            return 1;
        });
    }

    private static long Decode(TagUii[] tags)
    {
        long bags = 0;
        foreach (TagUii tag in tags) if (BagTag.TryDecode(tag, BagTagRules.All, out _)) bags++;
        return bags;
    }

    private static TagUii Tag(UnitKey key, BagTagForm form) => BagTag.TryEncode(key, FlagCharacters.Unused, form, out TagUii tag)
        ? tag
        : throw new InvalidOperationException($"{key} does not fit a bag tag.");

    private static UnitReceived Received(UnitKey key) => new(
        key, new BloodGroup(Abo.O, RhD.Positive), "5100", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
        s_now.AddDays(20), QuarantineReason.None, Source: null, s_now);
}
