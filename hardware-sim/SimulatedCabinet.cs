using System.Globalization;
using HardwareSim.Goods;
using HardwareSim.Heat;
using HardwareSim.Radio;

namespace HardwareSim;

/// <summary>A fridge with its shelves: one body for radio, heat and people.</summary>
public sealed class SimulatedCabinet
{
    internal SimulatedCabinet(int index, string id, CabinetRadio radio, CabinetHeat heat, SimulationOptions options, Dice dice)
    {
        (Index, Id, Radio, Heat) = (index, id, radio, heat);
        Shelves = [.. Enumerable.Range(1, options.ShelvesPerCabinet).Select(n => string.Create(CultureInfo.InvariantCulture, $"{id}/shelf-{n}"))];
        Probes =
        [
            // Air is circulated: the top is a little warmer than the mean, the bottom colder.
            NewProbe("top", 0.1, $"28-{dice.Next() & 0xFFFFFFFFFFFF:x12}"),
            NewProbe("bottom", -0.4, $"28-{dice.Next() & 0xFFFFFFFFFFFF:x12}"),
            .. options.Transmitters
                ? [NewProbe("middle", -0.1, $"{SimulatedSite.ModbusLineId}/{index + 1}", ProbeMake.Transmitter, (byte)(index + 1))] : Array.Empty<Probe>(),
            .. options.KernelSensors
                ? [Chip("left", ProbeMake.Monitor), Chip("right", ProbeMake.Converter)] : Array.Empty<Probe>(),
        ];

        Probe Chip(string name, ProbeMake make) => NewProbe(name, -0.2, KernelSensors.AddressOf(make, index), make);

        Probe NewProbe(string name, double place, string device, ProbeMake make = ProbeMake.OneWire, byte? unit = null) => new(
            device, name, index, dice, timeConstantSeconds: 900, place, heat.AirCelsius, make, unit);
    }

    public int Index { get; }

    /// <summary><c>fridge-1</c>.</summary>
    public string Id { get; }
    public IReadOnlyList<string> Shelves { get; }
    public IReadOnlyList<Probe> Probes { get; }
    public CabinetRadio Radio { get; }
    public CabinetHeat Heat { get; }

    /// <summary>What the door contact says.</summary>
    public bool DoorOpen => Radio.Door != DoorState.Closed;

    /// <summary>In front of the door, where a trolley stands.</summary>
    internal Spot Standing => new(Radio.Front.X, Radio.Front.Y + 0.7);
}
