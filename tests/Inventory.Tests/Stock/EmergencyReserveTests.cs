using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Stock;

/// <summary>Red cells of 2 U each, and a reserve of 4 U of O positive.</summary>
public sealed class EmergencyReserveTests
{
    private static readonly StockRules s_rules = StockRules.Default with
    {
        Levels = new Dictionary<(ComponentClass, UnitKind, BloodGroup), StockLevels>
        {
            [(ComponentClass.RedCells, UnitKind.U, new BloodGroup(Abo.O, RhD.Positive))] = new(4, 6, null, null),
        },
    };

    [Theory]
    [InlineData(3, 1)]
    [InlineData(2, 0)]
    [InlineData(5, 3)]
    public void Spare_SoManyInStock_TheLastToExpireStay(int inStock, int spare)
    {
        BloodUnit[] units = Stock(inStock);

        Assert.Equal(units.Take(spare).Select(static unit => unit.Key), EmergencyReserve.Spare(units, s_rules).Select(static unit => unit.Key));
    }

    [Fact]
    public void IsTouchedBy_CountsOnlyWhatCanBeFetched()
    {
        BloodUnit[] units = Stock(3);
        BloodUnit gone = units[2] with { Location = new UnitLocation(null, PlaceId.Parse("fridge-1"), 0.9, Now) };

        Assert.False(EmergencyReserve.IsTouchedBy(units[0], units, s_rules, Now));
        Assert.True(EmergencyReserve.IsTouchedBy(units[0], [units[0], units[1], gone], s_rules, Now));
        Assert.True(EmergencyReserve.IsTouchedBy(units[0], [units[0], units[1], units[2] with { ExpiresAt = Now }], s_rules, Now));
        Assert.False(EmergencyReserve.IsTouchedBy(units[0], [units[0]], StockRules.Default, Now));
    }

    [Fact]
    public void Issue_FromTheReserve_NeedsAReasonThatIsKept()
    {
        SiteState state = State(Received(Red));
        IssueUnit command = new(Red, "ICU", "A7", OutLimit.None, Now) { TouchesReserve = true };

        Assert.Equal(Refusal.KeptForEmergencies, WhyRefused(Issuing.Decide(state, command)));
        UnitIssued issued = Assert.IsType<UnitIssued>(Assert.Single(Events(Issuing.Decide(state, command with { Override = " bleeds " }))));
        Assert.Equal((true, "bleeds"), (issued.FromReserve, issued.Override));
    }

    [Fact]
    public void Reserve_FromTheReserve_NeedsAReasonAndIsIssuedWithoutAnother()
    {
        SiteState state = State(Received(Red));
        ReserveUnit command = new(Red, "A7", Now.AddHours(4), TimeSpan.FromHours(24), OutLimit.None, Now) { TouchesReserve = true };

        Assert.Equal(Refusal.KeptForEmergencies, WhyRefused(Reserving.Decide(state, command)));
        state = After(state, Reserving.Decide(state, command with { Override = "bleeds" }));
        Assert.Null(WhyRefused(Issuing.Decide(state, new IssueUnit(Red, "ICU", "A7", OutLimit.None, Now) { TouchesReserve = true })));
    }

    [Fact]
    public void Dispatch_FromTheReserve_NeedsAReasonThatIsKept()
    {
        SiteState state = State(Received(Red));
        DispatchUnit command = new(Red, "T-1", "site-2", null, null, OutLimit.None, Now) { TouchesReserve = true };

        Assert.Equal(Refusal.KeptForEmergencies, WhyRefused(Dispatching.Decide(state, command with { Override = " " })));
        UnitDispatched sent = Assert.IsType<UnitDispatched>(Assert.Single(Events(Dispatching.Decide(state, command with { Override = " flood there " }))));
        Assert.Equal("flood there", sent.FromReserve);
        Assert.Null(Assert.IsType<UnitDispatched>(Assert.Single(Events(Dispatching.Decide(state, command with { TouchesReserve = false, Override = "x" })))).FromReserve);
    }

    private static BloodUnit[] Stock(int count) => [.. Enumerable.Range(1, count).Select(static i =>
    {
        UnitKey key = UnitKey.Parse($"G12341765432{i}E0304V00");
        return State(Received(key) with { ExpiresAt = Now.AddDays(i) }).Units[key];
    })];
}
