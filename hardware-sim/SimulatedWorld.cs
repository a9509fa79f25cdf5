using HardwareSim.Goods;
using HardwareSim.Heat;
using HardwareSim.Radio;
using HardwareSim.Truth;
using Readers;

namespace HardwareSim;

/// <summary>The room: cabinets, things with tags, and an agenda of what will happen. It moves only when told.</summary>
/// <remarks>
/// Time is ticks from the world's start. Everything that happens to it comes from the agenda or from a caller that holds
/// <see cref="Gate"/>; devices only look. The truth follows from the seed alone, whatever the devices are asked.
/// </remarks>
public sealed class SimulatedWorld
{
    private readonly PriorityQueue<Action, (long Ticks, long Order)> _agenda = new();
    private readonly List<SimulatedTag> _tags = [];
    private readonly Dice _bodies, _heat;
    private readonly double _roomOffset;
    private readonly Ether _ether;
    private long _order, _heatTicks;

    internal SimulatedWorld(SimulationOptions options, DateTimeOffset startedAt)
    {
        (Options, StartedAt) = (options, startedAt);
        (_bodies, _heat) = (options.Seed.Stream("bodies"), options.Seed.Stream("heat"));
        _roomOffset = _heat.Normal(0, 0.5);
        Cabinets = [.. Enumerable.Range(0, options.Cabinets).Select(NewCabinet)];
        Antennas = AntennaPlan.For(options);
        _ether = new Ether(options.Seed, [.. Cabinets.Select(static cabinet => cabinet.Radio)], Antennas);
        Radios = [.. Antennas.GroupBy(static antenna => antenna.Reader).Select(
            group => new ReaderRadio(group.Key, [.. group], _ether, _tags, options.Seed))];
    }

    /// <summary>Held by whoever looks at the world or changes it.</summary>
    public Lock Gate { get; } = new();
    public SimulationOptions Options { get; }
    public DateTimeOffset StartedAt { get; }
    public IReadOnlyList<SimulatedCabinet> Cabinets { get; }
    public IReadOnlyList<SimulatedAntenna> Antennas { get; }
    public IReadOnlyList<SimulatedTag> Tags => _tags;
    public TruthLog Truth { get; } = new();
    public long Now { get; private set; }
    public DateTimeOffset UtcNow => At(Now);

    internal IReadOnlyList<ReaderRadio> Radios { get; }
    internal Ether Ether => _ether;

    public DateTimeOffset At(long ticks) => StartedAt.AddTicks(ticks);

    public long TicksAt(DateTimeOffset instant) => (instant - StartedAt).Ticks;

    /// <summary>Lets everything happen that is due until then; going back is not possible and does nothing.</summary>
    public void AdvanceTo(long ticks)
    {
        while (_agenda.TryPeek(out _, out (long Ticks, long Order) due) && due.Ticks <= ticks)
        {
            Action happening = _agenda.Dequeue();
            Warm(due.Ticks);
            Now = Math.Max(Now, due.Ticks);
            happening();
        }
        Warm(ticks);
        Now = Math.Max(Now, ticks);
    }

    /// <summary>Puts something on the agenda.</summary>
    public void In(TimeSpan delay, Action happening) => _agenda.Enqueue(happening, (Now + Math.Max(0, delay.Ticks), _order++));

    internal SimulatedTag Add(Epc uii, ushort protocolControl, SimulatedBag? bag)
    {
        bool wet = bag is not null;
        SimulatedTag tag = new(_tags.Count, uii, protocolControl, bag)
        {
            SensitivityDbm = _bodies.Normal(-20, 1),
            WetDb = wet ? _bodies.Normal(14, 2.5) + (_bodies.Chance(Options.ShyTags) ? 8 : 0) : _bodies.Uniform(0, 6),
            ModulationDb = _bodies.Normal(6, 1),
            Dead = wet && _bodies.Chance(Options.DeadTags),
            Flags = new TagFlags
            {
                S1Ticks = Seconds(_bodies.Normal(1.2, 0.1)),
                S2Ticks = Seconds(Math.Max(2, _bodies.LogNormal(20, 0.8))),
            },
        };
        _tags.Add(tag);
        return tag;
    }

    /// <summary>A tag without spread on something that is as wet as a bag and never leaves with one.</summary>
    internal SimulatedTag AddReference(Epc uii, double wetDb)
    {
        SimulatedTag tag = new(_tags.Count, uii, (ushort)(uii.LengthBytes / 2 << 11), null) { WetDb = wetDb };
        _tags.Add(tag);
        return tag;
    }

    internal void PutOnShelf(SimulatedTag tag, int cabinet, int shelf)
    {
        Leave(tag);
        (tag.Where, tag.Cabinet, tag.Shelf) = (Whereabouts.Shelf, cabinet, shelf);
        tag.Moves++;
        // How it lies among its neighbours: free, between two, pressed.
        tag.StackDb = tag.Bag is null ? 0 : _bodies.Below(4) switch { 0 => 0, 3 => 6, _ => 3 };
        Cabinets[cabinet].Radio.At(shelf).Bags++;
        if (tag.Bag is not null) Cabinets[cabinet].Heat.Add(tag.CoreCelsius(Now, Options.RoomCelsius, Cabinets[cabinet].Heat.CoreCelsius));
        Note(tag, Cabinets[cabinet].Shelves[shelf], away: false);
    }

    /// <summary>In a hand, on a bench or on a trolley, wherever the walk leads.</summary>
    internal void PutInHand(SimulatedTag tag, Walk walk)
    {
        bool held = tag.Where == Whereabouts.Hand;
        Leave(tag);
        (tag.Where, tag.Walk) = (Whereabouts.Hand, walk);
        tag.StackDb = 0;
        if (!held) tag.Moves++;
        Note(tag, null, away: false);
    }

    internal void SetAway(SimulatedTag tag)
    {
        Leave(tag);
        tag.Where = Whereabouts.Away;
        tag.Moves++;
        Note(tag, null, away: true);
    }

    internal void SetDoor(int cabinet, DoorState state, int? drawer)
    {
        SimulatedCabinet body = Cabinets[cabinet];
        bool was = body.DoorOpen;
        body.Radio.SetDoor(state, drawer);
        body.Heat.DoorOpen = state switch { DoorState.Open => 1, DoorState.Ajar => 0.15, _ => 0 };
        if (!was && body.DoorOpen) Truth.DoorOpened(cabinet, Now);
        else if (was && !body.DoorOpen) Truth.DoorClosed(cabinet, Now);
    }

    private void Leave(SimulatedTag tag)
    {
        if (tag.Where != Whereabouts.Shelf) return;
        SimulatedCabinet cabinet = Cabinets[tag.Cabinet];
        cabinet.Radio.At(tag.Shelf).Bags--;
        if (tag.Bag is null) return;
        tag.TakenOut(Now, cabinet.Heat.CoreCelsius, _heat);
        cabinet.Heat.Remove();
    }

    private void Note(SimulatedTag tag, string? place, bool away)
    {
        if (tag.Bag is not null) Truth.Placed(tag.Bag.TagUiiHex, Now, place, away);
    }

    private void Warm(long ticks)
    {
        for (; _heatTicks + TimeSpan.TicksPerSecond <= ticks; _heatTicks += TimeSpan.TicksPerSecond)
        {
            double day = At(_heatTicks).TimeOfDay.TotalHours / 24;
            double room = Options.RoomCelsius + _roomOffset + (Options.RoomSwingCelsius * Math.Sin(2 * Math.PI * (day - 0.15)));
            foreach (SimulatedCabinet cabinet in Cabinets)
            {
                cabinet.Heat.RoomCelsius = room;
                cabinet.Heat.Step();
                foreach (Probe probe in cabinet.Probes)
                {
                    probe.Step(cabinet.Heat.AirCelsius);
                    Truth.Measured(probe.Device, probe.TrueCelsius);
                }
            }
        }
    }

    private SimulatedCabinet NewCabinet(int index)
    {
        // Side by side along a wall, a little more than a door's width apart.
        CabinetRadio radio = new(Options.Cabinet, Options.Door, Options.ShelvesPerCabinet, new Spot(index * 1.2, 0));
        CabinetHeat heat = new(HeatConstants.BloodFridge, Options.Bags / Options.Cabinets) { RoomCelsius = Options.RoomCelsius };
        heat.Settle(_heat.Below(28_800));
        heat.Empty(); // the bags come one by one, with the temperature that they would have had
        return new SimulatedCabinet(index, $"fridge-{index + 1}", radio, heat, Options, _heat);
    }

    private static long Seconds(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);
}
