using Inventory.Identification;
using Inventory.Units;
using static Inventory.Tests.Units.Bags;

namespace Inventory.Tests.Units;

public sealed class ReceivingTests
{
    [Fact]
    public void Decide_KnownProductAndCheckDone_IsAvailable()
    {
        DomainEvent happened = Assert.Single(Events(Receiving.Decide(SiteState.Empty, Receive(Red))));

        UnitReceived received = Assert.IsType<UnitReceived>(happened);
        Assert.Equal((QuarantineReason.None, ComponentClass.RedCells, "red-cells"), (received.Quarantine, received.Component, received.StorageClass));
        Assert.Equal(UnitStatus.Available, State(received).Units[Red].Status);
    }

    [Fact]
    public void Decide_CheckNotDone_StartsInQuarantine() =>
        Assert.Equal(QuarantineReason.ReceivingCheck, Quarantine(Receive(Red) with { Hold = true }));

    [Fact]
    public void Decide_UnknownProduct_StartsInQuarantineAndIsNoComponent()
    {
        Decision decision = Receiving.Decide(SiteState.Empty, Receive(National) with { Product = null });

        UnitReceived received = Assert.IsType<UnitReceived>(Assert.Single(Events(decision)));
        Assert.Equal(QuarantineReason.UnknownProduct, received.Quarantine);
        Assert.Equal((ComponentClass.Other, UnitKind.Bag, ""), (received.Component, received.Amount.Kind, received.StorageClass));
    }

    [Theory]
    [InlineData("Mq00", QuarantineReason.LabelStatus)]
    [InlineData("Md00", QuarantineReason.LabelStatus)]
    [InlineData("Mx00", QuarantineReason.LabelStatus)]
    [InlineData("Mf00", QuarantineReason.LabelStatus)]
    [InlineData("Mr00", QuarantineReason.LabelStatus)]
    [InlineData("Mb00", QuarantineReason.LabelStatus)]
    [InlineData("T300", QuarantineReason.LabelStatus)]
    [InlineData("0000", QuarantineReason.LabelStatus)]
    [InlineData("Ma00", QuarantineReason.NotGeneralStock)]
    [InlineData("4700", QuarantineReason.NotGeneralStock)] // directed only
    [InlineData("4800", QuarantineReason.NotGeneralStock)] // emergency only
    [InlineData("4900", QuarantineReason.NotGeneralStock)]
    [InlineData("5300", QuarantineReason.NotGeneralStock)] // autologous only
    [InlineData("5400", QuarantineReason.NotGeneralStock)]
    [InlineData("5000", QuarantineReason.None)] // directed, may cross over
    [InlineData("5200", QuarantineReason.None)]
    [InlineData("5100", QuarantineReason.None)]
    public void Decide_GroupCode_DecidesAboutQuarantine(string group, QuarantineReason expected) =>
        Assert.Equal(expected, Quarantine(Receive(Red) with { Group = BloodGroupCode.Parse(group) }));

    [Theory]
    [InlineData('V', QuarantineReason.None)]
    [InlineData('A', QuarantineReason.None)]
    [InlineData('D', QuarantineReason.None)]
    [InlineData('1', QuarantineReason.NotGeneralStock)]
    [InlineData('X', QuarantineReason.NotGeneralStock)]
    [InlineData('2', QuarantineReason.NotGeneralStock)]
    [InlineData('G', QuarantineReason.NotGeneralStock)]
    [InlineData('R', QuarantineReason.NotGeneralStock)]
    [InlineData('s', QuarantineReason.NotGeneralStock)]
    public void Decide_CollectionType_DecidesAboutQuarantine(char type, QuarantineReason expected)
    {
        UnitKey unit = UnitKey.Parse($"G123417654321E0304{type}00");

        Assert.Equal(expected, Quarantine(Receive(unit)));
        Assert.Equal(QuarantineReason.None, Quarantine(Receive(UnitKey.Parse($"G123417654321A0304{type}00")))); // a local code: no such meaning
    }

    [Theory]
    [InlineData("51W0", 'V', QuarantineReason.ReceivingCheck)] // a special-testing bar code says more
    [InlineData("5100", 'Q', QuarantineReason.ReceivingCheck)]
    [InlineData("5100", 'v', QuarantineReason.NotGeneralStock)] // no collection type: not read as V
    [InlineData("5100", 'K', QuarantineReason.NotGeneralStock)]
    public void Decide_LabelThatIsNotTheWholeStory_IsHeld(string group, char type, QuarantineReason expected) => Assert.Equal(
        expected, Quarantine(Receive(UnitKey.Parse($"G123417654321E0304{type}00")) with { Group = BloodGroupCode.Parse(group) }));

    [Theory]
    [InlineData("0160723029785P0065100")] // by ISBT 128 an autologous tissue
    [InlineData("0160723029785P0065V99")] // by ISBT 128 a division on another label
    [InlineData("1160723029785P0065100")]
    public void Decide_NationalCode_IsNotReadByTheLettersOfIsbt(string unit) =>
        Assert.Equal(QuarantineReason.None, Quarantine(Receive(UnitKey.Parse(unit))));

    [Theory]
    [InlineData(UnitStatus.ReturnedToSupplier)]
    [InlineData(UnitStatus.TransferredOut)]
    [InlineData(UnitStatus.EnteredInError)]
    public void Decide_BagThatWasHereWithAnEarlierExpiry_KeepsItAndWaitsForTheCheck(UnitStatus left)
    {
        SiteState state = InStatus(left);
        DateTimeOffset known = state.Units[Red].ExpiresAt;
        ReceiveUnit later = Receive(Red) with { ExpiresAt = known.AddDays(5) };

        UnitReceived received = Assert.IsType<UnitReceived>(Events(Receiving.Decide(state, later))[0]);
        Assert.Equal((known, later.ExpiresAt, QuarantineReason.ReceivingCheck), (received.ExpiresAt, received.LabelExpiresAt, received.Quarantine));

        // neither by way of another notice, nor of one that was cancelled
        SiteState announced = After(state, Expecting.Decide(state, new ExpectUnit(Red, BloodGroupCode.Parse("5100"), later.ExpiresAt, RedCells, "N-1", "centre", Now)));
        announced = After(announced, CancellingExpected.Decide(announced, new CancelExpected(Red, "did not come", Now)));
        announced = After(announced, Expecting.Decide(announced, new ExpectUnit(Red, BloodGroupCode.Parse("5100"), later.ExpiresAt, RedCells, "N-2", "centre", Now)));
        SiteState here = After(announced, ReceivingAnnounced.Decide(
            announced, new ReceiveAnnounced(Red, "N-2", null, null, RedCells, Hold: false, BagTagRules.All, Now)));
        Assert.Equal((known, UnitStatus.Quarantined), (here.Units[Red].ExpiresAt, here.Units[Red].Status));

        received = Assert.IsType<UnitReceived>(Events(Receiving.Decide(state, later with { ExpiresAt = known.AddDays(-1) }))[0]);
        Assert.Equal((known.AddDays(-1), null), (received.ExpiresAt, received.LabelExpiresAt)); // earlier is always safe
    }

    [Fact]
    public void Decide_AnnouncedExpiryWasEarlierThanTheLabel_IsNoKnowledge()
    {
        SiteState state = After(SiteState.Empty, Expecting.Decide(
            SiteState.Empty, new ExpectUnit(Red, BloodGroupCode.Parse("5100"), Now.AddDays(3), RedCells, "N-1", "centre", Now)));

        Assert.Equal(Now.AddDays(20), Assert.IsType<UnitReceived>(Events(Receiving.Decide(state, Receive(Red)))[0]).ExpiresAt);
    }

    [Theory]
    [InlineData("06")]
    [InlineData("07")]
    [InlineData("08")]
    [InlineData("09")]
    [InlineData("10")]
    public void Decide_TubeLabel_IsRefused(string flags) => Assert.Equal(
        Refusal.TubeLabel, WhyRefused(Receiving.Decide(SiteState.Empty, Receive(Red) with { Flags = FlagCharacters.Parse(flags) })));

    [Fact]
    public void Decide_DivisionOnAnotherLabel_IsRefused() => Assert.Equal(
        Refusal.DivisionMissing, WhyRefused(Receiving.Decide(SiteState.Empty, Receive(UnitKey.Parse("G123417654321E0304V99")))));

    [Fact]
    public void Decide_AtTheInstantOfExpiry_IsRefused()
    {
        ReceiveUnit command = Receive(Red);

        Assert.Equal(Refusal.Expired, WhyRefused(Receiving.Decide(SiteState.Empty, command with { ExpiresAt = Now })));
        Assert.Null(WhyRefused(Receiving.Decide(SiteState.Empty, command with { ExpiresAt = Now.AddTicks(1) })));
    }

    [Fact]
    public void Decide_LabelPromisesMoreThanTheProductLasts_WaitsForTheCheck()
    {
        Assert.Equal(QuarantineReason.ReceivingCheck, Quarantine(Receive(Red) with { ExpiresAt = Now.AddDays(60) }));
        Assert.Equal(QuarantineReason.None, Quarantine(Receive(Red) with { ExpiresAt = Now.AddDays(36) }));
    }

    [Theory]
    [InlineData(UnitStatus.Available, Refusal.AlreadyKnown)]
    [InlineData(UnitStatus.Quarantined, Refusal.AlreadyKnown)]
    [InlineData(UnitStatus.Lost, Refusal.AlreadyKnown)]
    [InlineData(UnitStatus.InTransfer, Refusal.AlreadyKnown)]
    [InlineData(UnitStatus.Issued, Refusal.AlreadyIssued)]
    [InlineData(UnitStatus.Discarded, Refusal.Closed)]
    [InlineData(UnitStatus.Transfused, Refusal.Closed)]
    [InlineData(UnitStatus.Expected, null)]
    [InlineData(UnitStatus.TransferredOut, null)] // it may come back
    [InlineData(UnitStatus.ReturnedToSupplier, null)]
    [InlineData(UnitStatus.EnteredInError, null)]
    public void Decide_BagOfTheLedger_DependsOnItsStatus(UnitStatus status, Refusal? expected) =>
        Assert.Equal(expected, WhyRefused(Receiving.Decide(InStatus(status), Receive(Red))));

    [Fact]
    public void Decide_AnotherComponentOfTheSameDonation_IsAnotherBag()
    {
        SiteState state = State(Received(Red));

        SiteState both = Events(Receiving.Decide(state, Receive(Plasma))).Aggregate(state, static (s, e) => s.Apply(e, Person));

        Assert.Equal(2, both.Units.Count);
    }

    [Fact]
    public void Decide_WithItsTag_BindsItAtOnce()
    {
        IReadOnlyList<DomainEvent> events = Events(Receiving.Decide(SiteState.Empty, Receive(Red) with { Tag = BlankTag }));

        Assert.Equal(new TagAssociated(BlankTag, Red, Now), events[1]);
        Assert.Equal([BlankTag], State(events).Units[Red].Tags);
    }

    [Fact]
    public void Decide_WithATagOfABagInStock_IsRefusedWhole()
    {
        SiteState state = State(Received(Plasma), new TagAssociated(BlankTag, Plasma, Now));

        Decision.Refused refused = Assert.IsType<Decision.Refused>(Receiving.Decide(state, Receive(Red) with { Tag = BlankTag }));

        Assert.Equal((Refusal.TagInUse, Plasma.ToString()), (refused.Why, refused.Detail));
    }

    private static QuarantineReason Quarantine(ReceiveUnit command) =>
        Assert.IsType<UnitReceived>(Events(Receiving.Decide(SiteState.Empty, command))[0]).Quarantine;

    [Theory]
    [InlineData(8.0, BagCondition.Intact, QuarantineReason.None)] // on its way a box may be warmer than a fridge
    [InlineData(10.1, BagCondition.Intact, QuarantineReason.TemperatureExposure)]
    [InlineData(1.9, BagCondition.Intact, QuarantineReason.TemperatureExposure)]
    [InlineData(4.0, BagCondition.Damaged, QuarantineReason.ReceivingCheck)]
    [InlineData(null, BagCondition.Intact, QuarantineReason.None)]
    public void Decide_ByWhatWasFound_HoldsIt(double? celsius, BagCondition look, QuarantineReason expected)
    {
        ReceiveUnit command = Receive(Red) with
        {
            Check = new ArrivalCheck(celsius, look, "L-7"),
            OnItsWay = new Inventory.ColdChain.StorageLimits(2, 10, null, null, 0.3, TimeSpan.Zero, TimeSpan.Zero),
        };

        BloodUnit unit = After(SiteState.Empty, Receiving.Decide(SiteState.Empty, command)).Units[Red];

        Assert.Equal((expected, look), (unit.Quarantine, unit.Condition));
        if (look != BagCondition.Intact)
            Assert.Equal(Refusal.NotIntact, WhyRefused(Releasing.Decide(State(Received(Red)) with { Units = SiteState.Empty.Units.Add(Red, unit) }, new ReleaseUnit(Red, RedCells, OutLimit.None, Now))));
    }

    [Fact]
    public void Decide_APointOfTheCheckOpen_WaitsThoughNobodyHeldIt()
    {
        ArrivalTicks all = new(true, true, true, true, true);
        QuarantineReason Of(ArrivalTicks? ticks) => Quarantine(Receive(Red) with { Check = new ArrivalCheck(4, BagCondition.Intact, null) { Ticks = ticks } });

        Assert.Equal([QuarantineReason.None, QuarantineReason.None], new[] { Of(all), Of(null) });
        Assert.All(
            [all with { Supplier = false }, all with { Label = false }, all with { Dates = false }, all with { Transport = false }, all with { Bags = false }],
            ticks => Assert.Equal(QuarantineReason.ReceivingCheck, Of(ticks)));
    }
}
