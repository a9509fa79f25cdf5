namespace Readers.R2000;

/// <summary>The vendor's tables for the two radio values in a tag report.</summary>
public static class R2000Tables
{
    /// <summary>Received strength in dBm of a raw byte 0 to 127.</summary>
    /// <remarks>The vendor table runs from 31 (-99 dBm) to 98 (-31 dBm) and skips -40 between 89 and 90; it is continued outward.</remarks>
    public static float RssiDbm(byte raw) => raw >= 90 ? raw - 129 : raw - 130;

    /// <summary>Index of a carrier of the fixed regions.</summary>
    /// <exception cref="InvalidOperationException">No index names it.</exception>
    public static byte FrequencyIndex(int khz)
    {
        for (int index = 0; FrequencyKhz(index) is { } carrier; index++)
            if (carrier == khz) return (byte)index;
        throw new InvalidOperationException($"{khz} kHz is no carrier of the reader's table.");
    }

    /// <summary>Carrier in kHz of a frequency index, for the fixed regions; null beyond the table (index 60 to 63).</summary>
    public static int? FrequencyKhz(int index) => index switch
    {
        >= 0 and <= 6 => 865_000 + 500 * index,
        >= 7 and <= 59 => 902_000 + 500 * (index - 7),
        _ => null,
    };
}
