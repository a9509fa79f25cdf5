namespace Readers.R2000;

/// <summary>How one R2000-class reader is driven.</summary>
public sealed record R2000Options
{
    /// <summary>Address on the line, 0 to 254; 255 is answered by every reader and is right where there is one on the line.</summary>
    public byte Address { get; init; } = 255;

    /// <summary>Longest wait for the reply to a command other than an inventory.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two frames of a round.</summary>
    public TimeSpan RoundTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Without a sound frame for this long the reader counts as lost; the whole is to be noticed within 5 s.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>A frame whose next byte has not come by then is dropped; at 9600 baud a byte takes about a millisecond.</summary>
    public TimeSpan InterByteTimeout { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The reader's inputs are asked for at most this often, between rounds.</summary>
    public TimeSpan InputInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A fault that lasts is repeated this often.</summary>
    public TimeSpan FaultInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When it is asked for its temperature and its antennas' return loss.</summary>
    public SelfCheckOptions SelfCheck { get; init; } = new();

    /// <summary>Pause after a turn in which nothing could be heard (no antenna), so that a fault does not fill the line.</summary>
    public TimeSpan PauseAfterFault { get; init; } = TimeSpan.FromMilliseconds(100);
}
