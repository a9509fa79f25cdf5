using System.Globalization;

namespace Readers.Contacts;

/// <summary>Lines of a GPIO folder, a file for each value: the kernel's older interface, for boards whose kernel has no character device of version 2.</summary>
/// <remarks>
/// <c>/sys/class/gpio/gpioN/direction</c> and <c>value</c>; a line that is not there yet is asked for through <c>export</c>. The kernel tells
/// changes of these files in a way of its own, so levels are looked at; resistors inside the chip cannot be set. Source: kernel documentation,
/// admin-guide/gpio/sysfs. Simulators give such a folder too.
/// </remarks>
internal static class GpioFolder
{
    public static bool IsOne(string chip) => Directory.Exists(chip);

    /// <exception cref="IOException">No such line.</exception>
    public static IContactInput OpenInput(string chip, int line, bool activeLow, TimeSpan debounce, TimeProvider time)
    {
        string folder = FolderOf(chip, line);
        WriteDirection(folder, "in");
        return new GpioFolderInput(Path.Combine(folder, "value"), $"{chip}/{line}", activeLow, debounce, time);
    }

    /// <summary>The relay starts fallen off, without a moment in which it is pulled in.</summary>
    /// <exception cref="IOException">No such line.</exception>
    public static IOutputLine OpenOutput(string chip, int line, bool activeLow)
    {
        string folder = FolderOf(chip, line);
        WriteDirection(folder, activeLow ? "high" : "low");
        GpioFolderOutput output = new(Path.Combine(folder, "value"), $"{chip}/{line}", activeLow);
        output.Energize(false);
        return output;
    }

    private static string FolderOf(string chip, int line)
    {
        string number = line.ToString(CultureInfo.InvariantCulture), folder = Path.Combine(chip, $"gpio{number}"), export = Path.Combine(chip, "export");
        if (!Directory.Exists(folder) && File.Exists(export)) File.WriteAllText(export, number);
        return Directory.Exists(folder) ? folder : throw new IOException($"{chip} has no line {number}.");
    }

    /// <summary>Lines whose direction is fixed have no such file.</summary>
    private static void WriteDirection(string folder, string direction)
    {
        string file = Path.Combine(folder, "direction");
        if (File.Exists(file)) File.WriteAllText(file, direction);
    }

    private sealed class GpioFolderOutput(string file, string name, bool activeLow) : IOutputLine
    {
        public string Name => name;

        public void Energize(bool on) => File.WriteAllText(file, on != activeLow ? "1" : "0");

        public void Dispose()
        {
            // The line keeps the level that it was given last, as the kernel's files do.
        }
    }
}
