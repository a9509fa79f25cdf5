using System.Globalization;

namespace Inventory.Settings;

/// <summary>Puts a change before a second person. Any kind: what it is about is the asker's business, that two agree is this one's.</summary>
public static class AskingForChange
{
    public static Decision Decide(SiteState state, ChangeKind kind, SettingsDraft draft, string? reason, DateTimeOffset at)
    {
        if (draft.IsEmpty) return new Decision.Refused(Refusal.NothingChanged);
        if (string.IsNullOrWhiteSpace(reason)) return new Decision.Refused(Refusal.ReasonMissing);
        return Meeting(state, kind, draft) is { } other
            ? new Decision.Refused(Refusal.ChangeWaits, other.Number.ToString(CultureInfo.InvariantCulture))
            : new Decision.Accepted(new ChangeAsked(state.LastChange + 1, kind, draft, at));
    }

    /// <summary>A waiting change of the same things: it is decided first.</summary>
    internal static WaitingChange? Meeting(SiteState state, ChangeKind kind, SettingsDraft draft) =>
        state.Changes.Values.FirstOrDefault(waiting => waiting.Kind == kind && waiting.Draft.Meets(draft));
}
