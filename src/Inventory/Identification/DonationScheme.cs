namespace Inventory.Identification;

/// <summary>Which rule a site's donation numbers follow. A setting of the site, never guessed from the digits.</summary>
public enum DonationScheme : byte
{
    /// <summary>ISBT 128: facility characters <c>A-N P-Z 1-9</c> first, never O and never a leading 0.</summary>
    Isbt128,

    /// <summary>National 13-digit numbers (China); a leading 0 is common, product codes are a local code space.</summary>
    National13,
}
