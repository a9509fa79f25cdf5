namespace Readers.Llrp;

/// <summary>How one LLRP reader is driven.</summary>
public sealed record LlrpOptions
{
    /// <summary>1 for LLRP 1.0.1, which every known reader speaks; 2 asks the reader for 1.1 and falls back.</summary>
    public byte Version { get; init; } = 1;

    /// <summary>The number of our own ROSpec; all others on the reader are somebody else's and are left alone.</summary>
    public uint RoSpecId { get; init; } = 724_997;

    /// <summary>How long each antenna listens in its turn.</summary>
    public TimeSpan TurnDuration { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A reader must tell a new client within this time whether it is accepted.</summary>
    public TimeSpan ConnectionEventTimeout { get; init; } = TimeSpan.FromSeconds(4);

    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Asked of the reader; without reads and events this is all that shows that it is alive.</summary>
    public TimeSpan KeepalivePeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Without a message for this long the reader counts as lost; the whole is to be noticed within 5 s.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The ROSpec is started again when it should have ended this long ago and has not said so.</summary>
    public TimeSpan RestartAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A refused ROSpec is tried again after this time.</summary>
    public TimeSpan RetryRefused { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan FaultInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Entry of the reader's RF mode table; null leaves the reader's own choice.</summary>
    public ushort? RfMode { get; init; }

    /// <summary>Tags expected before an antenna: the reader's first choice of slots.</summary>
    public ushort TagPopulation { get; init; } = 32;

    /// <summary>Impinj readers only: the antenna rests in an empty field. Null: it never does.</summary>
    public LlrpLowDutyCycle? LowDutyCycle { get; init; }
}

/// <summary>Search at a low rate while no tag is there. A tag that comes is heard up to <paramref name="PingEvery"/> later.</summary>
/// <param name="EmptyFieldAfter">Without a tag for so long the field counts as empty; up to 65 s.</param>
/// <param name="PingEvery">So often the reader then looks whether a tag has come; up to 65 s.</param>
public readonly record struct LlrpLowDutyCycle(TimeSpan EmptyFieldAfter, TimeSpan PingEvery);
