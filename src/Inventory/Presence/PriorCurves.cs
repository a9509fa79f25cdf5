namespace Inventory.Presence;

/// <summary>Likelihoods before anything was learned: own antenna, neighbour in the same cabinet, another cabinet, stray.</summary>
/// <remarks>
/// Strength is relative to the best antenna of the tag. Couplings to the neighbour are round-trip figures for each kind of
/// cabinet; the spread is that of two independent Rayleigh fades, which in a metal box stay as they are while nothing moves.
/// </remarks>
internal static class PriorCurves
{
    private const int Elsewhere = PresenceModel.Elsewhere, Own = 2, FirstNeighbour = 3;
    private const float LowestDb = -50;

    /// <summary>Mean and spread in dB, and share of the reads that the best antenna would give.</summary>
    private readonly record struct Shape(double MeanDb, double SpreadDb, double Rate);

    public static PresenceModel Build(PresenceLayout layout)
    {
        Shape[] shapes =
        [
            new(-4, 10, 0.02), // stray: a bag carried past, or one in the doorway
            new(-16, 9, 0.04), // elsewhere: leaked from another cabinet
            new(-1, 7, 1),
            new(-8, 9, 0.75), // next sheet shelf
            new(-14, 9, 0.6), // a sheet shelf further on
            new(-1, 7, 1), // wire shelves: alike
            new(-24, 14, 0.4), // next drawer
            new(-36, 14, 0.15), // a drawer further on
            new(-5, 6.5, 0.8), // next zone of an open room
        ];
        float[] logs = new float[shapes.Length * PresenceModel.Stride];
        for (int curve = 0; curve < shapes.Length; curve++) Fill(logs.AsSpan(curve * PresenceModel.Stride), shapes[curve]);

        int zones = layout.Zones.Count;
        ushort[] curveOf = new ushort[layout.Antennas.Count * zones];
        for (int antenna = 0; antenna < layout.Antennas.Count; antenna++)
        {
            PlaceId hears = layout.Antennas[antenna].Zone;
            for (int zone = 0; zone < zones; zone++)
                curveOf[(antenna * zones) + zone] = (ushort)CurveFor(layout, hears, layout.Zones[zone]);
        }
        return new PresenceModel(zones, logs, curveOf, LowestDb, rates: null);
    }

    private static int CurveFor(PresenceLayout layout, PlaceId hears, PlaceId zone)
    {
        if (zone == hears || (hears.Shelf is null && zone.Cabinet == hears)) return Own;
        CabinetKind kind = layout.Kinds.GetValueOrDefault(zone.Cabinet);
        if (kind == CabinetKind.Room && layout.Kinds.GetValueOrDefault(hears.Cabinet) == CabinetKind.Room) return FirstNeighbour + 5;
        if (zone.Cabinet != hears.Cabinet) return Elsewhere;
        bool next = Distance(layout, hears, zone) == 1;
        return kind switch
        {
            CabinetKind.OpenShelves or CabinetKind.Room => FirstNeighbour + 2,
            CabinetKind.MetalDrawers => FirstNeighbour + (next ? 3 : 4),
            _ => FirstNeighbour + (next ? 0 : 1),
        };
    }

    /// <summary>Shelves stand in the layout from top to bottom, so those of one cabinet that follow each other are neighbours.</summary>
    private static int Distance(PresenceLayout layout, PlaceId a, PlaceId b)
    {
        PlaceId[] shelves = [.. layout.Zones.Where(zone => zone.Cabinet == a.Cabinet)];
        return Math.Abs(Array.IndexOf(shelves, a) - Array.IndexOf(shelves, b));
    }

    private static void Fill(Span<float> curve, Shape shape)
    {
        double total = 0;
        for (int bin = 0; bin < PresenceModel.Bins; bin++) total += Density(bin);
        for (int bin = 0; bin < PresenceModel.Bins; bin++)
            curve[bin] = (float)Math.Log(shape.Rate * ((0.98 * Density(bin) / total) + (0.02 / PresenceModel.Bins)));
        curve[PresenceModel.Bins] = (float)Math.Log(shape.Rate);

        double Density(int bin)
        {
            double away = (LowestDb + bin + 0.5 - shape.MeanDb) / shape.SpreadDb;
            return Math.Exp(-0.5 * away * away);
        }
    }
}
