using System.Globalization;

namespace Readers.Sensors;

/// <summary>A DS18B20 or its kin on a 1-wire line, read through the kernel's files.</summary>
/// <param name="root">Folder of the kernel's 1-wire devices, <c>/sys/bus/w1/devices</c>; for tests and simulators another one.</param>
/// <param name="device">Address as the kernel writes it: <c>28-0316a2795e4f</c>.</param>
public sealed class OneWireThermometer(string root, string device, TimeProvider time) : ITemperatureSource
{
    private readonly string _path = Path.Combine(root, device, "w1_slave");
    private readonly byte _family =
        byte.TryParse(device.AsSpan(0, Math.Min(2, device.Length)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code)
            ? code
            : throw new ArgumentException($"\"{device}\" is no 1-wire address.", nameof(device));

    public string Name => device;

    /// <summary>Opening the file starts a conversion of up to a second; the wait ends at once when cancelled.</summary>
    public async ValueTask<TemperatureReading> ReadAsync(CancellationToken ct)
    {
        try
        {
            string text = await File.ReadAllTextAsync(_path, ct).WaitAsync(ct);
            (double? celsius, ReadingFault fault) = OneWireScratchpad.Parse(text, _family);
            return celsius is { } value ? TemperatureReading.Good(value, time.GetUtcNow()) : TemperatureReading.Bad(fault, time.GetUtcNow());
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return TemperatureReading.Bad(ReadingFault.NoDevice, time.GetUtcNow());
        }
    }
}
