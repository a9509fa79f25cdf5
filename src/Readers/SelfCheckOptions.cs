namespace Readers;

/// <summary>When a reader is asked how it is, and what of its answers is a fault.</summary>
public sealed record SelfCheckOptions
{
    /// <summary>At 10 dB a tenth of the power comes back from the antenna.</summary>
    public const int UsualPoorReturnLossDb = 10;

    /// <summary>Modules of all makes are specified to about 70 °C at their case and pause above it.</summary>
    public const int UsualHotCelsius = 65;

    /// <summary>The first time; reading begins without it.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>While all is well.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>While something is wrong: so often that the finding stands until it is over, and ends soon after.</summary>
    public TimeSpan IntervalOfFaults { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From here on it is told as too hot, before the device itself pauses.</summary>
    public int HotCelsius { get; init; } = UsualHotCelsius;

    /// <summary>An antenna with less is told as bad.</summary>
    public int PoorReturnLossDb { get; init; } = UsualPoorReturnLossDb;
}
