using System.Globalization;

namespace Inventory.Identification;

public enum IdentificationKind : byte
{
    Unknown, Unit, Din, Product, BloodGroup, Expiry, Date, Antigens, Container, Consignment, Compound, BagTag, Gs1,
}

/// <param name="Message">A message that stands in the place of a group; null for a group.</param>
/// <param name="Use">Null beside a message.</param>
public sealed record GroupReport(string? Abo, string? RhD, string? Message, string? Use);

/// <param name="Uri">Pure identity.</param>
public sealed record EpcReport(string Scheme, string Uri);

/// <summary>One data structure of the text.</summary>
/// <param name="Number">Of the standard, three digits; null for a local one.</param>
/// <param name="At">First character in the text, from 0.</param>
/// <param name="Value">What was read, in its own spelling; null where it is about a person or not for this service to interpret.</param>
public sealed record StructureReport(string? Number, string Name, int At, string? Value);

/// <param name="Code">The fault in one word.</param>
/// <param name="At">First character in the text, from 0.</param>
public sealed record ErrorReport(string Code, int At, string Found, Words Message);

/// <summary>Everything that can be told from one text: a scan, a typed number or the content of a tag. Absent parts are null.</summary>
/// <remarks>Dates are local wall time. An antigen that was not tested is absent, never negative.</remarks>
public sealed record IdentificationReport
{
    public required IdentificationKind Kind { get; init; }
    public required bool Valid { get; init; }
    public string? Din { get; init; }
    public string? Flags { get; init; }
    public FlagMeaning? FlagsMeaning { get; init; }
    public char? CheckCharacter { get; init; }
    public string? ProductCode { get; init; }
    public string? Division { get; init; }
    public string? UnitKey { get; init; }
    public GroupReport? BloodGroup { get; init; }
    public string? ExpiresAt { get; init; }
    public IReadOnlyList<KeyValuePair<string, AntigenResult>>? Antigens { get; init; }
    public EpcReport? Epc { get; init; }
    public IReadOnlyList<StructureReport> Structures { get; init; } = [];
    public IReadOnlyList<ErrorReport> Errors { get; init; } = [];

    /// <param name="scheme">Null: ISBT 128, and a bag tag may carry a national number.</param>
    public static IdentificationReport Of(string text, DonationScheme? scheme)
    {
        string trimmed = text.Trim();
        return LooksLikeTag(trimmed) && TagUii.TryParse(trimmed, out TagUii uii)
            ? OfTag(uii, new BagTagRules(Accept: true, AcceptNational: scheme != DonationScheme.Isbt128))
            : OfScan(ScanString.Parse(text, scheme ?? DonationScheme.Isbt128));
    }

    /// <summary>Whole words of hexadecimal, more of them than any number that people type has.</summary>
    private static bool LooksLikeTag(string text) => text.Length >= 16 && text.Length % 4 == 0 && text.All(char.IsAsciiHexDigit);

    private static IdentificationReport OfTag(TagUii uii, BagTagRules rules)
    {
        if (BagTag.TryDecode(uii, rules, out BagTagIdentity said))
        {
            bool flagged = said.Form == BagTagForm.Bt128, fits = said.Flags.Fits(said.Unit.Din);
            return new IdentificationReport
            {
                Kind = IdentificationKind.BagTag,
                Valid = fits,
                Din = said.Unit.Din.ToString(),
                Flags = flagged ? said.Flags.ToString() : null,
                FlagsMeaning = flagged ? said.Flags.Meaning : null,
                CheckCharacter = CheckOf(said.Unit.Din),
                ProductCode = said.Unit.Product.ToString(),
                Division = said.Unit.Product.Division,
                UnitKey = fits && !said.Flags.IsNoBag ? said.Unit.ToString() : null,
                Errors = fits ? [] : [Error(new ScanError(ScanFault.FlagsDoNotFit, 0, said.Flags.ToString()))],
            };
        }
        return Gs1Epc.TryDecode(uii, out Gs1Epc? epc)
            ? new IdentificationReport { Kind = IdentificationKind.Gs1, Valid = true, Epc = new EpcReport(epc!.Scheme, epc.Uri) }
            : new IdentificationReport
            {
                Kind = IdentificationKind.Unknown,
                Valid = false,
                Errors = [Error(new ScanError(ScanFault.UnknownTag, 0, uii.ToString()))],
            };
    }

    private static IdentificationReport OfScan(ScanResult scan)
    {
        bool keyed = scan.Form == ScanForm.Keyed;
        IReadOnlyList<KeyValuePair<string, AntigenResult>> antigens = Merge(
            scan.Items.OfType<AntigenItem>().FirstOrDefault()?.Antigens.Typing, scan.Group?.Antigens);
        return new IdentificationReport
        {
            Kind = KindOf(scan),
            Valid = scan.IsValid,
            Din = scan.Din?.ToString(),
            Flags = keyed ? null : scan.Flags?.ToString(),
            FlagsMeaning = keyed ? null : scan.Flags?.Meaning,
            CheckCharacter = scan.Din is { } din ? CheckOf(din) : null,
            ProductCode = scan.Product?.ToString(),
            Division = scan.Division ?? scan.Product?.Division,
            UnitKey = scan.IsValid ? scan.Unit?.ToString() : null,
            BloodGroup = scan.Group is { } group ? GroupOf(group) : null,
            ExpiresAt = scan.Expiry?.LastMinute.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
            Antigens = antigens.Count > 0 ? antigens : null,
            Structures = [.. scan.Items.Select(StructureOf)],
            Errors = [.. scan.Errors.Select(Error)],
        };
    }

    private static IdentificationKind KindOf(ScanResult scan)
    {
        if (scan.Form is ScanForm.Compound or ScanForm.Concatenated) return IdentificationKind.Compound;
        if (scan.Form == ScanForm.Keyed)
        {
            return (scan.Din, scan.Product) switch
            {
                (not null, not null) => IdentificationKind.Unit,
                (null, not null) => IdentificationKind.Product,
                _ => IdentificationKind.Din,
            };
        }
        DataStructure? structure = scan.Items.Count > 0 ? scan.Items[0].Structure : scan.Tried;
        return structure switch
        {
            DataStructure.DonationNumber => IdentificationKind.Din,
            DataStructure.BloodGroups => IdentificationKind.BloodGroup,
            DataStructure.ProductCode or DataStructure.Divisions => IdentificationKind.Product,
            DataStructure.ExpiryDate or DataStructure.ExpiryTime => IdentificationKind.Expiry,
            >= DataStructure.CollectionDate and <= DataStructure.ProductionTime => IdentificationKind.Date,
            DataStructure.RedCellAntigens or DataStructure.RedCellAntigensFinnish or DataStructure.PlateletAntigens
                or DataStructure.SpecialTesting => IdentificationKind.Antigens,
            DataStructure.ContainerCatalogue or DataStructure.ContainerLot => IdentificationKind.Container,
            DataStructure.Consignment => IdentificationKind.Consignment,
            _ => IdentificationKind.Unknown,
        };
    }

    /// <summary>The label's own antigen code says more than the group's third character, and comes first.</summary>
    private static List<KeyValuePair<string, AntigenResult>> Merge(AntigenTyping? first, AntigenTyping? second)
    {
        List<KeyValuePair<string, AntigenResult>> all = [.. first?.Results ?? []];
        foreach (KeyValuePair<string, AntigenResult> result in second?.Results ?? [])
            if (first?[result.Key] is null) all.Add(result);
        return all;
    }

    private static GroupReport GroupOf(BloodGroupCode code) => new(
        code.Group.Abo switch
        {
            Abo.NotStated => null,
            Abo.O or Abo.A or Abo.B or Abo.AB => code.Group.Abo.ToString(),
            _ => Camel(code.Group.Abo.ToString()),
        },
        code.Group.RhD == RhD.NotStated ? null : Camel(code.Group.RhD.ToString()),
        code.Message == LabelMessage.None ? null : Camel(code.Message.ToString()),
        code.Message == LabelMessage.None ? Camel(code.Use.ToString()) : null);

    private static StructureReport StructureOf(ScanItem item) => new(
        item.Structure == DataStructure.Local ? null : ((int)item.Structure).ToString("000", CultureInfo.InvariantCulture),
        Camel(item.Structure.ToString()),
        item.At,
        item switch
        {
            DonationItem donation => donation.Din.ToString(),
            GroupItem group => group.Group.Text,
            ProductItem product => product.Product.ToString(),
            DateItem date => date.Date.ToString(),
            AntigenItem antigens => antigens.Antigens.Typing.ToString(),
            ConsignmentItem shipment => shipment.Consignment.Number,
            DivisionItem division => division.Division,
            OpaqueItem opaque => opaque.Content,
            _ => null,
        });

    private static ErrorReport Error(ScanError error) =>
        new(Camel(error.Fault.ToString()), error.At, error.Found, ScanErrorText.Of(error));

    /// <summary>National numbers have no check character.</summary>
    private static char? CheckOf(DonationNumber din) => din.IsNationalOnly ? null : Identification.CheckCharacter.Of(din);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
