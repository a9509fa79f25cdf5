using System.Globalization;

namespace HardwareSim.Heat;

/// <summary>Folders that look like the kernel's <c>/sys</c> with a chip for each probe: hardware monitors (LM75) and converters (MAX31865).</summary>
/// <remarks>
/// Numbered folders and links to the chips' places on their buses, as the kernel lays them out. The converter tells its code, with a scale of
/// 1/32 °C and an offset that make it degrees. Files are replaced in one step: a reader sees the old or the new number, never half.
/// </remarks>
internal sealed class KernelSensors(string root)
{
    private const int FirstMonitorAddress = 0x48, CodesPerDegree = 32, CodeOffset = -8192;

    /// <summary>For <c>Hwmon.Root</c> and <c>Iio.Root</c>.</summary>
    public string Monitors { get; } = Directory.CreateDirectory(Path.Combine(root, "class", "hwmon")).FullName;
    public string Converters { get; } = Directory.CreateDirectory(Path.Combine(root, "bus", "iio", "devices")).FullName;

    /// <summary>Bus address of the chip in a cabinet: <c>1-0048</c>, <c>spi0.0</c>.</summary>
    public static string AddressOf(ProbeMake make, int cabinet) => make == ProbeMake.Monitor
        ? string.Create(CultureInfo.InvariantCulture, $"1-{FirstMonitorAddress + cabinet:x4}")
        : string.Create(CultureInfo.InvariantCulture, $"spi0.{cabinet}");

    public void Write(Probe probe)
    {
        if (probe.Make == ProbeMake.Monitor) WriteMonitor(probe);
        else WriteConverter(probe);
    }

    private void WriteMonitor(Probe probe)
    {
        string folder = Path.Combine(Monitors, $"hwmon{probe.Cabinet}"), chip = Path.Combine(root, "devices", AddressOf(probe.Make, probe.Cabinet));
        if (IsGone(probe, folder)) return;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            Directory.CreateDirectory(chip);
            File.CreateSymbolicLink(Path.Combine(folder, "device"), chip);
            Put(folder, "name", "lm75");
            Put(folder, "temp1_label", probe.Name);
        }
        Put(folder, "temp1_fault", probe.Fault == ProbeFault.Broken ? 1 : 0);
        Put(folder, "temp1_input", probe.Convert() * 1000 / 16);
    }

    private void WriteConverter(Probe probe)
    {
        string name = $"iio:device{probe.Cabinet}", link = Path.Combine(Converters, name);
        string folder = Path.Combine(root, "devices", AddressOf(probe.Make, probe.Cabinet), name);
        if (IsGone(probe, folder)) return;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            if (!Path.Exists(link)) File.CreateSymbolicLink(link, folder);
            Put(folder, "name", "max31865");
            Put(folder, "in_temp_scale", "31.250000");
            Put(folder, "in_temp_offset", CodeOffset);
        }
        Put(folder, "fault_ovuv", probe.Fault == ProbeFault.Broken ? 1 : 0);
        Put(folder, "in_temp_raw", (probe.Convert() * CodesPerDegree / 16) - CodeOffset);
    }

    private static bool IsGone(Probe probe, string folder)
    {
        if (probe.Fault != ProbeFault.Missing) return false;
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return true;
    }

    private static void Put(string folder, string file, int value) => Put(folder, file, value.ToString(CultureInfo.InvariantCulture));

    private static void Put(string folder, string file, string text)
    {
        string next = Path.Combine(folder, $".{file}.next");
        File.WriteAllText(next, text + "\n");
        File.Move(next, Path.Combine(folder, file), overwrite: true);
    }
}
