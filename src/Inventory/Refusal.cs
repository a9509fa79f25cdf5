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

    /// <summary>The tag's own content names another bag that is in stock.</summary>
    TagSaysOtherBag,
}
