using Inventory.Settings;
using Inventory.Tables;

namespace Inventory.Tests.Settings;

/// <summary>One change at a time, and limits only by two people.</summary>
public sealed class ChangingSettingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor Wang = new(ActorKind.Person, "wang"), Li = new(ActorKind.Person, "li"), Machine = new(ActorKind.Machine, "lis");
    private static readonly SettingsDraft Levels = new([], [new TableDraft(SiteTable.StockLevels, "levels", [new SettingChange("stockLevels/redCells/u/o/negative/minimum", "4", "6")])]);
    private static readonly SettingsDraft Limits = new([], [new TableDraft(SiteTable.StorageClasses, "limits", [new SettingChange("storageClasses/red-cells/highCelsius", "6", "7")])]);
    private static readonly SettingsDraft Minutes = new([new SettingChange("Units.MinutesOutAtMost", "30", "25")], []);

    [Fact]
    public void Decide_AtOnceAndWithSecond_ChangesTheOneAndAsksForTheOther()
    {
        SiteState state = After(SiteState.Empty, Wang, Change(SiteState.Empty, Levels, Minutes));

        Assert.Equal((1, "wang", "levels"), (state.Settings.Version, state.Settings.ChangedBy, state.Settings.Find(SiteTable.StockLevels)!.Text));
        Assert.Empty(state.Settings.Values);
        Assert.Equal((1, "wang"), (state.Changes[1].Number, state.Changes[1].AskedBy));
    }

    [Fact]
    public void Decide_OverAVersionThatWasNotSeen_IsRefused()
    {
        SiteState state = After(SiteState.Empty, Wang, Change(SiteState.Empty, Levels, SettingsDraft.None));

        Assert.Equal(Refusal.SettingsOvertaken, Refused(ChangingSettings.Decide(state, new ChangeSettings(0, Levels, SettingsDraft.None, "why", Now))));
    }

    [Fact]
    public void Decide_NothingOrNoReason_IsRefused()
    {
        Assert.Equal(Refusal.NothingChanged, Refused(Change(SiteState.Empty, SettingsDraft.None, SettingsDraft.None)));
        Assert.Equal(Refusal.ReasonMissing, Refused(ChangingSettings.Decide(SiteState.Empty, new ChangeSettings(0, Levels, SettingsDraft.None, " ", Now))));
        Assert.Equal(Refusal.ReasonMissing, Refused(ChangingSettings.Decide(SiteState.Empty, new ChangeSettings(0, SettingsDraft.None, Limits, null, Now))));
    }

    [Fact]
    public void Decide_WhatWaitsAlready_IsRefused()
    {
        SiteState state = After(SiteState.Empty, Wang, Change(SiteState.Empty, SettingsDraft.None, Limits));

        Assert.Equal(Refusal.ChangeWaits, Refused(Change(state, SettingsDraft.None, Limits)));
        Assert.Equal(Refusal.ChangeWaits, Refused(Change(state, Limits, SettingsDraft.None)));
        Assert.Equal(Refusal.ChangeWaits, Refused(Change(state, Levels, Limits))); // and nothing of it is done
        Assert.IsType<Decision.Accepted>(Change(state, Levels, Minutes));
    }

    [Fact]
    public void Accept_ByWhoAskedOrByAMachine_IsRefused()
    {
        SiteState state = After(SiteState.Empty, Wang, Change(SiteState.Empty, SettingsDraft.None, Limits));

        Assert.Equal(Refusal.SecondPersonNeeded, Refused(DecidingChange.Decide(state, new DecideChange(1, true, 0, Wang, null, Now))));
        Assert.Equal(Refusal.SecondPersonNeeded, Refused(DecidingChange.Decide(state, new DecideChange(1, true, 0, Machine, null, Now))));
        Assert.Equal(Refusal.UnknownChange, Refused(DecidingChange.Decide(state, new DecideChange(2, true, 0, Li, null, Now))));
    }

    [Fact]
    public void Accept_BySomebodyElse_PutsItInForceOnceAndForAll()
    {
        SiteState state = After(SiteState.Empty, Wang, Change(SiteState.Empty, SettingsDraft.None, Minutes));

        state = After(state, Li, DecidingChange.Decide(state, new DecideChange(1, true, 0, Li, null, Now)));

        Assert.Equal(("25", 1, "li"), (state.Settings.Values["Units.MinutesOutAtMost"].Value, state.Settings.Version, state.Settings.ChangedBy));
        Assert.Equal(Refusal.UnknownChange, Refused(DecidingChange.Decide(state, new DecideChange(1, true, 1, Li, null, Now))));
    }

    [Fact]
    public void Accept_AfterOtherSettingsChanged_IsRefusedUntilThoseAreSeen()
    {
        SiteState state = After(SiteState.Empty, Wang, Change(SiteState.Empty, SettingsDraft.None, Limits));
        state = After(state, Wang, Change(state, Levels, SettingsDraft.None));

        Assert.Equal(Refusal.SettingsOvertaken, Refused(DecidingChange.Decide(state, new DecideChange(1, true, 0, Li, null, Now))));
        Assert.IsType<Decision.Accepted>(DecidingChange.Decide(state, new DecideChange(1, true, 1, Li, null, Now)));
    }

    [Fact]
    public void Reject_ByAnother_WantsAReasonAndByWhoAskedNone()
    {
        SiteState state = After(SiteState.Empty, Wang, Change(SiteState.Empty, SettingsDraft.None, Limits));

        Assert.Equal(Refusal.ReasonMissing, Refused(DecidingChange.Decide(state, new DecideChange(1, false, 0, Li, null, Now))));
        Assert.Empty(After(state, Li, DecidingChange.Decide(state, new DecideChange(1, false, 0, Li, "no", Now))).Changes);
        Assert.Empty(After(state, Wang, DecidingChange.Decide(state, new DecideChange(1, false, 0, Wang, null, Now))).Changes);
    }

    [Fact]
    public void Fold_ValueWithoutAfter_LetsTheFileSpeakAgain()
    {
        SiteState state = After(SiteState.Empty, Wang, Change(SiteState.Empty, Minutes, SettingsDraft.None));
        SettingsDraft back = new([new SettingChange("Units.MinutesOutAtMost", "25", null)], []);

        Assert.Empty(After(state, Wang, Change(state, back, SettingsDraft.None)).Settings.Values);
    }

    private static Decision Change(SiteState state, SettingsDraft atOnce, SettingsDraft second) =>
        ChangingSettings.Decide(state, new ChangeSettings(state.Settings.Version, atOnce, second, "why", Now));

    private static SiteState After(SiteState state, Actor by, Decision decision) =>
        Assert.IsType<Decision.Accepted>(decision).Events.Aggregate(state, (before, happened) => before.Apply(happened, by));

    private static Refusal Refused(Decision decision) => Assert.IsType<Decision.Refused>(decision).Why;
}
