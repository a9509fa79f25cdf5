using System.Globalization;
using System.Text;

namespace Edge.Web.Views;

/// <summary>Openings as CSV: one line a bag that left or came, one for an opening without any.</summary>
internal static class OpeningCsv
{
    public static byte[] Write(IEnumerable<OpeningItem> openings)
    {
        StringBuilder text = new();
        Csv.Line(
            text, "cabinet", "openedAt", "closedAt", "seconds", "opener", "openerBasis", "settledSeconds", "bag", "moved", "noticedAt", "exceptionAt",
            "outcome", "outcomeAt", "outcomeBy", "note", "backAt", "backIn", "alarms");
        foreach (OpeningItem opening in openings)
        {
            foreach (LeftView bag in opening.Left)
                Line(
                    opening, bag.Bag.Key, "left", Instant(bag.NoticedAt), Instant(bag.ExceptionAt), Word(bag.Outcome), Instant(bag.OutcomeAt), bag.ByName,
                    bag.Note, Instant(bag.BackAt), bag.BackIn);
            foreach (CameView bag in opening.Came) Line(opening, bag.Bag.Key, "came", Instant(bag.NoticedAt));
            if (opening.Left.Count + opening.Came.Count == 0) Line(opening);
        }
        return Csv.File(text);

        void Line(
            OpeningItem opening, string? bag = null, string? moved = null, string? noticedAt = null, string? exceptionAt = null, string? outcome = null,
            string? outcomeAt = null, string? by = null, string? note = null, string? backAt = null, string? backIn = null) => Csv.Line(
            text, opening.Cabinet, Instant(opening.OpenedAt), Instant(opening.ClosedAt), Number(opening.Seconds), opening.Opener.Name, Word(opening.Opener.Basis),
            Number(opening.SettledSeconds), bag, moved, noticedAt, exceptionAt, outcome, outcomeAt, by, note, backAt, backIn,
            string.Join(' ', opening.Alarms.Select(static number => number.ToString(CultureInfo.InvariantCulture))));
    }

    private static string Instant(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "";

    private static string Word<T>(T value) where T : struct, Enum => NamePolicy.Instance.ConvertName(value.ToString());
}
