namespace Inventory.Identification;

/// <summary>For whom a bag is meant, as the blood group code says.</summary>
public enum IntendedUse : byte
{
    Default, DirectedOnly, EmergencyOnly, DirectedBiohazard, DirectedCrossover, AutologousCrossover, AutologousOnly,
    AutologousBiohazard,
}

/// <summary>A message that stands in the place of the group. All but the autologous one keep a bag out of the stock.</summary>
public enum LabelMessage : byte
{
    None, NoInformation, Autologous, Biohazard, Discard, FractionationOnly, Hold, Research, NotForTransfusion, TissueOnly,
}

/// <summary>Data structure 002, <c>ggre</c>: group, intended use or message, Rh and Kell phenotype. Case is significant.</summary>
public sealed record BloodGroupCode
{
    public const int Length = 4;

    private BloodGroupCode(string text) => Text = text;

    /// <summary>The four characters as printed.</summary>
    public string Text { get; }

    /// <summary>Both not stated where a message stands.</summary>
    public BloodGroup Group { get; private init; }

    /// <summary>Of a para-Bombay bag: the group that it weakly shows. Otherwise the group's own ABO.</summary>
    public Abo Expressed { get; private init; }

    /// <summary><c>A1</c>, <c>A2</c>, <c>A1B</c>, <c>A2B</c>; null where no subgroup is stated.</summary>
    public string? Subgroup { get; private init; }
    public IntendedUse Use { get; private init; }
    public LabelMessage Message { get; private init; }

    /// <summary>Antigens told by the third character; empty when it tells none.</summary>
    public AntigenTyping Antigens { get; private init; } = AntigenTyping.None;

    /// <summary>The third character says that a special-testing bar code is on the bag and must be read too.</summary>
    public bool NeedsSpecialTesting => Text[2] == 'W';

    /// <summary>Neither a message nor a named recipient stands against common use.</summary>
    public bool IsGeneralStock => Message == LabelMessage.None
        && Use is IntendedUse.Default or IntendedUse.DirectedCrossover or IntendedUse.AutologousCrossover;

    /// <returns>False when group or phenotype are not assigned, or the reserved fourth character is not 0.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out BloodGroupCode? code)
    {
        code = null;
        if (text.Length != Length || text[3] != '0') return false;
        if (!AntigenTyping.TryFromPhenotype(text[2], out AntigenTyping antigens)) return false;
        if (Meaning(text[0], text[1], text.ToString()) is not { } meaning) return false;
        code = meaning with { Antigens = antigens };
        return true;
    }

    /// <exception cref="FormatException">Not an assigned code.</exception>
    public static BloodGroupCode Parse(ReadOnlySpan<char> text) => TryParse(text, out BloodGroupCode? code)
        ? code!
        : throw new FormatException($"'{text}' is no blood group code.");

    private static BloodGroupCode? Meaning(char first, char second, string text)
    {
        if (first == 'T') return second is >= '1' and <= '6' ? new BloodGroupCode(text) { Message = LabelMessage.TissueOnly } : null;
        if (!char.IsAsciiDigit(first))
        {
            return second == '0' ? Special(first, text)
                : char.IsAsciiDigit(second) ? Rare(first, second, text)
                : Said(first, second, text);
        }
        if (!char.IsAsciiDigit(second)) return null;
        int number = ((first - '0') * 10) + (second - '0');
        return number switch
        {
            0 => new BloodGroupCode(text) { Message = LabelMessage.NoInformation },
            >= 2 and <= 9 => Of(text, Abo.A, RhD.Negative, Column(number - 2)),
            >= 13 and <= 20 => Of(text, Abo.B, RhD.Negative, Column(number - 13)),
            >= 24 and <= 31 => Of(text, Abo.AB, RhD.Negative, Column(number - 24)),
            >= 47 and <= 54 => Of(text, Abo.O, RhD.Positive, Column(number - 47)),
            >= 58 and <= 65 => Of(text, Abo.A, RhD.Positive, Column(number - 58)),
            >= 69 and <= 76 => Of(text, Abo.B, RhD.Positive, Column(number - 69)),
            >= 80 and <= 87 => Of(text, Abo.AB, RhD.Positive, Column(number - 80)),
            >= 91 and <= 98 => Of(text, Abo.O, RhD.Negative, Column(number - 91)),
            55 => Of(text, Abo.O, RhD.NotStated, IntendedUse.Default),
            66 => Of(text, Abo.A, RhD.NotStated, IntendedUse.Default),
            77 => Of(text, Abo.B, RhD.NotStated, IntendedUse.Default),
            88 => Of(text, Abo.AB, RhD.NotStated, IntendedUse.Default),
            _ => null,
        };
    }

    /// <summary>A letter and a digit from 2: the letter is the group, the digit its column.</summary>
    private static BloodGroupCode? Rare(char letter, char digit, string text)
    {
        if (digit is < '2' or > '9') return null;
        IntendedUse use = Column(digit - '2');
        bool common = letter is 'P' or 'A' or 'B' or 'C'; // their default column is a number of its own: 55, 66, 77, 88
        if (common && use == IntendedUse.Default) return null;
        return letter switch
        {
            'P' => Of(text, Abo.O, RhD.NotStated, use),
            'A' => Of(text, Abo.A, RhD.NotStated, use),
            'B' => Of(text, Abo.B, RhD.NotStated, use),
            'C' => Of(text, Abo.AB, RhD.NotStated, use),
            'D' => Of(text, Abo.ParaBombay, RhD.Negative, use, Abo.NotStated),
            'E' => Of(text, Abo.ParaBombay, RhD.Positive, use, Abo.NotStated),
            'G' => Of(text, Abo.Bombay, RhD.Negative, use),
            'H' => Of(text, Abo.Bombay, RhD.Positive, use),
            'I' => Of(text, Abo.ParaBombay, RhD.Negative, use, Abo.O),
            'J' => Of(text, Abo.ParaBombay, RhD.Positive, use, Abo.O),
            'K' => Of(text, Abo.ParaBombay, RhD.Negative, use, Abo.A),
            'L' => Of(text, Abo.ParaBombay, RhD.Negative, use, Abo.B),
            'M' => Of(text, Abo.ParaBombay, RhD.Negative, use, Abo.AB),
            'N' => Of(text, Abo.ParaBombay, RhD.Positive, use, Abo.A),
            'O' => Of(text, Abo.ParaBombay, RhD.Positive, use, Abo.B),
            'Q' => Of(text, Abo.ParaBombay, RhD.Positive, use, Abo.AB),
            _ => null,
        };
    }

    /// <summary>A letter and 0: pools and subgroups.</summary>
    private static BloodGroupCode? Special(char letter, string text) => letter switch
    {
        'A' => Of(text, Abo.A, RhD.Pooled, IntendedUse.Default),
        'B' => Of(text, Abo.B, RhD.Pooled, IntendedUse.Default),
        'C' => Of(text, Abo.AB, RhD.Pooled, IntendedUse.Default),
        'D' => Of(text, Abo.O, RhD.Pooled, IntendedUse.Default),
        'E' => Of(text, Abo.Pooled, RhD.Positive, IntendedUse.Default),
        'F' => Of(text, Abo.Pooled, RhD.Negative, IntendedUse.Default),
        'G' => Of(text, Abo.Pooled, RhD.Pooled, IntendedUse.Default),
        'H' => Of(text, Abo.Pooled, RhD.NotStated, IntendedUse.Default),
        'I' => Of(text, Abo.A, RhD.NotStated, IntendedUse.Default) with { Subgroup = "A1" },
        'J' => Of(text, Abo.A, RhD.NotStated, IntendedUse.Default) with { Subgroup = "A2" },
        'K' => Of(text, Abo.AB, RhD.NotStated, IntendedUse.Default) with { Subgroup = "A1B" },
        'L' => Of(text, Abo.AB, RhD.NotStated, IntendedUse.Default) with { Subgroup = "A2B" },
        _ => null,
    };

    private static BloodGroupCode? Said(char first, char second, string text)
    {
        LabelMessage message = (first, second) switch
        {
            ('M', 'a') => LabelMessage.Autologous,
            ('M', 'b') => LabelMessage.Biohazard,
            ('M', 'd') => LabelMessage.Discard,
            ('M', 'f') => LabelMessage.FractionationOnly,
            ('M', 'q') => LabelMessage.Hold,
            ('M', 'r') => LabelMessage.Research,
            ('M', 'x') => LabelMessage.NotForTransfusion,
            _ => LabelMessage.None,
        };
        return message == LabelMessage.None ? null : new BloodGroupCode(text) { Message = message };
    }

    private static BloodGroupCode Of(string text, Abo abo, RhD rhD, IntendedUse use, Abo? expressed = null) =>
        new(text) { Group = new BloodGroup(abo, rhD), Expressed = expressed ?? abo, Use = use };

    /// <summary>Every group's codes stand in this order; the default is the fifth.</summary>
    private static IntendedUse Column(int offset) => offset switch
    {
        0 => IntendedUse.DirectedOnly,
        1 => IntendedUse.EmergencyOnly,
        2 => IntendedUse.DirectedBiohazard,
        3 => IntendedUse.DirectedCrossover,
        4 => IntendedUse.Default,
        5 => IntendedUse.AutologousCrossover,
        6 => IntendedUse.AutologousOnly,
        _ => IntendedUse.AutologousBiohazard,
    };
}
