namespace Readers.Sensors;

/// <summary>A temperature of the kernel's industrial I/O: MAX31865 with a PT100, HTS221 … (<c>/sys/bus/iio/devices</c>).</summary>
/// <param name="root">Folder of the devices; for tests and simulators another one.</param>
/// <param name="channel">The channel's files without their last word: <c>in_temp</c>, <c>in_temp_ambient</c>, <c>in_temp1</c>.</param>
/// <remarks>
/// Drivers give thousandths of a degree, either worked out (<c>_input</c>) or as (<c>_raw</c> + <c>_offset</c>) · <c>_scale</c>.
/// Converters for resistance thermometers and thermocouples tell a broken wire in <c>fault_oc</c> and <c>fault_ovuv</c> and go on
/// giving numbers. Source: kernel documentation, sysfs-bus-iio and sysfs-bus-iio-thermocouple.
/// </remarks>
public sealed class IioThermometer(string root, string chip, string? address, string channel, TimeProvider time) : ITemperatureSource
{
    private const double MilliPerUnit = 1000;
    private static readonly string[] s_faults = ["fault_oc", "fault_ovuv"];

    public string Name { get; } = address is null ? $"{chip}/{channel}" : $"{chip}@{address}/{channel}";

    public async ValueTask<TemperatureReading> ReadAsync(CancellationToken ct)
    {
        try
        {
            string folder = await KernelChips.FindAsync(root, chip, address, ct);
            double celsius = await MilliAsync(Path.Combine(folder, channel), ct) / MilliPerUnit;
            foreach (string fault in s_faults) // after the conversion that they speak of
                if (await KernelAttribute.NumberAsync(Path.Combine(folder, fault), 0, ct) != 0)
                    return TemperatureReading.Bad(ReadingFault.Wiring, time.GetUtcNow(), $"{chip} reports {fault}: check the sensor's wires.");
            return PlausibleCelsius.Holds(celsius)
                ? TemperatureReading.Good(celsius, time.GetUtcNow())
                : TemperatureReading.Bad(ReadingFault.OutOfRange, time.GetUtcNow());
        }
        catch (KernelAttributeException none)
        {
            return TemperatureReading.Bad(none.Fault, time.GetUtcNow(), none.Message);
        }
    }

    private static async ValueTask<double> MilliAsync(string file, CancellationToken ct)
    {
        if (File.Exists($"{file}_input")) return await KernelAttribute.NumberAsync($"{file}_input", ct);
        double raw = await KernelAttribute.NumberAsync($"{file}_raw", ct);
        double offset = await SharedAsync(file, "offset", 0, ct), scale = await SharedAsync(file, "scale", 1, ct);
        return (raw + offset) * scale;
    }

    /// <summary>A scale or offset that all channels share stands without the channel's number: <c>in_temp_scale</c> for <c>in_temp1</c>.</summary>
    private static ValueTask<double> SharedAsync(string file, string word, double absent, CancellationToken ct)
    {
        string own = $"{file}_{word}", shared = $"{file.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')}_{word}";
        return KernelAttribute.NumberAsync(File.Exists(own) ? own : shared, absent, ct);
    }
}
