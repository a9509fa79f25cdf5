using Edge.Operations;
using Readers.Contacts;

namespace Edge.Devices;

/// <summary>From the settings of a line to the line.</summary>
internal static class GpioLines
{
    /// <exception cref="IOException">No such chip or line, or another program holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not use the chip.</exception>
    public static IContactInput OpenInput(GpioInputSection line, DoorSection door, TimeProvider time) => GpioLine.OpenInput(
        line.Chip, line.Line, door.ActiveLow, line.Pull, TimeSpan.FromMilliseconds(door.DebounceMs), time);

    /// <inheritdoc cref="OpenInput"/>
    public static IOutputLine OpenOutput(GpioOutputSection line, OutputSection output) => GpioLine.OpenOutput(line.Chip, line.Line, output.ActiveLow);
}
