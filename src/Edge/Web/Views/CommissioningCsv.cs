using System.Globalization;
using System.Text;

namespace Edge.Web.Views;

/// <summary>A walk as CSV: one line a point and antenna.</summary>
internal static class CommissioningCsv
{
    public static byte[] Write(CommissioningView walk)
    {
        StringBuilder text = new();
        Csv.Line(
            text, "walk", "version", "cabinet", "endedAt", "tag", "shelf", "side", "finding", "heardBestBy", "reason", "reader", "port", "hears",
            "own", "powerDbm", "listenedSeconds", "share", "readsPerSecond", "rssiDbm");
        foreach (PointView point in walk.Points)
        {
            if (point.Figures.Count == 0) Line(point, null);
            foreach (FigureView figure in point.Figures) Line(point, figure);
        }
        return Csv.File(text);

        void Line(PointView point, FigureView? figure) => Csv.Line(
            text, Number(walk.Number), Number(walk.Version), walk.Cabinet, walk.EndedAt?.ToString("O", CultureInfo.InvariantCulture), walk.Tag,
            point.Shelf, Word(point.Side), Word(point.Finding), point.By, point.Reason, figure?.Reader, Number(figure?.Port), figure?.Hears,
            figure is null ? null : figure.Own ? "yes" : "no",
            Number(walk.Antennas.FirstOrDefault(antenna => antenna.Reader == figure?.Reader && antenna.Port == figure.Port)?.PowerDbm),
            Number(figure?.Seconds), Number(figure?.Share), Number(figure?.ReadsPerSecond), Number(figure?.RssiDbm));
    }

    private static string Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Word<T>(T value) => value is null ? "" : NamePolicy.Instance.ConvertName(value.ToString()!);
}
