using System.Runtime.Intrinsics;
using Inventory.Commissioning;

namespace Inventory.Presence;

/// <summary>How much weaker an antenna reaches a zone than that zone's own antenna does, one way. Immutable.</summary>
internal sealed class Couplings
{
    private const float OwnDb = 0, OtherCabinetDb = -25;

    private readonly float[] _inverse; // by antenna, then zone
    private readonly float[] _log; // by zone, then antenna
    private readonly int _antennas, _zones;

    /// <param name="db">One-way coupling of zone z and antenna a at z · antennas + a, dB, not above 0.</param>
    public Couplings(int antennas, float[] db)
    {
        (_antennas, _zones) = (antennas, db.Length / Math.Max(antennas, 1));
        _log = [.. db.Select(static value => value * MathF.Log(10) / 10)];
        _inverse = new float[db.Length];
        for (int pair = 0; pair < db.Length; pair++)
            _inverse[(pair % antennas * _zones) + (pair / antennas)] = MathF.Pow(10, -db[pair] / 10);
    }

    /// <summary>Couplings of the kinds of cabinets, as measured and computed for filled ones.</summary>
    /// <param name="walks">The walks that are in use; inside their cabinets they say more than the kind alone.</param>
    public static Couplings Prior(PresenceLayout layout, IReadOnlyCollection<CabinetQualified>? walks = null)
    {
        int antennas = layout.Antennas.Count;
        float[] db = new float[layout.Zones.Count * antennas];
        for (int zone = 0; zone < layout.Zones.Count; zone++)
            for (int antenna = 0; antenna < antennas; antenna++)
            {
                AntennaSite site = layout.Antennas[antenna];
                float kind = Between(layout, site.Zone, layout.Zones[zone]);
                CabinetQualified? walk = site.Zone.Cabinet == layout.Zones[zone].Cabinet
                    ? walks?.FirstOrDefault(walk => walk.Cabinet == site.Zone.Cabinet)
                    : null;
                db[(zone * antennas) + antenna] = walk is null ? kind : (float)WalkedCouplings.Db(kind, layout.Zones[zone], site, walk);
            }
        return new Couplings(antennas, db);
    }

    /// <summary>One over the couplings of one antenna as power ratios, by slot.</summary>
    public Vector256<float> Inverse(in TagTrack.SlotZones zones, int antenna)
    {
        ReadOnlySpan<float> by = _inverse.AsSpan(antenna * _zones, _zones);
        return Vector256.Create(by[zones[0]], by[zones[1]], by[zones[2]], by[zones[3]], by[zones[4]], by[zones[5]], 1, 1);
    }

    /// <summary>Natural logarithm of the coupling as a power ratio.</summary>
    public float Log(int zone, int antenna) => _log[(zone * _antennas) + antenna];

    private static float Between(PresenceLayout layout, PlaceId hears, PlaceId zone)
    {
        if (zone == hears || (hears.Shelf is null && zone.Cabinet == hears)) return OwnDb;
        if (zone.Cabinet != hears.Cabinet) return OtherCabinetDb;
        int apart = Apart(layout, hears, zone);
        return layout.Kinds.GetValueOrDefault(zone.Cabinet) switch
        {
            CabinetKind.OpenShelves or CabinetKind.Room => OwnDb,
            CabinetKind.MetalDrawers => apart switch { 1 => -12, 2 => -20, _ => -28 },
            _ => apart == 1 ? -4 : -7,
        };
    }

    /// <summary>Shelves stand in the layout from top to bottom, so those of one cabinet that follow each other are neighbours.</summary>
    private static int Apart(PresenceLayout layout, PlaceId a, PlaceId b)
    {
        PlaceId[] shelves = [.. layout.Zones.Where(zone => zone.Cabinet == a.Cabinet)];
        return Math.Abs(Array.IndexOf(shelves, a) - Array.IndexOf(shelves, b));
    }
}
