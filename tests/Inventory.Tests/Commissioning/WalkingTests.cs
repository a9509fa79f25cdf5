using Inventory.Commissioning;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Commissioning;

public sealed class WalkingTests
{
    private static readonly PlaceId s_top = PlaceId.Parse("fridge-1/shelf-1"), s_low = PlaceId.Parse("fridge-1/shelf-2"), s_other = PlaceId.Parse("fridge-2/shelf-1");
    private static readonly AntennaSetup[] s_antennas = [new("reader-1", 1, s_top, 27), new("reader-1", 2, s_low, 27), new("reader-1", 3, s_other, 24)];
    private static readonly TagUii s_tag = TagUii.Parse("3074257BF400000000000007");
    private static readonly Actor s_walker = new(ActorKind.Person, "0142"), s_second = new(ActorKind.Person, "0977");

    private SiteState _state = SiteState.Empty;

    [Fact]
    public void Judge_OwnAntennaStrongestAndOften_IsGood() => Assert.Equal(
        new PointVerdict(s_top, ShelfSide.Left, PointFinding.Good, null, 11, null), Judge(Figure(s_top, s_top, 90, -52), Figure(s_top, s_low, 20, -63)));

    [Fact]
    public void Judge_OwnAntennaRarelyHears_IsDeadSpotAndNamesWhoHears()
    {
        PointVerdict dead = Judge(Figure(s_top, s_top, 30, -66), Figure(s_top, s_low, 100, -50));

        Assert.Equal((PointFinding.DeadSpot, s_low), (dead.Finding, dead.By));
        Assert.Equal(PointFinding.DeadSpot, Judge(Figure(s_top, s_low, 100, -50)).Finding);
    }

    [Theory]
    [InlineData(-52.5, PointFinding.Leak)] // half a decibel is within the error of two readings
    [InlineData(-54.0, PointFinding.Good)]
    public void Judge_AnotherCabinetAsStrong_IsLeak(double otherDbm, PointFinding finding) =>
        Assert.Equal(finding, Judge(Figure(s_top, s_top, 100, -52), Figure(s_top, s_other, 80, otherDbm)).Finding);

    [Fact]
    public void Judge_ReaderWithoutStrengths_ComparesHowOftenTheyHear()
    {
        Assert.Equal(PointFinding.Leak, Judge(Figure(s_top, s_top, 80, null), Figure(s_top, s_low, 85, null)).Finding);
        Assert.Equal(PointFinding.Good, Judge(Figure(s_top, s_top, 80, null), Figure(s_top, s_low, 60, null)).Finding);
    }

    [Fact]
    public void Judge_WireShelves_NeighboursOfTheCabinetAreNoLeak()
    {
        PointFigure[] figures = [Figure(s_top, s_top, 60, -60), Figure(s_top, s_low, 100, -50)];

        Assert.Equal(PointFinding.Good, JudgingWalk.Judge(CabinetKind.OpenShelves, s_top, ShelfSide.Left, figures).Finding);
        Assert.Equal(PointFinding.Leak, JudgingWalk.Judge(CabinetKind.MetalDrawers, s_top, ShelfSide.Left, figures).Finding);
    }

    [Theory]
    [InlineData(-30, 19, 22)] // 38 dB over the limit are 19 of power; 14 are wanted
    [InlineData(-44, 12, 29)]
    [InlineData(-60, 4, 33)] // no module has more
    public void Propose_WeakestPoint_LeavesTheWantedMargin(double weakestDbm, double margin, int proposed)
    {
        PowerProposal power = JudgingWalk.Propose(
            s_antennas[0], CabinetKind.MetalDrawers,
            [Figure(s_top, s_top, 100, weakestDbm), Figure(s_top, s_top, 100, -20, ShelfSide.Right), Figure(s_low, s_top, 10, -67)], -68);

        Assert.Equal((margin, proposed), (power.MarginDb, power.ProposedDbm));
    }

    [Fact]
    public void Propose_DeadSpotOrNothingMeasured_IsNoLowerPower()
    {
        PowerProposal dead = JudgingWalk.Propose(s_antennas[0], CabinetKind.MetalDrawers, [Figure(s_top, s_top, 100, -40), Figure(s_top, s_top, 10, -67)], -68);
        PowerProposal none = JudgingWalk.Propose(s_antennas[0], CabinetKind.MetalDrawers, [], -68);

        Assert.Equal((null, 30), (dead.MarginDb, dead.ProposedDbm));
        Assert.Null(none.ProposedDbm);
    }

    [Fact]
    public void Begin_TagOfABag_IsRefused()
    {
        _state = State([Received(Red), new TagAssociated(s_tag, Red, Now)]);

        Assert.Equal(Refusal.TagIsBag, WhyRefused(Begin()));
    }

    [Fact]
    public void Begin_CabinetWithAnOpenWalk_IsRefused()
    {
        Act(Begin());

        Assert.Equal(Refusal.WalkedAlready, WhyRefused(Begin()));
    }

    [Fact]
    public void Finish_PointsOpen_IsRefusedUntilTheyAreHeardOrSkippedWithAReason()
    {
        Act(Begin());
        Assert.Equal((s_top, ShelfSide.Left), _state.Walks[1].Next());
        HearAll(except: ShelfSide.Right);
        Assert.Equal(Refusal.PointsOpen, WhyRefused(Finish()));
        Assert.Equal(Refusal.ReasonMissing, WhyRefused(Walking.Skip(_state, 1, s_top, ShelfSide.Right, " ", Now)));
        Act(Walking.Skip(_state, 1, s_top, ShelfSide.Right, "a shelf of boxes", Now));
        Act(Walking.Skip(_state, 1, s_low, ShelfSide.Right, "likewise", Now));

        Act(Finish());

        CabinetQualified report = Assert.Single(_state.Qualifications).Report;
        Assert.Equal((QualificationVerdict.PassedWithRemarks, 1, 6), (report.Verdict, report.Version, report.Points.Count));
        Assert.Equal("a shelf of boxes", report.Points[2].Reason);
        Assert.Empty(_state.Walks);
    }

    [Fact]
    public void Hear_PointAgain_TheLastOneCounts()
    {
        Act(Begin());
        Hear(s_top, ShelfSide.Left, 10);
        Hear(s_top, ShelfSide.Left, 90);

        Assert.Equal(0.9, Assert.Single(_state.Walks[1].Figures).Share());
    }

    [Fact]
    public void Activate_NewMap_WantsASecondPersonAndGoingBackDoesNot()
    {
        Walk();
        Walk();
        Assert.Equal(Refusal.SecondPersonNeeded, WhyRefused(Activate(1, s_walker)));
        Act(Activate(1, s_second), s_second);
        Act(Activate(2, s_second), s_second);
        Assert.Equal((2, "0977"), (_state.ActiveModels[0].Version, _state.ActiveModels[0].By));

        Act(Activate(1, s_walker), s_walker);
        Assert.Equal(1, _state.ActiveModels[0].Version);
        Act(Activate(null, s_walker), s_walker);
        Assert.Empty(_state.ActiveModels);
        Assert.Equal(Refusal.UnknownWalk, WhyRefused(Activate(9, s_second)));
    }

    [Fact]
    public void Finish_ManyWalks_KeepsTheNewestAndTheOneInUse()
    {
        Walk();
        Act(Activate(1, s_second), s_second);
        for (int walk = 0; walk < 14; walk++) Walk();

        int[] versions = [.. _state.Qualifications.Select(static one => one.Report.Version)];
        Assert.Equal([1, .. Enumerable.Range(6, 10)], versions);
    }

    [Fact]
    public void Compare_AntennaGrewDeaf_SaysSoPointByPoint()
    {
        Walk();
        Walk(90, 20);

        IReadOnlyList<PointDifference> rows = ComparingQualifications.Of(_state.Qualifications[1].Report, _state.Qualifications[0].Report);

        Assert.Equal(6, rows.Count);
        Assert.Equal((0.9, 0.9, PointFinding.Good), (rows[0].ShareNow, rows[0].ShareBefore, rows[0].Now));
        Assert.Equal((0.2, 0.9, PointFinding.DeadSpot, PointFinding.Good), (rows[3].ShareNow, rows[3].ShareBefore, rows[3].Now, rows[3].Before));
    }

    private static PointVerdict Judge(params PointFigure[] figures) => JudgingWalk.Judge(CabinetKind.MetalDrawers, s_top, ShelfSide.Left, figures);

    private static PointFigure Figure(PlaceId shelf, PlaceId hears, int heardIn, double? dbm, ShelfSide side = ShelfSide.Left) => new(
        shelf, side, "reader-1", (byte)(hears == s_top ? 1 : hears == s_low ? 2 : 3), hears, 5, 100, heardIn, heardIn * 2, dbm);

    private void Walk(int topShare = 90, int lowShare = 90)
    {
        Act(Begin());
        HearAll(null, topShare, lowShare);
        Act(Finish());
    }

    private void HearAll(ShelfSide? except, int topShare = 90, int lowShare = 90)
    {
        foreach ((PlaceId shelf, ShelfSide side) in _state.Walks[_state.LastWalk].Points())
            if (side != except) Hear(shelf, side, shelf == s_top ? topShare : lowShare);
    }

    private void Hear(PlaceId shelf, ShelfSide side, int share) =>
        Act(Walking.Hear(_state, new WalkPointHeard(_state.LastWalk, shelf, side, [Figure(shelf, shelf, share, -50, side)], Now)), Actor.Service);

    private Decision Begin() => Walking.Begin(_state, new BeginWalk(
        s_top.Cabinet, CabinetKind.MetalDrawers, s_tag, 5, [s_top, s_low], s_antennas, BagTagRules.All, Now));

    private Decision Finish() => Walking.Finish(_state, _state.LastWalk, static _ => -68, Now);

    private Decision Activate(int? version, Actor by) => Walking.Activate(_state, s_top.Cabinet, version, by.Name, Now);

    private void Act(Decision decision, Actor? by = null)
    {
        foreach (DomainEvent happened in Assert.IsType<Decision.Accepted>(decision).Events) _state = _state.Apply(happened, by ?? s_walker);
    }
}
