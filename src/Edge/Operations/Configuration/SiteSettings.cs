using System.ComponentModel.DataAnnotations;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using Readers;
using Readers.Contacts;
using Readers.Sensors.Modbus;
using Readers.Transports;

namespace Edge.Operations;

/// <summary>One site's configuration file. Every figure carries its unit in its name; every default stands here, once.</summary>
public sealed class SiteSettings
{
    public SiteSection Site { get; init; } = new();
    public LedgerSection Ledger { get; init; } = new();
    public WebSection Web { get; init; } = new();
    public HubSection? Hub { get; init; }
    public LogSection Log { get; init; } = new();
    public List<CabinetSection> Cabinets { get; init; } = [];
    public List<ReaderSection> Readers { get; init; } = [];
    public List<ModbusLineSection> ModbusLines { get; init; } = [];
    public List<SignalSection> Signals { get; init; } = [];
    public PresenceSection Presence { get; init; } = new();
    public ColdChainSection ColdChain { get; init; } = new();
    public TagSection Tags { get; init; } = new();
    public RawReadSection RawReads { get; init; } = new();
    public UnitSection Units { get; init; } = new();
    public StocktakeSection Stocktaking { get; init; } = new();
}

public enum SiteKind { BloodService, Hospital, Vehicle }

public sealed class SiteSection
{
    /// <summary>In topics and addresses: lower-case letters, digits, hyphens, at most 32.</summary>
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; init; } = "";

    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Region { get; init; } = "";
    [Required] public string NameZh { get; init; } = "";
    [Required] public string NameEn { get; init; } = "";
    public SiteKind Kind { get; init; } = SiteKind.Hospital;

    /// <summary>IANA zone; labels and pages use it, everything inside is UTC.</summary>
    [Required] public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Owner's domain in EPCIS identifiers (<c>https://DOMAIN/…</c>).</summary>
    [RegularExpression("^[a-z0-9.-]{3,100}$")]
    public string IdentifierDomain { get; init; } = "id.example.org";

    /// <summary>Which rule donation numbers follow. National13: 13 digits, a leading 0 is common, product codes are the nation's own.</summary>
    public DonationScheme Scheme { get; init; } = DonationScheme.Isbt128;

    /// <summary>Folder with products.csv and storage-classes.csv; relative to the configuration file. Empty: the shipped example.</summary>
    public string Tables { get; init; } = "";
}

public sealed class LedgerSection
{
    /// <summary>Folder of the ledger, the samples and the logs; relative to the configuration file.</summary>
    [Required] public string Folder { get; init; } = "data";

    /// <summary>Entries between two snapshots.</summary>
    [Range(100, 1_000_000)] public int SnapshotEvery { get; init; } = 10_000;

    /// <summary>How far the clock may stand behind the newest entry before recording stops until it is right again.</summary>
    [Range(0, 31_536_000)] public int ClockToleranceSeconds { get; init; } = 60;

    /// <summary>Raw temperature samples are kept this long; roll-ups stay.</summary>
    [Range(1, 3650)] public int KeepRawSamplesDays { get; init; } = 90;

    /// <summary>Null: no backups but those that a person makes.</summary>
    public BackupSection? Backup { get; init; }
}

/// <summary>Backups that the running service makes by itself.</summary>
public sealed class BackupSection
{
    /// <summary>Of this site alone, on another disk or a mounted share; relative to the configuration file.</summary>
    [Required] public string Folder { get; init; } = "";

    /// <summary>From one backup to the next, also over restarts.</summary>
    [Range(1, 168)] public int EveryHours { get; init; } = 24;

    /// <summary>Backups that stay; the oldest goes after a new one was read back whole.</summary>
    [Range(1, 3650)] public int Keep { get; init; } = 30;
}

/// <summary>The ring of raw reads for replay, in the folder <c>reads</c> beside the ledger.</summary>
public sealed class RawReadSection
{
    /// <summary>The oldest are dropped when there are more; 0 keeps none.</summary>
    [Range(0, 1_000_000)] public int MaxMegabytes { get; init; } = 1_000;
    [Range(1, 3650)] public int KeepDays { get; init; } = 14;
}

public sealed class WebSection
{
    [Required] public string Address { get; init; } = "127.0.0.1";
    [Range(0, 65535)] public int Port { get; init; } = 8080;

    /// <summary>Names under which browsers reach this machine, besides its own name, localhost and its addresses.</summary>
    public List<string> HostNames { get; init; } = [];

    /// <summary>A signed-in person who does nothing is signed out after this time; a viewer's screen on the wall is not.</summary>
    [Range(1, 1440)] public int IdleMinutes { get; init; } = 30;

    /// <summary>Failed sign-ins before an account is locked, and for how long.</summary>
    [Range(3, 100)] public int LockAfterFailures { get; init; } = 5;
    [Range(1, 1440)] public int LockMinutes { get; init; } = 15;

    /// <summary>PBKDF2-SHA-256 rounds.</summary>
    [Range(1_000, 10_000_000)] public int PasswordIterations { get; init; } = 600_000;
}

public enum MqttVersion { V311 = 4, V5 = 5 }

public sealed class HubSection
{
    [Required] public string Host { get; init; } = "";
    [Range(1, 65535)] public int Port { get; init; } = 1883;
    public MqttVersion Version { get; init; } = MqttVersion.V5;
    public string? User { get; init; }

    /// <summary>Name of the file that holds the password; never the password itself.</summary>
    public string? PasswordFile { get; init; }
    public bool Tls { get; init; }

    /// <summary>PEM files; the authority is required with TLS unless the machine's own store is meant.</summary>
    public string? AuthorityFile { get; init; }
    public string? CertificateFile { get; init; }
    public string? KeyFile { get; init; }

    [Range(5, 3600)] public int KeepAliveSeconds { get; init; } = 30;

    /// <summary>Unacknowledged QoS 1 messages at most; the broker's Receive Maximum lowers it.</summary>
    [Range(1, 65535)] public int Window { get; init; } = 100;
    [Range(1, 3600)] public int ReconnectMinSeconds { get; init; } = 1;
    [Range(1, 3600)] public int ReconnectMaxSeconds { get; init; } = 60;

    /// <summary>Events in one EPCIS document at most; repositories refuse 500.</summary>
    [Range(1, 499)] public int BatchEvents { get; init; } = 50;

    /// <summary>Events a second while a backlog drains: after an outage all sites come back at once. News is not held back.</summary>
    [Range(1, 100_000)] public int DrainEventsPerSecond { get; init; } = 20;
    [Range(1, 600)] public int StockEverySeconds { get; init; } = 2;
    [Range(10, 3600)] public int HeartbeatSeconds { get; init; } = 300;
    [Range(0, 600)] public int WillDelaySeconds { get; init; } = 30;
}

public sealed class LogSection
{
    [RegularExpression("^(Debug|Information|Warning|Error)$")]
    public string Level { get; init; } = "Information";
    [Range(1, 365)] public int KeepDays { get; init; } = 31;
}

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

    /// <summary>Input of the reader.</summary>
    [Range(1, 8)] public int Line { get; init; } = 1;

    /// <summary>For a contact on a GPIO line of this machine.</summary>
    public GpioInputSection? Gpio { get; init; }

    /// <summary>Level at the terminal when the door is open; a cut wire should read as open.</summary>
    public bool OpenWhenHigh { get; init; } = true;
    [Range(10, 3600)] public int WarnAfterSeconds { get; init; } = 60;
    [Range(10, 3600)] public int AlarmAfterSeconds { get; init; } = 180;
}

/// <summary>An input of this machine, by the kernel's character device (Linux).</summary>
public sealed class GpioInputSection
{
    [Required] public string Chip { get; init; } = "/dev/gpiochip0";

    /// <summary>Line of the chip, from 0.</summary>
    [Range(0, 1023)] public int Line { get; init; }

    /// <summary>True turns the level round.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>Resistor inside the chip; with Up a cut wire reads as high, which is "open".</summary>
    public ContactPull Pull { get; init; } = ContactPull.Up;

    /// <summary>Shorter changes are not told.</summary>
    [Range(0, 10_000)] public int DebounceMs { get; init; } = 50;

    internal string Source => $"{Chip}/{Line}";
}

public enum SignalKind { Lamp, Buzzer }

/// <summary>A lamp or buzzer behind a relay that is pulled in while all is well and falls off on alarm.</summary>
public sealed class SignalSection
{
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; init; } = "";

    /// <summary>A lamp stays on until the alarm is over; a buzzer is silenced by whoever acknowledges.</summary>
    public SignalKind Kind { get; init; } = SignalKind.Lamp;

    /// <summary>Alarms below this priority are left to the pages.</summary>
    public AlarmPriority LowestPriority { get; init; } = AlarmPriority.High;
    public GpioOutputSection Gpio { get; init; } = new();
}

/// <summary>An output of this machine, by the kernel's character device (Linux).</summary>
public sealed class GpioOutputSection
{
    [Required] public string Chip { get; init; } = "/dev/gpiochip0";

    /// <summary>Line of the chip, from 0.</summary>
    [Range(0, 1023)] public int Line { get; init; }

    /// <summary>True for a relay board that pulls in at low level.</summary>
    public bool ActiveLow { get; init; }

    internal string Source => $"{Chip}/{Line}";
}

public enum ReaderFamily { R2000, Llrp, ThingMagic, M100 }

public sealed class ReaderSection
{
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; init; } = "";
    public ReaderFamily Family { get; init; } = ReaderFamily.R2000;

    /// <summary><c>/dev/ttyUSB0</c>, <c>COM3</c> or <c>tcp://host:port</c>.</summary>
    [Required] public string Port { get; init; } = "";
    [Range(1200, 921600)] public int BaudRate { get; init; } = 115200;

    /// <summary>Address on the line; 255 is the broadcast address that every R2000 answers.</summary>
    [Range(0, 255)] public int Address { get; init; } = 255;
    public Session Session { get; init; } = Session.S1;

    /// <summary>Required for modules that forget their region at power-off; the others keep what was set at installation.</summary>
    public RadioRegion? Region { get; init; }
    [MinLength(1)] public List<AntennaSection> Antennas { get; init; } = [];
}

public sealed class AntennaSection
{
    [Range(1, 16)] public int Port { get; init; }
    [Range(0, 33)] public int PowerDbm { get; init; } = 27;

    /// <summary>Cabinet or cabinet/shelf that it is meant to hear.</summary>
    [Required] public string Place { get; init; } = "";
}

public sealed class PresenceSection
{
    /// <summary>Share of the evidence of one moment that counts: reads of one moment are not independent.</summary>
    [Range(0.01, 1.0)] public double Tempering { get; init; } = 0.15;

    /// <summary>Chance that a place must have before a change is concluded.</summary>
    [Range(0.5, 0.999999)] public double SureChance { get; init; } = 0.95;

    /// <summary>Mean time between two moves of a bag, the prior of "it still lies there".</summary>
    [Range(1, 100_000)] public int MeanStayMinutes { get; init; } = 240;
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
