namespace Inventory.Settings;

/// <param name="Seen">Version of the settings on which the change was tried again.</param>
/// <param name="By">Only a person is a second person.</param>
public sealed record DecideChange(int Number, bool Accepts, int Seen, Actor By, string? Reason, DateTimeOffset At);

/// <summary>The second person's word on a waiting change.</summary>
public static class DecidingChange
{
    public static Decision Decide(SiteState state, DecideChange command)
    {
        if (!state.Changes.TryGetValue(command.Number, out WaitingChange? waiting)) return new Decision.Refused(Refusal.UnknownChange);
        if (command.By.Kind != ActorKind.Person) return new Decision.Refused(Refusal.SecondPersonNeeded);
        return command.Accepts ? Accept(state, waiting, command) : Reject(waiting, command);
    }

    private static Decision Accept(SiteState state, WaitingChange waiting, DecideChange command)
    {
        if (waiting.AskedBy == command.By.Name) return new Decision.Refused(Refusal.SecondPersonNeeded);
        ChangeAccepted accepted = new(waiting.Number, command.At);
        if (command.Seen != state.Settings.Version) return ChangingSettings.Overtaken(state);
        return new Decision.Accepted(accepted, new SettingsChanged(state.Settings.Version + 1, waiting.Draft, waiting.Number, command.At));
    }

    /// <summary>Who asked takes it back without a word; somebody else says why not.</summary>
    private static Decision Reject(WaitingChange waiting, DecideChange command) =>
        waiting.AskedBy != command.By.Name && string.IsNullOrWhiteSpace(command.Reason)
            ? new Decision.Refused(Refusal.ReasonMissing)
            : new Decision.Accepted(new ChangeRejected(waiting.Number, command.At));
}
