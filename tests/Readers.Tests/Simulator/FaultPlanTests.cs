using HardwareSim.Faults;

namespace Readers.Tests.Simulator;

public sealed class FaultPlanTests
{
    [Fact]
    public void Parse_Script_GivesFaultsInOrderOfTime()
    {
        FaultPlan plan = FaultPlan.Parse("""
            00:05:00 deaf reader-2/3 10m; 00:02:00 silence reader-1 30s
            # a comment
            late reader-2 1h 2s # from the start
            0:10 wrongcheck reader-1 500ms 0.5; 1:00 take any
            """);

        Assert.Equal(
            [
                new Fault(TimeSpan.Zero, FaultKind.Late, "reader-2", TimeSpan.FromHours(1), 2),
                new Fault(TimeSpan.FromMinutes(2), FaultKind.Silence, "reader-1", TimeSpan.FromSeconds(30), null),
                new Fault(TimeSpan.FromMinutes(5), FaultKind.Deaf, "reader-2/3", TimeSpan.FromMinutes(10), null),
                new Fault(TimeSpan.FromMinutes(10), FaultKind.WrongCheck, "reader-1", TimeSpan.FromMilliseconds(500), 0.5),
                new Fault(TimeSpan.FromHours(1), FaultKind.Take, "any", TimeSpan.Zero, null),
            ],
            plan.Faults);
    }

    [Fact]
    public void Parse_TakeWithANumberAsItIsPrinted_IsThatNumber() =>
        Assert.Equal("G123426000123", Assert.Single(FaultPlan.Parse("take G1234 26 000123").Faults).Target);

    [Fact]
    public void Parse_Walk_HasWhereItEndsAndHowLongItTakes() => Assert.Equal(
        new Fault(TimeSpan.FromMinutes(1), FaultKind.Walk, "handheld-1", TimeSpan.FromSeconds(20), null) { To = "fridge-2/shelf-3" },
        Assert.Single(FaultPlan.Parse("0:01 walk handheld-1 fridge-2/shelf-3 20s").Faults));

    [Theory]
    [InlineData("walk handheld-1", "where to")]
    [InlineData("00:61:00 silence reader-1", "hh:mm:ss")]
    [InlineData("00:02:00 sleep reader-1", "silence")]
    [InlineData("silence", "target")]
    [InlineData("silence reader-1 soon", "30s")]
    [InlineData("late reader-1 30s 2s more", "too much")]
    [InlineData("00:02:00", "kind")]
    public void Parse_Nonsense_SaysWhatWouldFit(string text, string hint) =>
        Assert.Contains(hint, Assert.Throws<FormatException>(() => FaultPlan.Parse(text)).Message, StringComparison.Ordinal);
}
