using System.Globalization;

namespace Readers.Sensors;

/// <summary>A temperature of the kernel's hardware monitors: LM75, SHT3x, SHT4x, TMP102 … (<c>/sys/class/hwmon</c>).</summary>
/// <param name="root">Folder of the monitors; for tests and simulators another one.</param>
/// <param name="channel">Label of the channel (<c>Probe</c>) or its number (<c>1</c> for <c>temp1_input</c>).</param>
/// <remarks>Values are in thousandths of a degree. Source: kernel documentation, hwmon/sysfs-interface.</remarks>
public sealed class HwmonThermometer(string root, string chip, string? address, string channel, TimeProvider time) : ITemperatureSource
{
    private const double MilliPerUnit = 1000;

    public string Name { get; } = address is null ? $"{chip}/{channel}" : $"{chip}@{address}/{channel}";

    public async ValueTask<TemperatureReading> ReadAsync(CancellationToken ct)
    {
        try
        {
            string folder = await KernelChips.FindAsync(root, chip, address, ct);
            string file = Path.Combine(folder, $"temp{await NumberAsync(folder, ct)}");
            if (await KernelAttribute.NumberAsync($"{file}_fault", 0, ct) != 0)
                return TemperatureReading.Bad(ReadingFault.Wiring, time.GetUtcNow(), $"{chip} reports that its sensor is open or short.");
            double celsius = await KernelAttribute.NumberAsync($"{file}_input", ct) / MilliPerUnit;
            return PlausibleCelsius.Holds(celsius)
                ? TemperatureReading.Good(celsius, time.GetUtcNow())
                : TemperatureReading.Bad(ReadingFault.OutOfRange, time.GetUtcNow());
        }
        catch (KernelAttributeException none)
        {
            return TemperatureReading.Bad(none.Fault, time.GetUtcNow(), none.Message);
        }
    }

    private async ValueTask<int> NumberAsync(string folder, CancellationToken ct)
    {
        if (int.TryParse(channel, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return number;
        foreach (string label in Directory.GetFiles(folder, "temp*_label"))
            if (await KernelAttribute.ReadAsync(label, ct) == channel
                && int.TryParse(Path.GetFileName(label).AsSpan(4..^6), NumberStyles.None, CultureInfo.InvariantCulture, out number))
                return number;
        throw new KernelAttributeException(ReadingFault.NoDevice, $"{chip} has no temperature labelled \"{channel}\".");
    }
}
