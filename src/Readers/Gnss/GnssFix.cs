using Readers.Sensors;

namespace Readers.Gnss;

/// <summary>Why a position is not good, or why there is none.</summary>
public enum FixFault : byte
{
    None,

    /// <summary>The receiver says that it has no fix: too few satellites.</summary>
    NoFix,

    /// <summary>No fix, and the receiver says that its aerial is not connected. Some say so of any aerial without an amplifier.</summary>
    AerialOpen,

    /// <summary>No fix, and the receiver says that its aerial is short-circuited.</summary>
    AerialShort,

    /// <summary>Dead reckoning: where it must be by now.</summary>
    DeadReckoned,

    /// <summary>Typed in, or a receiver in its test mode: no measurement.</summary>
    NotMeasured,

    /// <summary>The satellites stand so badly that the error may be hundreds of metres.</summary>
    PoorGeometry,

    /// <summary>The receiver repeats itself: its time stands still, or it moves fast and stays where it is.</summary>
    Frozen,

    /// <summary>Sound sentences come, but neither GGA nor RMC.</summary>
    NoPositionSentences,
}

/// <summary>A position as a receiver measured it.</summary>
/// <param name="Latitude">Degrees, WGS-84, south negative.</param>
/// <param name="Longitude">Degrees, west negative.</param>
/// <param name="ObservedAt">This service's clock when the fix's last sentence had come. Its age counts from here.</param>
/// <param name="Quality">Good or suspect; a bad one is no fix.</param>
/// <param name="Fault">The reason when suspect.</param>
public sealed record GnssFix(
    double Latitude, double Longitude, FixKind Kind, DateTimeOffset ObservedAt, ReadingQuality Quality, FixFault Fault)
{
    /// <summary>Used in the fix; null when the receiver sends no GGA.</summary>
    public int? Satellites { get; init; }

    /// <summary>Horizontal dilution of precision; null as above.</summary>
    public double? Hdop { get; init; }

    /// <summary>Above mean sea level.</summary>
    public double? AltitudeMetres { get; init; }

    /// <summary>Over ground; null when the receiver sends no RMC.</summary>
    public double? SpeedKmh { get; init; }

    /// <summary>From true north; null when standing.</summary>
    public double? CourseDegrees { get; init; }

    /// <summary>The receiver's own clock, for comparison only; null when the receiver sends no RMC.</summary>
    public DateTimeOffset? ReaderTimestamp { get; init; }
}

/// <summary>What a receiver says of one moment.</summary>
/// <param name="Fix">Null when it does not know where it is, or says nothing new.</param>
/// <param name="Fault">Why not, or why the fix is suspect.</param>
/// <param name="ObservedAt">This service's clock.</param>
public readonly record struct GnssReport(GnssFix? Fix, FixFault Fault, DateTimeOffset ObservedAt);
