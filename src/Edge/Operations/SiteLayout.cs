using Inventory;
using Inventory.Commissioning;
using Inventory.Presence;

namespace Edge.Operations;

/// <summary>From the settings to what the presence tracker works with.</summary>
public static class SiteLayout
{
    /// <summary>Zones and antennas in the order of the settings.</summary>
    /// <remarks>
    /// A cabinet with an antenna for one of its shelves has all its shelves as zones. One whose antennas hear it as a whole is a
    /// zone itself, since nothing could tell its shelves apart.
    /// </remarks>
    public static PresenceLayout Of(SiteSettings settings)
    {
        AntennaSite[] antennas = [.. from reader in settings.Readers
                                     where !reader.HandHeld // what it hears may be anywhere
                                     from antenna in reader.Antennas
                                     where !settings.Desks.Exists(desk => desk.Id == antenna.Place) // a tray is no place to lie in
                                     select new AntennaSite(reader.Id, (byte)antenna.Port, PlaceId.Parse(antenna.Place))];
        List<PlaceId> zones = [];
        foreach (CabinetSection cabinet in settings.Cabinets)
        {
            PlaceId whole = PlaceId.Parse(cabinet.Id);
            if (!Array.Exists(antennas, antenna => antenna.Zone.Cabinet == whole)) continue;
            if (Array.Exists(antennas, antenna => antenna.Zone.Cabinet == whole && antenna.Zone.Shelf is not null))
                zones.AddRange(cabinet.Shelves.Select(shelf => PlaceId.Parse($"{cabinet.Id}/{shelf}")));
            else
                zones.Add(whole);
        }
        return new PresenceLayout(zones, antennas)
        {
            Kinds = settings.Cabinets.ToDictionary(static cabinet => PlaceId.Parse(cabinet.Id), static cabinet => cabinet.Kind),
        };
    }

    /// <summary>What the tracker begins with: the kinds of the cabinets, and the maps in use where the settings want them.</summary>
    public static PresenceModel Model(SiteSettings settings, PresenceLayout layout, SiteState state) =>
        PresenceModel.Prior(layout, settings.Presence.PlacesByWalk ? Walking.InUse(state) : []);

    public static PresenceOptions Options(PresenceSection settings) => new()
    {
        SureChance = settings.SureChance,
        MeanStay = TimeSpan.FromMinutes(settings.MeanStayMinutes),
    };
}
