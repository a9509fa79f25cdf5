using Inventory;
using Inventory.Identification;

namespace Edge.Desks;

/// <summary>This tag on the tray shall speak for that bag.</summary>
/// <param name="Write">Give it the bag's own number (profile BT); otherwise the tag keeps its number and is bound to the bag.</param>
/// <param name="Beside">The bag wears another tag and shall wear both.</param>
internal sealed record LabelOrder(TagUii Tag, UnitKey Unit, bool Write, bool Beside);

internal enum LabelNote : byte
{
    /// <summary>It was this bag's already; its chip was looked at again.</summary>
    WasIts,

    /// <summary>The tag was another bag's before, which is gone.</summary>
    UsedBefore,

    /// <summary>The bag wears more than this one.</summary>
    SecondTag,
}

/// <summary>What stopped it at the device; <see cref="DeskText"/> has the words.</summary>
internal enum DeskFault : byte
{
    ReaderAway, NotOnTray, NotHere, Several, NumberTaken, TagRefused, LeftField, NotVerified, ReaderFailed, NumberDoesNotFit, ProfileOff,
}

/// <summary>How it ended: exactly one of <see cref="Fault"/>, <see cref="Refused"/> and <see cref="Seq"/> is there.</summary>
internal sealed record LabelAnswer
{
    public DeskFault? Fault { get; init; }

    /// <summary>What the reader adds to the fault, in English; null when there is nothing to add.</summary>
    public string? Detail { get; init; }
    public Decision.Refused? Refused { get; init; }

    /// <summary>Ledger entry that recorded it; 0 when nothing new was to be recorded.</summary>
    public long? Seq { get; init; }

    /// <summary>What the tag wears now, read back.</summary>
    public TagUii Uii { get; init; }
    public TagUii? Chip { get; init; }
    public IReadOnlyList<LabelNote> Notes { get; init; } = [];

    /// <summary>The bag that the tag was on before.</summary>
    public UnitKey? Former { get; init; }
}
