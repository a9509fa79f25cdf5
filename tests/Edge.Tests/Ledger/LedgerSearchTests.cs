using Edge.Ledger;
using Inventory;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;
using static Edge.Tests.Ledger.LedgerTestBed;

namespace Edge.Tests.Ledger;

/// <summary>The audit's questions, from the index, from the entries that it does not know yet, and from both.</summary>
public sealed class LedgerSearchTests
{
    public enum Indexed { Nothing, Half, All }

    [Theory]
    [InlineData(Indexed.Nothing)]
    [InlineData(Indexed.Half)]
    [InlineData(Indexed.All)]
    public async Task ReadUnitAsync_WhateverIsIndexed_GivesAllOfTheUnitNewestFirst(Indexed indexed)
    {
        await using LedgerTestBed bed = await FilledAsync(indexed);

        IReadOnlyList<LedgerEntry> first = await bed.Ledger.ReadUnitAsync(Unit(1), long.MaxValue, 3, default);
        IReadOnlyList<LedgerEntry> rest = await bed.Ledger.ReadUnitAsync(Unit(1), first[^1].Seq, 100, default);

        Assert.Equal(3, first.Count);
        Assert.Equal([19, 16, 13, 10, 7, 4, 1], first.Concat(rest).Select(static entry => entry.Seq));
    }

    [Fact]
    public async Task ReadUnitAsync_UnitInAListOfAnEvent_IsFound()
    {
        await using LedgerTestBed bed = await OpenAsync();
        await bed.Ledger.ExecuteAsync(
            Accept("k", new Inventory.ColdChain.ExcursionWorsened(1, 7.5, [Unit(4), Unit(5)], bed.Time.GetUtcNow())), default);

        Assert.Single(await bed.Ledger.ReadUnitAsync(Unit(5), long.MaxValue, 10, default));
        Assert.Empty(await bed.Ledger.ReadUnitAsync(Unit(6), long.MaxValue, 10, default));
    }

    [Theory]
    [InlineData(Indexed.Nothing)]
    [InlineData(Indexed.All)]
    public async Task QueryAsync_Person_FindsWhatTheyDidAndWhatWasDoneToTheirAccount(Indexed indexed)
    {
        await using LedgerTestBed bed = await FilledAsync(indexed);

        IReadOnlyList<LedgerEntry> mei = await bed.Ledger.QueryAsync(new LedgerQuery { Person = "mei" }, default);
        IReadOnlyList<LedgerEntry> both = await bed.Ledger.QueryAsync(new LedgerQuery { Person = "mei", Unit = Unit(0) }, default);

        Assert.Equal([21, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2], mei.Select(static entry => entry.Seq));
        Assert.Equal([18, 12, 6], both.Select(static entry => entry.Seq));
    }

    [Theory]
    [InlineData(Indexed.Nothing)]
    [InlineData(Indexed.Half)]
    [InlineData(Indexed.All)]
    public async Task QueryAsync_AsKnownAtAnInstant_LeavesOutWhatWasRecordedLater(Indexed indexed)
    {
        await using LedgerTestBed bed = await FilledAsync(indexed);
        IReadOnlyList<LedgerEntry> all = await bed.Ledger.QueryAsync(new LedgerQuery(), default);

        foreach (DateTimeOffset at in all.Select(static entry => entry.RecordedAt).Append(all[^1].RecordedAt.AddTicks(-1)).Distinct())
        {
            IReadOnlyList<LedgerEntry> known = await bed.Ledger.QueryAsync(new LedgerQuery { KnownAt = at }, default);
            IReadOnlyList<LedgerEntry> ofUnit = await bed.Ledger.QueryAsync(new LedgerQuery { KnownAt = at, Unit = Unit(1) }, default);
            IReadOnlyList<LedgerEntry> unit = await bed.Ledger.ReadUnitAsync(Unit(1), long.MaxValue, 100, default);
            Assert.Equal(all.Where(entry => entry.RecordedAt <= at).Select(static entry => entry.Seq), known.Select(static entry => entry.Seq));
            Assert.Equal(unit.Where(entry => entry.RecordedAt <= at).Select(static entry => entry.Seq), ofUnit.Select(static entry => entry.Seq));
        }
    }

    [Theory]
    [InlineData(Indexed.Nothing)]
    [InlineData(Indexed.Half)]
    [InlineData(Indexed.All)]
    public async Task QueryAsync_SpanOfTime_IsByWhenItHappened(Indexed indexed)
    {
        await using LedgerTestBed bed = await FilledAsync(indexed);

        IReadOnlyList<LedgerEntry> span = await bed.Ledger.QueryAsync(
            new LedgerQuery { From = Start.AddMinutes(5), To = Start.AddMinutes(8) }, default);
        IReadOnlyList<LedgerEntry> ofUnit = await bed.Ledger.QueryAsync(
            new LedgerQuery { From = Start.AddMinutes(5), To = Start.AddMinutes(8), Unit = Unit(1) }, default);

        Assert.Equal([7, 6, 5], span.Select(static entry => entry.Seq));
        Assert.Equal([7], ofUnit.Select(static entry => entry.Seq));
    }

    [Fact]
    public async Task QueryAsync_NoFilter_PagesThroughEverything()
    {
        await using LedgerTestBed bed = await FilledAsync(Indexed.Half);
        List<long> seen = [];
        long before = long.MaxValue;
        while (await bed.Ledger.QueryAsync(new LedgerQuery { BeforeSeq = before, Limit = 4 }, default) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(static entry => entry.Seq));
            before = page[^1].Seq;
        }

        Assert.Equal(Enumerable.Range(1, 21).Select(static seq => (long)seq).Reverse(), seen);
    }

    [Fact]
    public async Task OpenAsync_IndexDeletedOrDamaged_IsMadeAgain()
    {
        await using LedgerTestBed bed = await FilledAsync(Indexed.All);
        await bed.CloseAsync();
        await File.WriteAllTextAsync(Path.Combine(bed.Folder, "index.db"), "this is no database, and it is long enough to be looked at");

        await bed.ReopenAsync();
        await bed.ReopenAsync();

        Assert.Equal(7, (await bed.Ledger.ReadUnitAsync(Unit(1), long.MaxValue, 100, default)).Count);
        Assert.True((await bed.Ledger.ExecuteAsync(Accept("k3", new DoorOpened(PlaceId.Parse("x"), bed.Time.GetUtcNow())), default)).Repeated);
    }

    /// <summary>Twenty entries a minute apart: unit by seq modulo 3, by the service and by mei in turn; then one about her account.</summary>
    private static async Task<LedgerTestBed> FilledAsync(Indexed indexed)
    {
        LedgerTestBed bed = await OpenAsync();
        for (int i = 1; i <= 20; i++)
        {
            if (i == 11 && indexed == Indexed.Half) await bed.ReopenAsync(); // opening catches the index up
            bed.Time.Advance(TimeSpan.FromSeconds(1));
            Actor by = i % 2 == 0 ? new Actor(ActorKind.Person, "mei") : Actor.Service;
            UnitReleased released = new(Unit(i % 3), Start.AddMinutes(i));
            await bed.Ledger.ExecuteAsync(new LedgerCommand($"k{i}", by, _ => new Decision.Accepted(released)), default);
        }
        await bed.Ledger.ExecuteAsync(
            Accept("k21", new AccountAdded("mei", "Mei", Role.Staff, Start.AddMinutes(21))), default);
        if (indexed == Indexed.All) await bed.ReopenAsync();
        return bed;
    }

    private static DateTimeOffset Start => new Testing.ManualTime().GetUtcNow();
}
