using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Stock;

public sealed class StockBoardTests
{
    private static readonly BloodGroup OPos = new(Abo.O, RhD.Positive);
    private static readonly BloodGroup ANeg = new(Abo.A, RhD.Negative);

    [Fact]
    public void Of_MixedStock_CountsEachBagWhereItBelongs()
    {
        SiteState state = State(
            Bag(1), Bag(2), Bag(3) with { Group = ANeg },
            Bag(4, QuarantineReason.ReceivingCheck),
            Bag(5) with { ExpiresAt = Now }, // expired at this very instant
            Bag(6) with { ExpiresAt = Now.AddDays(3) }, // short-dated
            Bag(7), new UnitIssued(Key(7), "ward 12", null, Now),
            Bag(8), new UnitDiscarded(Key(8), "damaged", Now));

        StockBoard board = StockBoard.Of(state, Now, StockRules.Default);

        StockRow row = Assert.Single(board.Rows);
        Assert.Equal((ComponentClass.RedCells, UnitKind.U, 4, 8m), (row.Component, row.Kind, row.Bags, row.Amount));
        Assert.Equal((3, 6m), (Cell(row, OPos).Bags, Cell(row, OPos).Amount));
        Assert.Equal((1, 2m), (Cell(row, ANeg).Bags, Cell(row, ANeg).Amount));
        Assert.Equal((0, 1, 0, 1, 1), (board.Reserved, board.Quarantined, board.InTransfer, board.ShortDated, board.Expired));
        Assert.Equal(BloodGroup.BoardOrder, row.Cells.Select(static cell => cell.Group));
    }

    [Fact]
    public void Of_OtherMeasures_HaveRowsOfTheirOwn()
    {
        SiteState state = State(
            Bag(1),
            Bag(2) with { Component = ComponentClass.Platelets, Amount = new UnitAmount(UnitKind.Dose, 1) },
            Bag(3) with { Component = ComponentClass.Platelets, Amount = new UnitAmount(UnitKind.U, 1) },
            Bag(4) with { Component = ComponentClass.PlasmaFfp, Amount = new UnitAmount(UnitKind.Millilitre, 200) });

        StockBoard board = StockBoard.Of(state, Now, StockRules.Default);

        Assert.Equal(
            [
                (ComponentClass.RedCells, UnitKind.U, 2m), (ComponentClass.Platelets, UnitKind.U, 1m), (ComponentClass.Platelets, UnitKind.Dose, 1m),
                (ComponentClass.PlasmaFfp, UnitKind.Millilitre, 200m),
            ],
            board.Rows.Select(static row => (row.Component, row.Kind, row.Amount)));
    }

    [Fact]
    public void Of_ReservedAndInTransfer_AreCountedOnceAndCannotBeIssued()
    {
        SiteState state = State(Bag(1), Bag(2), Bag(3) with { ExpiresAt = Now });
        state = state with
        {
            Units = state.Units
                .SetItem(Key(1), state.Units[Key(1)] with { Status = UnitStatus.Reserved })
                .SetItem(Key(2), state.Units[Key(2)] with { Status = UnitStatus.InTransfer })
                .SetItem(Key(3), state.Units[Key(3)] with { Status = UnitStatus.Reserved }),
        };

        StockBoard board = StockBoard.Of(state, Now, StockRules.Default);

        Assert.Equal((1, 1, 1), (board.Reserved, board.InTransfer, board.Expired));
        Assert.Equal(0, Assert.Single(board.Rows).Bags);
    }

    [Fact]
    public void Of_BombayBag_IsNotAmongO()
    {
        StockRow row = Assert.Single(StockBoard.Of(
            State(Bag(1) with { Group = new BloodGroup(Abo.Bombay, RhD.Positive) }), Now, StockRules.Default).Rows);

        Assert.Equal(0, Cell(row, OPos).Bags);
        Assert.Equal((9, 1), (row.Cells.Count, Cell(row, new BloodGroup(Abo.Bombay, RhD.Positive)).Bags));
    }

    [Fact]
    public void Of_BagTakenOut_IsOutAndCannotBeIssuedFromItsShelf()
    {
        SiteState state = State(
            Bag(1), new Inventory.Presence.TagPlaced(
                BlankTag, Inventory.Presence.PresenceChange.Removed, null, PlaceId.Parse("fridge-1"), 0.99, Key(1), Now));

        StockBoard board = StockBoard.Of(state, Now, StockRules.Default);

        Assert.Equal((1, 0), (board.Out, Assert.Single(board.Rows).Bags));
    }

    [Fact]
    public void DaysOfStock_TwentyEightDaysOfDemand_AreTheMean()
    {
        // 28 days, two bags of 2 U issued each day; 6 bags = 12 U left
        List<DomainEvent> events = [Bag(1) with { OccurredAt = Now.AddDays(-40) }];
        for (int i = 2; i <= 7; i++) events.Add(Bag(i) with { OccurredAt = Now.AddDays(-40) });
        for (int i = 0; i < 56; i++) events.AddRange(IssuedBag(100 + i, Now.AddDays(-(i / 2))));
        events.AddRange(IssuedBag(900, Now.AddDays(-28))); // a day too old
        events.Add(new UnitDiscarded(Key(1), "damaged", Now)); // no demand

        StockCell cell = Cell(Assert.Single(StockBoard.Of(State(events), Now, StockRules.Default).Rows), OPos);

        Assert.Equal((12m, 4m, 3m), (cell.Amount, cell.DailyDemand, cell.DaysOfStock));
    }

    [Fact]
    public void DaysOfStock_NothingIssued_IsNoDemandAndNoNumber()
    {
        StockCell cell = Cell(Assert.Single(StockBoard.Of(State(Bag(1)), Now, StockRules.Default).Rows), OPos);

        Assert.Equal((0m, null), (cell.DailyDemand, cell.DaysOfStock));
    }

    [Fact]
    public void DaysOfStock_BagThatCameBack_WasNoDemand()
    {
        SiteState state = State(
        [
            Bag(1), .. IssuedBag(2, Now.AddDays(-5)), .. IssuedBag(3, Now.AddDays(-5)),
            new UnitReturned(Key(2), Now.AddDays(-3)),
        ]);

        StockCell cell = Cell(Assert.Single(StockBoard.Of(state, Now, StockRules.Default).Rows), OPos);

        Assert.Equal(2m / 6, cell.DailyDemand); // one bag of 2 U in the six days that this ledger is old
    }

    [Fact]
    public void DemandBook_OldDays_AreForgotten()
    {
        List<DomainEvent> events = [];
        for (int i = 0; i < 200; i++) events.AddRange(IssuedBag(i, Now.AddDays(i - 200)));

        DemandBook demand = State(events).Demand;

        Assert.Equal(DemandBook.KeptDays, demand.Days.Count);
        Assert.Equal(DemandBook.DayOf(Now.AddDays(-200)), demand.FirstDay);
        Assert.All(demand.Days.Values, static lines => Assert.Equal(1, Assert.Single(lines).Bags));
    }

    [Theory]
    [InlineData(0, StockWarning.NoneLeft)]
    [InlineData(1, StockWarning.BelowReserve)] // 2 U of 3
    [InlineData(2, StockWarning.BelowMinimum)] // 4 U of 6
    [InlineData(3, StockWarning.BelowSafety)] // 6 U of 8
    [InlineData(4, StockWarning.None)]
    [InlineData(5, StockWarning.None)]
    [InlineData(6, StockWarning.AboveMaximum)]
    public void Warning_EachAmount_IsJudgedByTheLevels(int bags, StockWarning expected)
    {
        (StockRules rules, Tables.TableText table) = StockRules.Default.WithLevels(
            "component,unitKind,abo,rhD,reserve,minimum,safety,maximum\nredCells,u,O,positive,3,6,8,10\n");
        Assert.Empty(table.Faults);

        StockRow row = Assert.Single(StockBoard.Of(State(Enumerable.Range(1, bags).Select(static i => Bag(i))), Now, rules).Rows);

        Assert.Equal(expected, Cell(row, OPos).Warning);
        Assert.Equal(StockWarning.None, Cell(row, ANeg).Warning); // no level is set there
    }

    [Fact]
    public void WithLevels_BadLines_AreReported()
    {
        (StockRules rules, Tables.TableText table) = StockRules.Default.WithLevels("""
            component,unitKind,abo,rhD,reserve,minimum,safety,maximum
            redCells,u,O,positive,3,6,,
            redCells,u,O,positive,3,6,8,10
            redCells,u,Z,positive,3,6,8,10
            redCells,u,A,positive,7,6,8,10
            redCells,u,B,positive,x,6,8,10
            redCells,u,B,positive,3,6,5,10
            redCells,u,B,positive,3,6,,5
            redCells,u,B,positive,3,,8,10
            """);

        Assert.Equal([3, 4, 5, 6, 7, 8, 9], table.Faults.Select(static fault => fault.Line));
        Assert.Equal(new StockLevels(3, 6, null, null), Assert.Single(rules.Levels).Value);
    }

    private static UnitKey Key(int number) => UnitKey.Parse($"G1234260{number:00000}E0304V00");

    private static UnitReceived Bag(int number, QuarantineReason quarantine = QuarantineReason.None) => Received(Key(number), quarantine);

    private static DomainEvent[] IssuedBag(int number, DateTimeOffset at) =>
        [Bag(number) with { OccurredAt = at }, new UnitIssued(Key(number), "ward 12", null, at)];

    private static StockCell Cell(StockRow row, BloodGroup group) => row.Cells.Single(cell => cell.Group == group);
}
