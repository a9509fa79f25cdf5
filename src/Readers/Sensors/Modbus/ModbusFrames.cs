using System.Buffers.Binary;

namespace Readers.Sensors.Modbus;

public enum ModbusFunction : byte { HoldingRegisters = 3, InputRegisters = 4 }

/// <summary>Asks one unit for registers.</summary>
/// <param name="Unit">Station number, 1 to 247.</param>
/// <param name="Register">Address from 0: "40001" of a manual is holding register 0.</param>
/// <param name="Count">Registers of two bytes, 1 to 125.</param>
public readonly record struct ModbusRequest(byte Unit, ModbusFunction Function, ushort Register, byte Count);

/// <summary>Frames of Modbus RTU. Pure: no I/O, no clock, no state.</summary>
/// <remarks>
/// Request: unit, function, register (2), count (2), check (2). Reply: unit, function, bytes that follow (1), registers, check; or
/// unit, function | 80, exception code, check. Numbers are high byte first, the check is low byte first. Source: Modbus over
/// serial line V1.02, Modbus application protocol V1.1b3.
/// </remarks>
public static class ModbusFrames
{
    public const int RequestBytes = 8;
    private const int ExceptionBytes = 5, Overhead = 5;
    private const byte ExceptionFlag = 0x80;

    public static byte[] Encode(ModbusRequest request)
    {
        byte[] frame = new byte[RequestBytes];
        (frame[0], frame[1]) = (request.Unit, (byte)request.Function);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), request.Register);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), request.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), ModbusCrc.Compute(frame.AsSpan(0, 6)));
        return frame;
    }

    /// <summary>
    /// Finds the answer to this request, and to no other, anywhere in what was received: behind noise, behind the request itself
    /// (adapters that hear their own sending) and behind a late answer of another unit.
    /// </summary>
    /// <param name="data">The registers' bytes, in <paramref name="received"/>; empty with an exception.</param>
    /// <param name="exception">The unit's exception code; 0 with an answer.</param>
    /// <returns>False while there is none.</returns>
    public static bool TryFindReply(
        ReadOnlySpan<byte> received, ModbusRequest request, out ReadOnlySpan<byte> data, out byte exception)
    {
        data = [];
        exception = 0;
        for (int at = 0; at + ExceptionBytes <= received.Length; at++)
        {
            ReadOnlySpan<byte> rest = received[at..];
            if (rest[0] != request.Unit) continue;
            int dataBytes = 2 * request.Count;
            if (rest[1] == (byte)request.Function && rest[2] == dataBytes && IsSound(rest, Overhead + dataBytes))
            {
                data = rest.Slice(3, dataBytes);
                return true;
            }
            if (rest[1] == ((byte)request.Function | ExceptionFlag) && rest[2] != 0 && IsSound(rest, ExceptionBytes))
            {
                exception = rest[2];
                return true;
            }
        }
        return false;
    }

    private static bool IsSound(ReadOnlySpan<byte> bytes, int length) => bytes.Length >= length
        && BinaryPrimitives.ReadUInt16LittleEndian(bytes[(length - 2)..]) == ModbusCrc.Compute(bytes[..(length - 2)]);
}
