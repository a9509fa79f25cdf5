using Edge.Devices;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using Readers;

namespace Edge.Tests.Devices;

/// <summary>From reads of a real tracker to places in a real ledger.</summary>
public sealed class PlaceRecorderTests
{
    private static readonly TagUii Tag = TagUii.Parse("E280117000000000A1B2C3D4");
    private static readonly UnitKey Unit = UnitKey.Parse("G123417000001E0304V00");
    private static readonly PlaceId Shelf = PlaceId.Parse("fridge-1/shelf-1");
    private readonly LiveSite _live = new();

    [Fact]
    public async Task Run_TagOfABag_IsRecordedWhereItLies()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await site.GivenAsync(Received(site), new TagAssociated(Tag, Unit, site.Time.GetUtcNow()));
        using PlaceRecorder recorder = Recorder(site, out PresenceEngine presence);
        await recorder.StartAsync(default);

        await HearAsync(site, presence, static state => state.Tags.TryGetValue(Tag, out SiteTag? tag) && tag.Place is not null);

        TagPlaced placed = Assert.Single((await site.EventsAsync()).OfType<TagPlaced>());
        Assert.Equal((PresenceChange.Arrived, Shelf, Unit), (placed.Change, placed.Place, placed.Unit));
        Assert.Empty(_live.UnknownTags);
        await recorder.StopAsync(default);
    }

    [Fact]
    public async Task Run_BagInACabinetThatDoesNotKeepIt_SaysSoAndItsClockRuns()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await site.GivenAsync(Received(site) with { StorageClass = "platelets" }, new TagAssociated(Tag, Unit, site.Time.GetUtcNow()));
        using PlaceRecorder recorder = Recorder(site, out PresenceEngine presence);
        await recorder.StartAsync(default);

        await HearAsync(site, presence, static state => state.Tags.TryGetValue(Tag, out SiteTag? tag) && tag.Place is not null);

        TagPlaced placed = Assert.Single((await site.EventsAsync()).OfType<TagPlaced>());
        Assert.True(placed.WrongStorage);
        Assert.Equal(placed.OccurredAt, site.State.Units[Unit].OutOfStorage?.Since);
        await recorder.StopAsync(default);
    }

    [Fact]
    public async Task Run_TagThatIsNoBag_IsListedAsUnknownAndRecordedOnceItsBagIsKnown()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        using PlaceRecorder recorder = Recorder(site, out PresenceEngine presence);
        await recorder.StartAsync(default);

        await HearAsync(site, presence, _ => _live.UnknownTags.ContainsKey(Tag));
        Assert.Equal("fridge-1/shelf-1", _live.UnknownTags[Tag].Place);
        Assert.Empty((await site.EventsAsync()).OfType<TagPlaced>());

        await site.GivenAsync(Received(site), new TagAssociated(Tag, Unit, site.Time.GetUtcNow()));
        await HearAsync(site, presence, static state => state.Tags.TryGetValue(Tag, out SiteTag? tag) && tag.Place is not null);

        TagPlaced placed = Assert.Single((await site.EventsAsync()).OfType<TagPlaced>());
        Assert.Equal((Shelf, Unit), (placed.Place, placed.Unit));
        Assert.Empty(_live.UnknownTags);
        await recorder.StopAsync(default);
    }

    [Fact]
    public async Task Run_AfterARestart_MovesNothingThatStillLiesThere()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await site.GivenAsync(
            Received(site), new TagAssociated(Tag, Unit, site.Time.GetUtcNow()),
            new TagPlaced(Tag, PresenceChange.Arrived, Shelf, null, 0.98, Unit, site.Time.GetUtcNow()));
        using PlaceRecorder recorder = Recorder(site, out PresenceEngine presence);
        await recorder.StartAsync(default);
        DateTimeOffset until = site.Time.GetUtcNow() + TimeSpan.FromMinutes(1);

        await HearAsync(site, presence, _ => site.Time.GetUtcNow() >= until);

        Assert.Single((await site.EventsAsync()).OfType<TagPlaced>());
        await recorder.StopAsync(default);
    }

    [Fact]
    public async Task Run_TagThatLeftWhileItsBagWasDiscarded_TellsSoWhenThatIsTakenBack()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await site.GivenAsync(
            Received(site), new TagAssociated(Tag, Unit, site.Time.GetUtcNow()),
            new TagPlaced(Tag, PresenceChange.Arrived, Shelf, null, 0.98, Unit, site.Time.GetUtcNow()));
        using PlaceRecorder recorder = Recorder(site, out PresenceEngine presence);
        await recorder.StartAsync(default);
        DateTimeOffset settled = site.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await HearAsync(site, presence, _ => site.Time.GetUtcNow() >= settled);

        DateTimeOffset discarded = site.Time.GetUtcNow();
        await site.GivenAsync(new UnitDiscarded(Unit, "damaged", discarded), new TagDissociated(Tag, Unit, discarded));
        await HearAsync(site, presence, _ => IsOver(discarded + TimeSpan.FromHours(3)), isThere: false);
        Assert.Single((await site.EventsAsync()).OfType<TagPlaced>());
        DateTimeOffset now = site.Time.GetUtcNow();
        await site.GivenAsync(new StepTakenBack(Unit, 4, UnitStatus.Discarded, UnitStatus.Available, now), new TagAssociated(Tag, Unit, now));
        await HearAsync(site, presence, static state => state.Units[Unit].IsTakenOut, isThere: false);

        Assert.InRange(site.State.Units[Unit].OutOfStorage!.Since!.Value, discarded, now); // since it left, not since somebody noticed
        await recorder.StopAsync(default);

        bool IsOver(DateTimeOffset end)
        {
            presence.Sweep(site.Time.GetUtcNow()); // the recorder's own sweeps come when its thread does
            return site.Time.GetUtcNow() >= end;
        }
    }

    private static UnitReceived Received(LedgerFixture site) => new(
        Unit, new BloodGroup(Abo.O, RhD.Positive), "5100", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
        site.Time.GetUtcNow() + TimeSpan.FromDays(20), QuarantineReason.None, null, site.Time.GetUtcNow());

    private PlaceRecorder Recorder(LedgerFixture site, out PresenceEngine presence)
    {
        SiteSettings settings = new()
        {
            Cabinets = [new CabinetSection { Id = "fridge-1", StorageClass = "red-cells", Shelves = ["shelf-1", "shelf-2"], Kind = CabinetKind.MetalDrawers }],
            Readers = [new ReaderSection
            {
                Id = "reader-1",
                Antennas = [new AntennaSection { Port = 1, Place = "fridge-1/shelf-1" }, new AntennaSection { Port = 2, Place = "fridge-1/shelf-2" }],
            }],
        };
        presence = TestPresence.Engine(SiteLayout.Of(settings), settings);
        return new PlaceRecorder(presence, site.Ledger, site.Recorder, _live, settings, new SiteRules(settings, SiteTables.Load(settings, ".", out _), site.Ledger), site.Time);
    }

    /// <summary>The first antenna hears the tag well in each round where it is there, the second listens and hears nothing.</summary>
    private static async Task HearAsync(LedgerFixture site, PresenceEngine presence, Func<SiteState, bool> until, bool isThere = true)
    {
        Assert.True(Epc.TryCreate(Convert.FromHexString(Tag.ToString()), out Epc epc));
        for (int round = 0; !until(site.State); round++)
        {
            Assert.True(round < 50_000, "It never came to that.");
            DateTimeOffset from = site.Time.GetUtcNow();
            site.Time.Advance(TimeSpan.FromMilliseconds(isThere ? 100 : 1000));
            DateTimeOffset now = site.Time.GetUtcNow();
            presence.Process("reader-1",
            [
                .. isThere ? (ReaderEvent[])[ReaderEvent.Of(new TagRead { Epc = epc, AntennaPort = 1, RssiDbm = -48, ObservedAt = now, Count = 1 })] : [],
                ReaderEvent.Of(new ListeningPeriod(1, from, now, isThere ? 1 : 0)), ReaderEvent.Of(new ListeningPeriod(2, from, now, 0)),
            ]);
            await Task.Yield();
        }
    }
}
