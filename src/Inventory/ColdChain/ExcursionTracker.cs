using Inventory.Identification;

namespace Inventory.ColdChain;

/// <summary>
/// Follows one side (too warm or too cold) of one probe: from the first sample outside through the confirmation to the end.
/// Silence never ends an excursion: only good samples do.
/// </summary>
/// <remarks>
/// Samples come in order of time. What this class answers is recorded by the ledger; after a restart <see cref="Restore"/> puts it
/// back where the ledger says it was.
/// </remarks>
public sealed class ExcursionTracker(
    PlaceId cabinet, string probe, ExcursionSide side, StorageLimits limits, TimeSpan silentAfter)
{
    private const double WorthRecordingCelsius = 0.5;

    private DateTimeOffset? _outsideSince;
    private DateTimeOffset? _wellSince;
    private ProbeSample? _last;
    private bool _confirmed;
    private double _worst, _recordedWorst;
    private double _secondsOutside, _secondsUnknown, _celsiusSeconds;

    /// <summary>May change between two samples. What is confirmed ends by the limits that hold then.</summary>
    public StorageLimits Limits { get; set; } = limits;

    /// <summary>The condition of the temperature alarm: confirmed and not yet over.</summary>
    public bool IsActive => _confirmed;

    public double WorstCelsius => _worst;

    /// <summary>Takes up an excursion that was open when the service stopped.</summary>
    /// <param name="since">Good samples since it began, in order, to count the time outside again; may be empty.</param>
    public void Restore(Excursion open, IEnumerable<ProbeSample> since)
    {
        _confirmed = true;
        _outsideSince = open.BeganAt;
        _worst = _recordedWorst = open.WorstCelsius;
        _last = new ProbeSample(open.LimitCelsius, open.BeganAt, SampleQuality.Good, SampleFault.None);
        foreach (ProbeSample sample in since) Account(sample);
    }

    /// <summary>Takes one sample.</summary>
    /// <param name="unitsInside">Asked only when an event is made.</param>
    /// <returns>The event to record, or null. It carries number 0: the number is the ledger's (<see cref="NumberingExcursions"/>).</returns>
    public DomainEvent? Take(ProbeSample sample, Func<IReadOnlyList<UnitKey>> unitsInside)
    {
        if (sample is not { Quality: SampleQuality.Good, Celsius: { } celsius }) return null;
        Account(sample);
        bool outside = Limits.IsOutside(celsius, side);
        if (!_confirmed) return outside ? Confirm(celsius, sample.At, unitsInside) : Forget();
        if (outside) return Worsen(celsius, sample.At, unitsInside);
        return Limits.IsWell(celsius, side) ? End(sample.At) : KeepOpen();
    }

    private ExcursionBegan? Confirm(double celsius, DateTimeOffset at, Func<IReadOnlyList<UnitKey>> unitsInside)
    {
        if (_outsideSince is null)
        {
            _outsideSince = at;
            (_worst, _secondsOutside, _secondsUnknown, _celsiusSeconds) = (celsius, 0, 0, 0);
        }
        _worst = Worse(_worst, celsius);
        if (at - _outsideSince < Limits.OnDelay) return null;
        _confirmed = true;
        _recordedWorst = _worst;
        return new ExcursionBegan(0, cabinet, probe, side, Limits.Limit(side), _worst, unitsInside(), _outsideSince.Value);
    }

    private ExcursionWorsened? Worsen(double celsius, DateTimeOffset at, Func<IReadOnlyList<UnitKey>> unitsInside)
    {
        _wellSince = null;
        _worst = Worse(_worst, celsius);
        if (Math.Abs(_worst - _recordedWorst) < WorthRecordingCelsius) return null;
        _recordedWorst = _worst;
        return new ExcursionWorsened(0, _worst, unitsInside(), at);
    }

    private ExcursionEnded? End(DateTimeOffset at)
    {
        _wellSince ??= at;
        if (at - _wellSince < Limits.OffDelay) return null;
        double mean = _secondsOutside > 0 ? _celsiusSeconds / _secondsOutside : _worst;
        ExcursionEnded ended = new(
            0, cabinet, _worst, Math.Round(mean, 3), (int)_secondsOutside, (int)_secondsUnknown, _wellSince.Value);
        Forget();
        return ended;
    }

    private DomainEvent? KeepOpen()
    {
        _wellSince = null;
        return null;
    }

    private DomainEvent? Forget()
    {
        (_outsideSince, _wellSince, _confirmed) = (null, null, false);
        return null;
    }

    /// <summary>Each good sample stands for the time until the next one; a longer gap is time that nobody knows.</summary>
    private void Account(ProbeSample sample)
    {
        if (_outsideSince is not null && _last is { Celsius: { } held } last)
        {
            double seconds = (sample.At - last.At).TotalSeconds;
            if (seconds > silentAfter.TotalSeconds) _secondsUnknown += seconds;
            else if (Limits.IsOutside(held, side))
            {
                _secondsOutside += seconds;
                _celsiusSeconds += seconds * held;
            }
        }
        _last = sample;
    }

    private double Worse(double a, double b) => side == ExcursionSide.TooWarm ? Math.Max(a, b) : Math.Min(a, b);
}
