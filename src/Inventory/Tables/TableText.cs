namespace Inventory.Tables;

/// <summary>A bad line of a table, with its number from 1, and what is wrong with it.</summary>
public sealed record TableFault(int Line, Words Message)
{
    public override string ToString() => $"line {Line}: {Message.En}";
}

/// <summary>
/// Reads a site table: comma-separated text with <c># version TEXT</c> in its head, a line of column names, and one record a line.
/// Values hold no commas and need no quotes. Every bad line is reported; the good ones are still read.
/// </summary>
public sealed class TableText
{
    private readonly List<TableFault> _faults = [];

    private TableText(string version) => Version = version;

    public string Version { get; private set; }

    public IReadOnlyList<TableFault> Faults => _faults;

    /// <param name="columns">The columns that must be there, in this order.</param>
    /// <param name="take">Reads one line, of as many values as there are columns; answers what is wrong with it, or null.</param>
    /// <param name="mayLack">So many of the last columns came later: a table without them is read as if they were empty.</param>
    public static TableText Read(string text, IReadOnlyList<string> columns, Func<string[], Words?> take, int mayLack = 0)
    {
        TableText table = new("unversioned");
        bool named = false;
        int width = columns.Count;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim('\r', ' ', '\uFEFF');
            if (line.StartsWith("# version ", StringComparison.Ordinal)) table.Version = line["# version ".Length..].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            string[] cells = [.. line.Split(',').Select(static cell => cell.Trim())];
            if (!named)
            {
                named = true;
                width = Math.Clamp(cells.Length, columns.Count - mayLack, columns.Count);
                if (!cells.SequenceEqual(columns.Take(width))) table.Add(i, new Words($"列名须为{string.Join(",", columns)}。", $"the columns must be {string.Join(",", columns)}."));
            }
            else if (cells.Length != width) table.Add(i, new Words($"有{cells.Length}个值，应有{width}个。", $"{cells.Length} values where {width} are needed."));
            else if (take([.. cells, .. Enumerable.Repeat("", columns.Count - width)]) is { } fault) table.Add(i, fault);
        }
        if (!named) table.Add(0, new Words("表是空的。", "the table is empty."));
        return table;
    }

    private void Add(int index, Words message) => _faults.Add(new TableFault(index + 1, message));
}
