namespace Readers.Sensors.Modbus;

public enum ModbusStatus : byte
{
    Answered,

    /// <summary>The unit answered that it cannot.</summary>
    Exception,

    /// <summary>Nothing came in time.</summary>
    NoAnswer,

    /// <summary>Something came in time that is no sound answer of this unit.</summary>
    Garbled,

    /// <summary>The line itself is gone or cannot be opened.</summary>
    LineLost,
}

/// <summary>What became of one request.</summary>
/// <param name="Data">The registers' bytes, high byte first, when answered; else empty.</param>
/// <param name="ExceptionCode">0 unless an exception.</param>
/// <param name="Detail">One plain English sentence when not answered.</param>
public readonly record struct ModbusReply(ModbusStatus Status, ReadOnlyMemory<byte> Data, byte ExceptionCode, string? Detail)
{
    public static ModbusReply Answer(ReadOnlySpan<byte> data) => new(ModbusStatus.Answered, data.ToArray(), 0, null);

    public static ModbusReply Of(ModbusStatus status, string detail) => new(status, default, 0, detail);

    public static ModbusReply Exception(byte unit, byte code) => new(
        ModbusStatus.Exception, default, code, $"Unit {unit} answers: {Name(code)} ({code:X2}).");

    private static string Name(byte code) => code switch
    {
        1 => "illegal function",
        2 => "illegal register address",
        3 => "illegal value",
        4 => "device failure",
        5 => "accepted, not done yet",
        6 => "busy",
        8 => "memory parity error",
        0x0A => "gateway has no path",
        0x0B => "gateway's device does not answer",
        _ => "unknown exception",
    };
}
