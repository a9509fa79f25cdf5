namespace Inventory.Identification;

/// <summary>What people type from the eye-readable text of a label; blanks do not count.</summary>
internal static class KeyedEntry
{
    public static ScanResult Parse(string text, int start, int end, DonationScheme scheme)
    {
        string typed = string.Concat(text.AsSpan(start, end - start).ToString().Where(static c => !char.IsWhiteSpace(c)));
        return typed.Length switch
        {
            DonationNumber.Length => Number(typed, null),
            DonationNumber.Length + 1 => Number(typed[..DonationNumber.Length], typed[^1]),
            UnitKey.Length => Unit(),
            // national labels carry the product code in a bar code without identifier
            ProductCode.Length when scheme == DonationScheme.National13 && ProductCode.TryParse(typed, out ProductCode product) =>
                Read(new ProductItem(start, product)),
            _ => Wrong(ScanFault.UnknownIdentifier, start, typed),
        };

        ScanResult Number(string number, char? check)
        {
            if (!DonationNumber.TryParse(number, scheme, out DonationNumber din)) return NotANumber(number);
            if (check is { } typedCheck && typedCheck != CheckCharacter.Of(din))
                return Wrong(ScanFault.CheckCharacterDoesNotFit, Place(DonationNumber.Length), typedCheck.ToString());
            return Read(new DonationItem(start, din, FlagCharacters.Unused));
        }

        ScanResult Unit()
        {
            if (!DonationNumber.TryParse(typed.AsSpan(0, DonationNumber.Length), scheme, out DonationNumber din))
                return NotANumber(typed[..DonationNumber.Length]);
            bool read = ProductCode.TryParse(typed.AsSpan(DonationNumber.Length), scheme, out ProductCode product);
            if (read && new UnitKey(din, product).NeedsDivisionStructure) return Wrong(ScanFault.DivisionMissing, Place(DonationNumber.Length), product.Division);
            return read
                ? Read(new DonationItem(start, din, FlagCharacters.Unused), new ProductItem(Place(DonationNumber.Length), product))
                : Wrong(ScanFault.WrongCharacters, Place(DonationNumber.Length), typed[DonationNumber.Length..]);
        }

        ScanResult NotANumber(string number)
        {
            if (DonationNumber.TryParse(number, out DonationNumber other) && other.IsNationalOnly)
                return Wrong(ScanFault.NationalNumber, start, number);
            int wrong = DonationNumber.FirstWrong(number, scheme);
            return Wrong(ScanFault.WrongCharacters, Place(wrong), number[wrong].ToString());
        }

        // where the n-th character that is not blank stands in the text as it came
        int Place(int n)
        {
            int at = start;
            while (char.IsWhiteSpace(text[at]) || n-- > 0) at++;
            return at;
        }
    }

    private static ScanResult Read(params IReadOnlyList<ScanItem> items) => new(ScanForm.Keyed, items, []);

    private static ScanResult Wrong(ScanFault fault, int at, string found) =>
        new(fault == ScanFault.UnknownIdentifier ? ScanForm.Unknown : ScanForm.Keyed, [], [new ScanError(fault, at, found)]);
}
