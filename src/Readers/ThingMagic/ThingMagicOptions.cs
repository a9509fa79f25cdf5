namespace Readers.ThingMagic;

/// <summary>How one ThingMagic module is driven.</summary>
public sealed record ThingMagicOptions
{
    /// <summary>Region code (docs/protocols/thingmagic.md). The module forgets it at power-off and must not transmit without; there is no default.</summary>
    public required byte Region { get; init; }

    /// <summary>Search time of one antenna's turn.</summary>
    public TimeSpan SearchTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>True: the module streams every read of all antennas; the antennas are then reported as listening all together.</summary>
    public bool Continuous { get; init; }

    /// <summary>How the air is used; what is null stays as the module has it.</summary>
    public ThingMagicGen2 Gen2 { get; init; } = new();

    /// <summary>When it is asked for its temperature and its antennas' return loss.</summary>
    public SelfCheckOptions SelfCheck { get; init; } = new();

    /// <summary>Longest wait for a reply, search time not included.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Starting the application from the boot loader may take this long.</summary>
    public TimeSpan BootTimeout { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(4);

    public TimeSpan InterByteTimeout { get; init; } = TimeSpan.FromMilliseconds(150);

    public TimeSpan InputInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan FaultInterval { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan PauseAfterFault { get; init; } = TimeSpan.FromMilliseconds(100);
}
