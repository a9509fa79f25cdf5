namespace Inventory;

/// <summary>Why a command is refused. The words for people, in both languages, are the pages' and the API's.</summary>
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
}
