namespace HardwareSim.Heat;

/// <summary>Core of one bag that lies outside its cabinet: two first-order parts, right for any history of the ambient.</summary>
/// <remarks>Fitted on published core temperatures of bags from 4 °C at room temperature; slower bags have a larger κ.</remarks>
public struct BagWarming
{
    private const double FastShare = 0.308, FastMinutes = 9.8, SlowMinutes = 100;
    private double _fast, _slow;
    private readonly double _kappa;

    /// <param name="celsius">Core at the start.</param>
    /// <param name="kappa">1 for a bag as in the fitted study; 1.6 is the median of all studies.</param>
    public BagWarming(double celsius, double kappa) => (_fast, _slow, _kappa) = (celsius, celsius, kappa);

    public readonly double CoreCelsius => (FastShare * _fast) + ((1 - FastShare) * _slow);

    /// <summary>Some time in an ambient that stays the same; exact for any length.</summary>
    public void Advance(TimeSpan time, double ambientCelsius)
    {
        double minutes = time.TotalMinutes / _kappa;
        _fast = ambientCelsius + ((_fast - ambientCelsius) * Math.Exp(-minutes / FastMinutes));
        _slow = ambientCelsius + ((_slow - ambientCelsius) * Math.Exp(-minutes / SlowMinutes));
    }
}
