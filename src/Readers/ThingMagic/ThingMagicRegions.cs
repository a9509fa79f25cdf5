namespace Readers.ThingMagic;

/// <summary>Region codes of command 97.</summary>
public static class ThingMagicRegions
{
    /// <remarks>Modules of the Nano kind know North America as 0D; a site with one of them gets "region-refused" and is told so.</remarks>
    public static byte CodeOf(RadioRegion region) => region switch
    {
        RadioRegion.China => 0x06,
        RadioRegion.Europe => 0x08, // EU3: the lower ETSI band as it is used today
        RadioRegion.EuropeUpper => 0x1E,
        RadioRegion.NorthAmerica => 0x01,
        RadioRegion.Korea => 0x09,
        _ => throw new ArgumentOutOfRangeException(nameof(region), region, "Unknown region."),
    };
}
