using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Readers.Sensors.Modbus;

[SuppressMessage("Naming", "CA1720", Justification = "The words of every device's manual.")]
public enum RegisterType : byte { Int16, UInt16, Int32, Float32 }

/// <summary>Which of the two registers of a 32-bit value comes first. Inside a register the high byte always does.</summary>
public enum WordOrder : byte { HighFirst, LowFirst }

/// <summary>Where a unit keeps a temperature and how: there is no standard, the device's manual says it.</summary>
/// <param name="Scale">Degrees for one count: 0.1 for tenths.</param>
/// <param name="Offset">Added after scaling, °C.</param>
/// <param name="Invalid">Contents that mean "no sensor", as the register's bits: 7FFF, 8000.</param>
public sealed record RegisterMap(
    byte Unit, ModbusFunction Function, ushort Register, RegisterType Type, WordOrder Order, double Scale, double Offset,
    IReadOnlyList<uint> Invalid)
{
    public ModbusRequest Request => new(Unit, Function, Register, (byte)(Type is RegisterType.Int16 or RegisterType.UInt16 ? 1 : 2));

    /// <param name="data">Two or four bytes, as the request asks.</param>
    public (double? Celsius, ReadingFault Fault) Decode(ReadOnlySpan<byte> data)
    {
        uint bits = data.Length == 2
            ? BinaryPrimitives.ReadUInt16BigEndian(data)
            : BinaryPrimitives.ReadUInt32BigEndian(data) is var read && Order == WordOrder.LowFirst ? (read << 16) | (read >> 16) : read;
        if (Invalid.Contains(bits)) return (null, ReadingFault.Wiring);
        double count = Type switch
        {
            RegisterType.Int16 => (short)bits,
            RegisterType.UInt16 => bits,
            RegisterType.Int32 => (int)bits,
            _ => BitConverter.UInt32BitsToSingle(bits),
        };
        double celsius = (count * Scale) + Offset;
        return PlausibleCelsius.Holds(celsius) ? (celsius, ReadingFault.None) : (null, ReadingFault.OutOfRange);
    }

    /// <summary>An invalid value as it stands in manuals: <c>7FFF</c>, <c>0x8000</c>, <c>7FC00000</c>.</summary>
    public static bool TryParseBits(string text, out uint bits) => uint.TryParse(
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text,
        NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits);
}
