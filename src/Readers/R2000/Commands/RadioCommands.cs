namespace Readers.R2000.Commands;

/// <summary>74: the antenna that the following rounds use.</summary>
/// <param name="Port">From 1.</param>
public readonly record struct SetWorkAntenna(byte Port) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetWorkAntenna;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = (byte)(Port - 1);
        return 1;
    }
}

/// <summary>75: the antenna in use, from 1.</summary>
public readonly record struct GetWorkAntenna : IR2000Command<byte>
{
    public R2000Code Code => R2000Code.GetWorkAntenna;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out byte reply)
    {
        reply = payload.Length == 1 ? (byte)(payload[0] + 1) : (byte)0;
        return payload.Length == 1;
    }
}

/// <summary>66: power of all ports in dBm until the next restart; unlike 76 it does not wear the reader's flash memory.</summary>
public readonly record struct SetTemporaryPower(byte PowerDbm) : IR2000Setting
{
    public R2000Code Code => R2000Code.SetTemporaryPower;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = PowerDbm;
        return 1;
    }
}

/// <summary>77: power in dBm, one value when all ports are equal, else one per port.</summary>
public readonly record struct GetPower : IR2000Command<byte[]>
{
    public R2000Code Code => R2000Code.GetPower;

    public int WritePayload(Span<byte> destination) => 0;

    public bool TryParseReply(ReadOnlySpan<byte> payload, out byte[]? reply)
    {
        reply = payload.Length is >= 1 and <= 8 ? payload.ToArray() : null;
        return reply is not null;
    }
}
