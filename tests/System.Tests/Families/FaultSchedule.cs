using HardwareSim;
using HardwareSim.Faults;

namespace SystemTests.Families;

/// <summary>What the devices page must show while a fault lasts.</summary>
/// <param name="Device">As it is named there.</param>
/// <param name="Findings">Any of them: the same fault can show several faces.</param>
/// <param name="Within">So soon it must be told.</param>
internal sealed record Expected(string Device, string[] Findings, TimeSpan Within)
{
    /// <summary>By chance the device is well in between, and is lost and back: then the age counts from the last time that it began.</summary>
    public bool BeginsAnew { get; init; }
}

/// <summary>One fault of the run.</summary>
/// <param name="Tells">Empty where nothing is to be seen: too short, or nothing is wrong that anybody could mend.</param>
/// <param name="CostsReads">Reads that are told meanwhile may be lost: their line does not carry them, or nobody listens.</param>
internal sealed record PlannedFault(Fault Fault, Expected[] Tells, bool CostsReads)
{
    public TimeSpan From => Fault.At;
    public TimeSpan To => Fault.At + Fault.For;

    public override string ToString() => $"{Fault.At:hh\\:mm\\:ss} {Fault.Kind} {Fault.Target} {Fault.For.TotalSeconds:0}s {Fault.Argument}";
}

/// <summary>Faults of every kind on every device, by seed: one at a time on each device, many at a time on the site.</summary>
internal static class FaultSchedule
{
    private static readonly string[] s_line = ["unplugged", "closed", "not-answering"], s_quiet = ["silent", "not-answering"];

    /// <param name="start">Of the first fault, after the world's start.</param>
    public static IReadOnlyList<PlannedFault> Make(SimulatedSite site, int seed, TimeSpan start, TimeSpan duration)
    {
        List<PlannedFault> plan = [];
        TimeSpan end = start + duration;
        foreach (ReaderPort reader in site.ReaderPorts)
            plan.AddRange(Lane(new Seed(seed).Stream(reader.Id), start, end, [.. OfReader(reader, [.. site.DoorLines.Where(door => door.Reader == reader.Id).Select(static door => $"{door.Cabinet}/door")])]));
        foreach (ProbePlace probe in site.Probes.Where(static probe => probe.Unit is null))
            plan.AddRange(Lane(new Seed(seed).Stream(probe.Device), start, end, [.. OfOneWire($"{probe.Cabinet}/{probe.Name}")]));
        plan.AddRange(Lane(new Seed(seed).Stream("rs485"), start, end, [.. OfTransmitters(site)]));
        foreach (CabinetPlace cabinet in site.Cabinets)
        {
            // Not while an antenna of the cabinet is deaf: an open door is a reason to hear nothing.
            HashSet<string> antennas = [.. site.ReaderPorts.SelectMany(static reader => reader.Antennas, static (reader, antenna) => (reader, antenna))
                .Where(at => at.antenna.Place.StartsWith($"{cabinet.Id}/", StringComparison.Ordinal)).Select(static at => $"{at.reader.Id}/{at.antenna.Port}")];
            PlannedFault[] deaf = [.. plan.Where(fault => fault.Fault.Kind == FaultKind.Deaf && antennas.Contains(fault.Fault.Target))];
            TimeSpan room = TimeSpan.FromSeconds(20);
            plan.AddRange(Lane(new Seed(seed).Stream(cabinet.Id), start, end, [new(FaultKind.Open, cabinet.Id, 15, 40, [])])
                .Where(open => !deaf.Any(fault => open.From < fault.To + room && fault.From < open.To + room)));
        }
        return [.. plan.Select(fault => IsPlain(site, fault, plan) ? fault : fault with { Tells = [] }).OrderBy(static fault => fault.From)];
    }

    /// <summary>Without the door's contact nobody can tell a deaf antenna from an emptied shelf.</summary>
    private static bool IsPlain(SimulatedSite site, PlannedFault deaf, List<PlannedFault> all)
    {
        if (deaf.Fault.Kind != FaultKind.Deaf) return true;
        string[] at = deaf.Fault.Target.Split('/');
        string place = site.ReaderPorts.First(reader => reader.Id == at[0]).Antennas.First(antenna => $"{antenna.Port}" == at[1]).Place;
        string contact = site.DoorLines.First(door => place.StartsWith($"{door.Cabinet}/", StringComparison.Ordinal)).Reader;
        TimeSpan room = TimeSpan.FromSeconds(30);
        return !all.Any(fault => (fault.CostsReads || fault.Fault.Kind == FaultKind.Late) && fault.Fault.Target == contact && fault.From < deaf.To && deaf.From < fault.To + room);
    }

    private static IEnumerable<Kind> OfReader(ReaderPort reader, string[] contacts)
    {
        string id = reader.Id;
        IEnumerable<Expected> lost = contacts.Select(static contact => Tells(contact, 14, "reader-lost"));
        bool llrp = reader.Kind is ReaderKind.Llrp or ReaderKind.LlrpImpinj;
        yield return new(FaultKind.Unplug, id, 12, 40, [Tells(id, 8, s_line), .. lost]) { CostsReads = true };
        yield return new(FaultKind.Silence, id, 15, 45, [Tells(id, 10, s_quiet), .. lost]) { CostsReads = true };
        yield return new(FaultKind.Noise, id, 20, 45, [Tells(id, 12, ["noise", .. s_quiet, .. s_line])]) { CostsReads = true };
        yield return new(FaultKind.WrongCheck, id, 20, 45, [Tells(id, 14, "noise", "SlowAnswers", "silent", "StrangeAnswer", "SettingRefused") with { BeginsAnew = llrp }])
        {
            CostsReads = true, Argument = 0.5, // LLRP has no check: a damaged answer to a setting reads as a refusal
        };
        yield return new(FaultKind.Trouble, id, 30, 45, [Tells(id, 14, "BadAntenna", "RadioPaused", "ChannelsBusy", "DeviceError")]);
        yield return new(FaultKind.Restart, id, 0, 0, []) { CostsReads = true };
        yield return new(FaultKind.Late, id, 20, 40, []) { Argument = 0.2 }; // a slow line: nothing is wrong yet
        // Requests of LLRP carry numbers: what is late is late, and taken.
        yield return new(FaultKind.Late, id, 20, 40, llrp ? [] : [Tells(id, 14, ["SlowAnswers", .. s_quiet])]) { CostsReads = !llrp, Argument = 2.5 };
        if (llrp) yield return new(FaultKind.Foreign, id, 30, 60, [Tells(id, 18, "OtherProgram")]);
        foreach (AntennaPlace antenna in reader.Antennas)
            yield return new(FaultKind.Deaf, $"{id}/{antenna.Port}", 100, 130, [Tells(id, 80, "antenna-deaf")]);
    }

    private static IEnumerable<Kind> OfOneWire(string probe) =>
    [
        new(FaultKind.BadCrc, probe, 20, 90, [Tells(probe, 14, "Checksum")]),
        new(FaultKind.PowerOn, probe, 20, 90, [Tells(probe, 14, "PowerOnValue")]),
        new(FaultKind.Missing, probe, 20, 90, [Tells(probe, 14, "NoDevice")]),
        new(FaultKind.Stuck, probe, 60, 90, []), // is suspected after hours: a fridge may really be that still
    ];

    private static IEnumerable<Kind> OfTransmitters(SimulatedSite site)
    {
        string[] probes = [.. site.Probes.Where(static probe => probe.Unit is not null).Select(static probe => $"{probe.Cabinet}/{probe.Name}")];
        foreach (string probe in probes)
        {
            yield return new(FaultKind.Missing, probe, 20, 90, [Tells(probe, 16, "NoAnswer")]);
            yield return new(FaultKind.BadCrc, probe, 20, 60, [Tells(probe, 16, "Checksum")]);
            yield return new(FaultKind.Refuses, probe, 20, 60, [Tells(probe, 16, "DeviceError")]);
            yield return new(FaultKind.Broken, probe, 20, 60, [Tells(probe, 16, "Wiring")]);
        }
        string line = site.TransmitterLine!.Id;
        yield return new(FaultKind.Unplug, line, 20, 60, [.. probes.Select(static probe => Tells(probe, 16, "NoDevice"))]);
        yield return new(FaultKind.Silence, line, 20, 60, [.. probes.Select(static probe => Tells(probe, 16, "NoAnswer"))]);
        yield return new(FaultKind.WrongCheck, line, 20, 60, [.. probes.Select(static probe => Tells(probe, 16, "Checksum"))]) { Argument = 1 };
        yield return new(FaultKind.Late, line, 20, 60, [.. probes.Select(static probe => Tells(probe, 16, "NoAnswer", "Checksum"))]) { Argument = 7 }; // one's late answer meets the other's turn
        yield return new(FaultKind.Noise, line, 20, 60, []); // an answer may come through: nothing wrong may, which is judged below
    }

    private static Expected Tells(string device, double seconds, params string[] findings) => new(device, findings, TimeSpan.FromSeconds(seconds));

    /// <summary>All kinds of a device in a random order, again and again, with time between them in which it is well.</summary>
    private static IEnumerable<PlannedFault> Lane(Dice dice, TimeSpan start, TimeSpan end, Kind[] kinds)
    {
        TimeSpan at = start + TimeSpan.FromSeconds(dice.Uniform(0, 30));
        while (true)
        {
            dice.Shuffle<Kind>(kinds);
            foreach (Kind kind in kinds)
            {
                TimeSpan lasts = TimeSpan.FromSeconds(Math.Round(dice.Uniform(kind.Shortest, kind.Longest)));
                if (at + lasts > end) yield break;
                yield return new PlannedFault(new Fault(at, kind.What, kind.Target, lasts, kind.Argument), kind.Tells, kind.CostsReads);
                at += lasts + TimeSpan.FromSeconds(dice.Uniform(50, 70));
            }
        }
    }

    private sealed record Kind(FaultKind What, string Target, double Shortest, double Longest, Expected[] Tells)
    {
        public double? Argument { get; init; }
        public bool CostsReads { get; init; }
    }
}
