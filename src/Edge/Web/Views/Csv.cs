using System.Text;

namespace Edge.Web.Views;

/// <summary>Lines of CSV (RFC 4180), in UTF-8 with a mark so that spreadsheets read Chinese.</summary>
internal static class Csv
{
    public static byte[] File(StringBuilder text) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];

    public static void Line(StringBuilder text, params ReadOnlySpan<string?> fields)
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
