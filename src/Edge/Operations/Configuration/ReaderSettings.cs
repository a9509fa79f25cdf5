using System.ComponentModel.DataAnnotations;
using Readers;
using Readers.ThingMagic;

namespace Edge.Operations;

public enum ReaderFamily { R2000, Llrp, ThingMagic, M100 }

/// <summary>First and last byte of an M100 class module's frames: BB and 7E, or AA and DD.</summary>
public enum ModuleMarks { Standard, R200 }

public sealed class ReaderSection
{
    /// <summary>Electrical inputs or outputs of any reader.</summary>
    internal const int LinesAtMost = 8;

    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Id { get; init; } = "";
    public ReaderFamily Family { get; init; } = ReaderFamily.R2000;

    /// <summary><c>/dev/ttyUSB0</c>, <c>COM3</c>, <c>tcp://host:port</c> or, inside TLS, <c>tls://host:port</c>; <c>#SHA256</c> after it pins the reader's certificate.</summary>
    [Required] public string Port { get; init; } = "";
    [Range(1200, 921600)] public int BaudRate { get; init; } = 115200;

    /// <summary>Address on the line; 255 is the broadcast address that every R2000 answers.</summary>
    [Range(0, 255)] public int Address { get; init; } = 255;

    /// <summary>While it watches. In S0 a visit of an antenna is one round, in S1 to S3 two, so that what is taken is missed later (ADR 0015).</summary>
    public Session Session { get; init; } = Session.S0;

    /// <summary>Required for modules that forget their region at power-off; the others keep what was set at installation.</summary>
    public RadioRegion? Region { get; init; }

    /// <summary>For the family M100: Standard where frames begin with BB and end with 7E, R200 where they begin with AA and end with DD; <c>doctor</c> finds out.</summary>
    public ModuleMarks Marks { get; init; } = ModuleMarks.Standard;
    [MinLength(1)] public List<AntennaSection> Antennas { get; init; } = [];

    /// <summary>For a reader of the family Llrp.</summary>
    public LlrpSection? Llrp { get; init; }

    /// <summary>For a module of the family ThingMagic.</summary>
    public ThingMagicSection? ThingMagic { get; init; }

    /// <summary>For the families R2000 and ThingMagic, which measure themselves. Null: the defaults below.</summary>
    public SelfCheckSection? SelfCheck { get; init; }

    /// <summary>
    /// True: carried about to look for one bag. What it hears is of no place, it counts nothing, and that it is switched off is no alarm. The place
    /// of each of its antennas is the reader's own <c>Id</c>.
    /// </summary>
    public bool HandHeld { get; init; }
}

/// <summary>A reader's own temperature and its antennas' return loss: when they are asked for, and what of them is a fault.</summary>
public sealed class SelfCheckSection
{
    /// <summary>While all is well; what is wrong is looked at again every 10 s until it is over.</summary>
    [Range(1, 1440)] public int EveryMinutes { get; init; } = 10;

    /// <summary>From here on it is too hot; modules pause at about 70.</summary>
    [Range(40, 100)] public int HotCelsius { get; init; } = SelfCheckOptions.UsualHotCelsius;

    /// <summary>An antenna with less is bad: at 10 dB a tenth of the power comes back. An empty port has about 1.</summary>
    [Range(0, 30)] public int PoorReturnLossDb { get; init; } = SelfCheckOptions.UsualPoorReturnLossDb;
}

/// <summary>What a ThingMagic module is asked for beyond the usual; what it refuses is told as a fault, and it reads on with what it has.</summary>
/// <remarks>
/// The session is the reader's <c>Session</c>. Whether tags in state A or B answer is no setting: with one of them alone a bag that has
/// answered looks absent.
/// </remarks>
public sealed class ThingMagicSection
{
    /// <summary>
    /// True: reads come as they happen, from all antennas together; false: the antennas take turns. Counts, chip identities and tags to be
    /// written take turns all the same. A module that streams does not tell its inputs.
    /// </summary>
    public bool Continuous { get; init; }

    /// <summary>Length of one antenna's turn.</summary>
    [Range(50, 2000)] public int TurnMs { get; init; } = 200;

    /// <summary>A round has two to the power of Q slots; about the number of tags before the antenna. Null: the module finds it by itself.</summary>
    [Range(0, 15)] public int? Q { get; init; }

    /// <summary>Coding of the tags' answers: Fm0 is quickest, Miller8 safest against noise. Null: as the module has it.</summary>
    public ThingMagicEncoding? Encoding { get; init; }

    /// <summary>Speed of the tags' answers. Null: as the module has it.</summary>
    public ThingMagicLinkFrequency? LinkFrequency { get; init; }

    /// <summary>Length of a zero that the module sends. Null: as the module has it.</summary>
    public ThingMagicTari? Tari { get; init; }
}

/// <summary>What an LLRP reader is asked for beyond the usual.</summary>
public sealed class LlrpSection
{
    internal const string Version11 = "1.1";

    /// <summary>1.0.1 is spoken by every known reader; 1.1 is asked for and, where it is refused, a fault is told and 1.0.1 used.</summary>
    [RegularExpression(@"^1\.(0\.1|1)$")]
    public string Version { get; init; } = "1.0.1";

    /// <summary>Radio mode, as the reader's manual numbers them; one that it does not have is told as a fault, and it does not read. Null: its own choice.</summary>
    [Range(0, 65_535)] public int? RfMode { get; init; }

    /// <summary>Impinj only: an antenna without a tag for so long rests. Null: it never does.</summary>
    [Range(1, 60)] public int? RestAfterSeconds { get; init; }

    /// <summary>Impinj only: a resting antenna looks so often whether a tag has come.</summary>
    [Range(10, 10_000)] public int LookEveryMs { get; init; } = 200;
}

public sealed class AntennaSection
{
    [Range(1, 16)] public int Port { get; init; }
    [Range(0, 33)] public int PowerDbm { get; init; } = 27;

    /// <summary>
    /// Power for the seconds after its cabinet's door was shut and for the last step of a count, to tell a bag that is only hidden from one that was
    /// taken; 3 dB more than <c>PowerDbm</c> help much, where the region's limit at the antenna allows them. Null: no more power.
    /// </summary>
    [Range(0, 33)] public int? LookDbm { get; init; }

    /// <summary>Cabinet or cabinet/shelf that it is meant to hear, or a desk.</summary>
    [Required] public string Place { get; init; } = "";
}
