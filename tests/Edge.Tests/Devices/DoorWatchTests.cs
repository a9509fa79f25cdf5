using System.Threading.Channels;
using Edge.Devices;
using Edge.Operations;
using Inventory;
using Inventory.ColdChain;
using Inventory.Presence;
using Microsoft.Extensions.Logging.Abstractions;
using Readers;
using Readers.Contacts;
using Testing;

namespace Edge.Tests.Devices;

public sealed class DoorWatchTests
{
    private const string Source = "/dev/gpiochip0/17";
    private static readonly PlaceId Fridge = PlaceId.Parse("fridge-1");
    private readonly LiveSite _live = new();

    [Fact]
    public async Task Observe_OpenedAndShut_AreRecordedOnceWithTheContactsInstant()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        using DoorWatch doors = Watch(site);
        DateTimeOffset opened = site.Time.GetUtcNow() - TimeSpan.FromMilliseconds(300), shut = opened + TimeSpan.FromSeconds(9);

        foreach ((bool high, DateTimeOffset at) in new[] { (false, opened), (true, opened), (true, shut), (false, shut) })
            await doors.ObserveAsync(Fridge, new ContactState(1, high, at), default);

        List<DomainEvent> events = await site.EventsAsync();
        Assert.Equal(opened, Assert.Single(events.OfType<DoorOpened>()).OccurredAt);
        Assert.Equal(shut, Assert.Single(events.OfType<DoorClosed>()).OccurredAt);
        Assert.Equal((false, shut), (_live.Cabinets[Fridge].DoorOpen, _live.Cabinets[Fridge].DoorSince));
    }

    [Fact]
    public async Task Observe_DoorThatStoodOpenOverARestart_KeepsItsBeginning()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        DateTimeOffset opened = site.Time.GetUtcNow();
        await site.GivenAsync(new DoorOpened(Fridge, opened));
        site.Time.Advance(TimeSpan.FromMinutes(2));
        using DoorWatch doors = Watch(site);

        await doors.ObserveAsync(Fridge, new ContactState(1, true, site.Time.GetUtcNow()), default);

        Assert.Equal((true, opened), (_live.Cabinets[Fridge].DoorOpen, _live.Cabinets[Fridge].DoorSince));
        Assert.Single((await site.EventsAsync()).OfType<DoorOpened>());
    }

    [Fact]
    public async Task Observe_DoorThatWasShutWhileTheServiceWasDown_IsRecordedShut()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await site.GivenAsync(new DoorOpened(Fridge, site.Time.GetUtcNow()));
        using DoorWatch doors = Watch(site);

        await doors.ObserveAsync(Fridge, new ContactState(1, false, site.Time.GetUtcNow()), default);

        Assert.Single((await site.EventsAsync()).OfType<DoorClosed>());
        Assert.Empty(site.State.OpenDoors);
    }

    [Fact]
    public async Task Run_OpenTooLong_RaisesTheAlarmAndShuttingEndsIt()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        using DoorWatch doors = Watch(site);
        await doors.StartAsync(default);
        await doors.ObserveAsync(Fridge, new ContactState(1, true, site.Time.GetUtcNow()), default);

        await AdvanceUntilAsync(site, static state => state.Alarms.Count == 1);
        Assert.Equal((AlarmKind.DoorOpenTooLong, "fridge-1"), (site.State.Alarms[1].Kind, site.State.Alarms[1].Source));
        Assert.True(site.State.Alarms[1].RaisedAt - site.State.OpenDoors[Fridge] >= TimeSpan.FromSeconds(180));

        await doors.ObserveAsync(Fridge, new ContactState(1, false, site.Time.GetUtcNow()), default);
        await AdvanceUntilAsync(site, static state => state.Alarms.Values.All(static a => a.State == AlarmState.ReturnedUnacknowledged));
        await doors.StopAsync(default);
    }

    [Fact]
    public async Task Run_ContactNotHeardSinceTheRestart_DoesNotEndTheAlarm()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        await site.GivenAsync(
            new DoorOpened(Fridge, site.Time.GetUtcNow()),
            new AlarmRaised(1, AlarmKind.DoorOpenTooLong, AlarmPriority.High, "fridge-1", null, 0, site.Time.GetUtcNow()));
        using DoorWatch doors = Watch(site);
        await doors.StartAsync(default);

        for (int second = 0; second < 10; second++) site.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty((await site.EventsAsync()).OfType<AlarmReturned>());
        await doors.StopAsync(default);
    }

    [Fact]
    public async Task ContactWorker_LineThatComesAndGoes_TellsTheDoorAndTheDevicesPage()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        using DoorWatch doors = Watch(site);
        ScriptedContact contact = new();
        using ContactWorker worker = new(
            Fridge, Source, () => contact, doors, _live, site.Time, NullLogger<ContactWorker>.Instance);
        await worker.StartAsync(default);

        contact.Tell(true, site.Time.GetUtcNow());
        await site.UntilAsync(static state => state.OpenDoors.Count == 1);
        await Wait.UntilAsync(() => _live.Devices["fridge-1/door"].State == DeviceState.InService); // said after the door was recorded
        Assert.Equal(Source, _live.Devices["fridge-1/door"].Identity);

        contact.Lose();
        await Wait.UntilAsync(() => _live.Devices["fridge-1/door"].State == DeviceState.NotInService);
        Assert.Null(_live.Cabinets[Fridge].DoorOpen); // open or shut: nobody knows
        Assert.Single(site.State.OpenDoors);
        contact.Tell(false, site.Time.GetUtcNow());
        await Wait.UntilAsync(() => site.State.OpenDoors.IsEmpty, () => site.Time.Advance(TimeSpan.FromSeconds(1)));
        await worker.StopAsync(default);
    }

    [Fact]
    public async Task Lose_DoorThatStoodOpen_PresenceNoLongerWaitsForSomebodyToShutIt()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        using DoorWatch doors = Watch(site, out PresenceEngine presence);
        DateTimeOffset at = site.Time.GetUtcNow();
        await doors.ObserveAsync(Fridge, new ContactState(1, true, at), default);
        List<PlaceChange> concluded = [];

        Hear(presence, ref at, concluded);
        Assert.Empty(concluded); // somebody stands before the open door, a bag in hand
        doors.Lose(Fridge);
        Hear(presence, ref at, concluded);

        Assert.Equal(PresenceChange.Arrived, Assert.Single(concluded).Change);
    }

    /// <summary>A bag is read in each of 600 turns of a tenth of a second.</summary>
    private static void Hear(PresenceEngine presence, ref DateTimeOffset at, List<PlaceChange> concluded)
    {
        Assert.True(Epc.TryCreate(Convert.FromHexString("B2CA66FF35E0C47D00000001"), out Epc bag));
        for (int turn = 0; turn < 600; turn++)
        {
            DateTimeOffset end = at + TimeSpan.FromMilliseconds(100);
            presence.Process("reader-1",
            [
                ReaderEvent.Of(new TagRead { Epc = bag, AntennaPort = 1, RssiDbm = -45, ObservedAt = at, Count = 1 }),
                ReaderEvent.Of(new ListeningPeriod(1, at, end, 1)),
            ]);
            presence.Sweep(at = end);
        }
        presence.TakeConcluded(concluded);
    }

    private DoorWatch Watch(LedgerFixture site) => Watch(site, out _);

    private DoorWatch Watch(LedgerFixture site, out PresenceEngine presence)
    {
        SiteSettings settings = new()
        {
            Cabinets = [new CabinetSection
            {
                Id = "fridge-1", Shelves = ["shelf-1"], Door = new DoorSection { Gpio = new GpioInputSection { Line = 17 } },
            }],
            Readers = [new ReaderSection { Id = "reader-1", Antennas = [new AntennaSection { Port = 1, Place = "fridge-1/shelf-1" }] }],
        };
        PresenceLayout layout = SiteLayout.Of(settings);
        presence = TestPresence.Engine(layout, settings);
        return new DoorWatch(settings, site.Ledger, site.Recorder, site.Alarms, _live, presence, new ReaderOrders(settings, site.Time), site.Time);
    }

    private static async Task AdvanceUntilAsync(LedgerFixture site, Func<SiteState, bool> holds)
    {
        for (int second = 0; !holds(site.State); second++)
        {
            Assert.True(second < 100_000, "It never came to that.");
            site.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private sealed class ScriptedContact : IContactInput
    {
        private Channel<ContactState> _told = Channel.CreateUnbounded<ContactState>();

        public string Name => Source;

        public DateTimeOffset? HeardAt { get; private set; }

        public void Tell(bool high, DateTimeOffset at) => _told.Writer.TryWrite(new ContactState(1, high, at));

        public void Lose()
        {
            Channel<ContactState> lost = _told;
            _told = Channel.CreateUnbounded<ContactState>();
            lost.Writer.TryComplete(new IOException("unplugged"));
        }

        public async ValueTask<ContactState> NextAsync(CancellationToken ct)
        {
            try
            {
                ContactState told = await _told.Reader.ReadAsync(ct);
                HeardAt = told.ObservedAt;
                return told;
            }
            catch (ChannelClosedException closed)
            {
                throw new IOException("unplugged", closed);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
