namespace Readers.M100;

/// <summary>How one M100 class module is driven.</summary>
public sealed record M100Options
{
    /// <summary>Region code (1 China 920, 2 US, 3 Europe, 4 China 840, 6 Korea). Forgotten when the module sleeps; there is no default.</summary>
    public required byte Region { get; init; }

    /// <summary>As the module's paper has them; a module answers to its own alone.</summary>
    public M100Marks Marks { get; init; } = M100Marks.Standard;

    /// <summary>How long the antenna listens before its turn is closed.</summary>
    public TimeSpan TurnDuration { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>First choice of slots: 2 to the power of this.</summary>
    public byte Q { get; init; } = 4;

    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(4);

    public TimeSpan InterByteTimeout { get; init; } = TimeSpan.FromMilliseconds(150);

    public TimeSpan FaultInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause after a turn in which the module reported an error (all channels busy), so that a fault does not fill the line.</summary>
    public TimeSpan PauseAfterFault { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A set-up that was refused is tried again after this time.</summary>
    public TimeSpan RetrySetup { get; init; } = TimeSpan.FromSeconds(5);
}
