using Edge.Ledger;
using Inventory.Settings;
using Inventory.Tables;

namespace Edge.Operations;

/// <summary>The settings and tables that hold now: what the files said at the start, and over it what people changed since, from the ledger.</summary>
/// <remarks>Any thread. Whoever asks for <see cref="Tables"/> gets those of the newest commit, so a change holds at once everywhere.</remarks>
/// <param name="filed">As in the file.</param>
/// <param name="tables">As in their files.</param>
public sealed class SiteRules(SiteSettings filed, SiteTables tables, ILedger ledger)
{
    private volatile Held? _held;

    public SettingsInForce InForce => ledger.Current.State.Settings;

    public SiteSettings Settings => Now.Settings;

    public SiteTables Tables => Now.Tables;

    public SiteSettings Filed => filed;

    public SiteTables FiledTables => tables;

    /// <summary>What does not fit: at a start, when the files were changed under what people had put over them.</summary>
    public IReadOnlyList<SettingsFault> Faults => Now.Faults;

    /// <summary>What would hold with these changes, and what would be wrong with it.</summary>
    internal Held Try(SettingsInForce changed)
    {
        List<SettingsFault> faults = [];
        SiteSettings settings = ChangeableSettings.With(
            filed, changed.Values.Where(static value => ChangeableSettings.Find(value.Key) is not null)
                .Select(static value => KeyValuePair.Create(value.Key, value.Value.Value)), faults);
        Dictionary<SiteTable, TableSource> sources = new(tables.Sources);
        foreach (InstalledTable table in changed.Tables) sources[table.Table] = new TableSource(table.Text, TableOrigin.Page, null);
        SiteTables now = SiteTables.Make(settings, sources, out IReadOnlyList<TableProblem> problems);
        faults.AddRange(now.Unnamed(settings));
        return new Held(changed, settings, now, problems, [.. faults, .. problems.Select(static problem => problem.ToFault())]);
    }

    private Held Now
    {
        get
        {
            SettingsInForce inForce = InForce;
            if (_held is { } held && ReferenceEquals(held.Of, inForce)) return held;
            return _held = Try(inForce);
        }
    }

    /// <summary>Rules of one version of the settings.</summary>
    internal sealed record Held(
        SettingsInForce Of, SiteSettings Settings, SiteTables Tables, IReadOnlyList<TableProblem> Problems, IReadOnlyList<SettingsFault> Faults);
}
