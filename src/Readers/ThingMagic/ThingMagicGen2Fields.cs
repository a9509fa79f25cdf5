using System.Globalization;
using Readers.Decoding;

namespace Readers.ThingMagic;

/// <summary>Gen2 settings as commands 9B and 6B and the metadata of a tag say them, for decoding.</summary>
internal static class ThingMagicGen2Fields
{
    private const byte Gen2 = 5;

    /// <summary>Which setting is asked for (6B).</summary>
    public static bool TryAddQuestion(ReadOnlySpan<byte> data, FieldList fields)
    {
        if (data is not [Gen2, byte key]) return false;
        fields.Add("parameter", (ThingMagicGen2Key)key switch
        {
            ThingMagicGen2Key.Session => "session",
            ThingMagicGen2Key.Target => "target",
            ThingMagicGen2Key.Encoding => "encoding",
            ThingMagicGen2Key.LinkFrequency => "linkFrequency",
            ThingMagicGen2Key.Tari => "tari",
            ThingMagicGen2Key.Q => "q",
            _ => key.ToString("X2", CultureInfo.InvariantCulture),
        });
        return true;
    }

    /// <summary>A setting with its value: what 9B sets, and what the module answers to 6B.</summary>
    public static bool TryAddValue(ReadOnlySpan<byte> data, FieldList fields)
    {
        if (data is not [Gen2, byte key, ..]) return false;
        ReadOnlySpan<byte> value = data[2..];
        switch ((ThingMagicGen2Key)key)
        {
            case ThingMagicGen2Key.Session when value is [byte session]:
                fields.Add("session", (int)session);
                return true;
            case ThingMagicGen2Key.Target when value is [byte high, byte low]:
                fields.Add("target", (high << 8 | low) switch { 0x0100 => "A", 0x0101 => "B", 0 => "AB", 1 => "BA", _ => "unknown" });
                return true;
            case ThingMagicGen2Key.Encoding when value is [<= 3 and byte encoding]:
                fields.Add("encoding", (ThingMagicEncoding)encoding switch
                {
                    ThingMagicEncoding.Fm0 => "FM0", ThingMagicEncoding.Miller2 => "M2", ThingMagicEncoding.Miller4 => "M4", _ => "M8",
                });
                return true;
            case ThingMagicGen2Key.LinkFrequency when value is [byte frequency] && Khz((ThingMagicLinkFrequency)frequency) is { } khz:
                fields.Add("linkFrequencyKhz", khz);
                return true;
            case ThingMagicGen2Key.Tari when value is [<= 2 and byte tari]:
                fields.Add("tariMicroseconds", 25.0 / (1 << tari));
                return true;
            case ThingMagicGen2Key.Q when value is [0, ..]:
                fields.Add("q", "dynamic");
                return true;
            case ThingMagicGen2Key.Q when value is [1, byte q]:
                fields.Add("q", (int)q);
                return true;
            default:
                return false;
        }
    }

    /// <summary>With what a tag was read, as far as the module tells.</summary>
    public static void AddOf(in ThingMagicTag tag, FieldList fields)
    {
        fields.Add("q", tag.Q is { } q ? (int)q : null);
        if (tag.LinkFrequency is { } frequency)
        {
            if (Khz(frequency) is { } khz) fields.Add("linkFrequencyKhz", khz);
            else fields.Add("linkFrequency", ((byte)frequency).ToString("X2", CultureInfo.InvariantCulture));
        }
        fields.Add("target", tag.Target switch { null => null, 0 => "A", 1 => "B", _ => "unknown" });
        fields.Add("brand", tag.BrandId is { } brand ? brand.ToString("X4", CultureInfo.InvariantCulture) : null);
    }

    private static int? Khz(ThingMagicLinkFrequency frequency) => frequency switch
    {
        ThingMagicLinkFrequency.Khz250 => 250, ThingMagicLinkFrequency.Khz320 => 320, ThingMagicLinkFrequency.Khz640 => 640, _ => null,
    };
}
