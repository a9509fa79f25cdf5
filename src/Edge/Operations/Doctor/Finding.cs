using System.Globalization;

namespace Edge.Operations.Doctor;

internal enum Severity { Well, Note, Wrong }

/// <summary>One sentence in the languages of the staff; places are {0}, {1} …</summary>
internal sealed record Words(string Zh, string En);

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="Subject">The thing, by its name in the settings or on the machine.</param>
internal sealed record Finding(Severity Severity, string Subject, Words Words, params object[] Values)
{
    public static Finding Well(string subject, Words words, params object[] values) => new(Severity.Well, subject, words, values);

    public static Finding Note(string subject, Words words, params object[] values) => new(Severity.Note, subject, words, values);

    public static Finding Wrong(string subject, Words words, params object[] values) => new(Severity.Wrong, subject, words, values);

    /// <summary>A line for a terminal: mark, subject, sentence.</summary>
    public string ToText(bool chinese)
    {
        string mark = (Severity, chinese) switch
        {
            (Severity.Well, true) => "正常",
            (Severity.Well, false) => "ok   ",
            (Severity.Note, true) => "注意",
            (Severity.Note, false) => "note ",
            (_, true) => "异常",
            _ => "WRONG",
        };
        return $"{mark} {Subject}: {string.Format(CultureInfo.InvariantCulture, chinese ? Words.Zh : Words.En, Values)}";
    }
}
