namespace Readers.M100;

/// <summary>Region codes and their channels.</summary>
public static class M100Channels
{
    public static byte CodeOf(RadioRegion region) => region switch
    {
        RadioRegion.China => 1,
        RadioRegion.NorthAmerica => 2,
        RadioRegion.Europe => 3,
        RadioRegion.Korea => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(region), region, "The module does not have this region."),
    };

    public static string NameOf(byte code) => code switch
    {
        1 => "China 920-925", 2 => "US 902-928", 3 => "Europe 865-868", 4 => "China 840-845", 6 => "Korea 917-923", _ => "unknown",
    };

    /// <returns>Null for a channel or region that is not in the table.</returns>
    public static int? FrequencyKhz(byte region, int channel) => (region, channel) switch
    {
        (1, >= 0 and < 20) => 920_125 + 250 * channel,
        (2, >= 0 and < 52) => 902_250 + 500 * channel,
        (3, >= 0 and < 15) => 865_100 + 200 * channel,
        (4, >= 0 and < 20) => 840_125 + 250 * channel,
        (6, >= 0 and < 32) => 917_100 + 200 * channel,
        _ => null,
    };
}
