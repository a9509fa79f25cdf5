namespace Readers.Sensors.Modbus;

/// <summary>A temperature transmitter on an RS-485 line that several share.</summary>
/// <param name="line">Name of the line, for people and logs.</param>
public sealed class ModbusThermometer(ModbusMaster master, string line, RegisterMap map, TimeProvider time) : ITemperatureSource
{
    public string Name { get; } = $"{line}/{map.Unit}/{map.Register}";

    public async ValueTask<TemperatureReading> ReadAsync(CancellationToken ct)
    {
        ModbusReply reply = await master.ReadAsync(map.Request, ct);
        DateTimeOffset now = time.GetUtcNow();
        if (reply.Status != ModbusStatus.Answered) return TemperatureReading.Bad(FaultOf(reply), now, reply.Detail);
        (double? celsius, ReadingFault fault) = map.Decode(reply.Data.Span);
        return celsius is { } value
            ? TemperatureReading.Good(value, now)
            : TemperatureReading.Bad(fault, now, $"Unit {map.Unit} sends {Convert.ToHexString(reply.Data.Span)}, which is no temperature.");
    }

    private static ReadingFault FaultOf(ModbusReply reply) => reply.Status switch
    {
        ModbusStatus.Exception when reply.ExceptionCode is 1 or 2 or 3 or 0x0A => ReadingFault.Refused,
        ModbusStatus.Exception when reply.ExceptionCode is 4 or 8 => ReadingFault.DeviceError,
        ModbusStatus.Garbled => ReadingFault.Checksum,
        ModbusStatus.LineLost => ReadingFault.NoDevice,
        _ => ReadingFault.NoAnswer,
    };
}
