using Edge.Devices;
using Edge.Operations;
using Edge.Tests.Ledger;
using Edge.Tests.Web;
using Inventory;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Tests.Devices;

public sealed class UnitWatchTests
{
    private static readonly SiteSettings s_settings = TestSite.Settings();
    private static readonly UnitKey One = LedgerTestBed.Unit(1), Two = LedgerTestBed.Unit(2);
    private static readonly PlaceId Shelf = PlaceId.Parse("fridge-1/shelf-1");
    private static readonly TagUii Tag = TagUii.Parse("E28011700000020F00000001");

    [Fact]
    public async Task Look_ReservationOver_EndsItOnce()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        UnitWatch watch = Watch(site);
        DateTimeOffset now = site.Time.GetUtcNow();
        await site.GivenAsync(
            LedgerTestBed.Received(One, now), new UnitReserved(One, "A7", now.AddHours(1), now),
            LedgerTestBed.Received(Two, now), new UnitReserved(Two, "A8", now.AddHours(2), now));

        site.Time.Advance(TimeSpan.FromMinutes(59));
        await watch.LookAsync(CancellationToken.None);
        Assert.Empty((await site.EventsAsync()).OfType<ReservationEnded>());
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        ReservationEnded ended = Assert.Single((await site.EventsAsync()).OfType<ReservationEnded>());
        Assert.Equal(("A7", ReservationEnd.Lapsed), (ended.Request, ended.How));
        Assert.Equal((UnitStatus.Available, UnitStatus.Reserved), (site.State.Units[One].Status, site.State.Units[Two].Status));
    }

    [Fact]
    public async Task Look_RemovalNotIssued_IsAnExceptionAndAnAlarmUntilItIsAccountedFor()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        UnitWatch watch = Watch(site);
        await TakeOutAsync(site);

        site.Time.Advance(TimeSpan.FromSeconds(299));
        await watch.LookAsync(CancellationToken.None);
        Assert.Empty((await site.EventsAsync()).OfType<RemovalUnaccounted>());
        site.Time.Advance(TimeSpan.FromSeconds(1));
        await watch.LookAsync(CancellationToken.None);
        RemovalUnaccounted report = Assert.Single((await site.EventsAsync()).OfType<RemovalUnaccounted>());
        await watch.LookAsync(CancellationToken.None);
        await site.EventsAsync();
        Alarm alarm = Assert.Single(site.State.Alarms.Values);
        await site.GivenAsync(new UnitIssued(One, "ICU", null, site.Time.GetUtcNow()));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        Assert.Equal((One, Shelf), (report.Unit, report.Was));
        Assert.Equal((AlarmKind.UnaccountedRemoval, "fridge-1", 1), (alarm.Kind, alarm.Source, alarm.UnitsAffected));
        Assert.Single((await site.EventsAsync()).OfType<RemovalUnaccounted>());
        Assert.Equal(AlarmState.ReturnedUnacknowledged, Assert.Single(site.State.Alarms.Values).State);
        Assert.Null(site.State.Units[One].UnaccountedSince);
    }

    [Fact]
    public async Task Look_DuringAMassiveTransfusion_CapturesAtOnceAndChangesNoStatus()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        UnitWatch watch = Watch(site);
        await site.GivenAsync(new MassiveTransfusionBegan(1, "theatre 1", "Dr Lin", site.Time.GetUtcNow()));
        await TakeOutAsync(site);

        await watch.LookAsync(CancellationToken.None);
        site.Time.Advance(TimeSpan.FromHours(1));
        await watch.LookAsync(CancellationToken.None);

        List<DomainEvent> events = await site.EventsAsync();
        Assert.Equal((One, 1), (Assert.Single(events.OfType<RemovalCaptured>()).Unit, site.State.Units[One].Captured));
        Assert.Empty(events.OfType<RemovalUnaccounted>());
        Assert.Equal(UnitStatus.Available, site.State.Units[One].Status);
    }

    [Fact]
    public async Task Look_AwayUntilTheLimit_IsHeldThenAndOnce()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        UnitWatch watch = Watch(site);
        await TakeOutAsync(site);

        site.Time.Advance(TimeSpan.FromMinutes(30));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);
        Assert.Empty((await site.EventsAsync()).OfType<UnitQuarantined>());
        site.Time.Advance(TimeSpan.FromSeconds(1));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        UnitQuarantined held = Assert.Single((await site.EventsAsync()).OfType<UnitQuarantined>());
        Assert.Equal((One, QuarantineReason.TemperatureExposure), (held.Unit, held.Reason));
    }

    [Fact]
    public async Task Look_BackInItsPlaceTooLate_IsHeld()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        UnitWatch watch = Watch(site);
        await TakeOutAsync(site);

        site.Time.Advance(TimeSpan.FromMinutes(31));
        await site.GivenAsync(new TagPlaced(Tag, PresenceChange.Back, Shelf, Shelf, 0.98, One, site.Time.GetUtcNow()));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        UnitQuarantined held = Assert.Single((await site.EventsAsync()).OfType<UnitQuarantined>());
        Assert.Equal(QuarantineReason.TemperatureExposure, held.Reason);
    }

    [Fact]
    public async Task Look_PlateletsInAFridge_AlarmAtOnceAndAreHeldWhenTheTimeIsOver()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        UnitWatch watch = Watch(site);
        DateTimeOffset now = site.Time.GetUtcNow();
        await site.GivenAsync(
            LedgerTestBed.Received(One, now) with { Component = ComponentClass.Platelets, StorageClass = "platelets" },
            LedgerTestBed.Received(Two, now),
            new TagAssociated(Tag, One, now), new TagPlaced(Tag, PresenceChange.Arrived, Shelf, null, 0.98, One, now) { WrongStorage = true });

        await watch.LookAsync(CancellationToken.None);
        await site.EventsAsync();
        Alarm alarm = Assert.Single(site.State.Alarms.Values);
        site.Time.Advance(TimeSpan.FromMinutes(31));
        await watch.LookAsync(CancellationToken.None);
        List<DomainEvent> events = await site.EventsAsync();

        Assert.Equal((AlarmKind.WrongStorage, AlarmPriority.High, "fridge-1", 1), (alarm.Kind, alarm.Priority, alarm.Source, alarm.UnitsAffected));
        Assert.Equal((One, QuarantineReason.TemperatureExposure), Assert.Single(events.OfType<UnitQuarantined>().Select(static e => (e.Unit, e.Reason))));
        Assert.Empty(events.OfType<WrongStorageFound>()); // its clock ran since it came there
        Assert.Equal(now, site.State.Units[One].OutOfStorage?.Since);

        await site.GivenAsync(new UnitDiscarded(One, "cold", site.Time.GetUtcNow()));
        await watch.LookAsync(CancellationToken.None);
        await site.EventsAsync();
        Assert.Equal(AlarmState.ReturnedUnacknowledged, Assert.Single(site.State.Alarms.Values).State);
    }

    [Fact]
    public async Task Look_ProductKnownOnlyNow_ItsClockBeginsOnce()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        UnitWatch watch = Watch(site);
        DateTimeOffset now = site.Time.GetUtcNow();
        await site.GivenAsync(
            LedgerTestBed.Received(One, now) with { Component = ComponentClass.Other, StorageClass = "", Quarantine = QuarantineReason.UnknownProduct },
            new TagAssociated(Tag, One, now), new TagPlaced(Tag, PresenceChange.Arrived, Shelf, null, 0.98, One, now));
        site.Time.Advance(TimeSpan.FromHours(9));
        await watch.LookAsync(CancellationToken.None);
        Assert.Null(site.State.Units[One].OutOfStorage);

        DateTimeOffset known = site.Time.GetUtcNow();
        await site.GivenAsync(new UnitClassified(One, ComponentClass.PlasmaFfp, new UnitAmount(UnitKind.Millilitre, 200), "plasma-frozen", known));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        Assert.Equal((One, Shelf), Assert.Single((await site.EventsAsync()).OfType<WrongStorageFound>().Select(static e => (e.Unit, e.Place))));
        Assert.Equal(known, site.State.Units[One].OutOfStorage?.Since);
    }

    private static UnitWatch Watch(LedgerFixture site) => new(
        site.Ledger, site.Recorder, site.Alarms, new UnitPolicy(Rules(site)), s_settings, Rules(site), site.Time);

    private static SiteRules Rules(LedgerFixture site) => new(s_settings, SiteTables.Load(s_settings, ".", out _), site.Ledger);

    private static async Task TakeOutAsync(LedgerFixture site)
    {
        DateTimeOffset now = site.Time.GetUtcNow();
        await site.GivenAsync(
            LedgerTestBed.Received(One, now), new TagAssociated(Tag, One, now),
            new TagPlaced(Tag, PresenceChange.Arrived, Shelf, null, 0.98, One, now),
            new TagPlaced(Tag, PresenceChange.Removed, null, Shelf, 0.99, One, now));
    }
}
