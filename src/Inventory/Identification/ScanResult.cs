namespace Inventory.Identification;

/// <summary>One data structure of a scan, read. <see cref="At"/> counts characters from 0 in the text as it came.</summary>
public abstract record ScanItem(DataStructure Structure, int At);

public sealed record DonationItem(int At, DonationNumber Din, FlagCharacters Flags) : ScanItem(DataStructure.DonationNumber, At);

public sealed record GroupItem(int At, BloodGroupCode Group) : ScanItem(DataStructure.BloodGroups, At);

public sealed record ProductItem(int At, ProductCode Product) : ScanItem(DataStructure.ProductCode, At);

/// <summary>Expiry, collection or production, with or without a time.</summary>
public sealed record DateItem(DataStructure Structure, int At, LabelDate Date) : ScanItem(Structure, At);

/// <summary>Red cell antigens (structure 012).</summary>
public sealed record AntigenItem(int At, RedCellAntigens Antigens) : ScanItem(DataStructure.RedCellAntigens, At);

/// <summary>A shipment's number (structure 028).</summary>
public sealed record ConsignmentItem(int At, Consignment Consignment) : ScanItem(DataStructure.Consignment, At);

/// <summary>Which part of a divided product (structure 032), where the product code says 99.</summary>
/// <param name="Division">Six of A-Z 0-9.</param>
public sealed record DivisionItem(int At, string Division) : ScanItem(DataStructure.Divisions, At);

/// <summary>Told apart, but its content is not this service's to interpret.</summary>
public sealed record OpaqueItem(DataStructure Structure, int At, string Content) : ScanItem(Structure, At);

/// <summary>About a person: told apart, its content is neither kept nor shown.</summary>
public sealed record PrivateItem(DataStructure Structure, int At) : ScanItem(Structure, At);

public enum ScanFault : byte
{
    Empty, UnknownIdentifier, TooShort, Unexpected, WrongCharacters, NationalNumber, FlagsDoNotFit, CheckCharacterDoesNotFit,
    UnknownGroup, UnknownCentury, NoSuchDay, NoSuchTime, CountDoesNotFit, CountMissing, Retired, Contradiction, DivisionMissing,
    PhenotypeTwice, UnknownTag,
}

/// <param name="At">Where it begins, counted from 0 in the text as it came.</param>
/// <param name="Found">What stands there; empty where nothing does, or where it is about a person.</param>
public sealed record ScanError(ScanFault Fault, int At, string Found);

public enum ScanForm : byte
{
    /// <summary>Nothing could be told from the text.</summary>
    Unknown,

    /// <summary>Typed from the eye-readable text.</summary>
    Keyed,

    /// <summary>One data structure.</summary>
    One,

    /// <summary>Several, one after the other.</summary>
    Concatenated,

    /// <summary>Several behind a header that says how many (structure 023).</summary>
    Compound,
}

/// <summary>What a scanner or a person gave, read. Bad input is an everyday value here: nothing throws.</summary>
/// <param name="Items">What could be read, in order; for an invalid compound message nothing.</param>
/// <param name="Errors">Empty when the whole text is valid.</param>
public sealed record ScanResult(ScanForm Form, IReadOnlyList<ScanItem> Items, IReadOnlyList<ScanError> Errors)
{
    public bool IsValid => Errors.Count == 0;

    /// <summary>What the first characters announce, also where the rest cannot be read; null where they are no identifier.</summary>
    public DataStructure? Tried { get; init; }

    public DonationNumber? Din => Find<DonationItem>()?.Din;
    public FlagCharacters? Flags => Find<DonationItem>()?.Flags;
    public ProductCode? Product => Find<ProductItem>()?.Product;
    public BloodGroupCode? Group => Find<GroupItem>()?.Group;

    /// <summary>The printed expiry, whether with a time or without.</summary>
    public LabelDate? Expiry => Date(DataStructure.ExpiryTime) ?? Date(DataStructure.ExpiryDate);

    /// <summary>The part of the product: from its code, or from the structure that the code refers to; null when that was not read.</summary>
    public string? Division => Product is { NeedsDivisionStructure: false } product ? product.Division : Find<DivisionItem>()?.Division;

    /// <summary>
    /// Both parts of a bag's key in one scan; null otherwise, null when the label is on a tube or a paper, and null where the division
    /// stands in a structure of its own: the key has no room for it, and two bags would look like one.
    /// </summary>
    public UnitKey? Unit => Find<DonationItem>() is { Flags.IsNoBag: false } donation && Product is { } product
        && new UnitKey(donation.Din, product) is { NeedsDivisionStructure: false } unit
        ? unit
        : null;

    public LabelDate? Date(DataStructure structure) =>
        Items.OfType<DateItem>().FirstOrDefault(item => item.Structure == structure)?.Date;

    private T? Find<T>() where T : ScanItem => Items.OfType<T>().FirstOrDefault();
}
