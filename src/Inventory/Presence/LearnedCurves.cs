namespace Inventory.Presence;

/// <summary>Likelihoods from reads at known places. What is known of one pair of antenna and zone is little; pairs of a kind help.</summary>
/// <remarks>
/// A minute of a carried tag is some twenty independent moments, so a pair's own histogram alone is mostly chance. The pairs of one
/// kind (own antenna, neighbour, other cabinet) have a shape in common, once each antenna's own level is taken out; that shape stands
/// in for the first <see cref="PooledReads"/> reads of each pair, and the pair's own reads take over as they come.
/// </remarks>
internal static class LearnedCurves
{
    private const double PooledReads = 100;
    private const double SpreadDb = 2; // of one read around its dB
    private const double StrayPerSecond = 0.05, ElsewherePerSecond = 0.02;
    private const double Floor = 0.02; // share of reads that may have any strength
    private const float LowestDbm = -90;
    private const double CorrelationSeconds = 1;

    private enum Kind : byte { Own, Neighbour, Other }

    public static PresenceModel Build(PresenceLayout layout, IReadOnlyList<PlaceSample> samples)
    {
        int zones = layout.Zones.Count, antennas = layout.Antennas.Count;
        Pair?[] pairs = new Pair?[antennas * zones];
        foreach (PlaceSample sample in samples)
        {
            int zone = layout.Zones.ToList().IndexOf(sample.Zone);
            if (zone < 0 || sample.Antenna >= antennas || sample.ListenedSeconds <= 0) continue;
            ref Pair? pair = ref pairs[(sample.Antenna * zones) + zone];
            pair ??= new Pair(KindOf(layout, sample.Antenna, zone), sample.Antenna);
            pair.Add(sample);
        }
        Pair[] known = [.. pairs.OfType<Pair>()];
        double[] levels = Levels(known, antennas);
        Dictionary<Kind, Shape> shapes = Enum.GetValues<Kind>().ToDictionary(
            static kind => kind, kind => Shape.Of([.. known.Where(pair => pair.Kind == kind)], levels));

        float[] logs = new float[(2 + pairs.Length) * PresenceModel.Stride];
        Fill(logs.AsSpan(0), StrayPerSecond, static _ => 0);
        Fill(logs.AsSpan(PresenceModel.Stride), ElsewherePerSecond, static _ => 0);
        ushort[] curveOf = new ushort[pairs.Length];
        double[] rates = new double[pairs.Length];
        for (int at = 0; at < pairs.Length; at++)
        {
            (int antenna, int zone) = (at / zones, at % zones);
            Shape shape = shapes[pairs[at]?.Kind ?? KindOf(layout, antenna, zone)];
            Pair pair = pairs[at] ?? new Pair(shape.Kind, antenna);
            double pooledSeconds = shape.PerSecond > 0 ? PooledReads / shape.PerSecond : 0;
            rates[at] = Math.Max(
                pair.Seconds + pooledSeconds > 0 ? (pair.Reads + (pooledSeconds * shape.PerSecond)) / (pair.Seconds + pooledSeconds) : 0,
                ElsewherePerSecond);
            curveOf[at] = (ushort)(2 + at);
            Fill(logs.AsSpan((2 + at) * PresenceModel.Stride), rates[at],
                dbm => (pair.DensityAt(dbm) + (PooledReads * shape.DensityAt(dbm - levels[antenna]))) / (pair.Reads + PooledReads));
        }
        return new PresenceModel(zones, logs, curveOf, LowestDbm, Rates(rates, pairs, antennas, zones), Couplings.Prior(layout));
    }

    private static Kind KindOf(PresenceLayout layout, int antenna, int zone)
    {
        PlaceId hears = layout.Antennas[antenna].Zone, at = layout.Zones[zone];
        if (at == hears || (hears.Shelf is null && at.Cabinet == hears)) return Kind.Own;
        bool room = layout.Kinds.GetValueOrDefault(at.Cabinet) == CabinetKind.Room
            && layout.Kinds.GetValueOrDefault(hears.Cabinet) == CabinetKind.Room;
        return at.Cabinet == hears.Cabinet || room ? Kind.Neighbour : Kind.Other;
    }

    /// <summary>What each antenna adds to every strength, from the pairs that are not its own zone where there are any; dB.</summary>
    private static double[] Levels(Pair[] known, int antennas)
    {
        double[] levels = new double[antennas];
        for (int antenna = 0; antenna < antennas; antenna++)
        {
            Pair[] heard = [.. known.Where(pair => pair.Antenna == antenna && pair.Reads > 0)];
            Pair[] others = [.. heard.Where(static pair => pair.Kind != Kind.Own)];
            levels[antenna] = (others.Length > 0 ? others : heard).Select(static pair => pair.MeanDbm).DefaultIfEmpty(double.NaN).Average();
        }
        double usual = levels.Where(static level => !double.IsNaN(level)).DefaultIfEmpty(0).Average();
        return [.. levels.Select(level => double.IsNaN(level) ? 0 : level - usual)];
    }

    private static ReadRates Rates(double[] rates, Pair?[] pairs, int antennas, int zones)
    {
        float[] tempering = new float[antennas];
        (ushort, float)[][] expected = new (ushort, float)[antennas][];
        for (int antenna = 0; antenna < antennas; antenna++)
        {
            int first = antenna * zones;
            Pair[] heard = [.. pairs.AsSpan(first, zones).ToArray().OfType<Pair>()];
            double gap = (heard.Sum(static pair => pair.ElapsedSeconds) + 1) / (heard.Sum(static pair => pair.Reads) + 1);
            tempering[antenna] = (float)(1 - Math.Exp(-gap / CorrelationSeconds));
            expected[antenna] = [.. Enumerable.Range(0, zones).Select(zone => ((ushort)zone, (float)rates[first + zone]))];
        }
        return new ReadRates(tempering, expected);
    }

    private static void Fill(Span<float> curve, double perSecond, Func<double, double> density)
    {
        for (int bin = 0; bin < PresenceModel.Bins; bin++)
        {
            double share = density(LowestDbm + bin);
            curve[bin] = (float)Math.Log(perSecond * (((1 - Floor) * share) + (Floor / PresenceModel.Bins)));
        }
        curve[PresenceModel.Bins] = (float)Math.Log(perSecond);
    }

    /// <summary>All that was heard by one antenna from one zone.</summary>
    private sealed class Pair(Kind kind, int antenna)
    {
        private readonly SortedDictionary<int, int> _counts = [];

        public Kind Kind { get; } = kind;
        public int Antenna { get; } = antenna;
        public double Seconds { get; private set; }
        public double ElapsedSeconds { get; private set; }
        public double Reads { get; private set; }
        public double MeanDbm => _counts.Sum(static entry => (double)entry.Key * entry.Value) / Reads;
        public IEnumerable<KeyValuePair<int, int>> Counts => _counts;

        public void Add(PlaceSample sample)
        {
            Seconds += sample.ListenedSeconds;
            ElapsedSeconds += sample.ElapsedSeconds;
            for (int at = 0; at < sample.Counts.Count; at++)
            {
                if (sample.Counts[at] == 0) continue;
                int dbm = sample.LowestDbm + at;
                _counts[dbm] = _counts.GetValueOrDefault(dbm) + sample.Counts[at];
                Reads += sample.Counts[at];
            }
        }

        /// <summary>Reads for each dB at a strength, smoothed.</summary>
        public double DensityAt(double dbm) => _counts.Sum(entry => entry.Value * Bell(dbm - entry.Key));
    }

    /// <summary>What the pairs of one kind have in common. Strengths are without the antenna's own level.</summary>
    private sealed record Shape(Kind Kind, double PerSecond, double Reads, (double Dbm, double Count)[] Counts)
    {
        public static Shape Of(Pair[] pairs, double[] levels) => new(
            pairs.Length > 0 ? pairs[0].Kind : Kind.Other,
            pairs.Length > 0 ? pairs.Sum(static pair => pair.Reads) / pairs.Sum(static pair => pair.Seconds) : 0,
            pairs.Sum(static pair => pair.Reads),
            [.. pairs.SelectMany(pair => pair.Counts.Select(entry => (entry.Key - levels[pair.Antenna], (double)entry.Value)))]);

        public double DensityAt(double dbm) => Reads > 0 ? Counts.Sum(entry => entry.Count * Bell(dbm - entry.Dbm)) / Reads : 0;
    }

    private static double Bell(double db) => Math.Exp(-0.5 * db * db / (SpreadDb * SpreadDb)) / (SpreadDb * Math.Sqrt(2 * Math.PI));
}
