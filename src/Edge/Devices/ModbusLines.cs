using Edge.Operations;
using Readers.Sensors.Modbus;
using Readers.Transports;

namespace Edge.Devices;

/// <summary>The site's RS-485 lines by their id, each with its one master that all its probes share.</summary>
internal sealed class ModbusLines(SiteSettings settings, TimeProvider time) : IAsyncDisposable
{
    private readonly Dictionary<string, ModbusMaster> _masters = settings.ModbusLines.ToDictionary(
        static line => line.Id, line => Master(line, time));

    public ModbusMaster this[string id] => _masters[id];

    public async ValueTask DisposeAsync()
    {
        foreach (ModbusMaster master in _masters.Values) await master.DisposeAsync();
    }

    private static ModbusMaster Master(ModbusLineSection line, TimeProvider time) => new(
        new ModbusLineOptions(line.BaudRate, TimeSpan.FromMilliseconds(line.ReplyTimeoutMs)),
        ct => TransportAddress.Parse(line.Port).OpenAsync(new SerialSettings(line.BaudRate, line.Parity, line.StopBits), ct), time);
}
