namespace Inventory.Settings;

/// <summary>How changed settings and waiting changes change the state.</summary>
internal static class SettingsFold
{
    public static SiteState Apply(SiteState state, DomainEvent happened, Actor by) => happened switch
    {
        SettingsChanged e => state with { Settings = state.Settings.With(e.Draft, e.Version, e.OccurredAt, by.Name) },
        ChangeAsked e => state with
        {
            LastChange = Math.Max(state.LastChange, e.Change),
            Changes = state.Changes.SetItem(e.Change, new WaitingChange(e.Change, e.Draft, e.Why, by.Name, e.OccurredAt)),
        },
        ChangeAccepted e => state with { Changes = state.Changes.Remove(e.Change) },
        ChangeRejected e => state with { Changes = state.Changes.Remove(e.Change) },
        _ => state,
    };
}
