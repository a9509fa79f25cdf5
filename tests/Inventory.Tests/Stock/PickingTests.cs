using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Stock;

public sealed class PickingTests
{
    private const string KNegative = "940000000000000099", VelNegative = "999999999999999984";
    private static readonly BloodGroup OPos = new(Abo.O, RhD.Positive), ONeg = new(Abo.O, RhD.Negative), ANeg = new(Abo.A, RhD.Negative), APos = new(Abo.A, RhD.Positive);
    private static readonly StockRules s_rules = StockRules.Default with { RareIfNegative = ["Vel"] };

    [Fact]
    public void Propose_OneGroup_IsFirstToExpireOfWhatCanBeIssued() => Assert.Equal(
        [2, 3, 5, 4, 8],
        Proposed(
            new PickRequest(static unit => unit.Group == OPos && !unit.IsExpired(Now.AddHours(6)), null),
            Bag(5) with { ExpiresAt = Now.AddDays(9), CollectedAt = Now.AddDays(-20) },
            Bag(4) with { ExpiresAt = Now.AddDays(9) }, // collection not known
            Bag(3) with { ExpiresAt = Now.AddDays(9), CollectedAt = Now.AddDays(-26) },
            Bag(2) with { ExpiresAt = Now.AddDays(4) },
            Bag(1) with { ExpiresAt = Now.AddHours(3) }, // will be expired when it is used
            Bag(6) with { Quarantine = QuarantineReason.Recall, ExpiresAt = Now.AddDays(2) },
            Bag(7) with { ExpiresAt = Now.AddDays(1), Group = ANeg },
            Bag(8) with { ExpiresAt = Now.AddDays(9) }));

    [Fact]
    public void Propose_CommonRequest_KeepsWhatIsRareForTheLast() => Assert.Equal(
        [3, 1, 2],
        Proposed(
            new PickRequest(static unit => unit.Group == OPos, null) { Abo = Abo.O, RhD = RhD.Positive },
            Bag(1) with { ExpiresAt = Now.AddDays(5), Antigens = KNegative }, // K negative is common
            Bag(2) with { ExpiresAt = Now.AddDays(1), Antigens = VelNegative },
            Bag(3) with { ExpiresAt = Now.AddDays(2) }));

    [Fact]
    public void Propose_RareIsAskedFor_GoesByExpiry() => Assert.Equal(
        [2, 1],
        Proposed(
            new PickRequest(static unit => unit.TypedAntigens?["Vel"] == AntigenResult.Negative, null) { Negative = ["Vel"] },
            Bag(1) with { ExpiresAt = Now.AddDays(5), Antigens = VelNegative }, Bag(2) with { Antigens = VelNegative, ExpiresAt = Now.AddDays(1) }));

    [Theory]
    [InlineData(RhD.Positive, new[] { 3, 4, 2, 1 })] // RhD negative is kept for those who need it, O negative last of all
    [InlineData(RhD.Negative, new[] { 2, 1 })]
    [InlineData(RhD.NotStated, new[] { 2, 1 })]
    public void Propose_ForAPatient_OwnGroupFirstAndRhDNegativeForThoseWhoNeedIt(RhD rhD, int[] expected)
    {
        BloodGroup patient = new(Abo.A, rhD);
        // what is not stated is met by O negative alone, unless the group is known
        Assert.Equal(
            expected,
            Proposed(
                new PickRequest(unit => GroupFit.Fits(unit.Component, unit.Group, patient), patient),
                Bag(1) with { ExpiresAt = Now.AddDays(1), Group = ONeg }, Bag(2) with { ExpiresAt = Now.AddDays(2), Group = ANeg },
                Bag(3) with { ExpiresAt = Now.AddDays(9), Group = APos }, Bag(4) with { ExpiresAt = Now.AddDays(3), Group = OPos }));
    }

    [Fact]
    public void FirstBefore_OnlyARareOneExpiresEarlier_IsNotDemanded()
    {
        BloodUnit[] kind = [.. Stock(Bag(1) with { ExpiresAt = Now.AddDays(1), Antigens = VelNegative }, Bag(2) with { ExpiresAt = Now.AddDays(2) }, Bag(3) with { ExpiresAt = Now.AddDays(3) })];
        HashSet<UnitKey> alone = [];

        Assert.Null(Fefo.FirstBefore(kind, kind[1], Now, alone, s_rules));
        Assert.Equal(Key(2), Fefo.FirstBefore(kind, kind[2], Now, alone, s_rules)?.Key);
        Assert.Equal(Key(1), Fefo.FirstBefore(kind, kind[2] with { Antigens = VelNegative }, Now, alone, s_rules)?.Key);
        Assert.Equal(Key(1), Fefo.FirstBefore(kind, kind[1], Now, alone, StockRules.Default)?.Key);
    }

    private static IEnumerable<int> Proposed(PickRequest request, params UnitReceived[] bags) =>
        Picking.Propose(Stock(bags), request, s_rules, Now).Select(static unit => int.Parse(unit.Key.ToString()[8..13], null));

    private static IEnumerable<BloodUnit> Stock(params UnitReceived[] bags) => State(bags).Units.Values.Order(Fefo.Order);

    private static UnitKey Key(int number) => UnitKey.Parse($"G1234260{number:00000}E0304V00");

    private static UnitReceived Bag(int number) => Received(Key(number));
}
