namespace HardwareSim.Heat;

/// <summary>Constants of one refrigerated cabinet: watts, joules and watts per kelvin.</summary>
/// <param name="WallUa">Through the walls.</param>
/// <param name="AirCapacity">Air and what follows it at once, J/K; <paramref name="LinerCapacity"/> liner and shelves.</param>
/// <param name="AirToLiner">W/K; <paramref name="FanWatts"/> warms the air while mains are on.</param>
/// <param name="BagCapacity">J/K of one bag; <paramref name="AirToBag"/> and <paramref name="SkinToCore"/> W/K of one bag.</param>
/// <param name="CoolingWatts">Of the running compressor.</param>
/// <param name="OpenDoor">W/K to the room while the door is open.</param>
/// <param name="OnAbove">Thermostat, °C of its own filtered air.</param>
public sealed record HeatConstants(
    double WallUa, double AirCapacity, double LinerCapacity, double AirToLiner, double FanWatts,
    double BagCapacity, double AirToBag, double SkinToCore, double CoolingWatts, double OpenDoor,
    double OnAbove, double OffBelow, double DefrostWatts, TimeSpan DefrostFor, TimeSpan DefrostEvery)
{
    public static readonly HeatConstants BloodFridge = new(
        2.0, 5_000, 30_000, 25, 3, 1_150, 0.22, 0.45, 130, 45, 4.8, 3.2, 100, TimeSpan.FromMinutes(12), TimeSpan.FromHours(8));

    public static readonly HeatConstants PlasmaFreezer = new(
        1.4, 5_000, 30_000, 25, 4, 500, 0.20, 0.45, 330, 60, -28.6, -31.4, 350, TimeSpan.FromMinutes(15), TimeSpan.FromHours(12));
}

/// <summary>Air, liner, bag skins and bag cores of one cabinet, in steps of a second.</summary>
/// <remarks>The air's time constant is seconds, so it is solved implicitly. Not thread-safe.</remarks>
public sealed class CabinetHeat
{
    private const double SkinShare = 0.35, ThermostatSeconds = 45, MinimumStopSeconds = 180;
    private readonly HeatConstants _k;
    private double _thermostat, _stoppedFor = MinimumStopSeconds, _sinceDefrost;
    private int _bags;

    public CabinetHeat(HeatConstants constants, int bags)
    {
        (_k, _bags) = (constants, bags);
        AirCelsius = LinerCelsius = SkinCelsius = CoreCelsius = _thermostat = (constants.OnAbove + constants.OffBelow) / 2;
    }

    public double AirCelsius { get; private set; }
    public double LinerCelsius { get; private set; }
    public double SkinCelsius { get; private set; }
    public double CoreCelsius { get; private set; }

    /// <summary>What the thermostat feels: the air, filtered.</summary>
    public double ThermostatCelsius => _thermostat;
    public bool CompressorOn { get; private set; }
    public bool Defrosting { get; private set; }

    public double RoomCelsius { get; set; } = 22;

    /// <summary>1 open, 0 shut, between for ajar.</summary>
    public double DoorOpen { get; set; }
    public bool Mains { get; set; } = true;

    /// <summary>A compressor that does not cool although it should.</summary>
    public bool CompressorBroken { get; set; }
    public bool DefrostEnabled { get; set; } = true;

    /// <summary>Lets the cabinet settle: an untouched day, and <paramref name="seconds"/> more so that cabinets do not run in step.</summary>
    public void Settle(int seconds = 0)
    {
        for (int second = 0; second < 86_400 + seconds; second++) Step();
    }

    /// <summary>A bag comes in with its own temperature.</summary>
    public void Add(double celsius)
    {
        SkinCelsius += (celsius - SkinCelsius) / (_bags + 1);
        CoreCelsius += (celsius - CoreCelsius) / (_bags + 1);
        _bags++;
    }

    /// <summary>Forgets the bags it was settled with; the temperatures stay.</summary>
    internal void Empty() => _bags = 0;

    public void Remove() => _bags = Math.Max(0, _bags - 1);

    /// <summary>One second.</summary>
    public void Step()
    {
        Thermostat();
        double n = _bags, hw = _k.AirToLiner * (Mains ? 1 : 0.5), gb = _k.AirToBag * (Mains ? 1 : 0.55);
        double door = DoorOpen * _k.OpenDoor;
        double watts = (Mains ? _k.FanWatts : 0) - (CompressorOn && !CompressorBroken ? _k.CoolingWatts : 0)
            + (Defrosting ? _k.DefrostWatts : 0);
        double air = (_k.AirCapacity * AirCelsius) + ((_k.WallUa + door) * RoomCelsius) + (hw * LinerCelsius)
            + (n * gb * SkinCelsius) + watts;
        AirCelsius = air / (_k.AirCapacity + _k.WallUa + door + hw + (n * gb));
        LinerCelsius += hw * (AirCelsius - LinerCelsius) / _k.LinerCapacity;
        double toCore = _k.SkinToCore * (CoreCelsius - SkinCelsius);
        SkinCelsius += ((gb * (AirCelsius - SkinCelsius)) + toCore) / (SkinShare * _k.BagCapacity);
        CoreCelsius -= toCore / ((1 - SkinShare) * _k.BagCapacity);
    }

    private void Thermostat()
    {
        _thermostat += (AirCelsius - _thermostat) / ThermostatSeconds;
        _sinceDefrost++;
        if (DefrostEnabled && Mains && _sinceDefrost >= _k.DefrostEvery.TotalSeconds) (_sinceDefrost, Defrosting) = (0, true);
        if (Defrosting && (!Mains || _sinceDefrost >= _k.DefrostFor.TotalSeconds)) Defrosting = false;
        bool on = Mains && !Defrosting && (CompressorOn ? _thermostat > _k.OffBelow : _thermostat > _k.OnAbove);
        if (CompressorOn && !on) _stoppedFor = 0;
        else _stoppedFor++;
        CompressorOn = on && (CompressorOn || _stoppedFor >= MinimumStopSeconds);
    }
}
