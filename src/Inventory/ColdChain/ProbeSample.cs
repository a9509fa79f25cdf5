namespace Inventory.ColdChain;

public enum SampleQuality : byte { Good, Suspect, Bad }

/// <remarks>Stored by number: new ones at the end.</remarks>
public enum SampleFault : byte
{
    None, Checksum, PowerOnValue, OutOfRange, NoDevice, Malformed, Stuck, Jump,

    /// <summary>The probe is known but did not answer.</summary>
    NoAnswer,

    /// <summary>The probe's sensing element is open or short.</summary>
    Wiring,

    /// <summary>The probe answers that it cannot do what was asked.</summary>
    Refused,

    /// <summary>The probe answers that it has failed.</summary>
    DeviceError,
}

/// <summary>One answer of a probe, with what it is worth. Only good samples count as temperature.</summary>
/// <param name="Celsius">Null when there is none worth looking at.</param>
/// <param name="At">UTC.</param>
public readonly record struct ProbeSample(double? Celsius, DateTimeOffset At, SampleQuality Quality, SampleFault Fault)
{
    public static ProbeSample Good(double celsius, DateTimeOffset at) => new(celsius, at, SampleQuality.Good, SampleFault.None);

    public static ProbeSample Bad(SampleFault fault, DateTimeOffset at) => new(null, at, SampleQuality.Bad, fault);
}

/// <summary>
/// Judges what a probe says by what the probe said before: a jump that liquid cannot make is bad, a value that never moves is
/// suspect. One instance a probe; samples in order of time.
/// </summary>
/// <remarks>Source: the cold-chain rules on stuck and implausible sensors (docs/adr/0006).</remarks>
public sealed class SampleJudge(SampleRules rules)
{
    /// <summary>One step of a coarse sensor, a little rounding included: however soon it is taken, it is no jump.</summary>
    private const double CoarsestStepCelsius = 0.51;
    private ProbeSample? _last;
    private double _jumpedTo;
    private int _jumps;
    private double _stillCelsius;
    private DateTimeOffset _stillSince;

    public ProbeSample Judge(ProbeSample sample)
    {
        if (sample is not { Quality: SampleQuality.Good, Celsius: { } celsius }) return sample;
        if (IsJump(celsius, sample.At)) return ProbeSample.Bad(SampleFault.Jump, sample.At);
        _last = sample;
        if (Math.Abs(celsius - _stillCelsius) >= rules.ResolutionCelsius || _stillSince == default)
            (_stillCelsius, _stillSince) = (celsius, sample.At);
        return sample.At - _stillSince >= rules.StuckAfter
            ? sample with { Quality = SampleQuality.Suspect, Fault = SampleFault.Stuck }
            : sample;
    }

    private bool IsJump(double celsius, DateTimeOffset at)
    {
        if (rules.MaxCelsiusPerMinute is not { } most || _last is not { Celsius: { } before } last) return false;
        double minutes = Math.Max((at - last.At).TotalMinutes, 1.0 / 60);
        if (Math.Abs(celsius - before) <= Math.Max(most * minutes, CoarsestStepCelsius))
        {
            _jumps = 0;
            return false;
        }
        // A probe that was moved to another cabinet stays where it jumped to: believe it after it has said so three times.
        _jumps = Math.Abs(celsius - _jumpedTo) <= most ? _jumps + 1 : 1;
        _jumpedTo = celsius;
        if (_jumps < rules.BelieveJumpAfter) return true;
        _jumps = 0;
        return false;
    }
}

/// <param name="MaxCelsiusPerMinute">Faster is not believed; null for a probe in air, where a door does that.</param>
/// <param name="ResolutionCelsius">Smallest change that counts as movement.</param>
/// <param name="StuckAfter">A value that has not moved for this long is suspect.</param>
/// <param name="BelieveJumpAfter">Samples at the new value after which it is believed.</param>
public sealed record SampleRules(
    double? MaxCelsiusPerMinute, double ResolutionCelsius, TimeSpan StuckAfter, int BelieveJumpAfter = 3)
{
    public static SampleRules Liquid { get; } = new(5, 0.05, TimeSpan.FromHours(4));

    public static SampleRules Air { get; } = new(null, 0.05, TimeSpan.FromHours(4));
}
