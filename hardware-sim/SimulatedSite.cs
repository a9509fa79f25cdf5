using System.Threading.Channels;
using HardwareSim.Devices;
using HardwareSim.Faults;
using HardwareSim.Heat;
using HardwareSim.People;
using HardwareSim.Radio;

namespace HardwareSim;

/// <summary>The simulated room with its devices on real ports: the service cannot tell.</summary>
public sealed class SimulatedSite : IAsyncDisposable
{
    /// <summary>The RS-485 line of the transmitters, where there are any.</summary>
    public const string ModbusLineId = "rs485-1";
    private const int ModbusBaudRate = 9600;
    private static readonly long LineLook = 50 * TimeSpan.TicksPerMillisecond;

    /// <summary>The position receiver, where the site is a vehicle.</summary>
    public const string PositionId = "position";
    private const int DeskQueue = 20_000;
    private readonly Channel<DeskOrder> _orders = Channel.CreateBounded<DeskOrder>(
        new BoundedChannelOptions(DeskQueue) { SingleReader = true });
    private readonly CancellationTokenSource _over = new();
    private readonly List<IDevicePort> _ports = [];
    private readonly List<Task> _running = [];
    private readonly Dictionary<string, ReaderMachine> _machines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LineFaults> _lines = new(StringComparer.Ordinal);
    private readonly WorldClock _clock;
    private readonly FaultDesk _faults;
    private readonly KernelSensors? _kernel;
    private readonly MachineLines? _machineLines;
    private long _deskFailures;

    private SimulatedSite(SimulationOptions options, TimeProvider time, string folder)
    {
        _clock = new WorldClock(time); // at the world's start: building it takes a moment, which in fast time is seconds
        World = new SimulatedWorld(options, time.GetUtcNow());
        Staff staff = new(World, Rates.HospitalBank, Tell);
        staff.Begin();
        OneWireRoot = Path.Combine(folder, "w1");
        if (options.KernelSensors) _kernel = new KernelSensors(Path.Combine(folder, "sys"));
        if (options.MachineLines) _machineLines = new MachineLines(Path.Combine(folder, "gpio"), options.Cabinets);
        foreach (ReaderRadio radio in World.Radios) _lines[radio.Id] = new LineFaults();
        if (options.Transmitters) _lines[ModbusLineId] = new LineFaults();
        if (options.Vehicle) _lines[PositionId] = new LineFaults();
        _faults = new FaultDesk(World, staff, _lines, what => Said?.Invoke(what));
        Cabinets = [.. World.Cabinets.Select(static c => new CabinetPlace(c.Id, [.. c.Shelves.Select(s => s[(c.Id.Length + 1)..])]))];
        Probes = [.. World.Cabinets.SelectMany(static c => c.Probes, static (c, p) => new ProbePlace(c.Id, p.Name, p.Device, p.Make, p.Unit))];
    }

    public SimulatedWorld World { get; }

    /// <summary>Tells what a person at the console should know: which bag somebody took from where. Handlers must be quick.</summary>
    public event Action<string>? Said;
    public IReadOnlyList<ReaderPort> ReaderPorts { get; private set; } = [];
    public IReadOnlyList<DoorLine> DoorLines { get; private set; } = [];
    public IReadOnlyList<CabinetPlace> Cabinets { get; }
    public IReadOnlyList<ProbePlace> Probes { get; }

    /// <summary>Empty where the contacts are at readers.</summary>
    public IReadOnlyList<MachineDoor> MachineDoors { get; private set; } = [];
    public IReadOnlyList<LampPlace> Lamps { get; private set; } = [];

    /// <summary>Folders of the kernel's monitors and converters; null without such chips.</summary>
    public string? HwmonRoot => _kernel?.Monitors;
    public string? IioRoot => _kernel?.Converters;

    /// <summary>Folder of the machine's lines; null where it has none.</summary>
    public string? GpioRoot => _machineLines?.Folder;

    /// <summary>Null without transmitters.</summary>
    public TransmitterLine? TransmitterLine { get; private set; }

    /// <summary>Null where the site is no vehicle.</summary>
    public PositionPort? PositionPort { get; private set; }

    /// <summary>The way that a vehicle drives.</summary>
    public DriveRoute Route { get; } = DriveRoute.Hefei;

    /// <summary>Folder of the 1-wire devices.</summary>
    public string OneWireRoot { get; }

    /// <summary>Acts at the desk that the service refused or did not answer, and those that found the queue full.</summary>
    public long DeskFailures => Interlocked.Read(ref _deskFailures);

    /// <summary>Text of the last failure at the desk; null when there was none.</summary>
    public string? LastDeskFailure { get; private set; }

    /// <summary>Builds the world, opens every port and lets time run.</summary>
    /// <param name="time">The service's own clock, real or scaled.</param>
    /// <param name="folder">For port links and 1-wire files; made when it is not there.</param>
    public static Task<SimulatedSite> StartAsync(SimulationOptions options, TimeProvider time, string folder, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Directory.CreateDirectory(folder);
        SimulatedSite site = new(options, time, folder);
        site.OpenPorts(folder, time);
        OneWireBus bus = new(site.OneWireRoot);
        site.WriteProbes(bus); // once at once: a service that starts now finds its sensors
        site._running.Add(Task.Run(() => site.RunProbesAsync(bus), CancellationToken.None));
        if (options.Lamps || options.MachineLines) site._running.Add(Task.Run(site.RunLinesAsync, CancellationToken.None));
        return Task.FromResult(site);
    }

    /// <summary>What hangs on an output of a reader has current.</summary>
    /// <param name="line">Output, from 1; a pin of a ThingMagic.</param>
    public bool IsOutputHigh(string reader, int line)
    {
        lock (World.Gate) return _machines[reader].Outputs[line - 1];
    }

    /// <summary>From now on people report at this desk; what they did before comes first.</summary>
    public void OpenDesk(IStaffDesk desk) => _running.Add(Task.Run(() => RunDeskAsync(desk), CancellationToken.None));

    /// <summary>Lets things go wrong. Times count from the world's start; a fault without a time happens at once.</summary>
    /// <exception cref="FormatException">A target that is not there.</exception>
    public void Apply(FaultPlan plan)
    {
        lock (World.Gate)
        {
            World.AdvanceTo(_clock.Now);
            _faults.Enter(plan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _orders.Writer.TryComplete();
        foreach (Task task in _running) await Task.WhenAny(task);
        foreach (IDevicePort port in _ports) await port.DisposeAsync();
        _over.Dispose();
        if (_running.FirstOrDefault(static task => task.IsFaulted) is { } failed) await failed; // a bug of the simulator
    }

    private void OpenPorts(string folder, TimeProvider time)
    {
        List<ReaderPort> readers = [];
        List<DoorLine> doors = [];
        for (int i = 0; i < World.Radios.Count; i++)
        {
            ReaderRadio radio = World.Radios[i];
            LineFaults faults = _lines[radio.Id];
            bool handHeld = !radio.Cabinets.Any();
            ReaderKind kind = handHeld ? ReaderKind.M100 : AntennaPlan.KindOf(World.Options, i);
            ReaderMachine machine = Machine(kind, radio, faults);
            faults.Restart = machine.Restart;
            _machines[radio.Id] = machine;
            IDevicePort port = Port(kind, i, Path.Combine(folder, radio.Id), machine);
            _ports.Add(port);
            for (int line = 0; line < machine.DoorLines.Count; line++)
                doors.Add(new DoorLine(World.Cabinets[machine.DoorLines[line]].Id, radio.Id, (byte)(line + 1)));
            readers.Add(new ReaderPort(radio.Id, kind, port.Address, [.. radio.Antennas.Select(
                antenna => new AntennaPlace(antenna.Port, handHeld ? radio.Id : World.Cabinets[antenna.Cabinet].Shelves[antenna.Shelf]))], handHeld));
            DeviceLine device = new(World, machine, port, faults, _clock, radio.Id, (byte)i);
            _running.Add(Task.Run(() => Quietly(device.RunAsync(_over.Token)), CancellationToken.None));
        }
        (ReaderPorts, DoorLines) = (readers, _machineLines is null ? [.. doors.DistinctBy(static door => door.Cabinet)] : []);
        if (_machineLines is { } lines)
            MachineDoors = [.. World.Cabinets.Select((cabinet, index) => new MachineDoor(cabinet.Id, lines.Folder, MachineLines.FirstDoor + index))];
        if (World.Options.Lamps) Lamps = [.. LampPlan.For(readers, _machineLines is not null)];
        if (World.Options.Transmitters) OpenTransmitters(folder, time);
        if (World.Options.Vehicle) OpenReceiver(folder);
    }

    private void OpenReceiver(string folder)
    {
        IDevicePort port = Port(Path.Combine(folder, PositionId));
        _ports.Add(port);
        GnssMachine machine = new(World, Route, _lines[PositionId]);
        _lines[PositionId].Restart = machine.Restart;
        DeviceLine device = new(World, machine, port, _lines[PositionId], _clock, PositionId, reader: null);
        _running.Add(Task.Run(() => Quietly(device.RunAsync(_over.Token)), CancellationToken.None));
        PositionPort = new PositionPort(PositionId, port.Address, machine.BitsPerSecond);
    }

    private void OpenTransmitters(string folder, TimeProvider time)
    {
        IDevicePort port = Port(Path.Combine(folder, ModbusLineId));
        _ports.Add(port);
        TransmitterBus bus = new(World, port, _lines[ModbusLineId], _clock, ModbusBaudRate, time);
        _running.Add(Task.Run(() => Quietly(bus.RunAsync(_over.Token)), CancellationToken.None));
        TransmitterLine = new TransmitterLine(ModbusLineId, port.Address, ModbusBaudRate);
    }

    private ReaderMachine Machine(ReaderKind kind, ReaderRadio radio, LineFaults faults) => kind switch
    {
        ReaderKind.R2000 => new R2000Machine(World, radio, faults, ports: World.Options.PortsPerReader > 4 ? 8 : 4, World.Options.R2000Firmware),
        ReaderKind.ThingMagic => new ThingMagicMachine(World, radio, faults),
        ReaderKind.M100 => new M100Machine(World, radio, faults, M100Bytes.Usual),
        ReaderKind.R200 => new M100Machine(World, radio, faults, M100Bytes.R200),
        _ => new LlrpMachine(World, radio, faults, isImpinj: kind == ReaderKind.LlrpImpinj),
    };

    private IDevicePort Port(ReaderKind kind, int index, string link, ReaderMachine machine)
    {
        if (machine is LlrpMachine llrp) return new TcpDevicePort(() => TurnAway(llrp));
        return kind == ReaderKind.R2000 && index % 2 != 0 ? new TcpDevicePort() : Port(link);
    }

    private IDevicePort Port(string link)
    {
        if (!World.Options.SerialPorts) return new TcpDevicePort();
        SerialDevicePort port = new(link);
        port.Prepare();
        return port;
    }

    /// <returns>What a client hears while another one has the reader.</returns>
    private byte[] TurnAway(LlrpMachine machine)
    {
        lock (World.Gate) return machine.TurnAway(_clock.Now);
    }

    private async Task RunProbesAsync(OneWireBus bus)
    {
        await Quietly(Loop());

        async Task Loop()
        {
            while (true)
            {
                await _clock.DelayAsync(World.Options.OneWireEvery.Ticks, _over.Token);
                WriteProbes(bus);
            }
        }
    }

    private void WriteProbes(OneWireBus bus)
    {
        lock (World.Gate)
        {
            World.AdvanceTo(_clock.Now);
            foreach (SimulatedCabinet cabinet in World.Cabinets)
                foreach (Probe probe in cabinet.Probes)
                {
                    if (probe.Make == ProbeMake.OneWire) bus.Write(probe);
                    else if (probe.Make != ProbeMake.Transmitter) _kernel!.Write(probe);
                }
        }
    }

    /// <summary>Doors to the machine's lines, and a look at the lamps.</summary>
    private async Task RunLinesAsync()
    {
        LampWatch watch = new(Lamps, IsPulledIn, what => Said?.Invoke(what));
        await Quietly(Loop());

        async Task Loop()
        {
            while (true)
            {
                await _clock.DelayAsync(LineLook, _over.Token);
                WriteDoors();
                watch.Look();
            }
        }
    }

    private bool IsPulledIn(LampPlace lamp) => lamp.Reader is { } reader ? IsOutputHigh(reader, lamp.Line) : _machineLines!.IsHigh(lamp.Line);

    private void WriteDoors()
    {
        if (_machineLines is null) return;
        bool[] open;
        lock (World.Gate)
        {
            World.AdvanceTo(_clock.Now);
            open = [.. World.Cabinets.Select(static cabinet => cabinet.DoorOpen)];
        }
        for (int door = 0; door < open.Length; door++) _machineLines.Set(MachineLines.FirstDoor + door, open[door]);
    }

    private void Tell(DeskOrder order)
    {
        if (!_orders.Writer.TryWrite(order)) Interlocked.Increment(ref _deskFailures);
    }

    private async Task RunDeskAsync(IStaffDesk desk)
    {
        await Quietly(Loop());

        async Task Loop()
        {
            await foreach (DeskOrder order in _orders.Reader.ReadAllAsync(_over.Token))
            {
                try
                {
                    await (order.Act switch
                    {
                        DeskAct.Receive => desk.ReceiveAsync(order.Bag, _over.Token),
                        DeskAct.Issue => desk.IssueAsync(order.Bag, _over.Token),
                        _ => desk.ReturnAsync(order.Bag, _over.Token),
                    });
                }
                catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidOperationException
                    || (failure is OperationCanceledException && !_over.IsCancellationRequested))
                {
                    LastDeskFailure = $"{order.Act} {order.Bag.UnitKey}: {failure.Message}";
                    Interlocked.Increment(ref _deskFailures);
                }
            }
        }
    }

    // The end of the site ends every loop by cancelling; that is no failure.
    private async Task Quietly(Task work)
    {
        await Task.WhenAny(work);
        if (!(work.IsCanceled && _over.IsCancellationRequested)) await work;
    }
}
