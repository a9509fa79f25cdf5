namespace HardwareSim;

/// <summary>How the inside of a cabinet carries radio; it decides whether a shelf can be told at all.</summary>
public enum CabinetKind
{
    /// <summary>Wire shelves in one box: every antenna hears every bag alike.</summary>
    OpenShelves,

    /// <summary>Sheet metal shelves with gaps.</summary>
    SheetShelves,

    /// <summary>Closed drawers, each a box of its own with one antenna.</summary>
    MetalDrawers,
}

/// <summary>Whose bytes a reader speaks. An M100 has one antenna port, all others as many as the options say. An R200 is an M100 whose frames begin and end otherwise.</summary>
public enum ReaderKind { R2000, Llrp, LlrpImpinj, ThingMagic, M100, R200 }

/// <summary>How the firmware of an R2000 class reader ends its rounds, and which fast switch it knows.</summary>
public enum R2000Firmware
{
    /// <summary>89 and 8B end with antenna, tags a second and reads; 8A with reads in three bytes and milliseconds. Every form of 8A.</summary>
    V19,

    /// <summary>89 and 8B end with antenna and reads; 8A with reads in four bytes and milliseconds. Of 8A the shortest form alone.</summary>
    V22,
}

public enum DoorKind { PlainGlass, CoatedGlass, Metal }

/// <summary>What world to build. Every figure is a setting; the defaults are one room of a hospital blood bank.</summary>
public sealed record SimulationOptions
{
    public Seed Seed { get; init; } = new(1);
    public int Cabinets { get; init; } = 2;

    /// <summary>Shelves or drawers in each cabinet; each has one antenna.</summary>
    public int ShelvesPerCabinet { get; init; } = 4;

    /// <summary>Antennas of one reader, up to 8; readers follow from the number of shelves. An R2000 has 4 ports, or 8 where more than 4 are used.</summary>
    public int PortsPerReader { get; init; } = 4;

    /// <summary>Kinds of the readers in order; the list begins again when there are more readers than kinds.</summary>
    public IReadOnlyList<ReaderKind> Readers { get; init; } = [ReaderKind.R2000];

    /// <summary>Of every R2000.</summary>
    public R2000Firmware R2000Firmware { get; init; }
    public CabinetKind Cabinet { get; init; } = CabinetKind.MetalDrawers;
    public DoorKind Door { get; init; } = DoorKind.CoatedGlass;

    /// <summary>Bags on the shelves at the start, and the level to which deliveries fill up.</summary>
    public int Bags { get; init; } = 200;

    /// <summary>Tags in the cabinets that are no bag.</summary>
    public int StrayTags { get; init; } = 4;

    /// <summary>All rates of people's work times this; 1 is a hospital bank of 200 units, about one issue in 44 minutes.</summary>
    public double Activity { get; init; } = 1;

    /// <summary>True: most work by day (08-18 h 70 %, 18-23 h 20 %). False: the same rate at every hour.</summary>
    public bool DayProfile { get; init; }

    /// <summary>Eight-character product codes of the bags.</summary>
    public IReadOnlyList<string> Products { get; init; } = ["E0304V00", "E0336V00"];

    /// <summary>Facility that collected the bags: the first five characters of a donation number.</summary>
    public string Facility { get; init; } = "G1234";

    /// <summary>Zone of the printed labels and of the day profile.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>True: serial devices are at pseudo-terminals, of R2000 readers every second one at a TCP socket. False: all are behind serial servers, at TCP sockets.</summary>
    public bool SerialPorts { get; init; } = !OperatingSystem.IsWindows();

    /// <summary>The room is a vehicle on its way, with a position receiver.</summary>
    public bool Vehicle { get; init; }

    /// <summary>How often the 1-wire files are written, in simulated time.</summary>
    public TimeSpan OneWireEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A third probe in each cabinet, a transmitter; all of them share one RS-485 line.</summary>
    public bool Transmitters { get; init; }

    /// <summary>Two more probes in each cabinet, chips whose drivers are the kernel's, in a folder like <c>/sys</c>. Linux only.</summary>
    public bool KernelSensors { get; init; }

    /// <summary>Door contacts and the alarm lamp are at lines of the service's machine, in a folder like <c>/sys/class/gpio</c>; else at readers.</summary>
    public bool MachineLines { get; init; }

    /// <summary>An alarm lamp and a lamp at each cabinet, at outputs of the readers.</summary>
    public bool Lamps { get; init; }

    /// <summary>Beside the readers of the cabinets one with a single antenna, an M100, with which somebody walks about.</summary>
    public bool HandHeld { get; init; }

    /// <summary>Temperature of the room, its daily swing to either side, °C.</summary>
    public double RoomCelsius { get; init; } = 22;
    public double RoomSwingCelsius { get; init; } = 1.5;

    /// <summary>Power before the host sets one, dBm.</summary>
    public int DefaultPowerDbm { get; init; } = 24;

    /// <summary>Serial speed of every reader, bits a second, 10 bits a byte.</summary>
    public int BaudRate { get; init; } = 115200;

    /// <summary>Share of bags with a dead tag, and of "shy" ones (8 dB more loss).</summary>
    public double DeadTags { get; init; } = 0.001;
    public double ShyTags { get; init; } = 0.005;
}
