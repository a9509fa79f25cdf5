using FsCheck;
using FsCheck.Fluent;
using Inventory.Presence;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Inventory.Tests.Units;

/// <summary>Random commands through every decision: whatever people and antennas do, the ledger stays true.</summary>
/// <remarks>1,000 runs of 200 commands, the same each time; with 5,000 and more in the environment variable LIFECYCLE_RUNS it is a campaign, and goes other ways each time.</remarks>
public sealed class LifeCycleTests
{
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("LIFECYCLE_RUNS"), out int runs) ? runs : 1000;
    private const int Campaign = 5000;

    [Fact]
    public void AnyCommands_InAnyOrder_KeepTheLedgerTrue()
    {
        HashSet<(UnitStatus?, UnitStatus)> walked = [];
        HashSet<Type> happened = [];
        int rebound = 0;
        Arbitrary<int[]> commands = Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(200), Shorter);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(Runs);
        if (Runs < Campaign) config = config.WithReplay(new Replay(new Rnd(2026, 1123), null)); // the short form goes the same ways each time
        Check.One(config, Prop.ForAll(commands, numbers =>
        {
            RandomBank bank = new();
            foreach (int number in numbers) bank.Do(number);
            bank.CheckRebuild();
            walked.UnionWith(bank.Walked);
            happened.UnionWith(bank.Happened);
            rebound += bank.Rebound;
        }));

        // the campaign is worth something only if it got everywhere that these decisions can lead
        Assert.Superset(
            new HashSet<(UnitStatus?, UnitStatus)>
            {
                (null, UnitStatus.Available), (null, UnitStatus.Quarantined), (UnitStatus.Available, UnitStatus.Quarantined),
                (UnitStatus.Available, UnitStatus.Issued), (UnitStatus.Available, UnitStatus.Discarded),
                (UnitStatus.Quarantined, UnitStatus.Available), (UnitStatus.Quarantined, UnitStatus.Discarded),
                (UnitStatus.Issued, UnitStatus.Quarantined), (UnitStatus.Available, UnitStatus.Reserved),
                (UnitStatus.Reserved, UnitStatus.Available), (UnitStatus.Reserved, UnitStatus.Issued),
                (UnitStatus.Reserved, UnitStatus.Quarantined), (UnitStatus.Reserved, UnitStatus.Discarded),
                (null, UnitStatus.Expected), (UnitStatus.Expected, UnitStatus.Available), (UnitStatus.Expected, UnitStatus.Cancelled),
                (UnitStatus.Available, UnitStatus.InTransfer), (UnitStatus.InTransfer, UnitStatus.TransferredOut),
                (UnitStatus.InTransfer, UnitStatus.Quarantined), (UnitStatus.InTransfer, UnitStatus.Lost),
                (UnitStatus.Lost, UnitStatus.Quarantined), (UnitStatus.Issued, UnitStatus.Transfused), (UnitStatus.Issued, UnitStatus.Lost),
                (UnitStatus.Quarantined, UnitStatus.Issued), (UnitStatus.Quarantined, UnitStatus.ReturnedToSupplier),
                (UnitStatus.Available, UnitStatus.EnteredInError), (UnitStatus.Expected, UnitStatus.Quarantined),
                (UnitStatus.ReturnedToSupplier, UnitStatus.Quarantined), (UnitStatus.EnteredInError, UnitStatus.Expected),
                (UnitStatus.TransferredOut, UnitStatus.Quarantined), (UnitStatus.Cancelled, UnitStatus.Expected),
            },
            walked);
        if (Runs >= Campaign) Assert.NotEqual(0, rebound); // too seldom for the short form: CorrectionTests has it in one step
        // everything that can happen to a bag did
        Assert.Empty(typeof(IUnitEvent).Assembly.GetTypes().Where(static type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IUnitEvent))).Except(happened));
        Assert.Superset(new HashSet<Type> { typeof(StocktakeClosed), typeof(StocktakeAbandoned), typeof(MassiveTransfusionEnded), typeof(TagPlaced) }, happened);
    }

    private static IEnumerable<int[]> Shorter(int[] numbers)
    {
        for (int cut = numbers.Length / 2; cut > 0; cut /= 2)
            for (int at = 0; at + cut <= numbers.Length; at += cut) yield return [.. numbers[..at], .. numbers[(at + cut)..]];
    }
}
