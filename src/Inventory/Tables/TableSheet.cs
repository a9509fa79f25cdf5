using System.Text;
using Inventory.Settings;

namespace Inventory.Tables;

/// <summary>A site table row by row, to change cells and to compare versions. What the cells mean, its own reader says.</summary>
public sealed class TableSheet
{
    private const string VersionMark = "# version ";

    private readonly SiteTable _table;
    private readonly TableShape _shape;
    private readonly List<string> _notes = [];
    private readonly List<string[]> _rows = [];
    private readonly Dictionary<string, string[]> _byKey = new(StringComparer.OrdinalIgnoreCase);

    private TableSheet(SiteTable table) => (_table, _shape) = (table, TableShape.Of(table));

    public string Version { get; private set; } = "";

    /// <summary>In the order of the table, each as wide as its columns.</summary>
    public IReadOnlyList<string[]> Rows => _rows;

    /// <param name="text">Null: a table without a row.</param>
    public static TableSheet Read(SiteTable table, string? text)
    {
        TableSheet sheet = new(table);
        foreach (string each in text?.Split('\n') ?? [])
        {
            string line = each.Trim('\r', ' ', '\uFEFF');
            if (line.StartsWith('#') && !line.StartsWith(VersionMark, StringComparison.Ordinal)) sheet._notes.Add(line);
        }
        int last = sheet._shape.Columns.Count - 1;
        sheet.Version = TableText.Read(text ?? "", sheet._shape.Columns, cells =>
        {
            sheet.Add(cells);
            return null;
        }, mayLack: last).Version;
        return sheet;
    }

    /// <summary>The name of a row: its first cells, with <c>/</c> between them.</summary>
    public string KeyOf(string[] row) => string.Join('/', row.Take(_shape.KeyColumns));

    /// <returns>Null where there is no such row; empty where the cell is.</returns>
    public string? Cell(string key, int column) => _byKey.GetValueOrDefault(key)?[column];

    /// <summary>Puts a value into a cell. A row that is not there begins with it; one whose cells are all empty goes.</summary>
    /// <returns>False for a row's name of the wrong number of parts.</returns>
    public bool Set(string key, int column, string value)
    {
        if (!_byKey.TryGetValue(key, out string[]? row))
        {
            string[] parts = key.Split('/');
            if (parts.Length != _shape.KeyColumns) return false;
            row = [.. parts, .. Enumerable.Repeat("", _shape.Columns.Count - parts.Length)];
            Add(row);
        }
        row[column] = value;
        if (!row.Skip(_shape.KeyColumns).All(static cell => cell.Length == 0)) return true;
        _rows.Remove(row);
        _byKey.Remove(key);
        return true;
    }

    /// <summary>The table as a file would have it.</summary>
    public string Write(string version)
    {
        StringBuilder text = new();
        text.Append(VersionMark).Append(version).Append('\n');
        foreach (string note in _notes) text.Append(note).Append('\n');
        text.AppendJoin(',', _shape.Columns).Append('\n');
        foreach (string[] row in _rows) text.AppendJoin(',', row).Append('\n');
        return text.ToString();
    }

    /// <summary>What differs from the table before: cells of rows that both have, and whole rows that came or went.</summary>
    public IReadOnlyList<SettingChange> Since(TableSheet before)
    {
        List<SettingChange> changes = [];
        foreach (string[] row in _rows)
        {
            string key = KeyOf(row);
            if (before._byKey.GetValueOrDefault(key) is not { } was)
            {
                changes.Add(new SettingChange(Name(key), null, Words(row)));
                continue;
            }
            for (int i = _shape.KeyColumns; i < row.Length; i++)
                if (row[i] != was[i]) changes.Add(new SettingChange($"{Name(key)}/{_shape.Columns[i]}", Null(was[i]), Null(row[i])));
        }
        foreach (string[] row in before._rows)
            if (!_byKey.ContainsKey(KeyOf(row))) changes.Add(new SettingChange(Name(KeyOf(row)), Words(row), null));
        return changes;
    }

    private void Add(string[] cells)
    {
        if (!_byKey.TryAdd(KeyOf(cells), cells)) return; // a row that is there twice is its reader's to report
        _rows.Add(cells);
    }

    private string Name(string key) => $"{char.ToLowerInvariant(_table.ToString()[0])}{_table.ToString()[1..]}/{key}";

    private string Words(string[] row) => string.Join(", ", row.Skip(_shape.KeyColumns));

    private static string? Null(string cell) => cell.Length == 0 ? null : cell;
}
