namespace Inventory.Tables;

/// <summary>A bad line of a table, with its number from 1.</summary>
public sealed record TableFault(int Line, string Message)
{
    public override string ToString() => $"line {Line}: {Message}";
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
    /// <param name="take">Reads one line; answers what is wrong with it, or null.</param>
    public static TableText Read(string text, IReadOnlyList<string> columns, Func<string[], string?> take)
    {
        TableText table = new("unversioned");
        bool named = false;
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
                if (!cells.SequenceEqual(columns)) table.Add(i, $"the columns must be {string.Join(",", columns)}.");
            }
            else if (cells.Length != columns.Count) table.Add(i, $"{cells.Length} values where {columns.Count} are needed.");
            else if (take(cells) is { } fault) table.Add(i, fault);
        }
        if (!named) table.Add(0, "the table is empty.");
        return table;
    }

    private void Add(int index, string message) => _faults.Add(new TableFault(index + 1, message));
}
