namespace Readers;

/// <summary>Which tags are asked, by the state that their last answer left them in.</summary>
public enum TargetHandling : byte
{
    /// <summary>Session S0: every tag answers in every round.</summary>
    Everybody,

    /// <summary>Those in A, then those in B, within one turn: whoever is there is heard.</summary>
    BothInTurn,

    /// <summary>One state a sweep: whoever has answered keeps quiet until the next sweep.</summary>
    OneASweep,

    /// <summary>The reader turns the state by itself.</summary>
    ReadersOwn,
}

public enum ShortfallKind : byte { AntennaPort, Power, Session, Target, Tid, Exhaustion, AntennasTogether }

/// <summary>One thing that was asked for and cannot be had of this reader.</summary>
/// <param name="Port">The antenna port concerned, from 1; null when it concerns the whole reader.</param>
/// <param name="Words">One plain English sentence: what cannot be done and what is done instead.</param>
public sealed record Shortfall(ShortfallKind Kind, byte? Port, string Words)
{
    /// <summary>For faults and logs: <c>unsupported-power</c>.</summary>
    public string Code => $"unsupported-{Kind.ToString().ToLowerInvariant()}";
}

/// <summary>What a profile becomes on one reader. Pure: every driver maps profiles by this and then to its own commands.</summary>
/// <param name="Antennas">Those that the reader has, with powers that it can give, and as much more as it has; never empty.</param>
/// <param name="Power">What the reader can be set to; null when it does not tell.</param>
/// <param name="Count">Null when watching.</param>
/// <param name="ReadTid">Only where the reader can.</param>
/// <param name="Shortfalls">What is not done as asked.</param>
public sealed record InventoryFit(
    IReadOnlyList<AntennaSettings> Antennas, PowerRange? Power, Session Session, TargetHandling Targets, CountPlan? Count, bool ReadTid,
    IReadOnlyList<Shortfall> Shortfalls)
{
    /// <summary>The antenna in one step of a count, with as much of the step as the reader can give.</summary>
    public AntennaSettings InStep(AntennaSettings antenna, int stepDb) => antenna with
    {
        PowerDbm = Math.Clamp(
            antenna.PowerDbm + stepDb, (int)Math.Ceiling(Power?.MinDbm ?? 0), Math.Max((int)Math.Floor(Power?.MaxDbm ?? 33), antenna.PowerDbm)),
    };

    public static InventoryFit Of(InventoryProfile profile, ReaderCapabilities reader)
    {
        List<Shortfall> shortfalls = [];
        List<AntennaSettings> antennas = [.. profile.Antennas.Where(antenna => Has(reader, antenna.Port, shortfalls)).Select(antenna => Powered(reader, antenna, shortfalls))];
        if (antennas.Count == 0) antennas.Add(profile.Antennas[0]); // the reader itself will say what is wrong with it
        bool readTid = profile.ReadTid && reader.Tid != TidReading.None;
        if (profile.ReadTid && !readTid) shortfalls.Add(new(ShortfallKind.Tid, null, "The reader cannot read the chip identity; reads come without it."));
        CountPlan? plan = reader.CountsInSteps ? profile.Count : null;
        if (plan is null && profile.Count is not null)
            shortfalls.Add(new(ShortfallKind.Exhaustion, null, "The reader does not count in steps until nobody new answers; it reads as it watches."));
        (Session session, TargetHandling targets) = plan is { } count
            ? Counting(count, reader, shortfalls)
            : Watching(profile.Session, reader, shortfalls);
        return new InventoryFit(antennas, reader.Power, session, targets, plan, readTid, shortfalls);
    }

    private static bool Has(ReaderCapabilities reader, byte port, List<Shortfall> shortfalls)
    {
        if (reader.AntennaPorts is not { } ports || port <= ports) return true;
        shortfalls.Add(new(ShortfallKind.AntennaPort, port, $"The reader has {(ports == 1 ? "one antenna port" : $"{ports} antenna ports")}."));
        return false;
    }

    private static AntennaSettings Powered(ReaderCapabilities reader, AntennaSettings antenna, List<Shortfall> shortfalls)
    {
        if (reader.Power is not { } range) return antenna;
        if (antenna.PowerDbm >= range.MinDbm && antenna.PowerDbm <= range.MaxDbm)
            return antenna with { MoreDb = Math.Clamp(antenna.MoreDb, (int)Math.Ceiling(range.MinDbm) - antenna.PowerDbm, (int)Math.Floor(range.MaxDbm) - antenna.PowerDbm) };
        bool strong = antenna.PowerDbm > range.MaxDbm;
        shortfalls.Add(new(ShortfallKind.Power, antenna.Port,
            $"{antenna.PowerDbm} dBm is {(strong ? "above the reader's strongest" : "below the reader's weakest")} power, which is used instead."));
        return antenna with { PowerDbm = (int)(strong ? Math.Floor(range.MaxDbm) : Math.Ceiling(range.MinDbm)), MoreDb = 0 };
    }

    private static (Session, TargetHandling) Watching(Session session, ReaderCapabilities reader, List<Shortfall> shortfalls)
    {
        if (session == Session.S0) return (session, TargetHandling.Everybody);
        if (reader.Sessions.Contains(session) && reader.TurnsTarget) return (session, TargetHandling.ReadersOwn);
        if (reader.Sessions.Contains(session) && reader.ChoosesTarget) return (session, TargetHandling.BothInTurn);
        // With one target a tag that has answered keeps quiet for seconds, and its silence would look like absence.
        shortfalls.Add(new(ShortfallKind.Session, null, $"The reader cannot read tags of both states in session {session}; S0 is used instead."));
        return (Session.S0, TargetHandling.Everybody);
    }

    private static (Session, TargetHandling) Counting(CountPlan count, ReaderCapabilities reader, List<Shortfall> shortfalls)
    {
        if (reader.Sessions.Contains(count.Session) && reader.ChoosesTarget) return (count.Session, TargetHandling.OneASweep);
        if (reader.Sessions.Contains(Session.S1) && reader.TurnsTarget)
        {
            shortfalls.Add(new(ShortfallKind.Target, null,
                "The reader does not let its target be chosen; counted tags keep quiet for the few seconds of session S1 only."));
            return (Session.S1, TargetHandling.ReadersOwn);
        }
        shortfalls.Add(new(ShortfallKind.Session, null, "The reader cannot keep counted tags quiet; it counts as it watches, in session S0."));
        return (Session.S0, TargetHandling.Everybody);
    }
}
