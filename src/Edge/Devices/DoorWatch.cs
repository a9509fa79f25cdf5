using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.ColdChain;
using Inventory.Presence;
using Readers;

namespace Edge.Devices;

/// <summary>Turns the levels of contacts, at readers and at this machine, into doors: recorded when they change, an alarm when one stands open too long.</summary>
internal sealed class DoorWatch(
    SiteSettings settings, ILedger ledger, ServiceRecorder recorder, AlarmDesk alarms, LiveSite live, PresenceEngine presence,
    TimeProvider time) : BackgroundService
{
    /// <summary>By reader and its input, or by the machine's line, which has one input.</summary>
    private readonly Dictionary<(string Source, byte Line), Door> _doors = settings.Cabinets
        .Where(static cabinet => cabinet.Door is not null)
        .ToDictionary(
            static cabinet => cabinet.Door!.Gpio is { } gpio ? (gpio.Source, (byte)1) : (cabinet.Door.Reader!, (byte)cabinet.Door.Line),
            static cabinet => new Door(PlaceId.Parse(cabinet.Id), cabinet.Door!));

    /// <summary>Called by the worker of a reader or contact for each report of an input. Quick: only a change does anything.</summary>
    public async ValueTask ObserveAsync(string source, ContactState input, CancellationToken ct)
    {
        if (!_doors.TryGetValue((source, input.Line), out Door? door)) return;
        bool open = input.High == door.Settings.OpenWhenHigh;
        if (door.Open == open) return;
        bool recorded = ledger.Current.State.OpenDoors.ContainsKey(door.Cabinet);
        bool firstWord = door.Open is null;
        door.Open = open;
        DateTimeOffset since = firstWord && recorded && open ? ledger.Current.State.OpenDoors[door.Cabinet] : input.ObservedAt;
        live.Update(door.Cabinet, cabinet => cabinet with { DoorOpen = open, DoorSince = since });
        presence.Door(door.Cabinet, open, input.ObservedAt);
        if (open != recorded || !firstWord)
            await recorder.RecordAsync("door", state => Decide(state, door.Cabinet, open, input.ObservedAt), ct);
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
        if (door.Open is null) return; // not heard yet: a restart must not end an alarm
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

        /// <summary>Null until the contact has spoken since the start.</summary>
        public bool? Open { get; set; }
    }
}
