using System.Globalization;
using System.Text;

namespace Edge.Web.Views;

/// <summary>A count as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets read Chinese): one line a bag or tag.</summary>
internal static class StocktakeCsv
{
    public static byte[] Write(StocktakeView count)
    {
        StringBuilder text = new();
        Line(text, "stocktake", "subject", "tag", "classes", "place", "ledgerPlace", "chanceAbsent", "decision", "decidedBy", "note", "refused");
        string number = count.Number.ToString(CultureInfo.InvariantCulture);
        foreach (DifferenceView row in count.Rows)
            Line(
                text, number, row.Subject, row.Tag, string.Join(' ', row.Classes.Select(Word)), row.Place, row.Was,
                row.ChanceAbsent?.ToString("0.####", CultureInfo.InvariantCulture), Word(row.Action), row.ActionName, row.Note, Word(row.Refused));
        foreach (string unit in count.Matches)
            if (!count.Rows.Any(row => row.Subject == unit)) Line(text, number, unit, null, "matched", null, null, null, null, null, null, null);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Word<T>(T value) => value is null ? "" : NamePolicy.Instance.ConvertName(value.ToString()!);

    private static void Line(StringBuilder text, params ReadOnlySpan<string?> fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            string field = fields[i] ?? "";
            if (field.Length > 0 && "=+-@".Contains(field[0], StringComparison.Ordinal)) field = "'" + field; // no formula of a spreadsheet
            if (i > 0) text.Append(',');
            text.Append(field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }
        text.Append("\r\n");
    }
}
