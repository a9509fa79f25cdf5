using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Units;

public sealed class TagDecisionTests
{
    private static readonly PlaceId Shelf = PlaceId.Parse("fridge-1/shelf-3");
    private static readonly PlaceId Other = PlaceId.Parse("fridge-2/shelf-1");
    private static readonly TagUii Chip = TagUii.Parse("E2801170200012AB34CD0901"), OtherChip = TagUii.Parse("E2801170200012AB34CD0902");
    private static readonly TagUii Second = TagUii.Parse("E28011700000020F1B2C3D4F");

    [Fact]
    public void Associate_FreeTag_SpeaksForTheBag()
    {
        SiteState state = State(Received(Red));

        SiteState after = Apply(state, AssociatingTag.Decide(state, new AssociateTag(BlankTag, Red, BagTagRules.All, Now)));

        Assert.Equal(Red, UnitResolver.Resolve(after, BlankTag, BagTagRules.All));
        Assert.Equal([BlankTag], after.Units[Red].Tags);
    }

    [Fact]
    public void Associate_TagOfABagInStock_IsRefusedWithItsKey()
    {
        SiteState state = State(Received(Red), Received(Plasma), new TagAssociated(BlankTag, Plasma, Now));

        Decision.Refused refused = Assert.IsType<Decision.Refused>(
            AssociatingTag.Decide(state, new AssociateTag(BlankTag, Red, BagTagRules.All, Now)));

        Assert.Equal((Refusal.TagInUse, Plasma.ToString()), (refused.Why, refused.Detail));
    }

    [Fact]
    public void Associate_TagOfABagThatIsGone_EndsThatAndBindsAnew()
    {
        SiteState state = State(
            Received(Red), Received(Plasma), new TagAssociated(BlankTag, Plasma, Now), new UnitIssued(Plasma, "ward 12", null, Now));

        Decision decision = AssociatingTag.Decide(state, new AssociateTag(BlankTag, Red, BagTagRules.All, Now));

        Assert.Equal([new TagDissociated(BlankTag, Plasma, Now), new TagAssociated(BlankTag, Red, Now)], Events(decision));
        SiteState after = Apply(state, decision);
        Assert.Empty(after.Units[Plasma].Tags);
        Assert.Equal([BlankTag], after.Units[Red].Tags);
    }

    [Fact]
    public void Associate_TagWhoseContentNamesAnotherBagInStock_IsRefused()
    {
        SiteState state = State(Received(Red), Received(Plasma));

        Assert.Equal(Refusal.TagSaysOtherBag, WhyRefused(AssociatingTag.Decide(state, new AssociateTag(RedTag, Plasma, BagTagRules.All, Now))));
        // a site that does not use the profile gives the content no meaning
        Assert.Null(WhyRefused(AssociatingTag.Decide(state, new AssociateTag(RedTag, Plasma, new BagTagRules(false, false), Now))));
        Assert.Null(WhyRefused(AssociatingTag.Decide(state, new AssociateTag(RedTag, Red, BagTagRules.All, Now))));
    }

    [Theory]
    [InlineData("06")]
    [InlineData("07")]
    [InlineData("08")]
    [InlineData("09")]
    [InlineData("10")]
    public void Associate_TagOfATubeOrPaper_IsRefused(string flags)
    {
        SiteState state = State(Received(Red));
        Assert.True(BagTag.TryEncode(Red, FlagCharacters.Parse(flags), BagTagForm.Bt128, out TagUii tube));

        Decision.Refused refused = Assert.IsType<Decision.Refused>(AssociatingTag.Decide(state, new AssociateTag(tube, Red, BagTagRules.All, Now)));

        Assert.Equal((Refusal.TubeLabel, flags), (refused.Why, refused.Detail));
        Assert.Equal(Refusal.TubeLabel, WhyRefused(Receiving.Decide(SiteState.Empty, Receive(Red) with { Tag = tube })));
    }

    [Fact]
    public void Associate_SameAgainUnknownOrClosed_IsRefused()
    {
        SiteState state = State(
            Received(Red), Received(Plasma), new TagAssociated(BlankTag, Red, Now), new UnitDiscarded(Plasma, "damaged", Now));

        Assert.Equal(Refusal.AlreadyKnown, WhyRefused(AssociatingTag.Decide(state, new AssociateTag(BlankTag, Red, BagTagRules.All, Now))));
        Assert.Equal(Refusal.Closed, WhyRefused(AssociatingTag.Decide(state, new AssociateTag(Second, Plasma, BagTagRules.All, Now))));
        Assert.Equal(Refusal.UnknownUnit, WhyRefused(AssociatingTag.Decide(state, new AssociateTag(Second, National, BagTagRules.All, Now))));
        Assert.Equal(Refusal.UnknownTag, WhyRefused(AssociatingTag.Decide(state, new AssociateTag(default, Red, BagTagRules.All, Now))));
    }

    [Fact]
    public void Associate_SecondTagOnABag_IsRefusedUntilSomebodyMeansIt()
    {
        SiteState state = State(Received(Red), new TagAssociated(BlankTag, Red, Now));
        AssociateTag command = new(Second, Red, BagTagRules.All, Now);

        Decision.Refused refused = Assert.IsType<Decision.Refused>(AssociatingTag.Decide(state, command));
        SiteState both = Apply(state, AssociatingTag.Decide(state, command with { Beside = true }));

        Assert.Equal((Refusal.SecondTag, BlankTag.ToString()), (refused.Why, refused.Detail));
        Assert.Equal([BlankTag, Second], both.Units[Red].Tags);
    }

    [Fact]
    public void Associate_NumberThatAnotherChipWearsOnABagInStock_IsRefused()
    {
        SiteState state = State(Received(Red), Received(Plasma), new TagAssociated(BlankTag, Red, Now) { Chip = Chip });

        AssociateTag copy = new(BlankTag, Red, BagTagRules.All, Now) { Chip = OtherChip };

        Assert.Equal(Refusal.TwoChips, WhyRefused(AssociatingTag.Decide(state, copy)));
        Assert.Equal(Refusal.AlreadyKnown, WhyRefused(AssociatingTag.Decide(state, copy with { Chip = Chip }))); // the very same tag
        Assert.Null(WhyRefused(AssociatingTag.Decide( // its bag is gone: used again
            state.Apply(new UnitDiscarded(Red, "damaged", Now), Person), copy with { Unit = Plasma })));
    }

    [Fact]
    public void Associate_ChipOfABagInStockUnderAnotherNumber_IsRefusedAndOnItsOwnBagRenumbered()
    {
        SiteState state = State(Received(Red), Received(Plasma), new TagAssociated(BlankTag, Red, Now) { Chip = Chip });

        Decision other = AssociatingTag.Decide(state, new AssociateTag(Second, Plasma, BagTagRules.All, Now) { Chip = Chip });
        Decision own = AssociatingTag.Decide(state, new AssociateTag(Second, Red, BagTagRules.All, Now) { Chip = Chip });

        Assert.Equal(Refusal.ChipOfOtherBag, WhyRefused(other));
        Assert.Equal([new TagDissociated(BlankTag, Red, Now), new TagAssociated(Second, Red, Now) { Chip = Chip }], Events(own));
        Assert.Equal([Second], Apply(state, own).Units[Red].Tags);
    }

    [Fact]
    public void Associate_KnownTagWhoseChipWasNeverRead_IsRecordedWithIt()
    {
        SiteState state = State(Received(Red), new TagAssociated(BlankTag, Red, Now));

        SiteState after = Apply(state, AssociatingTag.Decide(state, new AssociateTag(BlankTag, Red, BagTagRules.All, Now) { Chip = Chip }));

        Assert.Equal(Chip, after.Tags[BlankTag].Chip);
        Assert.Equal([BlankTag], after.Units[Red].Tags);
        SiteState placed = after.Apply(new TagPlaced(BlankTag, PresenceChange.Arrived, Shelf, null, 0.9, Red, Now), Person);
        Assert.Equal(Chip, placed.Tags[BlankTag].Chip); // an observation knows nothing of chips and forgets none
    }

    [Fact]
    public void Dissociate_TagThatIsUsedAgain_KeepsWhoseItWas()
    {
        SiteState state = State(Received(Red), new TagAssociated(BlankTag, Red, Now));

        SiteState after = Apply(state, Discarding.Decide(state, new DiscardUnit(Red, "damaged", Now)));

        Assert.Equal(Red, after.Tags[BlankTag].Former);
    }

    [Fact]
    public void Dissociate_BoundTag_IsFreeAgain()
    {
        SiteState state = State(Received(Red), new TagAssociated(BlankTag, Red, Now));

        SiteState after = Apply(state, DissociatingTag.Decide(state, new DissociateTag(BlankTag, Now)));

        Assert.Null(UnitResolver.Resolve(after, BlankTag, BagTagRules.All));
        Assert.Empty(after.Units[Red].Tags);
        Assert.Equal(Refusal.UnknownTag, WhyRefused(DissociatingTag.Decide(after, new DissociateTag(BlankTag, Now))));
    }

    [Fact]
    public void Discard_FreesEveryTagThatWasBound()
    {
        SiteState state = State(
            Received(Red), new TagAssociated(BlankTag, Red, Now), new TagAssociated(Second, Red, Now),
            new TagPlaced(RedTag, PresenceChange.Arrived, Shelf, null, 0.97, Red, Now)); // this one speaks for itself

        Decision decision = Discarding.Decide(state, new DiscardUnit(Red, "damaged", Now));

        Assert.Equal(
            [new UnitDiscarded(Red, "damaged", Now), new TagDissociated(BlankTag, Red, Now), new TagDissociated(Second, Red, Now)],
            Events(decision));
        Assert.Equal([RedTag], Apply(state, decision).Units[Red].Tags);
    }

    [Fact]
    public void Location_TwoTagsOnOneBag_IsOutOnlyWhenBothAre()
    {
        SiteState state = State(
            Received(Red), new TagAssociated(BlankTag, Red, Now), new TagAssociated(Second, Red, Now),
            new TagPlaced(BlankTag, PresenceChange.Arrived, Shelf, null, 0.97, Red, Now),
            new TagPlaced(Second, PresenceChange.Arrived, Shelf, null, 0.9, Red, Now.AddSeconds(1)),
            new TagPlaced(BlankTag, PresenceChange.Removed, null, Shelf, 0.99, Red, Now.AddSeconds(2)));
        Assert.Equal(Shelf, state.Units[Red].Location?.Place);

        SiteState moved = state.Apply(new TagPlaced(BlankTag, PresenceChange.Back, Other, null, 0.95, Red, Now.AddSeconds(3)), Person);
        Assert.Equal(Other, moved.Units[Red].Location?.Place);

        SiteState gone = state.Apply(new TagPlaced(Second, PresenceChange.Removed, null, Shelf, 0.99, Red, Now.AddSeconds(4)), Person);
        Assert.Equal(new UnitLocation(null, Shelf, 0.99, Now.AddSeconds(4)), gone.Units[Red].Location);
    }

    [Fact]
    public void Heard_BeforeItLeft_DoesNotEndItsTimeOutOfStorage()
    {
        OutOfStorage issued = OutOfStorage.Issued(null, Now);

        Assert.Equal(issued, OutOfStorage.Heard(issued, Now.AddHours(-9))); // another of its tags, that nobody has heard since
        Assert.Equal(TimeSpan.FromHours(2), OutOfStorage.Heard(issued, Now.AddHours(2))!.Longest);
    }

    [Fact]
    public void Received_BagThatComesBack_StillWearsItsTag()
    {
        SiteState state = State(
            Received(Red), new TagAssociated(BlankTag, Red, Now), new TagPlaced(BlankTag, PresenceChange.Arrived, Shelf, null, 0.97, Red, Now));
        state = state with { Units = state.Units.SetItem(Red, state.Units[Red] with { Status = UnitStatus.TransferredOut }) };

        SiteState again = Apply(state, Receiving.Decide(state, Receive(Red) with { Tag = BlankTag }));

        Assert.Equal((UnitStatus.Available, Shelf), (again.Units[Red].Status, again.Units[Red].Location?.Place));
        Assert.Equal([BlankTag], again.Units[Red].Tags);
    }

    [Fact]
    public void Associate_TagThatAlreadyLiesSomewhere_PlacesTheBag()
    {
        SiteState state = State(
            Received(Red), new TagPlaced(BlankTag, PresenceChange.Arrived, Shelf, null, 0.97, Unit: null, Now), new TagAssociated(BlankTag, Red, Now));

        Assert.Equal(new UnitLocation(Shelf, Shelf, 0.97, Now), state.Units[Red].Location);
    }

    private static SiteState Apply(SiteState state, Decision decision) =>
        Events(decision).Aggregate(state, static (s, e) => s.Apply(e, Person));
}
