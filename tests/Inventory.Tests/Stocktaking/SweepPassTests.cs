using System.Collections.Immutable;
using Inventory.Stocktaking;

namespace Inventory.Tests.Stocktaking;

/// <summary>Was the drawer opened between two readings? The strengths of the bags that both have heard tell.</summary>
public sealed class SweepPassTests
{
    private static readonly PlaceId s_drawer = PlaceId.Parse("fridge-1/shelf-1"), s_other = PlaceId.Parse("fridge-1/shelf-2");
    private static readonly double[] s_strengths = [-50, -62, -55, -47, -66, -58, -53, -60, -49, -57];

    [Fact]
    public void SilenceOf_DrawerThatStayedShut_IsTheSameFieldAgain() =>
        Assert.Equal(1, Again(Pass(s_drawer, s_strengths), Pass(s_drawer, s_strengths)).Kept, 6);

    [Fact]
    public void SilenceOf_WholeDrawerAFewDecibelsStronger_IsTheSameFieldStill() =>
        Assert.Equal(1, Again(Pass(s_drawer, s_strengths), Pass(s_drawer, [.. s_strengths.Select(static one => one + 3)])).Kept, 6);

    [Fact]
    public void SilenceOf_DrawerThatWasOpened_IsAnotherField()
    {
        double[] anew = [-61, -51, -50, -58, -56, -48, -60, -54, -57, -50]; // says nothing of what each was before

        Assert.InRange(Again(Pass(s_drawer, s_strengths), Pass(s_drawer, anew)).Kept, 0.1, 0.4);
    }

    [Fact]
    public void SilenceOf_TooFewHeardInBoth_NobodyCanSayThatItWasOpened()
    {
        double[] few = s_strengths[..7];

        Assert.Equal(1, Again(Pass(s_drawer, few), Pass(s_drawer, [.. few.Reverse()])).Kept);
    }

    /// <summary>A third reading repeats whichever earlier one it is most alike.</summary>
    [Fact]
    public void SilenceOf_OpenedAndThenLeft_RepeatsTheReadingBefore()
    {
        double[] anew = [-61, -51, -50, -58, -56, -48, -60, -54, -57, -50];
        SweepPass first = new(Pass(s_drawer, s_strengths), []), second = new(Pass(s_drawer, anew), [first]);

        Assert.Equal(1, new SweepPass(Pass(s_drawer, anew), [first, second]).SilenceOf(s_drawer).Kept, 6);
    }

    [Fact]
    public void Listened_ShelfNobodyKnows_IsAskedByTheLaziestOfItsCabinet()
    {
        CountPass both = Pass(s_drawer, s_strengths) with
        {
            Listened = ImmutableDictionary<PlaceId, ListenedPlace>.Empty.Add(s_drawer, Place(s_drawer, sweeps: 6)).Add(s_other, Place(s_other, sweeps: 2)),
        };

        Assert.Equal(s_other, new SweepPass(both, []).Listened(PlaceId.Parse("fridge-1"))!.Place);
        Assert.Null(new SweepPass(both, []).Listened(PlaceId.Parse("fridge-2")));
    }

    private static SilentAgain Again(CountPass before, CountPass now) => new SweepPass(now, [new SweepPass(before, [])]).SilenceOf(s_drawer);

    private static CountPass Pass(PlaceId place, double[] strengths) => new(
        strengths.Select((strength, i) => new HeardTag(Tag(i), null, place, 4, 0, strength, [new StepAnswers(0, 4)])).ToImmutableDictionary(static heard => heard.Tag),
        ImmutableDictionary<PlaceId, ListenedPlace>.Empty.Add(place, Place(place, sweeps: 4)));

    private static ListenedPlace Place(PlaceId place, int sweeps) => new(place, 20, 40, sweeps, [-3, 0, 3]);

    private static TagUii Tag(int number) => TagUii.Parse($"E28011700000020F{number:D8}");
}
