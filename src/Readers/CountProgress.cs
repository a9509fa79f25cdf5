namespace Readers;

/// <summary>Where a count stands: which antenna with which power asks which target now, and when that step is exhausted.</summary>
/// <remarks>For drivers that run each step themselves. One owner. Steps rise with the power, and each visits every antenna.</remarks>
internal sealed class CountProgress
{
    private readonly InventoryFit _fit;
    private readonly CountPlan _plan;
    private readonly TimeProvider _time;
    private readonly HashSet<Epc> _heardInStep = [];
    private int _step, _antenna, _sweep = 1, _reads;
    private bool _exhausted = true;
    private DateTimeOffset _sweepStartedAt;
    private long _stepBegan, _newestAt;

    public CountProgress(InventoryFit fit, TimeProvider time)
    {
        (_fit, _plan, _time) = (fit, fit.Count!, time);
        _sweepStartedAt = time.GetUtcNow();
        BeginStep();
    }

    /// <summary>The antenna of this step, with the step's power.</summary>
    public AntennaSettings Antenna => _fit.InStep(_fit.Antennas[_antenna], _plan.PowerStepsDb[_step]);

    /// <summary>Decibels to the antenna's usual power in this step: what the reader can give of what the plan asks.</summary>
    public int StepDb => Antenna.TransmitDbm - _fit.Antennas[_antenna].PowerDbm;

    /// <summary>Every other sweep asks the tags that the one before has left in B.</summary>
    public bool TargetB => _sweep % 2 == 0;

    /// <summary>Nobody new for a while, or the limit.</summary>
    public bool StepIsOver => _time.GetElapsedTime(_newestAt) >= _plan.Quiet || _time.GetElapsedTime(_stepBegan) >= _plan.StepLimit;

    /// <summary>The radio is set for the step: its time counts from now. Telling a device its settings takes time in which nobody listens.</summary>
    public void ListeningBegins() => _stepBegan = _newestAt = _time.GetTimestamp();

    public void Heard(Epc epc)
    {
        _reads++;
        if (_heardInStep.Add(epc)) _newestAt = _time.GetTimestamp();
    }

    /// <summary>On to the next step.</summary>
    /// <param name="listened">False when this one could not be brought to its end.</param>
    /// <returns>The sweep that has ended with it; null when it goes on.</returns>
    public CountSweep? EndStep(bool listened)
    {
        _exhausted &= listened && _time.GetElapsedTime(_newestAt) >= _plan.Quiet;
        CountSweep? ended = null;
        _antenna = (_antenna + 1) % _fit.Antennas.Count;
        if (_antenna == 0) _step = (_step + 1) % _plan.PowerStepsDb.Count;
        if (_antenna == 0 && _step == 0)
        {
            DateTimeOffset now = _time.GetUtcNow();
            ended = new CountSweep(_sweep++, _sweepStartedAt, now < _sweepStartedAt ? _sweepStartedAt : now, _reads, _exhausted);
            (_sweepStartedAt, _reads, _exhausted) = (now, 0, true);
        }
        BeginStep();
        return ended;
    }

    private void BeginStep()
    {
        _heardInStep.Clear();
        ListeningBegins();
    }
}
