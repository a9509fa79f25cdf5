using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.ColdChain;
using Inventory.Presence;
using Readers;

namespace Edge.Devices;

/// <summary>Turns the levels of door contacts into doors: recorded when they change, an alarm when one stands open too long.</summary>
internal sealed class DoorWatch(
    SiteSettings settings, ILedger ledger, ServiceRecorder recorder, AlarmDesk alarms, LiveSite live, PresenceEngine presence,
    ReaderOrders orders, TimeProvider time) : BackgroundService
{
    private readonly Dictionary<PlaceId, Door> _doors = settings.Cabinets
        .Where(static cabinet => cabinet.Door is not null)
        .Select(static cabinet => new Door(PlaceId.Parse(cabinet.Id), cabinet.Door!))
        .ToDictionary(static door => door.Cabinet);

    /// <summary>Called by the worker of a contact. Quick: only a change does anything.</summary>
    public async ValueTask ObserveAsync(PlaceId cabinet, ContactState input, CancellationToken ct)
    {
        Door door = _doors[cabinet];
        bool open = input.High == door.Settings.OpenWhenHigh;
        if (door.Open == open) return;
        bool recorded = ledger.Current.State.OpenDoors.ContainsKey(door.Cabinet);
        bool firstWord = door.Open is null;
        door.Open = open;
        DateTimeOffset since = firstWord && recorded && open ? ledger.Current.State.OpenDoors[door.Cabinet] : input.ObservedAt;
        live.Update(cabinet, known => known with { DoorOpen = open, DoorSince = since });
        presence.Door(cabinet, open, input.ObservedAt);
        orders.Door(cabinet, open);
        if (open != recorded || !firstWord)
            await recorder.RecordAsync("door", state => Decide(state, cabinet, open, input.ObservedAt), ct);
    }

    /// <summary>The contact is lost: whether the door is open is not known, and an alarm neither begins nor ends.</summary>
    public void Lose(PlaceId cabinet)
    {
        if (_doors[cabinet].Open is null) return;
        _doors[cabinet].Open = null;
        live.Update(cabinet, static known => known with { DoorOpen = null, DoorSince = null });
        presence.Door(cabinet, open: null, time.GetUtcNow());
        orders.Door(cabinet, open: null);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer beat = new(TimeSpan.FromSeconds(1), time);
        while (await beat.WaitForNextTickAsync(stoppingToken))
            foreach (Door door in _doors.Values)
                ReportStandingOpen(door);
    }

    private void ReportStandingOpen(Door door)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool tooLong = door.Open == true
            && live.Cabinets.TryGetValue(door.Cabinet, out CabinetLive? cabinet)
            && now - cabinet.DoorSince >= TimeSpan.FromSeconds(door.Settings.AlarmAfterSeconds);
        if (door.Open is null) return; // not known: neither a restart nor a lost contact may end an alarm
        alarms.Report(new AlarmCondition(
            AlarmKind.DoorOpenTooLong, AlarmPriority.High, door.Cabinet.ToString(), tooLong, null, 0, now));
    }

    private static Decision Decide(SiteState state, PlaceId cabinet, bool open, DateTimeOffset at) =>
        state.OpenDoors.ContainsKey(cabinet) == open
            ? new Decision.Refused(Refusal.AlreadyKnown)
            : new Decision.Accepted(open ? new DoorOpened(cabinet, at) : new DoorClosed(cabinet, at));

    private sealed class Door(PlaceId cabinet, DoorSection settings)
    {
        public PlaceId Cabinet => cabinet;
        public DoorSection Settings => settings;

        /// <summary>Null until the contact has spoken, and while it is lost.</summary>
        public bool? Open { get; set; }
    }
}
