using System.ComponentModel.DataAnnotations;
using Inventory.Identification;

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
    public List<DeskSection> Desks { get; init; } = [];
    public List<ModbusLineSection> ModbusLines { get; init; } = [];
    public List<SignalSection> Signals { get; init; } = [];
    public List<LightSection> Lights { get; init; } = [];
    public PositionSection? Position { get; init; }
    public PresenceSection Presence { get; init; } = new();
    public ColdChainSection ColdChain { get; init; } = new();
    public TagSection Tags { get; init; } = new();
    public RawReadSection RawReads { get; init; } = new();
    public UnitSection Units { get; init; } = new();
    public StockSection Stock { get; init; } = new();
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

    /// <summary>Folder with products.csv, storage-classes.csv and, where stock levels shall warn, stock-levels.csv; relative to the configuration file. Empty: the shipped examples, without levels.</summary>
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

    /// <summary>A scanned badge signs in without a PIN, for the work at the bench only; false: it names the person, and a PIN or password follows.</summary>
    public bool BadgeAlone { get; init; }

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
