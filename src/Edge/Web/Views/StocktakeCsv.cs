using System.Globalization;
using System.Text;

namespace Edge.Web.Views;

/// <summary>A count as CSV: one line a bag or tag.</summary>
internal static class StocktakeCsv
{
    public static byte[] Write(StocktakeView count)
    {
        StringBuilder text = new();
        Csv.Line(text, "stocktake", "subject", "tag", "classes", "place", "ledgerPlace", "chanceAbsent", "decision", "decidedBy", "note", "refused",
            "watch", "lastHeardAt");
        string number = count.Number.ToString(CultureInfo.InvariantCulture);
        foreach (DifferenceView row in count.Rows)
            Csv.Line(
                text, number, row.Subject, row.Tag, string.Join(' ', row.Classes.Select(Word)), row.Place, row.Was,
                row.ChanceAbsent?.ToString("0.####", CultureInfo.InvariantCulture), Word(row.Action), row.ActionName, row.Note, row.Refused?.Code,
                Word(row.Watch), row.HeardAt?.ToString("O", CultureInfo.InvariantCulture));
        foreach (string unit in count.Matches)
            if (!count.Rows.Any(row => row.Subject == unit)) Csv.Line(text, number, unit, null, "matched", null, null, null, null, null, null, null, null, null);
        return Csv.File(text);
    }

    private static string Word<T>(T value) => value is null ? "" : NamePolicy.Instance.ConvertName(value.ToString()!);
}
