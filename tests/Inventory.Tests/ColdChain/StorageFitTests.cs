using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Tables;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.ColdChain;

/// <summary>Platelets in a fridge, plasma at 4 °C: seen at once, and no storage for the bag's clock.</summary>
public sealed class StorageFitTests
{
    private const string Table = """
        # version test
        key,nameZh,nameEn,lowCelsius,highCelsius,warnLowCelsius,warnHighCelsius,deadbandCelsius,onDelaySeconds,offDelaySeconds,alsoKeeps,transport
        red-cells,红细胞,Red cells,2,6,2.5,5.5,0.3,120,60,plasma-thawed,
        platelets,血小板,Platelets,20,24,20.5,23.5,0.3,120,60,,
        plasma-frozen,冰冻血浆,Frozen plasma,,-18,,-20,0.5,1800,60,,
        plasma-thawed,解冻血浆,Thawed plasma,2,6,2.5,5.5,0.3,120,60,,red-cells
        """;

    private static readonly PlaceId s_fridge = PlaceId.Parse("fridge-1/shelf-1"), s_other = PlaceId.Parse("fridge-2/shelf-1"), s_cold = PlaceId.Parse("freezer");

    private static readonly StorageFit s_fit = new(StorageClassTable.Parse(Table), new Dictionary<PlaceId, string>
    {
        [s_fridge] = "red-cells", [s_other] = "red-cells", [s_cold] = "plasma-frozen", [PlaceId.Parse("shaker")] = "platelets",
    });

    [Theory]
    [InlineData("red-cells", "fridge-1/shelf-1", false)]
    [InlineData("plasma-thawed", "fridge-1/shelf-1", false)]
    [InlineData("platelets", "fridge-1/shelf-1", true)]
    [InlineData("plasma-frozen", "fridge-1/shelf-1", true)]
    [InlineData("red-cells", "freezer", true)]
    [InlineData("red-cells", "shaker", true)]
    [InlineData("platelets", "shaker", false)]
    [InlineData("", "fridge-1/shelf-1", false)] // a product that is not known is judged by nobody
    [InlineData("platelets", "cellar", false)]
    public void IsWrong_ByBothClasses_IsWhatTheTableSays(string unit, string place, bool wrong) =>
        Assert.Equal(wrong, s_fit.IsWrong(Bag(unit), PlaceId.Parse(place)));

    [Fact]
    public void Parse_WithoutTheColumn_KeepsItsOwnClassOnly()
    {
        string old = string.Join('\n', Table.Split('\n').Select(static line => line.Contains(',') ? string.Join(',', line.Split(',')[..10]) : line));

        StorageClassTable table = StorageClassTable.Parse(old);

        Assert.Empty(table.Faults);
        Assert.False(table.Find("red-cells")!.Keeps("plasma-thawed"));
    }

    [Fact]
    public void Parse_AlsoKeepsWhatIsNoClass_NamesTheLine() =>
        Assert.Equal(6, Assert.Single(StorageClassTable.Parse(Table + "\nred-cells-2,红,Red,2,6,,,0.3,120,60,cellar,").Faults).Line - 1); // the version, the names and four classes stand before it

    [Theory]
    [InlineData("red-2,红,Red,NaN,6,,,0.3,120,60,,", "no number")] // a limit that nothing ever crosses
    [InlineData("red-2,红,Red,2,Infinity,,,0.3,120,60,,", "no number")]
    [InlineData("red-2,红,Red,2,6,1.5,5.5,0.3,120,60,,", "inside the limits")]
    [InlineData("red-2,红,Red,2,6,2.5,6.5,0.3,120,60,,", "inside the limits")]
    [InlineData("red-2,红,Red,2,6,5,3,0.3,120,60,,", "inside the limits")]
    [InlineData("red-2,红,Red,,-18,,-17,0.5,120,60,,", "inside the limits")]
    [InlineData("red-2,红,Red,2,6,,,2,120,60,,", "deadband")] // it could never be well again
    [InlineData("red-2,红,Red,2,6,,,0,120,60,,", "deadband")]
    [InlineData("red-2,红,Red,2,6,,,0.3,1e300,60,,", "delays")]
    [InlineData("red-2,红,Red,2,6,,,0.3,120,,,", "delays")]
    [InlineData("red-2,红,Red,6,2,,,0.3,120,60,,", "below highCelsius")]
    [InlineData("red-2,红,Red,,,,,0.3,120,60,,", "at least one")]
    [InlineData("red-2,,Red,2,6,,,0.3,120,60,,", "both names")]
    [InlineData(",红,Red,2,6,,,0.3,120,60,,", "key is empty")]
    [InlineData("red-2,红,Red,2,6,,,0.3,120,60,platelets,", "no temperature in common")]
    [InlineData("red-2,红,Red,2,6,,,0.3,120,60,,plasma-frozen", "no temperature in common")]
    [InlineData("red-2,红,Red,2,6,,,0.3,120,60,,cellar", "not in this table")]
    [InlineData("platelets,红,Red,2,6,,,0.3,120,60,,", "twice")]
    [InlineData("red-2,红,Red,2,6,,,0.3,120,60", "10 values")]
    public void Parse_BadLine_IsReportedOnceAndTheOthersAreRead(string line, string word)
    {
        StorageClassTable table = StorageClassTable.Parse(Table + "\n" + line);

        TableFault fault = Assert.Single(table.Faults);
        Assert.Equal(7, fault.Line);
        Assert.Contains(word, fault.Message.En, StringComparison.Ordinal);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*。$", fault.Message.Zh);
        Assert.Equal(4, table.All.Count);
    }

    [Fact]
    public void Clock_InTheWrongCabinet_RunsThereAndIsNotStoppedByIt()
    {
        SiteState state = Placed(State(Received(Red) with { StorageClass = "platelets" }, new TagAssociated(BlankTag, Red, Now)), s_fridge, Now);
        Assert.Equal(Now, state.Units[Red].OutOfStorage?.Since);

        state = Placed(state, null, Now.AddMinutes(10));
        state = Placed(state, s_other, Now.AddMinutes(12));
        Assert.Equal(Now, state.Units[Red].OutOfStorage?.Since);

        state = Placed(state, PlaceId.Parse("shaker"), Now.AddMinutes(40));
        Assert.Equal((null, TimeSpan.FromMinutes(40)), (state.Units[Red].OutOfStorage!.Since, state.Units[Red].OutOfStorage!.Longest));
    }

    [Fact]
    public void Clock_TakenBackIntoTheWrongCabinet_GoesOnAsIfItWereOut()
    {
        SiteState state = Placed(State(Received(Red), new TagAssociated(BlankTag, Red, Now)), s_fridge, Now);
        state = Placed(state, null, Now.AddMinutes(1));
        state = After(state, Issuing.Decide(state, new IssueUnit(Red, "ICU", null, OutLimit.None, Now.AddMinutes(1))));
        state = After(state, Returning.Decide(state, new ReturnUnit(Red, BagCondition.Intact, OutLimit.None, Now.AddMinutes(11))));
        Assert.Equal(TimeSpan.FromMinutes(10), state.Units[Red].OutOfStorage!.LongestAt(Now.AddHours(1)));

        state = Placed(state, s_cold, Now.AddMinutes(12));

        Assert.Equal(TimeSpan.FromMinutes(59), state.Units[Red].OutOfStorage!.LongestAt(Now.AddHours(1)));
    }

    private static BloodUnit Bag(string storageClass) => State(Received(Red) with { StorageClass = storageClass }).Units[Red];

    private static SiteState Placed(SiteState state, PlaceId? place, DateTimeOffset at) => After(state, Placing.Decide(
        state, new PlaceChange(BlankTag, place is null ? PresenceChange.Removed : PresenceChange.Moved, place, null, 0.98, at.UtcTicks), BagTagRules.All, s_fit));
}
