using System.Globalization;

namespace Inventory.Identification;

/// <summary>The data structures of ISBT 128, by their numbers. What stands on a bag's label is read; the rest is only told apart.</summary>
public enum DataStructure : byte
{
    /// <summary>Local or national, not defined by ISBT 128.</summary>
    Local = 0,
    DonationNumber = 1, BloodGroups = 2, ProductCode = 3, ExpiryDate = 4, ExpiryTime = 5, CollectionDate = 6, CollectionTime = 7,
    ProductionDate = 8, ProductionTime = 9, SpecialTesting = 10, RedCellAntigensRetired = 11, RedCellAntigens = 12,
    RedCellAntigensFinnish = 13, PlateletAntigens = 14, HlaAllelesRetired = 15, HlaDrb1AllelesRetired = 16, ContainerCatalogue = 17,
    ContainerLot = 18, DonorNumber = 19, StaffNumber = 20, ItemCatalogue = 21, ItemLot = 22, CompoundMessage = 23,
    PatientBirthDate = 24, PatientNumber = 25, ExpiryMonth = 26, InfectionMarkers = 27, Consignment = 28, Dimensions = 29,
    AntigensWithHistory = 30, FlexibleTime = 31, Divisions = 32, ProcessingFacility = 33, ProcessorProduct = 34, MphoLot = 35,
    MphoSupplement = 36, DonorRegistryRetired = 37, EuropeanCode = 38, DonorRegistry = 39, ChainOfIdentity = 40,
}

/// <summary>How a structure begins and how long it is.</summary>
/// <param name="Identifier">Characters that are no data; for a donation number only the first, the second is data.</param>
/// <param name="Length">Characters of data; null where the structure says its own length.</param>
internal readonly record struct StructureRule(DataStructure Structure, int Identifier, int? Length)
{
    /// <summary>About a donor, a patient or a member of staff: told apart, but its content is never kept or shown.</summary>
    public bool IsPrivate => Structure is DataStructure.DonorNumber or DataStructure.StaffNumber or DataStructure.PatientBirthDate
        or DataStructure.PatientNumber or DataStructure.InfectionMarkers or DataStructure.DonorRegistry
        or DataStructure.DonorRegistryRetired or DataStructure.ChainOfIdentity;

    /// <summary>By the first characters of <paramref name="text"/>; null when they are no identifier.</summary>
    public static StructureRule? Of(ReadOnlySpan<char> text)
    {
        if (text.Length < 2) return null;
        char second = text[1];
        return text[0] switch
        {
            '=' => AfterEquals(second),
            '&' when second == ',' => text.Length > 2 ? AfterComma(text[2]) : null,
            '&' => AfterAmpersand(second),
            _ => null,
        };
    }

    private static StructureRule? AfterEquals(char second) => second switch
    {
        (>= 'A' and <= 'Z') or (>= '0' and <= '9') => new(DataStructure.DonationNumber, 1, 15),
        '%' => new(DataStructure.BloodGroups, 2, 4),
        '<' => new(DataStructure.ProductCode, 2, 8),
        '>' => new(DataStructure.ExpiryDate, 2, 6),
        '*' => new(DataStructure.CollectionDate, 2, 6),
        '}' => new(DataStructure.ProductionDate, 2, 6),
        '{' => new(DataStructure.RedCellAntigensRetired, 2, 18),
        '\\' => new(DataStructure.RedCellAntigens, 2, 18),
        '[' => new(DataStructure.HlaAllelesRetired, 2, 18),
        '"' => new(DataStructure.HlaDrb1AllelesRetired, 2, 18),
        ')' => new(DataStructure.ContainerCatalogue, 2, 10),
        ';' => new(DataStructure.DonorNumber, 2, 21),
        '\'' => new(DataStructure.StaffNumber, 2, 11),
        '-' => new(DataStructure.ItemCatalogue, 2, 10),
        '+' => new(DataStructure.CompoundMessage, 2, 5),
        '#' => new(DataStructure.PatientBirthDate, 2, 10),
        ']' => new(DataStructure.ExpiryMonth, 2, 6),
        '$' => new(DataStructure.Consignment, 2, 16),
        '(' => new(DataStructure.FlexibleTime, 2, 16),
        ',' => new(DataStructure.Divisions, 2, 6),
        '/' => new(DataStructure.ProcessorProduct, 2, 15),
        _ => null,
    };

    private static StructureRule? AfterAmpersand(char second) => second switch
    {
        >= 'a' and <= 'z' or ';' or '!' => new(DataStructure.Local, 2, null),
        '>' => new(DataStructure.ExpiryTime, 2, 10),
        '*' => new(DataStructure.CollectionTime, 2, 10),
        '}' => new(DataStructure.ProductionTime, 2, 10),
        '(' => new(DataStructure.SpecialTesting, 2, 5),
        '\\' => new(DataStructure.RedCellAntigensFinnish, 2, 18),
        '{' => new(DataStructure.PlateletAntigens, 2, 18),
        ')' => new(DataStructure.ContainerLot, 2, 10),
        '-' => new(DataStructure.ItemLot, 2, 10),
        '#' => new(DataStructure.PatientNumber, 2, null),
        '"' => new(DataStructure.InfectionMarkers, 2, 18),
        '$' => new(DataStructure.Dimensions, 2, null),
        '%' => new(DataStructure.AntigensWithHistory, 2, null),
        '+' => new(DataStructure.ProcessingFacility, 2, 11),
        ':' => new(DataStructure.DonorRegistry, 2, 19),
        '/' => new(DataStructure.ChainOfIdentity, 2, 15),
        _ => null,
    };

    private static StructureRule? AfterComma(char third) => third switch
    {
        '1' => new(DataStructure.MphoLot, 3, null),
        '2' => new(DataStructure.MphoSupplement, 3, null),
        '3' => new(DataStructure.DonorRegistryRetired, 3, 19),
        '4' => new(DataStructure.EuropeanCode, 3, 40),
        _ => null,
    };

    /// <summary>Characters of data that follow in <paramref name="rest"/>, which begins after the identifier.</summary>
    /// <returns>Null when the length cannot be told: too short, or no number where the length stands.</returns>
    public int? DataLength(ReadOnlySpan<char> rest)
    {
        if (Length is { } fixedLength) return fixedLength;
        return Structure switch
        {
            DataStructure.PatientNumber => Number(rest, 2, 2) is { } n ? 4 + n : null, // location, length, number
            DataStructure.Dimensions => Number(rest, 0, 2) is { } n ? 2 + (n * 14) : null,
            DataStructure.AntigensWithHistory => Number(rest, 0, 3) is { } n ? 3 + (n * 10) : null,
            _ => rest.Length, // local and manufacturers' own: nobody but the author knows where it ends
        };

        static int? Number(ReadOnlySpan<char> text, int start, int length) =>
            text.Length >= start + length && !text.Slice(start, length).ContainsAnyExceptInRange('0', '9')
                ? int.Parse(text.Slice(start, length), NumberStyles.None, CultureInfo.InvariantCulture)
                : null;
    }
}
