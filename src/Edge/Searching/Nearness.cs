namespace Edge.Searching;

public enum NearnessTrend : byte { Steady, Rising, Falling }

/// <summary>From how strongly a tag answers to a number that a person can follow.</summary>
internal static class Nearness
{
    public const int Most = 10;

    /// <summary>From a bag that is only just heard (1) to one that lies on the antenna (10) are some 45 dB.</summary>
    private const double DecibelsAStep = 5;

    /// <summary>Less is the flutter of a hand that moves about.</summary>
    private const double TrendDb = 2;

    /// <param name="marginDb">Decibels by which the tag is stronger than what the antenna must have at its usual power.</param>
    /// <returns>1, far, to 10, here.</returns>
    public static int Of(double marginDb) => (int)Math.Clamp(1 + Math.Floor(marginDb / DecibelsAStep), 1, Most);

    /// <param name="beforeDb">Null when it was not heard before: it has come into reach.</param>
    public static NearnessTrend Trend(double nowDb, double? beforeDb) =>
        beforeDb is not { } before || nowDb > before + TrendDb ? NearnessTrend.Rising
        : nowDb < before - TrendDb ? NearnessTrend.Falling
        : NearnessTrend.Steady;
}
