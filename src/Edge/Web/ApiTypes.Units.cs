using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>One bag: what the ledger says, and where it is believed to be.</summary>
/// <param name="Key">21 characters: donation number and product code.</param>
/// <param name="CheckCharacter">Of the donation number; null where the scheme has none.</param>
/// <param name="GroupCode">The label's full group code.</param>
/// <param name="ExpiresAt">First instant at which it is expired.</param>
/// <param name="Reservation">For whom it is kept; null when it is not reserved.</param>
/// <param name="OutOfStorage">Null when it never was out.</param>
/// <param name="Condition">How it looked when it was last taken back.</param>
/// <param name="Transfer">Number of the transfer that it goes or went with.</param>
/// <param name="Notice">Number of the shipping notice that announced it or that it came with.</param>
/// <param name="UnaccountedSince">It left its place then and nobody has said why.</param>
/// <param name="HeldFor">It is not here; should it come, it is held for this.</param>
/// <param name="Captured">Number of the massive transfusion with which it left.</param>
/// <param name="WrongStorage">It lies in a cabinet that does not keep such bags.</param>
/// <param name="Antigens">What was tested; null when no antigen code was read. Not tested is not negative.</param>
/// <param name="KeptForEmergencies">Only the emergency reserve of its group would be left without it: issue, reservation and transfer need a reason.</param>
/// <param name="Rare">By its group, or by an antigen that it lacks.</param>
/// <param name="FirstToExpire">A bag of the same kind that should go before this one; null when this is the first, or not available.</param>
public record UnitItem(
    string Key, string Din, string? CheckCharacter, string ProductCode, string? ProductNameZh, string? ProductNameEn, Abo Abo, RhD RhD,
    string GroupCode, ComponentClass Component, decimal Amount, UnitKind UnitKind, DateTimeOffset ExpiresAt, bool Expired, UnitStatus Status,
    QuarantineReason Quarantine, DateTimeOffset StatusSince, Where Where, ReservationView? Reservation, StorageClockView? OutOfStorage,
    BagCondition Condition, string? FirstToExpire, string? Transfer, string? Notice, DateTimeOffset? UnaccountedSince, bool WrongStorage, int? Captured,
    EmergencyView? Emergency, QuarantineReason HeldFor, DateTimeOffset? CollectedAt, IReadOnlyList<AntigenView>? Antigens, bool KeptForEmergencies, bool Rare);

public sealed record AntigenView(string Name, bool Positive);

/// <param name="Owed">Request and tests are not complete yet.</param>
public sealed record EmergencyView(string Physician, DateTimeOffset At, bool Owed);

/// <param name="Request">Number of the request that it is kept for.</param>
public sealed record ReservationView(string Request, DateTimeOffset Until);

/// <summary>Time out of controlled storage.</summary>
/// <param name="Since">Since when it is out; null while it is in.</param>
/// <param name="LongestSeconds">Of the times that are over.</param>
/// <param name="LimitSeconds">Allowed at a time; null where there is no limit.</param>
/// <param name="Times">How often it was issued.</param>
/// <param name="MayBeMissed">Some of it rests on antennas alone: two people may strike that part.</param>
/// <param name="Passed">Past a limit, as of this answer: it cannot be released.</param>
public sealed record StorageClockView(DateTimeOffset? Since, int LongestSeconds, int? LimitSeconds, int Times, int? TimesLimit, bool Passed, bool MayBeMissed);

public enum WhereState : byte
{
    /// <summary>In one place.</summary>
    Here,

    /// <summary>Two or more places are likely.</summary>
    NotSure,

    /// <summary>Taken out: no longer heard although the antennas listened.</summary>
    Removed,

    /// <summary>The antennas that would hear it did not listen: nothing is known now.</summary>
    NotVerified,

    /// <summary>No tag of it was ever heard.</summary>
    NeverHeard,
}

/// <summary>Where something is believed to be, how sure, how old.</summary>
/// <param name="Place">Most likely place; null when removed or never heard.</param>
/// <param name="Chance">0 to 1; null when there is none to give.</param>
/// <param name="Next">Second most likely place; null for "elsewhere".</param>
/// <param name="HeardAt">Last read by any antenna.</param>
/// <param name="Since">When it got there, by the ledger.</param>
/// <param name="LastPlace">Where it was before it was taken out.</param>
public sealed record Where(
    WhereState State, string? Place, string? Cabinet, string? Shelf, double? Chance, bool Sure, string? Next, double? NextChance,
    DateTimeOffset? HeardAt, DateTimeOffset? Since, string? LastPlace);

public sealed record TagView(string Uii, Where Where);

/// <summary>One bag with its tags and its relatives.</summary>
public sealed record UnitDetail : UnitItem
{
    public UnitDetail(UnitItem unit, IReadOnlyList<TagView> tags, IReadOnlyList<UnitItem> sameDonation, AskedView? asked) : base(unit)
    {
        Asked = asked;
        Tags = tags;
        SameDonation = sameDonation;
    }

    public IReadOnlyList<TagView> Tags { get; }

    /// <summary>It is back in stock by an undo, and its tag speaks for this bag now: it needs a new one.</summary>
    public string? TagNowOn { get; init; }

    /// <summary>A correction that waits for a second person.</summary>
    public AskedView? Asked { get; init; }

    /// <summary>Other bags of the same donation number.</summary>
    public IReadOnlyList<UnitItem> SameDonation { get; }
}

/// <param name="ExpiresAt">The later expiry; null: that its time out of storage be struck.</param>
/// <param name="By">Account of who asked.</param>
public sealed record AskedView(DateTimeOffset? ExpiresAt, string By, string ByName, DateTimeOffset At);

/// <summary>The counts beside the board, as lists.</summary>
public enum UnitFilter : byte
{
    Reserved, Quarantine, InTransfer, ShortDated, Expired, NotVerified, Out,

    /// <summary>Left its place, not issued, not explained.</summary>
    Unaccounted,

    /// <summary>Left in an emergency or a massive transfusion; request or settlement is owed.</summary>
    ToReconcile,

    /// <summary>Announced, not here yet.</summary>
    Expected,

    /// <summary>Discarded, and its body is still here.</summary>
    Waste,

    /// <summary>A correction waits for a second person.</summary>
    ToConfirm,

    /// <summary>In a cabinet that does not keep such bags.</summary>
    WrongStorage,

    /// <summary>In stock, and rare by its group or by an antigen that it lacks.</summary>
    Rare,
}

public enum UnitSort : byte
{
    /// <summary>First to expire first, then by number.</summary>
    Fefo,

    /// <summary>By number.</summary>
    Number,
}

/// <param name="Texts">Each a bag's key, a donation number, a scan, a tag, or the last six digits of a number.</param>
public sealed record UnitSetRequest(IReadOnlyList<string> Texts);

/// <param name="Items">In the order of a walk past the shelves; what is in no place comes last. A number of several bags gives all of them.</param>
/// <param name="NotFound">Texts that no bag of this site answers to.</param>
public sealed record UnitSetView(IReadOnlyList<UnitItem> Items, IReadOnlyList<string> NotFound);

/// <param name="Source">Supplier or the notice's number.</param>
/// <param name="BoxCelsius">Measured in the box, or the worst that its recorder tells: outside what its bags may have on their way they are held.</param>
/// <param name="Logger">Number of the recorder that came with them.</param>
/// <param name="Ticks">The receiving check point by point: while one is open the bags are held. Null: whoever calls vouches for the whole check.</param>
public sealed record ReceiptRequest(
    IReadOnlyList<ReceiptUnit> Units, string? Source = null, double? BoxCelsius = null, string? Logger = null, ArrivalTicks? Ticks = null);

/// <summary>What labels say and what would become of their bags, one for each in the order of the call; nothing is recorded.</summary>
public sealed record ReceiptLook(IReadOnlyList<ReceiptLookItem> Results);

/// <param name="Unit">As in the answer of a receipt.</param>
/// <param name="Bag">As it would be once received; null when it would be refused.</param>
public sealed record ReceiptLookItem(string Unit, UnitItem? Bag, RefusalView? Refusal);

/// <param name="Din">13 characters, 14 with the check character, or the whole bar code with identifier and flags.</param>
/// <param name="GroupCode">The label's group code, at least its two characters.</param>
/// <param name="ExpiresAt">The bar code's content (<c>&amp;&gt;…</c>), or the label's local time <c>2026-11-22T23:59</c>.</param>
/// <param name="Tag">Hexadecimal; null when the bag wears none yet.</param>
/// <param name="CollectedAt">The bar code's content (<c>&amp;*…</c>), or local time; null when it was not read.</param>
/// <param name="Antigens">18 digits of structure 012; null when they were not read.</param>
/// <param name="Quarantine">False: the receiving check is done and passed; otherwise the bag waits in quarantine.</param>
/// <param name="Condition">How it looks; null: intact. What is not intact is held.</param>
public sealed record ReceiptUnit(
    string Din, string ProductCode, string GroupCode, string ExpiresAt, string? Tag = null, bool? Quarantine = null,
    string? CollectedAt = null, string? Antigens = null, BagCondition? Condition = null);

/// <param name="Destination">Ward or recipient site; never a patient.</param>
/// <param name="OverrideReason">Why these and not those that expire first, or why from the emergency reserve; needed where one of them is so.</param>
public sealed record IssueRequest(IReadOnlyList<string> Units, string Destination, string? Order = null, string? OverrideReason = null);

/// <param name="Request">Number of the request, never a patient.</param>
/// <param name="Hours">How long; null: as long as the site's settings say.</param>
/// <param name="OverrideReason">Why from the emergency reserve; needed where only that is left of a group.</param>
public sealed record ReservationRequest(IReadOnlyList<string> Units, string Request, double? Hours = null, string? OverrideReason = null);

public sealed record UnitsRequest(IReadOnlyList<string> Units);

/// <param name="Damaged">Those of <paramref name="Units"/> that look damaged.</param>
/// <param name="Opened">Those that were opened.</param>
public sealed record ReturnRequest(IReadOnlyList<string> Units, IReadOnlyList<string>? Damaged = null, IReadOnlyList<string>? Opened = null);

public sealed record DiscardRequest(IReadOnlyList<string> Units, string Cause);

/// <param name="Reason">Why, in the person's words.</param>
public sealed record ReasonRequest(string Reason);

/// <param name="Tag">Hexadecimal.</param>
/// <param name="Beside">The bag wears another tag and shall wear both.</param>
public sealed record TagRequest(string Tag, string Unit, bool? Beside = null);

/// <summary>A tag that is no bag's. Nothing is made from it.</summary>
/// <param name="Place">Where it was last concluded to be, with what chance.</param>
/// <param name="FirstHeardAt">When it was first concluded to be anywhere since the service started.</param>
public sealed record UnknownTagItem(string Uii, string Place, double Chance, DateTimeOffset FirstHeardAt, DateTimeOffset LastHeardAt);
