using System.Collections.Immutable;
using Inventory.ColdChain;
using Inventory.Commissioning;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Settings;
using Inventory.Stock;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Inventory;

/// <summary>All that the ledger says at one sequence number: the fold of its events. Immutable, so anybody may hold one.</summary>
public sealed record SiteState
{
    public static readonly SiteState Empty = new();

    public ImmutableDictionary<UnitKey, BloodUnit> Units { get; init; } = ImmutableDictionary<UnitKey, BloodUnit>.Empty;

    /// <summary>Every tag that was ever placed or associated and has not been forgotten.</summary>
    public ImmutableDictionary<TagUii, SiteTag> Tags { get; init; } = ImmutableDictionary<TagUii, SiteTag>.Empty;

    /// <summary>Open excursions by number.</summary>
    public ImmutableSortedDictionary<int, Excursion> Excursions { get; init; } = ImmutableSortedDictionary<int, Excursion>.Empty;

    /// <summary>Alarms that are not normal, by number.</summary>
    public ImmutableSortedDictionary<int, Alarm> Alarms { get; init; } = ImmutableSortedDictionary<int, Alarm>.Empty;

    /// <summary>Cabinets whose door stands open, and since when.</summary>
    public ImmutableDictionary<PlaceId, DateTimeOffset> OpenDoors { get; init; } =
        ImmutableDictionary<PlaceId, DateTimeOffset>.Empty;

    /// <summary>What was issued on each of the last days.</summary>
    public DemandBook Demand { get; init; } = DemandBook.Empty;

    /// <summary>Transfers to other sites that are not settled, and those that were settled not long ago.</summary>
    public ImmutableDictionary<string, Transfer> Transfers { get; init; } = ImmutableDictionary<string, Transfer>.Empty;

    /// <summary>Shipping notices, likewise.</summary>
    public ImmutableDictionary<string, ShippingNotice> Notices { get; init; } = ImmutableDictionary<string, ShippingNotice>.Empty;

    /// <summary>The massive transfusion that goes on; null when there is none.</summary>
    public MassiveTransfusion? Massive { get; init; }

    public int LastMassive { get; init; }

    /// <summary>Counts that are not closed, by number.</summary>
    public ImmutableSortedDictionary<int, Stocktake> Stocktakes { get; init; } = ImmutableSortedDictionary<int, Stocktake>.Empty;

    /// <summary>The last closed counts, oldest first.</summary>
    public ImmutableArray<ClosedStocktake> ClosedStocktakes { get; init; } = [];

    /// <summary>Walks with a reference tag that are not ended, by number.</summary>
    public ImmutableSortedDictionary<int, ShelfWalk> Walks { get; init; } = ImmutableSortedDictionary<int, ShelfWalk>.Empty;

    /// <summary>The last reports of such walks, oldest first.</summary>
    public ImmutableArray<Qualification> Qualifications { get; init; } = [];

    /// <summary>Which walk's figures are in use as the map of a cabinet.</summary>
    public ImmutableArray<ActiveModel> ActiveModels { get; init; } = [];

    /// <summary>What people changed of the settings, over what the files say.</summary>
    public SettingsInForce Settings { get; init; } = SettingsInForce.AsFiled;

    /// <summary>Changes that wait for a second person, by number.</summary>
    public ImmutableSortedDictionary<int, WaitingChange> Changes { get; init; } = ImmutableSortedDictionary<int, WaitingChange>.Empty;

    public int LastChange { get; init; }
    public int LastWalk { get; init; }
    public int LastStocktake { get; init; }
    public int LastExcursion { get; init; }
    public int LastAlarm { get; init; }

    /// <summary>The state after one more event. Pure; an event that has no part in the state gives the same state back.</summary>
    /// <param name="by">Who did it, as the envelope says.</param>
    public SiteState Apply(DomainEvent happened, Actor by)
    {
        SiteState after = Fold(happened, by);
        return after.Stocktakes.IsEmpty ? after : StocktakeFold.Follow(after, happened);
    }

    private SiteState Fold(DomainEvent happened, Actor by) => happened switch
    {
        TagPlaced or DoorOpened or DoorClosed => PresenceFold.Apply(this, happened),
        ExcursionBegan or ExcursionWorsened or ExcursionEnded
            or AlarmRaised or AlarmAcknowledged or AlarmReturned or AlarmRecurred => ColdChainFold.Apply(this, happened, by),
        StocktakeBegan or StocktakeRoundEnded or StocktakePaused or StocktakeContinued or StocktakeCounted or DifferenceDecided
            or StocktakeSigned or StocktakeClosed or StocktakeAbandoned => StocktakeFold.Apply(this, happened, by),
        WalkBegan or WalkPointHeard or WalkPointSkipped or WalkAbandoned or CabinetQualified or PlaceModelActivated => WalkFold.Apply(this, happened, by),
        SettingsChanged or ChangeAsked or ChangeAccepted or ChangeRejected => SettingsFold.Apply(this, happened, by),
        CorrectionAsked asked => CorrectionFold.Ask(this, asked, by),
        _ => UnitFold.Apply(this, happened),
    };
}

/// <summary>What the ledger says of one tag.</summary>
/// <param name="Unit">The bag that it speaks for; null for an unknown tag.</param>
/// <param name="IsAssociated">A person bound it to the bag; otherwise the UII itself said so when it was last placed.</param>
/// <param name="Place">Where it was concluded to be; null when removed or never heard.</param>
/// <param name="LastPlace">Where it was before it was removed.</param>
/// <param name="Chance">Of the last conclusion.</param>
/// <param name="Since">Of the last conclusion.</param>
public sealed record SiteTag(
    UnitKey? Unit, PlaceId? Place, PlaceId? LastPlace, double Chance, DateTimeOffset Since, bool IsAssociated = false)
{
    /// <summary>The chip that wears this number; null while no desk has asked.</summary>
    public TagUii? Chip { get; init; }

    /// <summary>The bag that it was taken off last: a tag that is used again says so.</summary>
    public UnitKey? Former { get; init; }

    /// <summary>Where it lies no such bag is kept; null where one is, or nobody judged.</summary>
    public bool? WrongStorage { get; init; }
}
