using Edge.Operations;
using Readers.Sensors;
using Readers.Sensors.Modbus;

namespace Edge.Devices;

/// <summary>From a probe's settings to its sensor: the one place that knows every kind.</summary>
internal static class ProbeSources
{
    public const string Choices = "Device (1-wire), Hwmon, Iio, Modbus";

    /// <summary>Where the probe is connected, said once for each kind that the settings name: exactly one when they are sound.</summary>
    public static IReadOnlyList<string> Places(ProbeSection probe) =>
    [
        .. probe.Device is { } device ? [device] : Array.Empty<string>(),
        .. probe.Hwmon is { } hwmon ? [$"{hwmon.Chip} {hwmon.Address} {hwmon.Channel}"] : Array.Empty<string>(),
        .. probe.Iio is { } iio ? [$"{iio.Chip} {iio.Address} {iio.Channel}"] : Array.Empty<string>(),
        .. probe.Modbus is { } modbus ? [$"{modbus.Line} {modbus.Unit} {modbus.Function} {modbus.Register}"] : Array.Empty<string>(),
    ];

    /// <exception cref="ArgumentException">The settings name none; their check reports this as a fault.</exception>
    public static ITemperatureSource Create(ProbeSection probe, ModbusLines lines, TimeProvider time) => probe switch
    {
        { Device: { } device } => new OneWireThermometer(probe.OneWireRoot, device, time),
        { Hwmon: { } hwmon } => new HwmonThermometer(hwmon.Root, hwmon.Chip, hwmon.Address, hwmon.Channel, time),
        { Iio: { } iio } => new IioThermometer(iio.Root, iio.Chip, iio.Address, iio.Channel, time),
        { Modbus: { } modbus } => new ModbusThermometer(lines[modbus.Line], modbus.Line, MapOf(modbus), time),
        _ => throw new ArgumentException($"The probe {probe.Name} names none of {Choices}.", nameof(probe)),
    };

    private static RegisterMap MapOf(ModbusProbeSection probe) => new(
        (byte)probe.Unit, probe.Function, (ushort)probe.Register, probe.Type, probe.WordOrder, probe.Scale, probe.Offset,
        [.. probe.Invalid.Select(static text => RegisterMap.TryParseBits(text, out uint bits) ? bits : throw new FormatException(text))]);
}
