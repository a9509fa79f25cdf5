namespace Readers;

/// <summary>One tag heard once (or <see cref="Count"/> times) by one antenna. An observation of radio, nothing more.</summary>
public readonly record struct TagRead
{
    public required Epc Epc { get; init; }

    /// <summary>StoredPC or PacketPC as the reader reports it; null when it does not.</summary>
    public ushort? ProtocolControl { get; init; }

    /// <summary>Chip identity (bank 10) when the profile asked for it.</summary>
    public Epc? Tid { get; init; }

    /// <summary>Physical port, from 1.</summary>
    public required byte AntennaPort { get; init; }

    /// <summary>Received strength in dBm; null when the reader gives none.</summary>
    public float? RssiDbm { get; init; }

    /// <summary>Carrier in kHz; null when unknown.</summary>
    public int? FrequencyKhz { get; init; }

    /// <summary>Phase of the backscatter in degrees, 0 to 360; null when unknown.</summary>
    public float? PhaseDegrees { get; init; }

    /// <summary>This service's clock, when the frame was complete.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>The reader's own clock, never trusted alone; null when it gives none.</summary>
    public DateTimeOffset? ReaderTimestamp { get; init; }

    /// <summary>How often the reader heard the tag for this one report; at least 1.</summary>
    public ushort Count { get; init; }
}

/// <summary>One stretch of time in which one antenna really listened. Only this makes "not read" mean anything.</summary>
/// <param name="AntennaPort">Physical port, from 1.</param>
/// <param name="StartedAt">This service's clock.</param>
/// <param name="EndedAt">This service's clock; not before <paramref name="StartedAt"/>.</param>
/// <param name="Reads">Tag reports in the period; 0 is the evidence that matters.</param>
/// <param name="Counting">Tags that had been counted kept quiet: here "not read" means nothing at all.</param>
/// <param name="StepDb">While counting: decibels to the antenna's usual power in this step.</param>
public readonly record struct ListeningPeriod(
    byte AntennaPort, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Reads, bool Counting = false, int StepDb = 0);
