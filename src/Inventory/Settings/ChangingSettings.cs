using System.Globalization;

namespace Inventory.Settings;

/// <param name="Seen">Version of the settings that the person saw: a change is never made over one that was not seen.</param>
/// <param name="AtOnce">What one person may change.</param>
/// <param name="WithSecond">What waits for a second person: limits.</param>
public sealed record ChangeSettings(int Seen, SettingsDraft AtOnce, SettingsDraft WithSecond, string? Reason, DateTimeOffset At);

/// <summary>Changes settings, or puts the change before a second person. What was sent has been found sound before.</summary>
public static class ChangingSettings
{
    public static Decision Decide(SiteState state, ChangeSettings command)
    {
        if (command.Seen != state.Settings.Version) return Overtaken(state);
        if (command.AtOnce.IsEmpty) return AskingForChange.Decide(state, command.WithSecond, command.Reason, command.At);
        if (string.IsNullOrWhiteSpace(command.Reason)) return new Decision.Refused(Refusal.ReasonMissing);
        if (AskingForChange.Meeting(state, command.AtOnce) is { } other)
            return new Decision.Refused(Refusal.ChangeWaits, other.Number.ToString(CultureInfo.InvariantCulture));
        SettingsChanged changed = new(state.Settings.Version + 1, command.AtOnce, null, command.At);
        if (command.WithSecond.IsEmpty) return new Decision.Accepted(changed);
        Decision asked = AskingForChange.Decide(state, command.WithSecond, command.Reason, command.At);
        return asked is Decision.Accepted accepted ? new Decision.Accepted([changed, .. accepted.Events]) : asked;
    }

    internal static Decision.Refused Overtaken(SiteState state) =>
        new(Refusal.SettingsOvertaken, state.Settings.Version.ToString(CultureInfo.InvariantCulture));
}
