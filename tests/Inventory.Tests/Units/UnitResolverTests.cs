using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Units;

public sealed class UnitResolverTests
{
    [Fact]
    public void Resolve_BagTagOfAKnownBag_IsThatBag() =>
        Assert.Equal(Red, UnitResolver.Resolve(State(Received(Red)), RedTag, BagTagRules.All));

    [Fact]
    public void Resolve_BagTagOfNoKnownBag_IsUnknown() =>
        Assert.Null(UnitResolver.Resolve(State(Received(Plasma)), RedTag, BagTagRules.All));

    [Fact]
    public void Resolve_ProfileNotAllowed_IsUnknown() =>
        Assert.Null(UnitResolver.Resolve(State(Received(Red)), RedTag, new BagTagRules(Accept: false, AcceptNational: true)));

    [Theory]
    [InlineData("00", true)]
    [InlineData("70", true)] // the check of this number
    [InlineData("71", false)]
    [InlineData("07", false)] // a tube
    [InlineData("10", false)]
    public void Resolve_LongBagTag_LooksAtItsFlags(string flags, bool known)
    {
        Assert.True(BagTag.TryEncode(Red, FlagCharacters.Parse(flags), BagTagForm.Bt128, out TagUii tag));

        Assert.Equal(known ? Red : null, UnitResolver.Resolve(State(Received(Red)), tag, BagTagRules.All));
    }

    [Fact]
    public void Resolve_Association_ComesBeforeWhatTheTagSays()
    {
        SiteState state = State(Received(Red), Received(Plasma), new TagAssociated(RedTag, Plasma, Now));

        Assert.Equal(Plasma, UnitResolver.Resolve(state, RedTag, BagTagRules.All));
    }

    [Fact]
    public void Resolve_AfterDissociation_TheTagSpeaksForItselfAgain()
    {
        SiteState state = State(
            Received(Red), Received(Plasma), new TagAssociated(RedTag, Plasma, Now), new TagDissociated(RedTag, Plasma, Now),
            new TagAssociated(BlankTag, Plasma, Now), new TagDissociated(BlankTag, Plasma, Now));

        Assert.Equal(Red, UnitResolver.Resolve(state, RedTag, BagTagRules.All));
        Assert.Null(UnitResolver.Resolve(state, BlankTag, BagTagRules.All));
    }

    [Fact]
    public void Apply_ObservationResolvedBeforeTheAssociation_DoesNotUndoIt()
    {
        PlaceId shelf = PlaceId.Parse("fridge-1/shelf-3");
        SiteState state = State(
            Received(Red), new TagAssociated(BlankTag, Red, Now),
            new TagPlaced(BlankTag, PresenceChange.Arrived, shelf, null, 0.97, Unit: null, Now));

        Assert.Equal(Red, UnitResolver.Resolve(state, BlankTag, BagTagRules.All));
        Assert.Equal(shelf, state.Units[Red].Location?.Place);
    }
}
