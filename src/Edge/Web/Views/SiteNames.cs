using Edge.Operations;
using Inventory;

namespace Edge.Web.Views;

/// <summary>Names for people of the things that alarms and devices name by their key.</summary>
internal sealed class SiteNames(SiteSettings settings)
{
    /// <param name="source">A cabinet, a shelf, a probe (<c>fridge-1/top</c>), a reader, "hub" or "ledger".</param>
    public Words Of(string source)
    {
        if (source == "hub") return new Words("区域平台", "Hub");
        if (source == "ledger") return new Words("台账", "Ledger");
        if (settings.Readers.Exists(reader => reader.Id == source)) return new Words($"读写器 {source}", $"Reader {source}");
        string[] parts = source.Split('/', 2);
        if (settings.Cabinets.Find(cabinet => cabinet.Id == parts[0]) is not { } cabinet) return new Words(source, source);
        if (parts.Length == 1) return new Words(cabinet.NameZh, cabinet.NameEn);
        Words part = Part(parts[1]);
        return new Words($"{cabinet.NameZh}{part.Zh}", $"{cabinet.NameEn}, {part.En}");
    }

    /// <summary>The cabinet that a source is, or is in; null for readers and the like.</summary>
    public string? CabinetOf(string source)
    {
        string name = source.Split('/', 2)[0];
        return settings.Cabinets.Exists(cabinet => cabinet.Id == name) ? name : null;
    }

    private static Words Part(string name) => name switch
    {
        "top" => new Words("上探头", "top probe"),
        "bottom" => new Words("下探头", "bottom probe"),
        "middle" => new Words("中探头", "middle probe"),
        _ when name.StartsWith("shelf-", StringComparison.Ordinal) => new Words($"第{name[6..]}层", $"shelf {name[6..]}"),
        _ => new Words($" {name}", name),
    };
}
