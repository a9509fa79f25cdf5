using System.Globalization;

namespace Inventory.Identification;

public enum FlagMeaning : byte
{
    Unused, Container, SecondLabel, PilotTube, TestTube, DonorRecord, NatSample, BacterialSample, MatchLabel,
    PartialLabel, AttachedLabel, Reserved, Local, Check,
}

/// <summary>Two characters after a donation number in the bar code: what the label sticks on, or a check. Not in the number.</summary>
public readonly record struct FlagCharacters
{
    public const int Length = 2;

    /// <summary>32 characters: no I, O, Q, Z.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPRSTUVWXY";

    private readonly ushort _index;

    private FlagCharacters(int index) => _index = (ushort)index;

    /// <summary><c>00</c>.</summary>
    public static FlagCharacters Unused => default;

    /// <summary>32 · first + second, 10 bits.</summary>
    internal int Index => _index;

    public FlagMeaning Meaning => Number switch
    {
        null => FlagMeaning.Reserved,
        0 => FlagMeaning.Unused,
        (>= 1 and <= 4) or (>= 15 and <= 19) => FlagMeaning.Container,
        5 => FlagMeaning.SecondLabel,
        6 => FlagMeaning.PilotTube,
        7 => FlagMeaning.TestTube,
        8 => FlagMeaning.DonorRecord,
        9 => FlagMeaning.NatSample,
        10 => FlagMeaning.BacterialSample,
        11 => FlagMeaning.MatchLabel,
        12 => FlagMeaning.PartialLabel,
        13 => FlagMeaning.AttachedLabel,
        >= 20 and <= 59 => FlagMeaning.Local,
        >= 60 and <= 96 => FlagMeaning.Check,
        _ => FlagMeaning.Reserved,
    };

    /// <summary>Container number of a set, 1 to 9; null for other labels.</summary>
    public int? Container => Meaning != FlagMeaning.Container ? null : Number > 4 ? Number - 10 : Number;

    /// <summary>The label is on a tube or a paper: it must not create or move a bag.</summary>
    public bool IsNoBag => Meaning is FlagMeaning.PilotTube or FlagMeaning.TestTube or FlagMeaning.DonorRecord
        or FlagMeaning.NatSample or FlagMeaning.BacterialSample;

    private int? Number => _index / 32 < 10 && _index % 32 < 10 ? (_index / 32 * 10) + (_index % 32) : null;

    public static bool TryParse(ReadOnlySpan<char> text, out FlagCharacters flags)
    {
        flags = default;
        if (text.Length != Length) return false;
        int first = Alphabet.IndexOf(text[0], StringComparison.Ordinal), second = Alphabet.IndexOf(text[1], StringComparison.Ordinal);
        if (first < 0 || second < 0) return false;
        flags = new FlagCharacters((first * 32) + second);
        return true;
    }

    /// <exception cref="FormatException">Not two of the 32 characters.</exception>
    public static FlagCharacters Parse(ReadOnlySpan<char> text) => TryParse(text, out FlagCharacters flags)
        ? flags
        : throw new FormatException($"'{text}' are no flag characters.");

    /// <param name="index">0 to 1023.</param>
    internal static FlagCharacters FromIndex(int index) => new(index);

    /// <summary>Flags of type 3: 60 + the check value of the number.</summary>
    public static FlagCharacters CheckOf(DonationNumber din)
    {
        int number = 60 + CheckCharacter.ValueOf(din);
        return new FlagCharacters((number / 10 * 32) + (number % 10));
    }

    /// <summary>True unless these are flags of type 3 that belong to another number.</summary>
    public bool Fits(DonationNumber din) => Meaning != FlagMeaning.Check || this == CheckOf(din);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Alphabet[_index / 32]}{Alphabet[_index % 32]}");
}
