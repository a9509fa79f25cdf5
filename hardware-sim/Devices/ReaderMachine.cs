using HardwareSim.Faults;
using HardwareSim.Radio;

namespace HardwareSim.Devices;

/// <summary>The firmware of a reader. What a family adds is how its bytes look and what they make it do.</summary>
internal abstract class ReaderMachine(SimulatedWorld world, ReaderRadio radio, LineFaults faults) : DeviceMachine(world)
{
    /// <summary>Cabinets whose door contacts are wired to inputs 1 and 2.</summary>
    public virtual IReadOnlyList<int> DoorLines { get; } =
        [.. radio.Cabinets.Take(2)];

    /// <summary>Levels of its outputs, the first being output 1.</summary>
    public virtual IReadOnlyList<bool> Outputs => [];

    protected ReaderRadio Radio => radio;

    /// <summary>Its radio reports an error of its own.</summary>
    protected bool InTrouble(long now) => now < faults.TroubleUntil;

    /// <summary>What its own thermometer says, °C.</summary>
    protected byte Celsius(byte usual, long now) => now < faults.HotUntil ? (byte)69 : usual;

    /// <summary>Level of an input: high while the door is open, so that a cut wire reads as open.</summary>
    /// <param name="line">From 0.</param>
    protected bool IsOpen(int line) => line < DoorLines.Count && World.Cabinets[DoorLines[line]].DoorOpen;
}
