using Edge.Ledger;
using Inventory;
using Inventory.Units;
using static Edge.Tests.Ledger.LedgerTestBed;

namespace Edge.Tests.Ledger;

public sealed class SqliteLedgerTests
{
    [Fact]
    public async Task ExecuteAsync_Accepted_IsInCurrentWhenAnswered()
    {
        await using LedgerTestBed bed = await OpenAsync();

        CommandAnswer answer = await bed.Ledger.ExecuteAsync(bed.Receive("k1", Unit(1)), default);

        Assert.Equal((1, 1, false), (answer.FirstSeq, answer.LastSeq, answer.Repeated));
        Assert.Equal(1, bed.Ledger.Current.Seq);
        Assert.Equal(bed.Time.GetUtcNow(), bed.Ledger.Current.CommittedAt);
        Assert.Equal(UnitStatus.Available, bed.Ledger.Current.State.Units[Unit(1)].Status);
    }

    [Fact]
    public async Task ExecuteAsync_ManyAtOnce_EachDecidesOnTheOnesBefore()
    {
        await using LedgerTestBed bed = await OpenAsync();

        CommandAnswer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => bed.Ledger.ExecuteAsync(bed.Receive($"k{i}", Unit(i / 2)), default).AsTask()));

        Assert.Equal(100, answers.Count(static answer => answer.Decision is Decision.Accepted));
        Assert.Equal(100, answers.Count(static answer => answer.Decision is Decision.Refused { Why: Refusal.AlreadyKnown }));
        Assert.Equal(100, bed.Ledger.Current.State.Units.Count);
        Assert.Equal(
            Enumerable.Range(1, 100).Select(static seq => (long)seq),
            (await bed.Ledger.ReadAsync(0, 1000, default)).Select(static entry => entry.Seq));
    }

    [Fact]
    public async Task ExecuteAsync_SeveralEvents_AreOneAnswer()
    {
        await using LedgerTestBed bed = await OpenAsync();
        UnitReceived received = Received(Unit(1), bed.Time.GetUtcNow());
        UnitIssued issued = new(Unit(1), "ward-3", null, bed.Time.GetUtcNow());

        CommandAnswer answer = await bed.Ledger.ExecuteAsync(Accept("both", received, issued), default);

        Assert.Equal((1, 2), (answer.FirstSeq, answer.LastSeq));
        Assert.Equal(UnitStatus.Issued, bed.Ledger.Current.State.Units[Unit(1)].Status);
    }

    [Fact]
    public async Task ExecuteAsync_SameKeyInOneGroup_IsDecidedOnce()
    {
        await using LedgerTestBed bed = await OpenAsync();

        CommandAnswer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => bed.OpenDoorAsync("same").AsTask()));

        Assert.Equal(1, bed.Ledger.Current.Seq);
        Assert.Single(answers, static answer => !answer.Repeated);
        Assert.All(answers, static answer => Assert.Equal(1, answer.FirstSeq));
    }

    [Fact]
    public async Task ExecuteAsync_SameKeyAfterRestart_GivesTheFirstAnswers()
    {
        await using LedgerTestBed bed = await OpenAsync();
        UnitReceived received = Received(Unit(1), bed.Time.GetUtcNow());
        await bed.Ledger.ExecuteAsync(Accept("before", Received(Unit(9), bed.Time.GetUtcNow())), default);
        await bed.Ledger.ExecuteAsync(
            Accept("accepted", received, new TagAssociated(TagUii.Parse("E28011"), Unit(1), bed.Time.GetUtcNow())), default);
        await bed.Ledger.ExecuteAsync(bed.Receive("refused", Unit(1)), default);
        await bed.ReopenAsync();

        CommandAnswer accepted = await bed.Ledger.ExecuteAsync(Accept("accepted", Received(Unit(2), bed.Time.GetUtcNow())), default);
        CommandAnswer refused = await bed.Ledger.ExecuteAsync(Accept("refused", Received(Unit(2), bed.Time.GetUtcNow())), default);

        Assert.Equal((2, 3, true), (accepted.FirstSeq, accepted.LastSeq, accepted.Repeated));
        Assert.Equal(received, Assert.IsType<Decision.Accepted>(accepted.Decision).Events[0]);
        Assert.Equal((0, 0, true), (refused.FirstSeq, refused.LastSeq, refused.Repeated));
        Assert.Equal(new Decision.Refused(Refusal.AlreadyKnown, Unit(1).ToString()), refused.Decision);
        Assert.Equal(3, bed.Ledger.Current.Seq);
    }

    [Fact]
    public async Task ExecuteAsync_DecisionThrows_OnlyItsCallerHearsOfIt()
    {
        await using LedgerTestBed bed = await OpenAsync();
        LedgerCommand faulty = new("faulty", Actor.Service, static _ => throw new InvalidOperationException("a bug"));

        Task<CommandAnswer> bad = bed.Ledger.ExecuteAsync(faulty, default).AsTask();
        Task<CommandAnswer> good = bed.OpenDoorAsync("good").AsTask();

        Assert.Equal("a bug", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        Assert.Equal(1, (await good).FirstSeq);
        Assert.True(bed.Ledger.Health.CanRecord);
    }

    [Fact]
    public async Task ExecuteAsync_EventThatCannotBeWritten_LeavesNoTrace()
    {
        await using LedgerTestBed bed = await OpenAsync();
        LedgerCommand notANumber = Accept("nan", Received(Unit(1), bed.Time.GetUtcNow()), new Inventory.Presence.TagPlaced(
            default, Inventory.Presence.PresenceChange.Arrived, null, null, double.NaN, null, bed.Time.GetUtcNow()));

        await Assert.ThrowsAnyAsync<ArgumentException>(() => bed.Ledger.ExecuteAsync(notANumber, default).AsTask());
        CommandAnswer after = await bed.OpenDoorAsync("after");

        Assert.Equal(1, after.FirstSeq);
        Assert.Empty(bed.Ledger.Current.State.Units);
        await bed.ReopenAsync();
        Assert.Equal(1, bed.Ledger.Current.Seq);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public async Task ExecuteAsync_KeyOfWrongLength_IsRefused(int length)
    {
        await using LedgerTestBed bed = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => bed.OpenDoorAsync(new string('k', length)).AsTask());
    }

    [Fact]
    public async Task ReadAsync_Entry_HasWhatWasRecorded()
    {
        await using LedgerTestBed bed = await OpenAsync();
        DateTimeOffset occurred = bed.Time.GetUtcNow().AddHours(-3).AddTicks(1234567);
        UnitDiscarded discarded = new(Unit(1), "broken bag 破袋", occurred);
        await bed.Ledger.ExecuteAsync(
            new LedgerCommand("k", new Actor(ActorKind.Machine, "lis-1"), _ => new Decision.Accepted(discarded), "原因 é"), default);

        LedgerEntry entry = Assert.Single(await bed.Ledger.ReadAsync(0, 10, default));

        Assert.Equal((1, "UnitDiscarded/1", occurred, bed.Time.GetUtcNow()), (entry.Seq, entry.Type, entry.OccurredAt, entry.RecordedAt));
        Assert.Equal((new Actor(ActorKind.Machine, "lis-1"), "原因 é", "k"), (entry.By, entry.Reason, entry.Key));
        Assert.Equal(discarded, entry.Event);
        Assert.Contains("破袋", System.Text.Encoding.UTF8.GetString(entry.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_AfterSeqAndLimit_AreRespected()
    {
        await using LedgerTestBed bed = await OpenAsync();
        for (int i = 1; i <= 20; i++) await bed.OpenDoorAsync($"k{i}");

        IReadOnlyList<LedgerEntry> some = await bed.Ledger.ReadAsync(7, 5, default);

        Assert.Equal([8, 9, 10, 11, 12], some.Select(static entry => entry.Seq));
        Assert.Empty(await bed.Ledger.ReadAsync(20, 5, default));
    }

    [Fact]
    public async Task WaitPastAsync_CompletesWithTheCommitThatPasses()
    {
        await using LedgerTestBed bed = await OpenAsync();
        Task waiting = bed.Ledger.WaitPastAsync(1, default).AsTask();

        await bed.OpenDoorAsync("one");
        Assert.False(waiting.IsCompleted);
        await bed.OpenDoorAsync("two");

        await waiting;
        await bed.Ledger.WaitPastAsync(1, default);
    }

    [Fact]
    public async Task SetCursorAsync_AfterRestart_IsStillThere()
    {
        await using LedgerTestBed bed = await OpenAsync();
        Assert.Equal(0, await bed.Ledger.GetCursorAsync("hub", default));

        await bed.Ledger.SetCursorAsync("hub", 41, default);
        await bed.Ledger.SetCursorAsync("hub", 42, default);
        await bed.ReopenAsync();

        Assert.Equal(42, await bed.Ledger.GetCursorAsync("hub", default));
    }

    [Fact]
    public async Task OpenAsync_FolderOfARunningLedger_IsRefusedInPlainWords()
    {
        await using LedgerTestBed bed = await OpenAsync();

        LedgerUnavailableException refused = await Assert.ThrowsAsync<LedgerUnavailableException>(() => SqliteLedger.OpenAsync(
            bed.Options, bed.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteLedger>.Instance, default));

        Assert.StartsWith("Another process works on the ledger in", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteAsync_AfterDispose_SaysThatTheLedgerIsClosed()
    {
        await using LedgerTestBed bed = await OpenAsync();
        await bed.CloseAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => bed.OpenDoorAsync("late").AsTask());
    }

    /// <summary>What a killed process cannot show: a commit is answered only after the disk has flushed it.</summary>
    [Fact]
    public async Task OpenForWriting_Settings_FlushEveryCommit()
    {
        await using LedgerTestBed bed = await OpenAsync();
        await bed.CloseAsync();

        using Microsoft.Data.Sqlite.SqliteConnection connection = LedgerDatabase.OpenForWriting(bed.DatabaseFile);

        Assert.Equal(2, LedgerDatabase.Number(connection, "PRAGMA synchronous")); // FULL
        using Statement mode = new(connection, "PRAGMA journal_mode");
        Assert.True(mode.Step());
        Assert.Equal("wal", mode.Text(0));
    }

    [Fact]
    public async Task ExecuteTogether_MoreThanAGroup_IsOneTransaction()
    {
        await using LedgerTestBed bed = await LedgerTestBed.OpenAsync(static options => options with { MaxGroup = 2 });
        DateTimeOffset now = bed.Time.GetUtcNow();
        LedgerCommand[] commands = [.. Enumerable.Range(1, 7).Select(i => new LedgerCommand($"together-{i}", Actor.Service, _ =>
        {
            bed.Time.Advance(TimeSpan.FromSeconds(1)); // a group takes its time when it begins: two groups would have two
            return i == 4 ? new Decision.Refused(Refusal.Expired) : new Decision.Accepted(LedgerTestBed.Received(LedgerTestBed.Unit(i), now));
        }))];

        IReadOnlyList<CommandAnswer> answers = await bed.Ledger.ExecuteTogetherAsync(commands, CancellationToken.None);
        IReadOnlyList<CommandAnswer> again = await bed.Ledger.ExecuteTogetherAsync(commands, CancellationToken.None);

        Assert.Equal([1, 2, 3, 0, 4, 5, 6], answers.Select(static answer => answer.LastSeq));
        Assert.All(again, static answer => Assert.True(answer.Repeated));
        Assert.Equal(answers.Select(static answer => answer.LastSeq), again.Select(static answer => answer.LastSeq));
        IReadOnlyList<LedgerEntry> entries = await bed.Ledger.ReadAsync(0, 100, CancellationToken.None);
        Assert.Equal(6, entries.Count);
        Assert.Single(entries.Select(static entry => entry.RecordedAt).Distinct());
    }
}
