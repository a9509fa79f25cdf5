namespace Readers.Gnss;

/// <summary>Reads a sentence's values one after the other. An absent value is null; one that is not what it must be spoils the rest.</summary>
internal ref struct NmeaValues(ReadOnlySpan<byte> values)
{
    private const int MostDigits = 15; // what a double holds exactly
    private static ReadOnlySpan<long> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    ];

    private ReadOnlySpan<byte> _rest = values;
    private bool _over = values.IsEmpty;

    /// <summary>False once a value was not what it must be.</summary>
    public bool AreSound { get; private set; } = true;

    /// <summary>The next value as it stands; empty also behind the last.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_over) return default;
        int comma = _rest.IndexOf((byte)',');
        ReadOnlySpan<byte> value = comma < 0 ? _rest : _rest[..comma];
        _rest = comma < 0 ? default : _rest[(comma + 1)..];
        _over = comma < 0;
        return value.TrimStart((byte)' '); // some modules fill up with blanks
    }

    /// <summary>A single letter; 0 when absent.</summary>
    public byte Letter()
    {
        ReadOnlySpan<byte> value = Next();
        if (value.Length > 1) AreSound = false;
        return value.Length == 1 ? value[0] : (byte)0;
    }

    public double? Number()
    {
        ReadOnlySpan<byte> value = Next();
        if (value.IsEmpty) return null;
        bool negative = value[0] == '-';
        if (!TryDecimal(negative ? value[1..] : value, out long digits, out int decimals, out _)) return Spoil<double>();
        double number = digits / (double)PowersOfTen[decimals];
        return negative ? -number : number;
    }

    public int? Count() => Number() is { } number ? number is >= 0 and <= 999 && number == Math.Floor(number) ? (int)number : Spoil<int>() : null;

    /// <summary>Degrees and minutes in one number, then the hemisphere: <c>3751.65,S</c>.</summary>
    /// <param name="degreeDigits">2 for a latitude, 3 for a longitude; leading zeros are always sent.</param>
    /// <returns>Degrees, south and west negative.</returns>
    public double? Angle(int degreeDigits, byte positive, byte negative, double limit)
    {
        ReadOnlySpan<byte> value = Next();
        byte hemisphere = Letter();
        if (value.IsEmpty) return null;
        if (!TryDecimal(value, out long digits, out int decimals, out int whole) || whole != degreeDigits + 2) return Spoil<double>();
        long one = PowersOfTen[decimals], degree = digits / (one * 100);
        double minutes = digits % (one * 100) / (double)one, angle = degree + (minutes / 60);
        if (minutes >= 60 || angle > limit || (hemisphere != positive && hemisphere != negative)) return Spoil<double>();
        return hemisphere == negative ? -angle : angle;
    }

    /// <summary>Time of day, UTC: <c>hhmmss.ss</c>; second 60 is a leap second.</summary>
    public TimeSpan? TimeOfDay()
    {
        ReadOnlySpan<byte> value = Next();
        if (value.IsEmpty) return null;
        if (!TryDecimal(value, out long digits, out int decimals, out int whole) || whole != 6) return Spoil<TimeSpan>();
        long one = PowersOfTen[decimals], clock = digits / one;
        (long hours, long minutes) = (clock / 10_000, clock / 100 % 100);
        double seconds = digits % (one * 100) / (double)one;
        if (hours > 23 || minutes > 59 || seconds >= 61) return Spoil<TimeSpan>();
        return new TimeSpan(((hours * 60) + minutes) * TimeSpan.TicksPerMinute) + TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
    }

    /// <summary><c>ddmmyy</c>. The two digits of the year begin with the first satellites: 80 is 1980, 79 is 2079.</summary>
    public DateOnly? Date()
    {
        ReadOnlySpan<byte> value = Next();
        if (value.IsEmpty) return null;
        if (!TryDecimal(value, out long digits, out int decimals, out int whole) || whole != 6 || decimals != 0) return Spoil<DateOnly>();
        (int day, int month, int year) = ((int)(digits / 10_000), (int)(digits / 100 % 100), (int)(digits % 100));
        year += year >= 80 ? 1900 : 2000;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return Spoil<DateOnly>();
        return new DateOnly(year, month, day);
    }

    private static bool TryDecimal(ReadOnlySpan<byte> text, out long digits, out int decimals, out int whole)
    {
        (digits, decimals, whole) = (0, 0, 0);
        if (text.Length > MostDigits + 1) return false;
        int point = -1;
        for (int i = 0; i < text.Length; i++)
        {
            int digit = text[i] - '0';
            if (text[i] == '.' && point < 0) point = i;
            else if ((uint)digit > 9) return false;
            else digits = (digits * 10) + digit;
        }
        whole = point < 0 ? text.Length : point;
        decimals = point < 0 ? 0 : text.Length - point - 1;
        return whole + decimals > 0;
    }

    private T? Spoil<T>() where T : struct
    {
        AreSound = false;
        return null;
    }
}
