using System.Globalization;

namespace Inventory.Identification;

/// <summary>Data structure 028: the number of a shipment, and which box of how many this is.</summary>
/// <param name="Number">Facility, year and serial, 12 characters: the same on every box of the shipment.</param>
/// <param name="Box">From 1; 0 on the papers that go with the shipment.</param>
/// <param name="Boxes">Boxes in the shipment.</param>
public sealed record Consignment(string Number, int Box, int Boxes)
{
    public const int Length = 16;

    public static bool TryParse(ReadOnlySpan<char> content, out Consignment? consignment)
    {
        consignment = null;
        if (content.Length != Length || content[5..].ContainsAnyExceptInRange('0', '9')) return false;
        // the facility follows the rules of a donation number's first five
        if (!DonationNumber.TryParse($"{content[..5]}00000000", DonationScheme.Isbt128, out _)) return false;
        consignment = new Consignment(content[..12].ToString(), Number(content[12..14]), Number(content[14..]));
        return true;

        static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
