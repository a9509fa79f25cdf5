using System.Globalization;
using Readers.Decoding;

namespace Readers.ThingMagic;

/// <summary>Commands 66 and 96, the module's pins, for decoding.</summary>
internal static class ThingMagicPinFields
{
    public static bool TryAddCommand(ThingMagicOpcode opcode, ReadOnlySpan<byte> data, FieldList fields)
    {
        switch (data)
        {
            case [1] when opcode == ThingMagicOpcode.GetGpio:
                fields.Add("ask", "pins");
                return true;
            case [byte pin, byte level] when opcode == ThingMagicOpcode.SetGpio:
                fields.Add("pin", (int)pin);
                fields.Add("high", level != 0);
                return true;
            case [1, byte pin, byte direction, 0] when opcode == ThingMagicOpcode.SetGpio:
                fields.Add("pin", (int)pin);
                fields.Add("direction", Direction(direction));
                return true;
            case [byte pin] when opcode == ThingMagicOpcode.SetGpio:
                fields.Add("pin", (int)pin);
                fields.Add("ask", "direction");
                return true;
            default:
                return false;
        }
    }

    /// <summary>66: 01, then triples of pin, direction and level; 96: pin and direction.</summary>
    public static bool TryAddReply(ThingMagicOpcode opcode, ReadOnlySpan<byte> data, FieldList fields)
    {
        if (opcode == ThingMagicOpcode.SetGpio)
        {
            if (data is not [byte asked, byte direction, ..]) return false;
            fields.Add("pin", (int)asked);
            fields.Add("direction", Direction(direction));
            return true;
        }
        if (data is not [1, ..] || data.Length % 3 != 1) return false;
        List<string> pins = [];
        for (int at = 1; at < data.Length; at += 3)
            pins.Add(string.Create(CultureInfo.InvariantCulture, $"{data[at]}:{Direction(data[at + 1])}:{data[at + 2]}"));
        fields.Add("pins", pins);
        return true;
    }

    private static string Direction(byte code) => code == 1 ? "output" : "input";
}
