using System.Text;
using Edge.Ledger;
using FsCheck;
using FsCheck.Fluent;
using Inventory;
using Inventory.ColdChain;
using Inventory.Presence;
using Inventory.Units;
using static Edge.Tests.Ledger.LedgerTestBed;

namespace Edge.Tests.Ledger;

/// <summary>Whatever was commanded: the fold from the first event is the state in memory, and the state after any restart.</summary>
public sealed class LedgerFoldTests
{
    [Fact]
    public void Execute_RandomCommandsAndRestarts_FoldFromZeroIsTheStateAtEveryTurn() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(12),
            Prop.ForAll(
                Gen.Choose(0, 999_999).ListOf(60).Select(static numbers => numbers.ToArray()).ToArbitrary(),
                static (int[] steps) => RunAsync(steps).GetAwaiter().GetResult()));

    private static async Task<bool> RunAsync(int[] steps)
    {
        await using LedgerTestBed bed = await OpenAsync(static options => options with { SnapshotEvery = 7, MaxGroup = 3 });
        Dictionary<string, CommandAnswer> first = [];
        List<Task<CommandAnswer>> waiting = [];
        foreach (int step in steps)
        {
            bed.Time.Advance(TimeSpan.FromSeconds(step % 5));
            if (step % 17 == 0)
            {
                await Task.WhenAll(waiting);
                await bed.ReopenAsync();
                await CheckAsync(bed);
            }
            waiting.Add(ExecuteAsync(bed, step, first));
        }
        await Task.WhenAll(waiting);
        await CheckAsync(bed);
        return true;
    }

    /// <summary>Few keys and units, so that keys are repeated and decisions refused.</summary>
    private static async Task<CommandAnswer> ExecuteAsync(LedgerTestBed bed, int step, Dictionary<string, CommandAnswer> first)
    {
        string key = $"key-{step % 90}";
        CommandAnswer answer = await bed.Ledger.ExecuteAsync(new LedgerCommand(key, Actor.Service, state => Decide(state, step, bed)), default);
        lock (first)
        {
            if (first.TryAdd(key, answer)) return answer;
            Assert.Equal((first[key].FirstSeq, first[key].LastSeq), (answer.FirstSeq, answer.LastSeq));
            Assert.Equal(Words(first[key].Decision), Words(answer.Decision));
        }
        return answer;
    }

    private static string Words(Decision decision) =>
        decision is Decision.Accepted accepted ? string.Join('|', accepted.Events.Select(static happened => Encoding.UTF8.GetString(Json(happened)))) : decision.ToString();

    private static Decision Decide(SiteState state, int step, LedgerTestBed bed)
    {
        DateTimeOffset now = bed.Time.GetUtcNow();
        Inventory.Identification.UnitKey unit = Unit(step % 6);
        TagUii tag = new([(byte)(step % 4), 7]);
        PlaceId shelf = PlaceId.Parse($"fridge-1/shelf-{step % 3}");
        return (step / 10 % 9) switch
        {
            0 => state.Units.ContainsKey(unit) ? new Decision.Refused(Refusal.AlreadyKnown) : new Decision.Accepted(Received(unit, now)),
            1 => new Decision.Accepted(new TagAssociated(tag, unit, now)),
            2 => new Decision.Accepted(new TagPlaced(tag, PresenceChange.Arrived, shelf, null, 1.0 / (1 + (step % 7)), unit, now)),
            3 => new Decision.Accepted(new TagPlaced(tag, PresenceChange.Removed, null, shelf, 0.9, null, now), new DoorOpened(shelf.Cabinet, now)),
            4 => new Decision.Accepted(new DoorClosed(shelf.Cabinet, now)),
            5 => new Decision.Accepted(new ExcursionBegan(
                state.LastExcursion + 1, shelf.Cabinet, "top", ExcursionSide.TooWarm, 6, 6.25, [unit], now)),
            6 => new Decision.Accepted(new AlarmRaised(
                state.LastAlarm + 1, AlarmKind.TemperatureHigh, AlarmPriority.High, shelf.ToString(), 7.5, 3, now)),
            7 => state.Alarms.Count == 0
                ? new Decision.Refused(Refusal.UnknownAlarm, $"{step}")
                : new Decision.Accepted(new AlarmAcknowledged(state.Alarms.Keys.First(), "seen", now)),
            _ => state.Units.ContainsKey(unit) ? new Decision.Accepted(new UnitIssued(unit, "ward", null, now)) : new Decision.Refused(Refusal.UnknownUnit),
        };
    }

    private static async Task CheckAsync(LedgerTestBed bed)
    {
        LedgerSnapshot current = bed.Ledger.Current;
        SiteState folded = SiteState.Empty;
        long seq = 0;
        DateTimeOffset recorded = DateTimeOffset.MinValue;
        foreach (LedgerEntry entry in await bed.Ledger.ReadAsync(0, int.MaxValue, default))
        {
            Assert.Equal(++seq, entry.Seq);
            Assert.True(entry.RecordedAt >= recorded);
            recorded = entry.RecordedAt;
            folded = folded.Apply(entry.Event, entry.By);
        }
        Assert.Equal((current.Seq, current.CommittedAt), (seq, recorded));
        Assert.Equal(StateBytes.Digest(folded), StateBytes.Digest(current.State));
        Assert.True(LedgerCheck.Verify(bed.Folder, default).IsWhole);
    }
}
