using Edge.RawReads;
using HardwareSim;
using HardwareSim.Truth;

namespace SystemTests.Families;

/// <summary>A read that was told on a sound line and is not among what the service kept.</summary>
/// <param name="Alone">
/// Reads of the same tag at the same antenna, up to this one, near which nothing arrived: reads are matched in their order, so the
/// one that was lost may be an earlier one.
/// </param>
internal sealed record MissingRead(string Reader, byte Port, string Tag, DateTimeOffset At, IReadOnlyList<DateTimeOffset> Alone)
{
    public override string ToString() => $"{Reader}/{Port} {Tag} {At:HH:mm:ss.fff}; nothing near {string.Join(' ', Alone.Select(static one => $"{one:HH:mm:ss.fff}"))}";
}

/// <summary>Every read that the simulated readers told, held against every read that the service kept for replay.</summary>
/// <param name="Sent">Told whole on their lines.</param>
/// <param name="Destroyed">By the simulator's own account: silenced, damaged, cut off.</param>
/// <param name="Arrived">Kept by the service.</param>
/// <param name="Owed">Told while nothing was wrong with the reader's line: each must have arrived.</param>
/// <param name="Missing">Owed and not arrived.</param>
/// <param name="Invented">Arrived more often than told.</param>
internal sealed record ReadBooks(
    int Sent, IReadOnlyDictionary<ReadFate, int> Destroyed, int Arrived, int Owed, IReadOnlyList<MissingRead> Missing, int Invented)
{
    /// <summary>The service stamps a read when its bytes are here; a ThingMagic's search ends before its buffer is fetched.</summary>
    private static readonly TimeSpan s_early = TimeSpan.FromSeconds(3), s_late = TimeSpan.FromSeconds(6), s_near = TimeSpan.FromSeconds(1), s_chain = TimeSpan.FromMinutes(5);

    /// <param name="excused">By reader: when its line carried no reads, or nobody listened.</param>
    /// <param name="until">Reads told later may have met the end of the service.</param>
    public static ReadBooks Of(
        SimulatedSite site, HeardNames names, IEnumerable<Heard> heard, IReadOnlyDictionary<string, Span[]> excused, DateTimeOffset until)
    {
        Dictionary<(int Antenna, string Tag), (List<(long At, bool Owed)> Told, List<long> Arrived)> books = [];
        Dictionary<ReadFate, int> destroyed = [];
        int sent = 0, owed = 0, arrived = 0, invented = 0;
        string[] tags = [.. site.World.Tags.Select(static tag => tag.Uii.ToString())];
        foreach (ToldRead told in site.World.Truth.Reads.Reads)
        {
            if (told.Fate != ReadFate.Sent)
            {
                destroyed[told.Fate] = destroyed.GetValueOrDefault(told.Fate) + 1;
                continue;
            }
            string reader = site.ReaderPorts[told.Reader].Id;
            DateTimeOffset at = site.World.At(told.AtTicks);
            bool isOwed = at < until && !excused[reader].Any(span => at >= span.From && at <= span.To);
            sent++;
            if (isOwed) owed++;
            Book(IndexOf(names, reader, told.Port), tags[told.Tag]).Told.Add((at.UtcTicks, isOwed));
        }
        foreach (Heard one in heard)
        {
            if (one.Kind != HeardKind.Read) continue;
            arrived++;
            Book(one.Read.Antenna, one.Read.Tag.ToString()).Arrived.Add(one.AtTicks);
        }

        List<MissingRead> missing = [];
        foreach (((int antenna, string tag), (List<(long At, bool Owed)> told, List<long> came)) in books)
        {
            came.Sort();
            invented += Math.Max(0, came.Count - told.Count);
            int next = 0;
            foreach ((long at, bool isOwed) in told.OrderBy(static one => one.At))
            {
                if (!isOwed) continue;
                while (next < came.Count && came[next] < at - s_early.Ticks) next++;
                if (next < came.Count && came[next] <= at + s_late.Ticks) next++;
                else missing.Add(new MissingRead(names.Antennas[antenna].Reader, names.Antennas[antenna].Port, tag, new DateTimeOffset(at, TimeSpan.Zero),
                    [.. told.Where(other => other.At <= at && other.At > at - s_chain.Ticks && !came.Exists(there => Math.Abs(there - other.At) < s_near.Ticks))
                        .Select(static other => new DateTimeOffset(other.At, TimeSpan.Zero))]));
            }
        }
        return new ReadBooks(sent, destroyed, arrived, owed, missing, invented);

        (List<(long, bool)> Told, List<long> Arrived) Book(int antenna, string tag)
        {
            if (!books.TryGetValue((antenna, tag), out (List<(long, bool)>, List<long>) book)) books[(antenna, tag)] = book = ([], []);
            return book;
        }
    }

    private static int IndexOf(HeardNames names, string reader, byte port)
    {
        for (int i = 0; i < names.Antennas.Count; i++)
            if (names.Antennas[i].Reader == reader && names.Antennas[i].Port == port) return i;
        throw new InvalidOperationException($"{reader}/{port} is not in the settings.");
    }
}
