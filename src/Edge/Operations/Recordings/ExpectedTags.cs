using Inventory;

namespace Edge.Operations.Recordings;

/// <summary>The tags that a count should find: CSV with a heading and a column <c>epc</c>, written as the recordings write it.</summary>
internal static class ExpectedTags
{
    /// <returns>In the order of the file; a tag that stands twice counts once.</returns>
    /// <exception cref="RecordingException">No such column, or a field that is no tag.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<TagUii> Read(string path, Func<string, TagUii?> parse)
    {
        OrderedDictionary<TagUii, int> tags = [];
        int line = 0, column = -1;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (text.Length == 0) continue;
            string[] fields = text.Split(',');
            if (column < 0)
            {
                column = Array.FindIndex(fields, static name => name.Trim().Equals("epc", StringComparison.OrdinalIgnoreCase));
                if (column < 0) throw new RecordingException(path, line, "the heading has no column 'epc'");
                continue;
            }
            TagUii? tag = column < fields.Length ? parse(fields[column].Trim()) : null;
            tags.TryAdd(tag ?? throw new RecordingException(path, line, "no tag in the column 'epc'"), line);
        }
        return tags.Count > 0 ? [.. tags.Keys] : throw new RecordingException(path, line, "no expected tag");
    }
}
