using System.ComponentModel.DataAnnotations;
using Inventory.ColdChain;
using Inventory.Presence;
using Inventory.Units;
using Readers.Contacts;
using Readers.Sensors.Modbus;
using Readers.Transports;

namespace Edge.Operations;

/// <summary>A fridge, freezer, agitator or room.</summary>
public sealed class CabinetSection
{
    /// <summary>Place name: <c>fridge-1</c>.</summary>
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; init; } = "";
    [Required] public string NameZh { get; init; } = "";
    [Required] public string NameEn { get; init; } = "";

    /// <summary>Key of the storage class table; its limits hold here.</summary>
    [Required] public string StorageClass { get; init; } = "";

    /// <summary>How well radio can tell its shelves apart. On open wire shelves the place is the cabinet.</summary>
    public CabinetKind Kind { get; init; } = CabinetKind.SheetShelves;

    /// <summary>Shelf names from top to bottom; each is a place of its own.</summary>
    [MinLength(1)] public List<string> Shelves { get; init; } = [];
    public List<ProbeSection> Probes { get; init; } = [];

    /// <summary>Null: no door contact.</summary>
    public DoorSection? Door { get; init; }

    /// <summary>Bags that fit; for "room elsewhere".</summary>
    [Range(1, 100_000)] public int Capacity { get; init; } = 200;
}

/// <summary>One probe: a 1-wire device, or one of <c>Hwmon</c>, <c>Iio</c> and <c>Modbus</c>.</summary>
public sealed class ProbeSection
{
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Name { get; init; } = "";

    /// <summary>Folder of the kernel's 1-wire devices; for tests and simulators another one.</summary>
    public string OneWireRoot { get; init; } = "/sys/bus/w1/devices";

    /// <summary>28-xxxxxxxxxxxx, for a probe on the 1-wire bus.</summary>
    [RegularExpression("^(10|22|28|3b|42)-[0-9a-f]{12}$")]
    public string? Device { get; init; }

    /// <summary>For a chip of the kernel's hardware monitors.</summary>
    public HwmonSection? Hwmon { get; init; }

    /// <summary>For a converter of the kernel's industrial I/O.</summary>
    public IioSection? Iio { get; init; }

    /// <summary>For a transmitter on an RS-485 line.</summary>
    public ModbusProbeSection? Modbus { get; init; }
    [Range(1, 600)] public int SampleSeconds { get; init; } = 15;

    /// <summary>Added to every reading, from the calibration certificate.</summary>
    [Range(-5, 5)] public double OffsetCelsius { get; init; }

    /// <summary>True for a probe in liquid: shorter alarm delay, jumps refused.</summary>
    public bool Liquid { get; init; } = true;
}

/// <summary>LM75, SHT3x, SHT4x, TMP102 and their kin.</summary>
public sealed class HwmonSection
{
    /// <summary>Folder of the monitors; for tests and simulators another one.</summary>
    [Required] public string Root { get; init; } = "/sys/class/hwmon";

    /// <summary>As in the monitor's file <c>name</c>: <c>lm75</c>.</summary>
    [Required] public string Chip { get; init; } = "";

    /// <summary>Bus address, needed where two chips have one name: <c>1-0048</c>.</summary>
    public string? Address { get; init; }

    /// <summary>Number of the temperature (<c>1</c> for temp1_input) or its label.</summary>
    [Required] public string Channel { get; init; } = "1";
}

/// <summary>MAX31865 with a resistance thermometer and other converters.</summary>
public sealed class IioSection
{
    /// <summary>Folder of the devices; for tests and simulators another one.</summary>
    [Required] public string Root { get; init; } = "/sys/bus/iio/devices";

    /// <summary>As in the device's file <c>name</c>: <c>max31865</c>.</summary>
    [Required] public string Chip { get; init; } = "";

    /// <summary>Bus address, needed where two chips have one name: <c>spi0.0</c>.</summary>
    public string? Address { get; init; }

    /// <summary>The channel's files without their last word.</summary>
    [Required] public string Channel { get; init; } = "in_temp";
}

/// <summary>Where a Modbus RTU transmitter keeps its temperature: the device's manual says it.</summary>
public sealed class ModbusProbeSection
{
    /// <summary>Id of one of <c>ModbusLines</c>.</summary>
    [Required] public string Line { get; init; } = "";

    /// <summary>Station number.</summary>
    [Range(1, 247)] public int Unit { get; init; } = 1;
    public ModbusFunction Function { get; init; } = ModbusFunction.HoldingRegisters;

    /// <summary>Address from 0: "40001" and "30001" of a manual are register 0.</summary>
    [Range(0, 65535)] public int Register { get; init; }
    public RegisterType Type { get; init; } = RegisterType.Int16;

    /// <summary>Which register of a 32-bit value comes first.</summary>
    public WordOrder WordOrder { get; init; } = WordOrder.HighFirst;

    /// <summary>Degrees for one count.</summary>
    [Range(-1000, 1000)] public double Scale { get; init; } = 0.1;

    /// <summary>Added after scaling, °C, as the manual says; the calibration's offset is OffsetCelsius.</summary>
    [Range(-1000, 1000)] public double Offset { get; init; }

    /// <summary>Register contents in hexadecimal that mean "no sensor".</summary>
    public List<string> Invalid { get; init; } = ["7FFF", "8000"];
}

/// <summary>An RS-485 line with Modbus RTU units, or a serial server that leads to one.</summary>
public sealed class ModbusLineSection
{
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; init; } = "";

    /// <summary><c>/dev/ttyUSB1</c>, <c>COM4</c> or <c>tcp://host:port</c>.</summary>
    [Required] public string Port { get; init; } = "";
    [Range(1200, 921600)] public int BaudRate { get; init; } = 9600;
    public SerialParity Parity { get; init; } = SerialParity.None;
    [Range(1, 2)] public int StopBits { get; init; } = 1;

    /// <summary>A unit that has not answered by then is silent this time.</summary>
    [Range(20, 10_000)] public int ReplyTimeoutMs { get; init; } = 500;
}

/// <summary>The door contact is an input of a reader, or with <c>Gpio</c> one of this machine.</summary>
public sealed class DoorSection
{
    /// <summary>Id of the reader whose input it is.</summary>
    public string? Reader { get; init; }

    /// <summary>Input of the reader, as the reader numbers them.</summary>
    [Range(1, ReaderSection.LinesAtMost)] public int Line { get; init; } = 1;

    /// <summary>For a contact on a GPIO line of this machine.</summary>
    public GpioInputSection? Gpio { get; init; }

    /// <summary>True turns the level round.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>Shorter changes are not told.</summary>
    [Range(0, 10_000)] public int DebounceMs { get; init; } = 50;

    /// <summary>Level at the terminal when the door is open; a cut wire should read as open.</summary>
    public bool OpenWhenHigh { get; init; } = true;
    [Range(10, 3600)] public int WarnAfterSeconds { get; init; } = 60;
    [Range(10, 3600)] public int AlarmAfterSeconds { get; init; } = 180;

    internal string Source => Gpio?.Source ?? $"{Reader}/gpi/{Line}";
}

/// <summary>An input of this machine, by the kernel's character device (Linux).</summary>
public sealed class GpioInputSection
{
    /// <summary>A chip, or on older kernels the folder of lines <c>/sys/class/gpio</c>.</summary>
    [Required] public string Chip { get; init; } = "/dev/gpiochip0";

    /// <summary>Line of the chip, from 0.</summary>
    [Range(0, 1023)] public int Line { get; init; }

    /// <summary>Resistor inside the chip; with Up a cut wire reads as high, which is "open".</summary>
    public ContactPull Pull { get; init; } = ContactPull.Up;

    internal string Source => $"{Chip}/{Line}";
}

/// <summary>A relay at an output of a reader, or with <c>Gpio</c> of this machine.</summary>
public abstract class OutputSection
{
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; init; } = "";

    /// <summary>Id of the reader whose output it is.</summary>
    public string? Reader { get; init; }

    /// <summary>Output of the reader, as the reader numbers them.</summary>
    [Range(1, ReaderSection.LinesAtMost)] public int Line { get; init; } = 1;

    /// <summary>For a relay on a GPIO line of this machine.</summary>
    public GpioOutputSection? Gpio { get; init; }

    /// <summary>True for a relay board that pulls in at low level.</summary>
    public bool ActiveLow { get; init; }

    internal string Source => Gpio?.Source ?? $"{Reader}/gpo/{Line}";
}

public enum SignalKind { Lamp, Buzzer }

/// <summary>A lamp or buzzer behind a relay that is pulled in while all is well and falls off on alarm: at a reader, or with <c>Gpio</c> at this machine.</summary>
public sealed class SignalSection : OutputSection
{
    /// <summary>A lamp stays on until the alarm is over; a buzzer is silenced by whoever acknowledges.</summary>
    public SignalKind Kind { get; init; } = SignalKind.Lamp;

    /// <summary>Alarms below this priority are left to the pages.</summary>
    public AlarmPriority LowestPriority { get; init; } = AlarmPriority.High;
}

/// <summary>A lamp at a shelf or cabinet that burns for a while when somebody looks for a bag there: its relay is pulled in meanwhile.</summary>
public sealed class LightSection : OutputSection
{
    /// <summary>Cabinet or cabinet/shelf that it shows, or a desk.</summary>
    [Required] public string Place { get; init; } = "";

    /// <summary>It goes out by itself.</summary>
    [Range(5, 600)] public int Seconds { get; init; } = 60;
}

/// <summary>An output of this machine, by the kernel's character device (Linux).</summary>
public sealed class GpioOutputSection
{
    /// <summary>A chip, or on older kernels the folder of lines <c>/sys/class/gpio</c>.</summary>
    [Required] public string Chip { get; init; } = "/dev/gpiochip0";

    /// <summary>Line of the chip, from 0.</summary>
    [Range(0, 1023)] public int Line { get; init; }

    internal string Source => $"{Chip}/{Line}";
}

/// <summary>A receiver of satellite positions that writes NMEA 0183: where this vehicle is. It is only listened to.</summary>
public sealed class PositionSection
{
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; init; } = "position";

    /// <summary><c>/dev/ttyUSB2</c>, <c>COM5</c> or <c>tcp://host:port</c>.</summary>
    [Required] public string Port { get; init; } = "";
    [Range(1200, 921600)] public int BaudRate { get; init; } = 9600;

    /// <summary>An older position is told as the last known one, never as the present one.</summary>
    [Range(3, 600)] public int StaleAfterSeconds { get; init; } = 10;

    /// <summary>One position in this time is kept, as long as raw temperature samples are, and told to the hub.</summary>
    [Range(1, 3600)] public int SampleSeconds { get; init; } = 10;
}

/// <summary>A station's desk with a reading plate: bags laid on it are listed at once, and tags are written there.</summary>
/// <remarks>One antenna of a reader names it as its place. Session S0 notices quickest what is taken away.</remarks>
public sealed class DeskSection
{
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; init; } = "";
    [Required] public string NameZh { get; init; } = "";
    [Required] public string NameEn { get; init; } = "";

    /// <summary>Power for writing: a few dB more than reading needs, low enough that only what lies on the plate answers.</summary>
    [Range(0, 33)] public int WritePowerDbm { get; init; } = 22;

    /// <summary>Tags heard more weakly lie beside the plate: they are shown apart and not taken into a list.</summary>
    [Range(-100, 0)] public int NearbyBelowDbm { get; init; } = -60;
}

public sealed class PresenceSection
{
    /// <summary>Share of the evidence of one moment that counts: reads of one moment are not independent.</summary>
    [Range(0.01, 1.0)] public double Tempering { get; init; } = 0.15;

    /// <summary>Chance that a place must have before a change is concluded.</summary>
    [Range(0.5, 0.999999)] public double SureChance { get; init; } = 0.95;

    /// <summary>Mean time between two moves of a bag, the prior of "it still lies there".</summary>
    [Range(1, 100_000)] public int MeanStayMinutes { get; init; } = 240;

    /// <summary>How long antennas with a <c>LookDbm</c> look harder after the door was shut; 0: never.</summary>
    [Range(0, 60)] public int LookSeconds { get; init; } = 10;

    /// <summary>
    /// Places are weighed by the map of a cabinet that a walk with a reference tag gave and somebody put in use, where there is one; otherwise by
    /// the kind of cabinet alone.
    /// </summary>
    public bool PlacesByWalk { get; init; }
}

public sealed class ColdChainSection
{
    /// <summary>A probe without a good sample for this many sampling intervals is silent (at least 60 s).</summary>
    [Range(2, 100)] public int SilentAfterSamples { get; init; } = 3;

    /// <summary>Silence for this long is an alarm as serious as a temperature.</summary>
    [Range(60, 3600)] public int SilenceAlarmSeconds { get; init; } = 300;
}

public sealed class TagSection
{
    /// <summary>Whether a UII in the bag-tag profile BT names its unit by itself.</summary>
    public bool AcceptBagTagProfile { get; init; } = true;

    /// <summary>Whether all-digit donation numbers with a leading 0 are allowed (national scheme).</summary>
    public bool AcceptNationalNumbers { get; init; } = true;

    /// <summary>Application family identifier that a written bag tag carries with T = 1, two hexadecimal digits; empty: the chip's own bits stay, for readers that cannot write it. 0B is this program's own choice, of a proprietary sub-family; 07 and C2 are the libraries'.</summary>
    [RegularExpression("^([0-9A-F]{2})?$")]
    public string ApplicationFamily { get; init; } = "0B";
}

/// <summary>How long bags may be kept for somebody and how long they may be away.</summary>
public sealed class UnitSection
{
    /// <summary>A reservation holds this long when nobody says otherwise, and never longer than the second.</summary>
    [Range(1, 720)] public int ReserveHours { get; init; } = 24;
    [Range(1, 720)] public int ReserveHoursAtMost { get; init; } = 72;

    /// <summary>Out of controlled storage at a time; a bag that comes back later stays in quarantine. 30 or 60 is usual.</summary>
    [Range(1, 1440)] public int MinutesOutAtMost { get; init; } = 30;

    /// <summary>A bag may be issued and come back this often.</summary>
    [Range(1, 100)] public int TimesOutAtMost { get; init; } = 3;

    /// <summary>A bag that left its place and was not issued within this time is an exception, and an alarm.</summary>
    [Range(10, 86_400)] public int UnaccountedAfterSeconds { get; init; } = 300;

    /// <summary>Where bags usually go: one touch each at the station.</summary>
    public List<string> Wards { get; init; } = [];

    /// <summary>Components with limits of their own.</summary>
    public List<OutLimitSection> OutLimits { get; init; } = [];
}

public sealed class StocktakeSection
{
    /// <summary>A count ends after this much listening, complete or not.</summary>
    [Range(10, 3_600)] public int TimeLimitSeconds { get; init; } = 120;

    /// <summary>After each round the estimate is made anew and what was heard is recorded.</summary>
    [Range(1, 60)] public int RoundSeconds { get; init; } = 5;

    /// <summary>A fridge that was not counted for so long is due.</summary>
    [Range(1, 366)] public int CycleDays { get; init; } = 7;
}

public sealed class OutLimitSection
{
    public ComponentClass Component { get; init; }
    [Range(1, 1440)] public int MinutesOutAtMost { get; init; } = 30;
    [Range(1, 100)] public int TimesOutAtMost { get; init; } = 3;
}
