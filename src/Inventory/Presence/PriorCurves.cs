using Inventory.Commissioning;

namespace Inventory.Presence;

/// <summary>Likelihoods in an open room before anything was learned: own antenna, another one, stray.</summary>
/// <remarks>Strength is relative to the antenna that hears the tag best, since its own level is not known.</remarks>
internal static class PriorCurves
{
    private const int Elsewhere = PresenceModel.Elsewhere, Own = 2, Other = 3;
    private const float LowestDb = -50;

    /// <summary>Mean and spread in dB, and share of the reads that the best antenna would give.</summary>
    private readonly record struct Shape(double MeanDb, double SpreadDb, double Rate);

    public static PresenceModel Build(PresenceLayout layout, IReadOnlyCollection<CabinetQualified>? walks)
    {
        Shape[] shapes =
        [
            new(-4, 10, 0.02), // stray: a bag carried past
            new(-16, 9, 0.04), // elsewhere: another room
            new(-1, 7, 1),
            new(-5, 6.5, 0.8),
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
        return new PresenceModel(zones, logs, curveOf, LowestDb, rates: null, Couplings.Prior(layout, walks));
    }

    private static int CurveFor(PresenceLayout layout, PlaceId hears, PlaceId zone)
    {
        if (zone == hears || (hears.Shelf is null && zone.Cabinet == hears)) return Own;
        bool room = layout.Kinds.GetValueOrDefault(zone.Cabinet) == CabinetKind.Room
            && layout.Kinds.GetValueOrDefault(hears.Cabinet) == CabinetKind.Room;
        return room || zone.Cabinet == hears.Cabinet ? Other : Elsewhere;
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
