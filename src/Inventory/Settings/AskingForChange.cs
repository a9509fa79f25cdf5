using System.Globalization;

namespace Inventory.Settings;

/// <summary>Puts a change before a second person.</summary>
public static class AskingForChange
{
    public static Decision Decide(SiteState state, SettingsDraft draft, string? reason, DateTimeOffset at)
    {
        if (draft.IsEmpty) return new Decision.Refused(Refusal.NothingChanged);
        if (string.IsNullOrWhiteSpace(reason)) return new Decision.Refused(Refusal.ReasonMissing);
        return Meeting(state, draft) is { } other
            ? new Decision.Refused(Refusal.ChangeWaits, other.Number.ToString(CultureInfo.InvariantCulture))
            : new Decision.Accepted(new ChangeAsked(state.LastChange + 1, draft, reason.Trim(), at));
    }

    /// <summary>A waiting change of the same things: it is decided first.</summary>
    internal static WaitingChange? Meeting(SiteState state, SettingsDraft draft) =>
        state.Changes.Values.FirstOrDefault(waiting => waiting.Draft.Meets(draft));
}
