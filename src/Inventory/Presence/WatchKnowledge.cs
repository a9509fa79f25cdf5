namespace Inventory.Presence;

/// <summary>What the watch of every day knows of a bag that a count does not hear.</summary>
public enum WatchKnows : byte
{
    /// <summary>It was heard in its cabinet after the door was last shut: it cannot have left.</summary>
    HeardSinceShut,

    /// <summary>It was silent already while the door was still shut on it: in such a field its silence tells nothing.</summary>
    SilentBefore,
}

/// <param name="HeardAt">When an antenna inside last heard its tag; null for never since the start.</param>
public sealed record WatchKnowledge(WatchKnows Knows, DateTimeOffset? HeardAt)
{
    /// <summary>Its tag was never heard, in no field: radio cannot tell whether the bag is here.</summary>
    public bool IsMute => Knows == WatchKnows.SilentBefore && HeardAt is null;
}
