using Readers.Gnss;

namespace Edge.Devices;

/// <summary>What is known of where this vehicle is.</summary>
public enum PositionState : byte
{
    /// <summary>The receiver has not spoken since the service started.</summary>
    NeverHeard,

    /// <summary>The last position is the present one, as old as it says.</summary>
    Current,

    /// <summary>As above, but the receiver or its satellites give reason to doubt it.</summary>
    Suspect,

    /// <summary>The receiver speaks and has no position.</summary>
    NoFix,

    /// <summary>The receiver speaks, but nothing new has come for too long.</summary>
    Stale,

    /// <summary>The receiver does not speak, or its line is gone.</summary>
    Lost,
}

/// <summary>The vehicle's last position and what it is worth now.</summary>
/// <param name="Id">Of the receiver in the settings.</param>
/// <param name="Last">The last measured one, however old; it is the present one only in the states current and suspect. Null before the first.</param>
/// <param name="Finding">Code of what is wrong; null when current.</param>
/// <param name="Since">Since when it is well, or has trouble.</param>
public sealed record PositionLive(string Id, PositionState State, GnssFix? Last, string? Finding, DateTimeOffset Since)
{
    /// <summary>The last one that was kept as a sample: what is told in between would only be more of the same. Null before the first.</summary>
    public GnssFix? Sample { get; init; }

    /// <summary>The monotonic clock's word when <see cref="Last"/> came: its age counts from here, whatever is done to the wall clock.</summary>
    public long LastTimestamp { get; init; }

    /// <summary>When the receiver last said anything about its position; null before the first time.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>The present position; null when it is not known.</summary>
    public GnssFix? Current => State is PositionState.Current or PositionState.Suspect ? Last : null;
}
