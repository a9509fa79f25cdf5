using HardwareSim.Faults;
using HardwareSim.Heat;
using Readers.Transports;

namespace HardwareSim.Devices;

/// <summary>The temperature transmitters of all cabinets on their RS-485 line, with whatever is wrong with the line or with one of them.</summary>
internal sealed class TransmitterBus(
    SimulatedWorld world, IDevicePort port, LineFaults faults, WorldClock clock, int baudRate, TimeProvider time)
{
    private const int InputRegisters = 4;
    private const ushort NoSensor = 0x7FFF;
    private static readonly long Look = 100 * TimeSpan.TicksPerMillisecond;

    private readonly Dice _dice = world.Options.Seed.Stream($"line/{SimulatedSite.ModbusLineId}");
    private readonly (Probe Probe, ModbusUnit Unit)[] _units =
        [.. world.Cabinets.SelectMany(static cabinet => cabinet.Probes).Where(static probe => probe.Unit is not null).Select(probe => (probe, UnitOf(probe)))];

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            while (Unplugged) await clock.DelayAsync(Look, ct);
            await using IByteTransport plugged = await port.PlugInAsync(ct);
            using FaultyLine line = new(plugged, faults, world, clock, _dice, PassOnFaults);
            using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            Task served = new ModbusSlaveLine([.. _units.Select(static unit => unit.Unit)], baudRate, time).RunAsync(line, over.Token);
            while (!Unplugged && !served.IsCompleted)
            {
                await line.MakeNoiseAsync(ct);
                await clock.DelayAsync(Look, ct);
            }
            await over.CancelAsync();
            await Task.WhenAny(served);
            if (Unplugged && port is TcpDevicePort tcp) tcp.Refuse();
            if (served.IsFaulted && served.Exception.InnerException is not IOException) await served; // else the plug is out
        }
    }

    private bool Unplugged { get { lock (world.Gate) return clock.Now < faults.UnpluggedUntil; } }

    private static ModbusUnit UnitOf(Probe probe)
    {
        ModbusUnit unit = new(probe.Unit!.Value);
        unit.Registers[(InputRegisters, 0)] = () => probe.Fault == ProbeFault.Broken ? NoSensor : (ushort)(short)Math.Round(probe.Convert() / 1.6);
        return unit;
    }

    /// <summary>Under the gate, when a request has come in.</summary>
    private void PassOnFaults()
    {
        foreach ((Probe probe, ModbusUnit unit) in _units)
        {
            unit.Fault = probe.Fault switch
            {
                ProbeFault.Missing => ModbusUnitFault.Silent,
                ProbeFault.Checksum => ModbusUnitFault.WrongCheck,
                ProbeFault.Refuses => ModbusUnitFault.Failed,
                _ => ModbusUnitFault.None,
            };
        }
    }
}
