namespace Readers.R2000.Commands;

/// <summary>89: one round on the work antenna in session S0, each tag reported as it is read.</summary>
/// <param name="Repeat">Rounds within the round; 255 the shortest.</param>
public readonly record struct RealTimeInventory(byte Repeat) : IR2000Command
{
    public R2000Code Code => R2000Code.RealTimeInventory;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = Repeat;
        return 1;
    }
}

/// <summary>8B: one round on the work antenna with a session and the inventoried state that shall answer.</summary>
public readonly record struct SessionInventory(Session Session, bool TargetB, byte Repeat) : IR2000Command
{
    public R2000Code Code => R2000Code.SessionInventory;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = (byte)Session;
        destination[1] = TargetB ? (byte)1 : (byte)0;
        destination[2] = Repeat;
        return 3;
    }
}
