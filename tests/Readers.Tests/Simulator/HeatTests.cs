using HardwareSim.Heat;

namespace Readers.Tests.Simulator;

/// <summary>The expected behaviour of a 400 l blood fridge: within 10 % for times and 0.3 °C.</summary>
public sealed class HeatTests
{
    private const double ProbeSeconds = 900, AirProbeSeconds = 40;

    [Theory]
    [InlineData(20, 2.7, 4.9, 3.93, 4.09, 8)]
    [InlineData(100, 2.8, 4.9, 4.03, 4.20, 9)]
    [InlineData(200, 3.1, 4.8, 4.14, 4.35, 12)]
    public void Step_Untouched_CyclesAsExpected(
        int bags, double airLow, double airHigh, double liquidLow, double liquidHigh, double minutes)
    {
        Run run = Settled(bags);
        int starts = 0, firstStart = 0, lastStart = 0;
        bool on = run.Heat.CompressorOn;
        for (int second = 0; second < 2 * 3600; second++)
        {
            run.Step();
            if (run.Heat.CompressorOn && !on) (starts, firstStart, lastStart) = (starts + 1, starts == 0 ? second : firstStart, second);
            on = run.Heat.CompressorOn;
        }

        Near(airLow, run.AirLow);
        Near(airHigh, run.AirHigh);
        Near(liquidLow, run.LiquidLow);
        Near(liquidHigh, run.LiquidHigh);
        Assert.InRange((lastStart - firstStart) / 60.0 / (starts - 1), minutes * 0.9 - 0.5, (minutes * 1.1) + 0.5);
    }

    [Theory]
    [InlineData(20, 15, 6.7, 5.6, 4.13)]
    [InlineData(100, 15, 6.6, 5.4, 4.20)]
    [InlineData(200, 15, 6.5, 5.4, 4.35)]
    [InlineData(20, 60, 10.1, 8.4, 4.64)]
    [InlineData(100, 60, 9.5, 8.0, 4.58)]
    [InlineData(200, 60, 9.1, 7.6, 4.58)]
    [InlineData(20, 180, 13.1, 12.4, 5.80)]
    [InlineData(100, 180, 11.7, 11.2, 5.49)]
    [InlineData(200, 180, 10.5, 10.1, 5.30)]
    [InlineData(20, 600, 14.6, 14.5, 8.87)]
    [InlineData(100, 600, 12.8, 12.7, 8.03)]
    [InlineData(200, 600, 11.3, 11.2, 7.40)]
    public void Step_DoorOpen_ReachesTheExpectedPeaks(int bags, int seconds, double air, double airProbe, double liquid)
    {
        Run run = OpenedAtRest(bags);
        run.Heat.DoorOpen = 1;
        run.Steps(seconds);
        run.Heat.DoorOpen = 0;
        run.Steps(3600);

        Near(air, run.AirHigh);
        Near(airProbe, run.AirProbeHigh);
        Near(liquid, run.LiquidHigh);
    }

    [Theory]
    [InlineData(20, 13, 31, 133)]
    [InlineData(100, 33, 51, 194)]
    [InlineData(200, 94, 109, 278)]
    public void Step_MainsOff_TakesTheExpectedMinutesToSixDegrees(int bags, double air, double liquid, double core)
    {
        Run run = OpenedAtRest(bags);
        run.Heat.Mains = false;
        (double Air, double Liquid, double Core) minutes = (0, 0, 0);
        for (int second = 1; minutes.Core == 0; second++)
        {
            run.Step();
            if (minutes.Air == 0 && run.Heat.AirCelsius >= 6) minutes.Air = second / 60.0;
            if (minutes.Liquid == 0 && run.Liquid >= 6) minutes.Liquid = second / 60.0;
            if (run.Heat.CoreCelsius >= 6) minutes.Core = second / 60.0;
        }

        // The phase of the compressor at which the mains fail is not given: half a cycle more or less.
        Assert.InRange(minutes.Air, (air * 0.9) - 4, (air * 1.1) + 4);
        Assert.InRange(minutes.Liquid, (liquid * 0.9) - 4, (liquid * 1.1) + 4);
        Assert.InRange(minutes.Core, core * 0.9, core * 1.1);
    }

    [Theory]
    [InlineData(20, 9.5, 6.3, 4.39)]
    [InlineData(100, 7.8, 5.8, 4.38)]
    [InlineData(200, 6.7, 5.4, 4.39)]
    public void Step_Defrost_ReachesTheExpectedPeaks(int bags, double air, double liquid, double core)
    {
        Run run = Settled(bags, defrost: true);
        double coreHigh = 0;
        for (int second = 0; second < 9 * 3600; second++)
        {
            run.Step();
            coreHigh = Math.Max(coreHigh, run.Heat.CoreCelsius);
        }

        Near(air, run.AirHigh);
        Near(liquid, run.LiquidHigh);
        Near(core, coreHigh);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(200)]
    public void Step_Freezer_CyclesAsExpected(int bags)
    {
        Run run = new(new CabinetHeat(HeatConstants.PlasmaFreezer, bags) { DefrostEnabled = false });
        run.Heat.Settle();
        run.Forget();
        run.Steps(3600);

        Assert.InRange(run.AirLow, -33.3, -32.3); // given once for both loads
        Near(-28.4, run.AirHigh);
    }

    [Theory]
    [InlineData(1.0, 5, 6.8)]
    [InlineData(1.0, 15, 10.1)]
    [InlineData(1.0, 60, 15.2)]
    [InlineData(1.6, 10, 7.4)]
    [InlineData(1.6, 30, 10.9)]
    [InlineData(1.6, 180, 18.0)]
    [InlineData(2.05, 45, 11.4)]
    public void BagWarming_OnTheBench_FollowsTheTable(double kappa, double minutes, double core)
    {
        BagWarming bag = new(4, kappa);
        for (int step = 0; step < 60; step++) bag.Advance(TimeSpan.FromMinutes(minutes / 60), 22);

        Assert.Equal(core, bag.CoreCelsius, 0.051);
    }

    private static Run Settled(int bags, bool defrost = false)
    {
        Run run = new(new CabinetHeat(HeatConstants.BloodFridge, bags) { DefrostEnabled = defrost });
        run.Heat.Settle();
        for (int second = 0; second < 7200; second++) run.Step(); // the probes settle too
        run.Forget();
        return run;
    }

    /// <summary>Compressor off and the thermostat at 4.3 °C: the moment at which the table opens the door.</summary>
    private static Run OpenedAtRest(int bags)
    {
        Run run = Settled(bags);
        while (!run.Heat.CompressorOn) run.Step();
        while (run.Heat.CompressorOn || run.Heat.ThermostatCelsius < 4.3) run.Step();
        run.Forget();
        return run;
    }

    private static void Near(double expected, double measured) =>
        Assert.True(Math.Abs(expected - measured) <= 0.3, $"{measured:F2} °C instead of {expected}");

    private sealed class Run(CabinetHeat heat)
    {
        public CabinetHeat Heat { get; } = heat;
        public double Liquid { get; private set; } = heat.AirCelsius;
        public double AirProbe { get; private set; } = heat.AirCelsius;
        public double AirLow { get; private set; }
        public double AirHigh { get; private set; }
        public double AirProbeHigh { get; private set; }
        public double LiquidLow { get; private set; }
        public double LiquidHigh { get; private set; }

        public void Forget() => (AirLow, AirHigh, AirProbeHigh, LiquidLow, LiquidHigh) =
            (double.MaxValue, double.MinValue, double.MinValue, double.MaxValue, double.MinValue);

        public void Steps(int seconds)
        {
            for (int second = 0; second < seconds; second++) Step();
        }

        public void Step()
        {
            Heat.Step();
            Liquid += (Heat.AirCelsius - Liquid) / ProbeSeconds;
            AirProbe += (Heat.AirCelsius - AirProbe) / AirProbeSeconds;
            (AirLow, AirHigh) = (Math.Min(AirLow, Heat.AirCelsius), Math.Max(AirHigh, Heat.AirCelsius));
            (LiquidLow, LiquidHigh) = (Math.Min(LiquidLow, Liquid), Math.Max(LiquidHigh, Liquid));
            AirProbeHigh = Math.Max(AirProbeHigh, AirProbe);
        }
    }
}
