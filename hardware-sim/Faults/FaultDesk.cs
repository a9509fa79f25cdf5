using HardwareSim.Goods;
using HardwareSim.Heat;
using HardwareSim.People;
using HardwareSim.Radio;

namespace HardwareSim.Faults;

/// <summary>Lets things go wrong at their time, and makes them good again. Under the world's gate.</summary>
/// <param name="say">Takes what a person at the console should know; must be quick.</param>
internal sealed class FaultDesk(
    SimulatedWorld world, Staff staff, IReadOnlyDictionary<string, LineFaults> lines, Action<string> say)
{
    private const double ReachM = 0.25; // from the face of a shelf to a reader that is held to it
    private readonly Dice _dice = world.Options.Seed.Stream("faults");
    private CarriedTag? _carried;

    /// <summary>Enters all faults of a plan; times count from the world's start, past ones happen at once.</summary>
    /// <exception cref="FormatException">A target that is not there. Nothing was entered.</exception>
    public void Enter(FaultPlan plan)
    {
        (Fault Fault, Action<long> Begin, Action? End)[] acts =
            [.. plan.Faults.Select(fault => (fault, Begin(fault), End(fault)))];
        foreach ((Fault fault, Action<long> begin, Action? end) in acts)
        {
            world.In(fault.At - TimeSpan.FromTicks(world.Now), () =>
            {
                long until = world.Now + fault.For.Ticks;
                if (fault.Kind is not (FaultKind.Take or FaultKind.Hold or FaultKind.Walk)) world.Truth.Faulty(world.Now, until, $"{fault.Kind} {fault.Target}");
                begin(until);
                if (end is not null) world.In(fault.For, end);
            });
        }
    }

    private Action<long> Begin(Fault fault) => fault.Kind switch
    {
        FaultKind.Noise => OnLine(fault, static (line, until, _) => line.NoiseUntil = until),
        FaultKind.Silence => OnLine(fault, static (line, until, _) => line.SilentUntil = until),
        FaultKind.Unplug => OnLine(fault, static (line, until, _) => line.UnpluggedUntil = until),
        FaultKind.WrongCheck => OnLine(fault, static (line, until, share) =>
            (line.WrongCheckUntil, line.WrongCheckShare) = (until, share ?? 0.2)),
        FaultKind.Late => OnLine(fault, static (line, until, seconds) =>
            (line.LateUntil, line.LateByTicks) = (until, TimeSpan.FromSeconds(seconds ?? 2).Ticks)),
        FaultKind.Trouble => OnLine(fault, static (line, until, _) => line.TroubleUntil = until),
        FaultKind.Foreign => OnLine(fault, static (line, until, _) => line.ForeignUntil = until),
        FaultKind.Hot => OnLine(fault, static (line, until, _) => line.HotUntil = until),
        FaultKind.Tunnel => OnLine(fault, static (line, until, _) => line.TunnelUntil = until),
        FaultKind.Frozen => OnLine(fault, static (line, until, _) => line.FrozenUntil = until),
        FaultKind.Restart => OnLine(fault, (line, _, _) => line.Restart?.Invoke(world.Now)),
        FaultKind.Deaf => SetDeaf(fault, 40),
        FaultKind.Stuck => SetProbe(fault, ProbeFault.Stuck),
        FaultKind.BadCrc => SetProbe(fault, ProbeFault.Checksum),
        FaultKind.PowerOn => SetProbe(fault, ProbeFault.PowerOn),
        FaultKind.Missing => SetProbe(fault, ProbeFault.Missing),
        FaultKind.Refuses => SetProbe(fault, ProbeFault.Refuses),
        FaultKind.Broken => SetProbe(fault, ProbeFault.Broken),
        FaultKind.Open => SetDoor(fault, DoorState.Open),
        FaultKind.Ajar => SetDoor(fault, DoorState.Ajar),
        FaultKind.Mains => SetHeat(fault, static heat => heat.Mains = false),
        FaultKind.Compressor => SetHeat(fault, static heat => heat.CompressorBroken = true),
        FaultKind.Duplicate => Duplicate(fault),
        FaultKind.Hold => Hold(fault),
        FaultKind.Walk => Walk(fault),
        _ => Take(fault),
    };

    private Action? End(Fault fault)
    {
        Action<long>? end = fault.Kind switch
        {
            FaultKind.Deaf => SetDeaf(fault, 0),
            FaultKind.Stuck or FaultKind.BadCrc or FaultKind.PowerOn or FaultKind.Missing or FaultKind.Refuses or FaultKind.Broken => SetProbe(fault, ProbeFault.None),
            FaultKind.Open or FaultKind.Ajar => SetDoor(fault, DoorState.Closed),
            FaultKind.Mains => SetHeat(fault, static heat => heat.Mains = true),
            FaultKind.Compressor => SetHeat(fault, static heat => heat.CompressorBroken = false),
            FaultKind.Walk => Arrive(fault),
            _ => null,
        };
        return end is null ? null : () => end(0);
    }

    private Action<long> OnLine(Fault fault, Action<LineFaults, long, double?> set) =>
        lines.TryGetValue(fault.Target, out LineFaults? line)
            ? until => set(line, until, fault.Argument)
            : throw Unknown(fault, lines.Keys);

    private Action<long> SetDeaf(Fault fault, double lossDb)
    {
        SimulatedAntenna antenna = world.Antennas.FirstOrDefault(a => $"{a.Reader}/{a.Port}" == fault.Target)
            ?? throw Unknown(fault, world.Antennas.Select(static a => $"{a.Reader}/{a.Port}"));
        return _ => antenna.FaultDb = lossDb;
    }

    private Action<long> SetProbe(Fault fault, ProbeFault state)
    {
        Probe probe = world.Cabinets.SelectMany(static cabinet => cabinet.Probes, static (cabinet, probe) => (cabinet, probe))
            .FirstOrDefault(p => p.probe.Device == fault.Target || $"{p.cabinet.Id}/{p.probe.Name}" == fault.Target).probe
            ?? throw Unknown(fault, world.Cabinets.SelectMany(static c => c.Probes, static (c, p) => $"{c.Id}/{p.Name}"));
        if (!probe.CanHave(state)) throw new FormatException($"'{fault.Target}' is a sensor of a make that cannot have {fault.Kind.ToString().ToLowerInvariant()}.");
        return _ => probe.Fault = state;
    }

    private Action<long> SetDoor(Fault fault, DoorState state)
    {
        (SimulatedCabinet cabinet, int? drawer) = fault.Target.Contains('/') ? Place(fault) : (Cabinet(fault), (int?)null);
        return _ =>
        {
            if (cabinet.Radio.Door != state) world.SetDoor(cabinet.Index, state, state == DoorState.Closed ? null : drawer);
        };
    }

    private Action<long> SetHeat(Fault fault, Action<CabinetHeat> set)
    {
        SimulatedCabinet cabinet = Cabinet(fault);
        return _ => set(cabinet.Heat);
    }

    private Action<long> Hold(Fault fault)
    {
        _ = Place(fault);
        return _ =>
        {
            _carried ??= new CarriedTag(world);
            _carried.HoldAt(fault.Target);
            say($"hold: the reference tag {_carried.Uii} is at {fault.Target}.");
        };
    }

    private Action<long> Walk(Fault fault)
    {
        (Searcher searcher, Grasp goal, _) = Way(fault);
        return until => searcher.WalkTo(goal, world.Now, until);
    }

    private Action<long> Arrive(Fault fault)
    {
        (Searcher searcher, Grasp goal, SimulatedCabinet? cabinet) = Way(fault);
        return _ =>
        {
            if (!searcher.IsAt(goal, world.Now)) return; // on another way by now
            say($"walk: {fault.Target} is at {fault.To}" + (cabinet is null or { DoorOpen: true }
                ? "."
                : $"; through its shut door hardly anything is heard: open {fault.To} 2m"));
        };
    }

    /// <summary>Before a cabinet somebody stands; a reader that looks for a bag on one shelf is held to it.</summary>
    private (Searcher Searcher, Grasp Goal, SimulatedCabinet? Cabinet) Way(Fault fault)
    {
        SimulatedAntenna[] carried = [.. world.Antennas.Where(static antenna => antenna.Searcher is not null)];
        Searcher searcher = Array.Find(carried, antenna => antenna.Reader == fault.Target)?.Searcher
            ?? throw Unknown(fault, carried.Select(static antenna => antenna.Reader));
        Fault end = fault with { Target = fault.To! };
        if (end.Target == "desk") return (searcher, new Grasp(Staff.Desk, Staff.CarryHeightM), null);
        if (end.Target == "bench") return (searcher, new Grasp(Staff.Bench, Staff.CarryHeightM), null);
        if (end.Target.Contains('/'))
        {
            (SimulatedCabinet cabinet, int shelf) = Place(end);
            Grasp front = cabinet.Radio.FrontOf(shelf);
            return (searcher, front with { Spot = new Spot(front.Spot.X, front.Spot.Y + ReachM) }, cabinet);
        }
        SimulatedCabinet whole = Cabinet(end);
        return (searcher, new Grasp(whole.Standing, Staff.CarryHeightM), whole);
    }

    private Action<long> Duplicate(Fault fault)
    {
        (SimulatedCabinet cabinet, int shelf) = Place(fault);
        return _ =>
        {
            SimulatedTag[] bags = [.. world.Tags.Where(static tag => tag.Bag is not null && tag.Where == Whereabouts.Shelf)];
            if (bags.Length == 0) return;
            SimulatedTag original = _dice.Pick(bags);
            world.PutOnShelf(world.Add(original.Uii, original.ProtocolControl, null), cabinet.Index, shelf);
        };
    }

    /// <summary>Of the bags that are meant, one that a reader has heard, where there is one: what nobody has seen, nobody can miss.</summary>
    private Action<long> Take(Fault fault) => _ =>
    {
        SimulatedTag[] bags = [.. world.Tags.Where(tag => staff.MayTake(tag) && tag.Bag is { } bag && IsMeant(bag, tag, fault.Target))];
        SimulatedTag[] heard = [.. bags.Where(static tag => tag.Heard)];
        if (bags.Length == 0)
        {
            say($"take {fault.Target}: there is no such bag on a shelf.");
            return;
        }
        SimulatedTag taken = _dice.Pick(heard.Length > 0 ? heard : bags);
        (SimulatedBag what, SimulatedCabinet cabinet) = (taken.Bag!, world.Cabinets[taken.Cabinet]);
        say($"take: {what.Din} {what.ProductCode} goes from {cabinet.Shelves[taken.Shelf]}"
            + (taken.Heard ? "." : "; its tag was never heard, so nobody will miss it."));
        staff.TakeOut(taken, () => say($"take: {what.Din} {what.ProductCode} is out and the door of {cabinet.Id} is shut."));
    };

    private bool IsMeant(SimulatedBag bag, SimulatedTag tag, string target) => target == "any"
        || bag.TagUiiHex == target || bag.UnitKey == target
        || (target.StartsWith(bag.Din, StringComparison.Ordinal) && target.Length <= bag.Din.Length + 1) // with its check character
        || world.Cabinets[tag.Cabinet].Id == target || world.Cabinets[tag.Cabinet].Shelves[tag.Shelf] == target;

    private SimulatedCabinet Cabinet(Fault fault) =>
        world.Cabinets.FirstOrDefault(cabinet => cabinet.Id == fault.Target)
            ?? throw Unknown(fault, world.Cabinets.Select(static cabinet => cabinet.Id));

    private (SimulatedCabinet Cabinet, int Shelf) Place(Fault fault)
    {
        foreach (SimulatedCabinet cabinet in world.Cabinets)
        {
            for (int shelf = 0; shelf < cabinet.Shelves.Count; shelf++)
                if (cabinet.Shelves[shelf] == fault.Target) return (cabinet, shelf);
        }
        throw Unknown(fault, world.Cabinets.SelectMany(static cabinet => cabinet.Shelves));
    }

    private static FormatException Unknown(Fault fault, IEnumerable<string> known) =>
        new($"'{fault.Target}' is not here for {fault.Kind.ToString().ToLowerInvariant()}; there are {string.Join(", ", known)}.");
}
