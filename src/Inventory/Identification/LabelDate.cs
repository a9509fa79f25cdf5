using System.Globalization;

namespace Inventory.Identification;

public enum LabelDateFault : byte { None, WrongLength, NotDigits, UnknownCentury, NoSuchDay, NoSuchTime }

/// <summary>A day, or a day and a minute, as a label prints it: wall time of the place of labelling, without a zone.</summary>
/// <param name="Time">Null where only the day is printed.</param>
public readonly record struct LabelDate(DateOnly Day, TimeOnly? Time)
{
    private const int DayLength = 6, MinuteLength = 10;

    /// <summary>Of an expiry: the last permitted minute. A day alone lasts to its end.</summary>
    public DateTime LastMinute => Day.ToDateTime(Time ?? new TimeOnly(23, 59));

    /// <summary>Reads <c>cyyjjj</c> or <c>cyyjjjhhmm</c>. Only century 0 (20yy) is known; another one is a fault, not a guess.</summary>
    public static bool TryParse(ReadOnlySpan<char> content, out LabelDate date, out LabelDateFault fault)
    {
        date = default;
        fault = LabelDateFault.WrongLength;
        if (content.Length is not (DayLength or MinuteLength)) return false;
        fault = LabelDateFault.NotDigits;
        if (content.ContainsAnyExceptInRange('0', '9')) return false;
        fault = LabelDateFault.UnknownCentury;
        if (content[0] != '0') return false;
        fault = LabelDateFault.NoSuchDay;
        int year = 2000 + Number(content[1..3]), dayOfYear = Number(content[3..6]);
        if (dayOfYear < 1 || dayOfYear > (DateTime.IsLeapYear(year) ? 366 : 365)) return false;
        fault = LabelDateFault.NoSuchTime;
        TimeOnly? time = null;
        if (content.Length == MinuteLength)
        {
            int hour = Number(content[6..8]), minute = Number(content[8..]);
            if (hour > 23 || minute > 59) return false;
            time = new TimeOnly(hour, minute);
        }
        date = new LabelDate(new DateOnly(year, 1, 1).AddDays(dayOfYear - 1), time);
        fault = LabelDateFault.None;
        return true;

        static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Reads what people type and pages send: <c>2026-11-22</c> or <c>2026-11-22T23:59</c>, wall time; years 2000 to 2099, as labels can say.
    /// </summary>
    public static bool TryParseLocal(ReadOnlySpan<char> text, out LabelDate date)
    {
        date = default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            date = new LabelDate(day, null);
            return IsOfALabel(day);
        }
        const string minute = "yyyy-MM-dd'T'HH:mm";
        if (!DateTime.TryParseExact(text, minute, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime at)) return false;
        date = new LabelDate(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at));
        return IsOfALabel(date.Day);

        static bool IsOfALabel(DateOnly day) => day.Year is >= 2000 and <= 2099;
    }

    /// <summary>The first instant at which the bag is expired: the last permitted minute has passed.</summary>
    /// <remarks>
    /// Where a clock change makes the minute happen twice, its first time counts: the bag expires earlier, not later. Where the
    /// change leaves the minute out, the bag expires at the change.
    /// </remarks>
    public DateTimeOffset ExpiresAt(TimeZoneInfo zone) => FirstInstant(LastMinute, zone).AddMinutes(1);

    /// <summary>The instant of a collection or production; the start of the day where no time is printed.</summary>
    public DateTimeOffset StartsAt(TimeZoneInfo zone) => FirstInstant(Day.ToDateTime(Time ?? TimeOnly.MinValue), zone);

    private static DateTimeOffset FirstInstant(DateTime wall, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(wall)) wall = wall.AddMinutes(-1); // at most the length of a clock change
        TimeSpan offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    /// <summary><c>2026-11-22T23:59</c>, or <c>2026-11-22</c> where only the day is printed.</summary>
    public override string ToString() => Time is null
        ? Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : LastMinute.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
