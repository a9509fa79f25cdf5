using System.Collections.Immutable;
using Inventory.Identification;

namespace Inventory.Units;

/// <summary>Component classes that this service tells apart (docs/protocols and the site's product table name the rest).</summary>
public enum ComponentClass : byte
{
    Other, WholeBlood, RedCells, Platelets, PlasmaFfp, PlasmaFp, PlasmaThawed, Cryo, Granulocytes,
}

/// <summary>Kinds of measure, never added to each other.</summary>
public enum UnitKind : byte { Bag, U, Dose, Millilitre }

/// <summary>How much one bag counts for.</summary>
public readonly record struct UnitAmount(UnitKind Kind, decimal Value);

public enum UnitStatus : byte
{
    Expected, Received, Quarantined, Available, Reserved, Issued, Returned, InTransfer,
    Transfused, Discarded, ReturnedToSupplier, TransferredOut, Lost, EnteredInError,

    /// <summary>It was announced and never came.</summary>
    Cancelled,
}

public enum QuarantineReason : byte
{
    None, ReceivingCheck, UnknownProduct, TemperatureExposure, DuplicateTag, Recall, Returned, LabelStatus, Other,

    /// <summary>For a named recipient, for emergencies only, or not for transfusion, by group code or collection type.</summary>
    NotGeneralStock,

    /// <summary>It was lost and is here again: nobody knows where it lay.</summary>
    Found,
}

/// <summary>What the ledger says of one bag. Where it lies is an observation and stands in <see cref="Location"/>.</summary>
public sealed record BloodUnit
{
    public required UnitKey Key { get; init; }
    public required BloodGroup Group { get; init; }

    /// <summary>The four characters of data structure 002, case kept: <c>6200</c>.</summary>
    public required string GroupCode { get; init; }
    public required ComponentClass Component { get; init; }
    public required UnitAmount Amount { get; init; }

    /// <summary>Key of the site's storage class table.</summary>
    public required string StorageClass { get; init; }

    /// <summary>First instant at which the bag is expired (the label's last permitted minute has passed).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Of a bag that was here before and is announced again: what it was known to expire at. A label read later does not make it fresher.</summary>
    public DateTimeOffset? KnownExpiry { get; init; }
    public required UnitStatus Status { get; init; }
    public QuarantineReason Quarantine { get; init; }

    /// <summary>Left the stock in this way, or was recalled meanwhile: should it come, it is held for this. None for a bag that may come freely, or is here.</summary>
    public QuarantineReason HeldFor { get; init; }
    public required DateTimeOffset StatusSince { get; init; }

    /// <summary>For whom it is kept; only while <see cref="Status"/> is <see cref="UnitStatus.Reserved"/>.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>How long it was out of controlled storage; null when it never was.</summary>
    public OutOfStorage? OutOfStorage { get; init; }

    /// <summary>The transfer that it goes or went with; kept, so that one transfer never takes it twice.</summary>
    public string? Transfer { get; init; }

    /// <summary>The supplier's notice that announced it, or that it came with; null when there was none.</summary>
    public string? Notice { get; init; }

    /// <summary>Issued in an emergency, on whose order, and what was completed since; null for any other bag.</summary>
    public EmergencyRelease? Emergency { get; init; }

    /// <summary>Number of the massive transfusion with which it left; null when it did not, or when that is settled.</summary>
    public int? Captured { get; init; }

    /// <summary>It left its place then, and nobody has said why; null when it is in its place or accounted for.</summary>
    public DateTimeOffset? UnaccountedSince { get; init; }

    /// <summary>The removal that somebody has explained; a later one is another.</summary>
    public DateTimeOffset? ExplainedRemoval { get; init; }

    /// <summary>A discarded bag left the house as waste then; null while its body is still here.</summary>
    public DateTimeOffset? WasteAt { get; init; }

    /// <summary>How it stood before its last step, so that a step that was none can be taken back; null when there is none.</summary>
    public UnitStep? Before { get; init; }

    /// <summary>It came, and nobody has done or noted anything with it since: the receipt can be taken back. Null as soon as anybody has.</summary>
    public FreshReceipt? Fresh { get; init; }

    /// <summary>A correction that waits for a second person; null when none does.</summary>
    public AskedCorrection? Asked { get; init; }

    /// <summary>How it looked when it was last taken back; nothing else is known of a bag that was never away.</summary>
    public BagCondition Condition { get; init; }

    /// <summary>Where its tag was last placed; null while no tag of it was ever heard.</summary>
    public UnitLocation? Location { get; init; }

    /// <summary>The tags that speak for it, by association or by themselves; usually one.</summary>
    public ImmutableArray<TagUii> Tags { get; init; } = [];

    /// <summary>
    /// It was out of the stock by mistake, and a tag that it wore speaks for this bag now: radio does not hear it before it wears another. Null
    /// for every other bag.
    /// </summary>
    public UnitKey? TagNowOn { get; init; }

    /// <summary>From the label; null when it was not read.</summary>
    public DateTimeOffset? CollectedAt { get; init; }

    /// <summary>The label's antigen code, 18 digits (<see cref="RedCellAntigens"/>); null when it was not read.</summary>
    public string? Antigens { get; init; }

    /// <summary>
    /// What its label says of its antigens, in the antigen code and in the third character of the group code; null when neither says
    /// anything. What was not tested is not in it.
    /// </summary>
    public AntigenTyping? TypedAntigens
    {
        get
        {
            AntigenTyping group = BloodGroupCode.TryParse(GroupCode, out BloodGroupCode? code) ? code!.Antigens : AntigenTyping.None;
            AntigenTyping tested = Antigens is { } digits && RedCellAntigens.TryParse(digits, out RedCellAntigens? read, out _) ? read!.Typing : AntigenTyping.None;
            return tested.With(group) is { Results.Count: > 0 } both ? both : null;
        }
    }

    /// <summary>Delivered by whom, or with which notice; null when not given.</summary>
    public string? Source { get; init; }

    /// <summary>It will never be blood of this site again: used, destroyed, sent away for good, or never true.</summary>
    public bool IsClosed => Status is UnitStatus.Transfused or UnitStatus.Discarded or UnitStatus.ReturnedToSupplier
        or UnitStatus.TransferredOut or UnitStatus.EnteredInError or UnitStatus.Cancelled;

    /// <summary>It left without the usual papers: they are still owed.</summary>
    public bool IsToReconcile => Captured is not null || Emergency is { SettledAt: null };

    /// <summary>Discarded, and its body is still in the house.</summary>
    public bool IsWaste => Status == UnitStatus.Discarded && WasteAt is null;

    public bool IsExpired(DateTimeOffset at) => at >= ExpiresAt;

    /// <summary>It is reserved, the time is not over, and the request is another one.</summary>
    public bool IsKeptFromOthers(string? request, DateTimeOffset at) =>
        Reservation is { } kept && at < kept.Until && !string.Equals(kept.Request, request?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>In the house by the ledger: it is counted, whatever antennas hear.</summary>
    public bool IsInStock => Status is UnitStatus.Received or UnitStatus.Quarantined or UnitStatus.Available
        or UnitStatus.Reserved or UnitStatus.Returned;

    /// <summary>Antennas saw it leave every place. Its status stands; it cannot be fetched from a shelf.</summary>
    public bool IsTakenOut => Location is { Place: null };
}

/// <summary>Kept for one request until an instant; then it is anybody's again.</summary>
/// <param name="Request">Number of the request, never a patient.</param>
/// <param name="Until">First instant at which the reservation holds no longer.</param>
public sealed record Reservation(string Request, DateTimeOffset Until);

/// <param name="Physician">Who ordered it.</param>
/// <param name="SettledAt">When request and tests were completed; null while they are owed.</param>
public sealed record EmergencyRelease(string Physician, DateTimeOffset At, DateTimeOffset? SettledAt);

/// <param name="ExpiresAt">The later expiry that was asked for; null: that its time out of storage be struck.</param>
/// <param name="By">Account of who asked: the second person is another one.</param>
public sealed record AskedCorrection(DateTimeOffset? ExpiresAt, string By, DateTimeOffset At);

/// <summary>How a bag stood before a step.</summary>
public sealed record UnitStep(
    UnitStatus Status, QuarantineReason Quarantine, DateTimeOffset StatusSince, Reservation? Reservation, OutOfStorage? OutOfStorage,
    EmergencyRelease? Emergency, int? Captured, string? Transfer, QuarantineReason HeldFor)
{
    /// <summary>The tags that it wore when the step took it out of the stock: until it is taken back they may get another bag. Empty otherwise.</summary>
    public ImmutableArray<TagUii> Tags { get; init; } = [];
}

/// <summary>What a receipt replaced.</summary>
/// <param name="Announced">The bag as its notice had announced it; null when none had.</param>
/// <param name="HeldFor">What it was to be held for when it came.</param>
public sealed record FreshReceipt(BloodUnit? Announced, QuarantineReason HeldFor);

/// <summary>What a person sees on a bag that comes back.</summary>
public enum BagCondition : byte { Intact, Damaged, Opened }

/// <param name="Place">Where it lies; null when it was taken out (removed).</param>
/// <param name="LastPlace">Where it lay before it was removed; equals <paramref name="Place"/> when it is there.</param>
/// <param name="Chance">Probability of <paramref name="Place"/> when the change was concluded, 0 to 1.</param>
/// <param name="Since">When the change was concluded.</param>
public sealed record UnitLocation(PlaceId? Place, PlaceId? LastPlace, double Chance, DateTimeOffset Since)
{
    /// <summary>That cabinet does not keep such bags; null where it does, or nobody judged.</summary>
    public bool? WrongStorage { get; init; }

    /// <summary>An antenna hears it, and where it lies it is kept as it must be.</summary>
    public bool IsInStorage => Place is not null && WrongStorage != true;
}
