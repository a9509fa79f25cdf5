namespace Inventory;

/// <summary>Why a command is refused. The words for people, in both languages, stand in <see cref="Units.RefusalText"/>.</summary>
public enum Refusal : byte
{
    UnknownUnit,
    AlreadyKnown,
    AlreadyIssued,
    NotIssued,
    NotReleased,
    Expired,
    Closed,
    TagInUse,
    UnknownTag,
    UnknownAlarm,
    AlreadyAcknowledged,
    ReasonMissing,
    WrongStatus,

    /// <summary>The label is on a tube or a paper, not on a bag.</summary>
    TubeLabel,

    /// <summary>The product code keeps its division in a label of its own, which was not read.</summary>
    DivisionMissing,

    /// <summary>The site's product table does not know the product.</summary>
    UnknownProduct,

    /// <summary>The label itself says that the bag must not become available.</summary>
    LabelHold,

    /// <summary>The label names a recipient or a use: no general stock.</summary>
    NotGeneralStock,
    DestinationMissing,
    AlreadyQuarantined,

    /// <summary>It is not here, and will be held for its recall when it comes.</summary>
    AlreadyRecalled,

    /// <summary>The tag's own content names another bag that is in stock.</summary>
    TagSaysOtherBag,

    /// <summary>A reservation or a transfer without the number of its request.</summary>
    RequestMissing,

    /// <summary>The time limit has passed already, or is longer than the site allows.</summary>
    TimeLimitWrong,
    ReservedForOther,
    NotReserved,

    /// <summary>A bag of the same kind expires earlier, and nobody gave a reason for this one.</summary>
    OtherExpiresFirst,

    /// <summary>Out of controlled storage for too long, or too often.</summary>
    OutTooLong,

    /// <summary>It came back damaged or opened.</summary>
    NotIntact,

    /// <summary>The transfer's number belongs to another site.</summary>
    TransferGoesElsewhere,
    NotInTransfer,
    PhysicianMissing,

    /// <summary>It is held for a reason that no emergency overrules.</summary>
    NotForEmergency,

    /// <summary>Its group does not fit everybody.</summary>
    GroupNotForEmergency,

    /// <summary>There is nothing to settle, to explain or to correct.</summary>
    NothingOwed,

    /// <summary>Something happened to the bag since: only its last step can be taken back.</summary>
    NotTheLastStep,
    NeedsSupervisor,

    /// <summary>There is no open count of that number.</summary>
    UnknownStocktake,

    /// <summary>The count is at another step.</summary>
    StocktakeStage,
    NothingToCount,

    /// <summary>Another open count holds one of the cabinets.</summary>
    CountedAlready,
    NoSuchDifference,
    DifferencesOpen,
    SecondPersonNeeded,

    /// <summary>The bag wears another tag already, and nobody said that it shall wear both.</summary>
    SecondTag,

    /// <summary>Another chip with the same number speaks for a bag in stock.</summary>
    TwoChips,

    /// <summary>The chip speaks for another bag in stock, under another number.</summary>
    ChipOfOtherBag,

    /// <summary>The label of an announced bag tells another group or use than its notice.</summary>
    GroupDiffers,

    /// <summary>The label of an announced bag tells another expiry than its notice.</summary>
    ExpiryDiffers,

    /// <summary>Only the emergency reserve of its group would be left or is left, and nobody gave a reason.</summary>
    KeptForEmergencies,

    /// <summary>There is no open walk, point or map of that number.</summary>
    UnknownWalk,

    /// <summary>Another open walk goes through the cabinet, or has the tag.</summary>
    WalkedAlready,

    /// <summary>A point was neither heard nor skipped.</summary>
    PointsOpen,

    /// <summary>The tag speaks for a bag: it is no reference tag.</summary>
    TagIsBag,

    /// <summary>The bag wears no tag, so no antenna can search for it.</summary>
    NoTagToHear,

    /// <summary>No reader has an antenna at the place.</summary>
    NoAntennaThere,

    /// <summary>Somebody else searches with the same reader.</summary>
    SearchedAlready,

    /// <summary>What was sent changes nothing.</summary>
    NothingChanged,

    /// <summary>The settings changed since they were looked at.</summary>
    SettingsOvertaken,

    /// <summary>Another change of the same setting or table waits for its second person.</summary>
    ChangeWaits,

    /// <summary>No such change waits.</summary>
    UnknownChange,

    /// <summary>Something was done with the bag since its receipt, which so cannot be taken back.</summary>
    NotJustReceived,
}
