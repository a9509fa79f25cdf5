using HardwareSim.Devices;

namespace HardwareSim;

/// <summary>Where the lamps of a room are wired: the alarm lamp, and one at each fridge.</summary>
internal static class LampPlan
{
    /// <param name="atMachine">The alarm lamp is at a line of the service's machine, where it works without readers too.</param>
    public static IEnumerable<LampPlace> For(IReadOnlyList<ReaderPort> readers, bool atMachine)
    {
        ReaderPort[] able = [.. readers.Where(static reader => FirstOutput(reader.Kind) is not null)];
        if (atMachine) yield return new LampPlace("alarm-lamp", null, MachineLines.Lamp, null);
        else if (able.Length > 0) yield return new LampPlace("alarm-lamp", able[0].Id, FirstOutput(able[0].Kind)!.Value, null);
        HashSet<string> lit = [];
        foreach (ReaderPort reader in able)
        {
            string cabinet = reader.Antennas[0].Place.Split('/')[0];
            if (lit.Add(cabinet)) yield return new LampPlace($"light-{cabinet}", reader.Id, FirstOutput(reader.Kind)!.Value + 1, cabinet);
        }
    }

    /// <summary>Of a ThingMagic module pins 1 and 2 are the doors'; an M100 has no outputs.</summary>
    private static int? FirstOutput(ReaderKind kind) => kind switch
    {
        ReaderKind.ThingMagic => 3,
        ReaderKind.M100 or ReaderKind.R200 => null,
        _ => 1,
    };
}
