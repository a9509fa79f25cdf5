namespace Inventory.Presence;

/// <summary>One tag heard by one antenna, as the tracker takes it. Antennas and instants are small integers here.</summary>
/// <param name="Antenna">Index into <see cref="PresenceLayout.Antennas"/>.</param>
/// <param name="RssiDbm">NaN when the reader gives none.</param>
/// <param name="AtTicks">UTC ticks of this service's clock.</param>
public readonly record struct TagObservation(TagUii Tag, int Antenna, float RssiDbm, long AtTicks);

/// <summary>One antenna has listened. Periods of one antenna do not overlap.</summary>
public readonly record struct AntennaListened(int Antenna, long FromTicks, long ToTicks);

/// <summary>Places and antennas of a site, in a fixed order; the tracker works with their indices.</summary>
/// <param name="Zones">Places that are told apart; <c>away</c> is not among them.</param>
/// <param name="Antennas">Antennas of all readers together.</param>
public sealed record PresenceLayout(IReadOnlyList<PlaceId> Zones, IReadOnlyList<AntennaSite> Antennas)
{
    /// <summary>How the cabinets are built; one that is not named has <see cref="CabinetKind.SheetShelves"/>.</summary>
    public IReadOnlyDictionary<PlaceId, CabinetKind> Kinds { get; init; } = new Dictionary<PlaceId, CabinetKind>();
}

/// <summary>How well radio can tell the shelves of one cabinet apart.</summary>
public enum CabinetKind : byte
{
    /// <summary>Solid shelves in one box: neighbours leak, the own antenna is mostly the strongest.</summary>
    SheetShelves,

    /// <summary>Wire shelves: every antenna hears every bag alike. The place is the cabinet, a shelf only with its chance.</summary>
    OpenShelves,

    /// <summary>Each drawer is a metal box of its own with its own antenna.</summary>
    MetalDrawers,

    /// <summary>No box: zones of an open room.</summary>
    Room,
}

/// <summary>One antenna and where it stands.</summary>
/// <param name="Reader">The reader's name in the settings.</param>
/// <param name="Port">Physical port, from 1.</param>
/// <param name="Zone">The place that it is meant to hear.</param>
public sealed record AntennaSite(string Reader, byte Port, PlaceId Zone);

/// <summary>What the tracker believes of one tag at one instant.</summary>
/// <param name="Zone">Most likely place; null for away.</param>
/// <param name="Chance">Its probability, 0 to 1.</param>
/// <param name="Sure">True when the lead is great enough to name one place.</param>
/// <param name="Next">Second most likely place, null for away.</param>
/// <param name="NextChance">Its probability.</param>
/// <param name="LastHeardAt">Last read by any antenna; null when not heard since the start.</param>
/// <param name="Verified">False when the antennas that would hear it did not listen: nothing is known of it now.</param>
public readonly record struct PlaceBelief(
    PlaceId? Zone, double Chance, bool Sure, PlaceId? Next, double NextChance, DateTimeOffset? LastHeardAt, bool Verified)
{
    /// <summary>
    /// Last read by an antenna of the cabinet in which it then most likely was; null for none since the start, and in an open room. Other antennas hear a bag
    /// that is carried past, so that <see cref="LastHeardAt"/> is no proof that it is still inside.
    /// </summary>
    public DateTimeOffset? HeardInsideAt { get; init; }

    /// <summary>Probability that it is anywhere in the cabinet of <see cref="Zone"/>; that of away when the zone is null.</summary>
    public double CabinetChance { get; init; }

    /// <summary>Likeliest shelf, where <see cref="Zone"/> is a cabinet because its shelves cannot be told apart; else null.</summary>
    public PlaceId? Shelf { get; init; }

    /// <summary>Probability of <see cref="Shelf"/>.</summary>
    public double ShelfChance { get; init; }
}

/// <summary>A conclusion of the tracker, before it is recorded.</summary>
public readonly record struct PlaceChange(
    TagUii Tag, PresenceChange Change, PlaceId? Place, PlaceId? Was, double Chance, long AtTicks);
