using System.Buffers;

namespace Inventory.Identification;

/// <summary>Reads what a bar code scanner sends or a person types: data structures singly, in a row, or as a compound message.</summary>
/// <remarks>
/// A structure is cut by its identifier and its length, never by searching for the next <c>=</c> or <c>&amp;</c>. The identifier
/// decides what the data mean: <c>=%6200</c> is a blood group, <c>=\62…</c> is antigens. Nothing throws, whatever comes in.
/// </remarks>
public static class ScanString
{
    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    public static ScanResult Parse(string? text, DonationScheme scheme)
    {
        int start = 0, end = text?.Length ?? 0;
        while (end > start && char.IsWhiteSpace(text![end - 1])) end--;
        while (start < end && char.IsWhiteSpace(text![start])) start++;
        if (HasSymbology(text.AsSpan(start, end - start))) start += 3;
        if (start == end) return new ScanResult(ScanForm.Unknown, [], [new ScanError(ScanFault.Empty, start, "")]);
        return text![start] is '=' or '&'
            ? new Reader(text, start, end, scheme).Read()
            : KeyedEntry.Parse(text, start, end, scheme);
    }

    /// <summary>What a scanner puts in front to name the kind of bar code: <c>]</c>, a letter, a digit or letter.</summary>
    private static bool HasSymbology(ReadOnlySpan<char> text) =>
        text.Length >= 3 && text[0] == ']' && char.IsAsciiLetter(text[1]) && char.IsAsciiLetterOrDigit(text[2]);

    private sealed class Reader(string text, int start, int end, DonationScheme scheme)
    {
        private readonly List<ScanItem> _items = [];
        private readonly List<ScanError> _errors = [];
        private readonly int _first = start;
        private int _at = start;

        public ScanResult Read()
        {
            bool compound = StructureRule.Of(Rest) is { Structure: DataStructure.CompoundMessage };
            if (compound) ReadCompound();
            else while (_at < end && ReadOne()) { }
            if (_errors.Count == 0) FindContradictions();
            ScanForm form = compound ? ScanForm.Compound
                : _items.Count + _errors.Count > 1 ? ScanForm.Concatenated
                : _items.Count == 0 && _errors[0].Fault == ScanFault.UnknownIdentifier ? ScanForm.Unknown : ScanForm.One;
            DataStructure? tried = StructureRule.Of(text.AsSpan(_first, end - _first))?.Structure;
            return new ScanResult(form, _items, _errors) { Tried = tried };
        }

        private ReadOnlySpan<char> Rest => text.AsSpan(_at, end - _at);

        /// <summary>A header says how many follow; when that is not so, nothing of the message counts.</summary>
        private void ReadCompound()
        {
            int header = _at;
            ReadOnlySpan<char> content = Rest[2..];
            if (content.Length < 5 || content[..5].ContainsAnyExceptInRange('0', '9'))
            {
                _errors.Add(new ScanError(ScanFault.CountMissing, header, Shown(Rest, 7)));
                return;
            }
            int announced = ((content[0] - '0') * 10) + (content[1] - '0'), read = 0;
            _at += 7;
            while (_at < end && ReadOne()) read++;
            if (_errors.Count == 0 && read != announced)
                _errors.Add(new ScanError(ScanFault.CountDoesNotFit, header, $"{announced}, {read}"));
            if (_errors.Count > 0) _items.Clear();
        }

        /// <returns>False when what follows cannot be told any more.</returns>
        private bool ReadOne()
        {
            int at = _at;
            if (StructureRule.Of(Rest) is not { } rule || rule.Structure == DataStructure.CompoundMessage)
            {
                _errors.Add(new ScanError(at == _first ? ScanFault.UnknownIdentifier : ScanFault.Unexpected, at, Shown(Rest, 3)));
                return false;
            }
            ReadOnlySpan<char> data = Rest[rule.Identifier..];
            if (rule.DataLength(data) is not { } length || length > data.Length)
            {
                _errors.Add(new ScanError(ScanFault.TooShort, at, rule.IsPrivate ? "" : Shown(Rest, 24)));
                return false;
            }
            _at += rule.Identifier + length;
            if (rule.IsPrivate) _items.Add(new PrivateItem(rule.Structure, at));
            else Interpret(rule.Structure, at, at + rule.Identifier, data[..length]);
            return true;
        }

        private void Interpret(DataStructure structure, int at, int dataAt, ReadOnlySpan<char> data)
        {
            ScanFault fault = ScanFault.WrongCharacters;
            ScanItem? item = null;
            switch (structure)
            {
                case DataStructure.DonationNumber:
                    Donation(at, dataAt, data);
                    return;
                case DataStructure.BloodGroups:
                    if (BloodGroupCode.TryParse(data, out BloodGroupCode? group)) item = new GroupItem(at, group!);
                    fault = ScanFault.UnknownGroup;
                    break;
                case DataStructure.ProductCode:
                    if (ProductCode.TryParse(data, scheme, out ProductCode product)) item = new ProductItem(at, product);
                    break;
                case >= DataStructure.ExpiryDate and <= DataStructure.ProductionTime:
                    if (LabelDate.TryParse(data, out LabelDate date, out LabelDateFault wrong)) item = new DateItem(structure, at, date);
                    fault = FaultOf(wrong);
                    break;
                case DataStructure.RedCellAntigens:
                    if (RedCellAntigens.TryParse(data, out RedCellAntigens? antigens, out fault)) item = new AntigenItem(at, antigens!);
                    break;
                case DataStructure.Consignment:
                    if (Consignment.TryParse(data, out Consignment? shipment)) item = new ConsignmentItem(at, shipment!);
                    break;
                case DataStructure.RedCellAntigensRetired or DataStructure.HlaAllelesRetired
                    or DataStructure.HlaDrb1AllelesRetired:
                    (fault, dataAt) = (ScanFault.Retired, at);
                    break;
                case DataStructure.Divisions:
                    if (!data.ContainsAnyExcept(Capitals)) item = new DivisionItem(at, data.ToString());
                    break;
                case DataStructure.SpecialTesting:
                    if (!data.ContainsAnyExcept(Capitals)) item = new OpaqueItem(structure, at, data.ToString());
                    break;
                case DataStructure.PlateletAntigens or DataStructure.RedCellAntigensFinnish or DataStructure.ExpiryMonth:
                    if (!data.ContainsAnyExceptInRange('0', '9')) item = new OpaqueItem(structure, at, data.ToString());
                    break;
                case DataStructure.ContainerCatalogue or DataStructure.ContainerLot or DataStructure.ItemCatalogue or DataStructure.ItemLot:
                    if (!data.ContainsAnyExcept(LettersAndDigits)) item = new OpaqueItem(structure, at, data.ToString());
                    break;
                default: // nobody but the author knows more of it than that it can be printed
                    if (!data.ContainsAnyExceptInRange(' ', '~')) item = new OpaqueItem(structure, at, data.ToString());
                    break;
            }
            Add(item, fault, dataAt, data);
        }

        private void Donation(int at, int dataAt, ReadOnlySpan<char> data)
        {
            ReadOnlySpan<char> number = data[..DonationNumber.Length], after = data[DonationNumber.Length..];
            if (!DonationNumber.TryParse(number, scheme, out DonationNumber din))
            {
                bool national = DonationNumber.TryParse(number, out DonationNumber other) && other.IsNationalOnly;
                int wrong = national ? 0 : DonationNumber.FirstWrong(number, scheme);
                Add(null, national ? ScanFault.NationalNumber : ScanFault.WrongCharacters, dataAt + wrong, number[wrong..]);
            }
            else
            {
                bool flagged = FlagCharacters.TryParse(after, out FlagCharacters flags);
                ScanItem? item = flagged && flags.Fits(din) ? new DonationItem(at, din, flags) : null;
                Add(item, flagged ? ScanFault.FlagsDoNotFit : ScanFault.WrongCharacters, dataAt + DonationNumber.Length, after);
            }
        }

        private void Add(ScanItem? item, ScanFault fault, int at, ReadOnlySpan<char> found)
        {
            if (item is not null) _items.Add(item);
            else _errors.Add(new ScanError(fault, at, found.ToString()));
        }

        /// <summary>Two labels of two bags in one scan must not make a third bag.</summary>
        private void FindContradictions()
        {
            foreach (IGrouping<DataStructure, ScanItem> same in _items.GroupBy(static item => item.Structure))
            {
                if (same.Key is not (DataStructure.DonationNumber or DataStructure.ProductCode or DataStructure.BloodGroups
                    or DataStructure.ExpiryDate or DataStructure.ExpiryTime or DataStructure.Divisions)) continue;
                ScanItem first = same.First();
                foreach (ScanItem other in same.Skip(1).Where(other => !SameValue(first, other)))
                    _errors.Add(new ScanError(ScanFault.Contradiction, other.At, ""));
            }
            if (First(DataStructure.ExpiryDate) is DateItem day && First(DataStructure.ExpiryTime) is DateItem minute && day.Date.Day != minute.Date.Day)
                _errors.Add(new ScanError(ScanFault.Contradiction, Math.Max(day.At, minute.At), ""));
            DonationNumber donation = (First(DataStructure.DonationNumber) as DonationItem)?.Din ?? default;
            if (_items.OfType<ProductItem>().FirstOrDefault(item => new UnitKey(donation, item.Product).NeedsDivisionStructure) is { } divided
                && _items.Count > 1 && !_items.Exists(static item => item.Structure == DataStructure.Divisions))
                _errors.Add(new ScanError(ScanFault.DivisionMissing, divided.At, divided.Product.Division));
        }

        private ScanItem? First(DataStructure structure) => _items.Find(item => item.Structure == structure);

        private static bool SameValue(ScanItem first, ScanItem other) => (first, other) switch
        {
            (DonationItem a, DonationItem b) => a.Din == b.Din,
            (ProductItem a, ProductItem b) => a.Product == b.Product,
            (GroupItem a, GroupItem b) => a.Group.Text == b.Group.Text,
            (DateItem a, DateItem b) => a.Date == b.Date,
            (DivisionItem a, DivisionItem b) => a.Division == b.Division,
            _ => true,
        };

        private static ScanFault FaultOf(LabelDateFault fault) => fault switch
        {
            LabelDateFault.UnknownCentury => ScanFault.UnknownCentury,
            LabelDateFault.NoSuchDay => ScanFault.NoSuchDay,
            LabelDateFault.NoSuchTime => ScanFault.NoSuchTime,
            _ => ScanFault.WrongCharacters,
        };

        private static string Shown(ReadOnlySpan<char> rest, int length) => rest[..Math.Min(length, rest.Length)].ToString();
    }
}
