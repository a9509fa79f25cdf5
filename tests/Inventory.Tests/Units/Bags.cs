using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Inventory.Tests.Units;

/// <summary>Bags, tags and instants that the tests of this folder start from.</summary>
internal static class Bags
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);
    public static readonly Actor Person = new(ActorKind.Person, "0142");
    public static readonly UnitKey Red = UnitKey.Parse("G123417654321E0304V00");
    public static readonly UnitKey Plasma = UnitKey.Parse("G123417654321E0701V00");
    public static readonly UnitKey National = UnitKey.Parse("0160723029785P0065V00");

    /// <summary>Its UII says <see cref="Red"/>.</summary>
    public static readonly TagUii RedTag = TagUii.Parse("B2CA66FF35E0C47DC3BBFE70");

    /// <summary>A tag whose UII says nothing.</summary>
    public static readonly TagUii BlankTag = TagUii.Parse("E28011700000020F1B2C3D4E");

    public static readonly Product RedCells = new(
        "E0304", "悬浮红细胞", "Red cells", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells", TimeSpan.FromDays(35));

    public static ReceiveUnit Receive(UnitKey unit) => new(
        unit, FlagCharacters.Unused, BloodGroupCode.Parse("5100"), Now.AddDays(20), RedCells, Tag: null, Hold: false, Source: null,
        BagTagRules.All, Now);

    public static Refusal? WhyRefused(Decision decision) => (decision as Decision.Refused)?.Why;

    public static IReadOnlyList<DomainEvent> Events(Decision decision) => Assert.IsType<Decision.Accepted>(decision).Events;

    /// <summary>What the state is after a decision that accepts.</summary>
    public static SiteState After(SiteState state, Decision decision) =>
        Events(decision).Aggregate(state, static (now, happened) => now.Apply(happened, Person));

    /// <summary>A state with <see cref="Red"/> in the given status, by force.</summary>
    public static SiteState InStatus(UnitStatus status, QuarantineReason quarantine = QuarantineReason.None)
    {
        SiteState state = State(Received(Red));
        return state with
        {
            Units = state.Units.SetItem(Red, state.Units[Red] with { Status = status, Quarantine = quarantine }),
        };
    }

    public static UnitReceived Received(UnitKey unit, QuarantineReason quarantine = QuarantineReason.None) => new(
        unit, new BloodGroup(Abo.O, RhD.Positive), "5100", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
        Now.AddDays(20), quarantine, Source: null, Now);

    public static SiteState State(params IEnumerable<DomainEvent> events) =>
        events.Aggregate(SiteState.Empty, static (state, happened) => state.Apply(happened, Person));
}
