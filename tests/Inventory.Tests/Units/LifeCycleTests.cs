using FsCheck;
using FsCheck.Fluent;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stock;
using Inventory.Units;

namespace Inventory.Tests.Units;

/// <summary>Random commands through every decision: whatever people and antennas do, the ledger stays true.</summary>
/// <remarks>The number of runs of 200 commands is 300; the environment variable LIFECYCLE_RUNS makes it a campaign.</remarks>
public sealed class LifeCycleTests
{
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("LIFECYCLE_RUNS"), out int runs) ? runs : 300;

    [Fact]
    public void AnyCommands_InAnyOrder_KeepTheLedgerTrue()
    {
        HashSet<(UnitStatus?, UnitStatus)> walked = [];
        Arbitrary<int[]> commands = Arb.From(Gen.Choose(0, int.MaxValue - 1).ArrayOf(200), Shorter);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Runs), Prop.ForAll(commands, numbers =>
        {
            RandomBank bank = new();
            foreach (int number in numbers) bank.Do(number);
            bank.CheckRebuild();
            walked.UnionWith(bank.Walked);
        }));

        // the campaign is worth something only if it got everywhere that these decisions can lead
        Assert.Superset(
            new HashSet<(UnitStatus?, UnitStatus)>
            {
                (null, UnitStatus.Available), (null, UnitStatus.Quarantined), (UnitStatus.Available, UnitStatus.Quarantined),
                (UnitStatus.Available, UnitStatus.Issued), (UnitStatus.Available, UnitStatus.Discarded),
                (UnitStatus.Quarantined, UnitStatus.Available), (UnitStatus.Quarantined, UnitStatus.Discarded),
                (UnitStatus.Issued, UnitStatus.Quarantined), (UnitStatus.Available, UnitStatus.Reserved),
                (UnitStatus.Reserved, UnitStatus.Available), (UnitStatus.Reserved, UnitStatus.Issued),
                (UnitStatus.Reserved, UnitStatus.Quarantined), (UnitStatus.Reserved, UnitStatus.Discarded),
            },
            walked);
    }

    private static IEnumerable<int[]> Shorter(int[] numbers)
    {
        for (int cut = numbers.Length / 2; cut > 0; cut /= 2)
            for (int at = 0; at + cut <= numbers.Length; at += cut) yield return [.. numbers[..at], .. numbers[(at + cut)..]];
    }
}

/// <summary>Six bags, four tags, a clock; turns numbers into commands and checks after each what must always hold.</summary>
internal sealed class RandomBank
{
    /// <summary>Where a bag may go from where, by the rules of the life cycle; not read from the code under test.</summary>
    private static readonly Dictionary<UnitStatus, UnitStatus[]> s_allowed = new()
    {
        [UnitStatus.Available] = [UnitStatus.Reserved, UnitStatus.Issued, UnitStatus.InTransfer, UnitStatus.Quarantined, UnitStatus.Discarded],
        [UnitStatus.Reserved] = [UnitStatus.Available, UnitStatus.Issued, UnitStatus.Quarantined, UnitStatus.Discarded],
        [UnitStatus.Quarantined] = [UnitStatus.Available, UnitStatus.Discarded, UnitStatus.ReturnedToSupplier],
        [UnitStatus.Issued] = [UnitStatus.Transfused, UnitStatus.Quarantined, UnitStatus.Lost],
        [UnitStatus.Discarded] = [],
    };

    private static readonly UnitKey[] s_keys =
    [
        Bags.Red, Bags.Plasma, Bags.National, UnitKey.Parse("A999921123456E03041A0"), // autologous
        UnitKey.Parse("W000009123456E4377VA0"), UnitKey.Parse("W000009123456E4377VB0"),
    ];

    private static readonly TagUii[] s_tags = [Bags.RedTag, Bags.BlankTag, TagUii.Parse("E280000000000001"), TagUii.Parse("E280000000000002")];
    private static readonly string[] s_groups = ["5100", "9500", "6200", "Mq00", "Md00", "5300", "G600", "5100"];
    private static readonly string[] s_flags = ["00", "00", "00", "07", "01"];
    private static readonly string[] s_requests = ["A7", "A8"];
    private static readonly OutLimit s_limit = new(TimeSpan.FromHours(3), 4);
    private static readonly PlaceId[] s_places = [PlaceId.Parse("fridge-1/shelf-1"), PlaceId.Parse("fridge-1/shelf-2"), PlaceId.Parse("fridge-2")];

    private readonly List<DomainEvent> _events = [];
    private SiteState _state = SiteState.Empty;
    private DateTimeOffset _now = Bags.Now;
    private uint _random;

    public HashSet<(UnitStatus?, UnitStatus)> Walked { get; } = [];

    public void Do(int number)
    {
        _random = (uint)number;
        _now += TimeSpan.FromHours(Pick(9)); // 200 commands are at most 70 days
        UnitKey unit = s_keys[Pick(s_keys.Length)];
        TagUii tag = s_tags[Pick(s_tags.Length)];
        Decision decision = Pick(15) switch
        {
            0 or 1 => Receiving.Decide(_state, Receive(unit, tag)),
            2 => Quarantining.Decide(_state, new QuarantineUnit(unit, (QuarantineReason)Pick(10), _now)),
            3 or 4 => Releasing.Decide(_state, new ReleaseUnit(unit, Pick(2) == 0 ? null : Bags.RedCells, s_limit, _now)),
            5 or 6 => Issuing.Decide(_state, Issue(unit)),
            7 => Returning.Decide(_state, new ReturnUnit(unit, (BagCondition)(Pick(6) % 3 * Pick(2)), s_limit, _now)),
            8 => Discarding.Decide(_state, new DiscardUnit(unit, "damaged", _now)),
            9 => AssociatingTag.Decide(_state, new AssociateTag(tag, unit, BagTagRules.All, _now)),
            10 => DissociatingTag.Decide(_state, new DissociateTag(tag, _now)),
            11 or 12 => Reserving.Decide(_state, new ReserveUnit(
                unit, s_requests[Pick(2)], _now.AddHours(Pick(60) - 2), TimeSpan.FromHours(48), _now)),
            13 => EndingReservation.Decide(_state, new EndReservation(unit, Pick(2) == 0, _now)),
            _ => new Decision.Accepted(Observation(tag)),
        };
        if (decision is Decision.Refused refused) RefusalText.Of(refused.Why, refused.Detail, TimeZoneInfo.Utc);
        else foreach (DomainEvent happened in ((Decision.Accepted)decision).Events) Record(happened);
        CheckState();
    }

    /// <summary>The fold from zero is the state that grew step by step.</summary>
    public void CheckRebuild()
    {
        SiteState again = Bags.State(_events);
        Assert.Equal(Flat(_state), Flat(again));
        Assert.Equal(_state.Tags.OrderBy(static t => t.Key.ToString()), again.Tags.OrderBy(static t => t.Key.ToString()));
    }

    private ReceiveUnit Receive(UnitKey unit, TagUii tag) => new(
        unit, FlagCharacters.Parse(s_flags[Pick(s_flags.Length)]), BloodGroupCode.Parse(s_groups[Pick(s_groups.Length)]),
        _now.AddHours(Pick(800) - 10), Pick(4) == 0 ? null : Bags.RedCells, Pick(2) == 0 ? tag : null, Pick(2) == 0, null, BagTagRules.All, _now);

    private IssueUnit Issue(UnitKey unit) => new(unit, "ward 12", Pick(2) == 0 ? s_requests[Pick(2)] : null, _now)
    {
        First = Pick(3) == 0 ? s_keys[Pick(s_keys.Length)] : null, Override = Pick(2) == 0 ? "irradiated" : null,
    };

    private TagPlaced Observation(TagUii tag)
    {
        PlaceId place = s_places[Pick(s_places.Length)];
        bool removed = Pick(3) == 0;
        return new TagPlaced(
            tag, removed ? PresenceChange.Removed : PresenceChange.Moved, removed ? null : place, removed ? place : null, 0.9,
            UnitResolver.Resolve(_state, tag, BagTagRules.All), _now);
    }

    private void Record(DomainEvent happened)
    {
        SiteState before = _state;
        CheckTaken(happened);
        _state = _state.Apply(happened, Bags.Person);
        _events.Add(happened);
        foreach ((UnitKey key, BloodUnit unit) in _state.Units)
        {
            BloodUnit? was = before.Units.GetValueOrDefault(key);
            if (was?.Status == unit.Status) continue;
            Walked.Add((was?.Status, unit.Status));
            Assert.IsNotType<TagPlaced>(happened); // an antenna never changes a status
            if (was is not null) Assert.Contains(unit.Status, s_allowed[was.Status]);
            bool expiredAsItLay = happened is ReservationEnded; // that it is nobody's any more does not make it fresh
            if (unit.Status is UnitStatus.Issued or UnitStatus.Available && !expiredAsItLay) Assert.False(unit.IsExpired(_now), $"{key} was expired");
            Assert.Equal(_now, unit.StatusSince);
        }
    }

    /// <summary>Nobody takes what is kept for somebody else, and nobody releases what was away for too long.</summary>
    private void CheckTaken(DomainEvent happened)
    {
        if (happened is UnitIssued issue && _state.Units[issue.Unit].Reservation is { } kept && kept.Until > _now)
            Assert.Equal(kept.Request, issue.Order);
        if (happened is UnitReleased release)
        {
            // worked out from the events alone: the longest time between an issue and its return
            TimeSpan longest = TimeSpan.Zero;
            DateTimeOffset? away = null;
            foreach (DomainEvent e in _events)
            {
                if (e is UnitReceived received && received.Unit == release.Unit) longest = TimeSpan.Zero;
                if (e is UnitIssued issued && issued.Unit == release.Unit) away = e.OccurredAt;
                if (e is UnitReturned returned && returned.Unit == release.Unit && e.OccurredAt - away > longest)
                    longest = e.OccurredAt - away!.Value;
            }
            Assert.True(longest <= s_limit.EachTime, $"{release.Unit} was away for {longest}");
        }
    }

    private void CheckState()
    {
        foreach ((UnitKey key, BloodUnit unit) in _state.Units)
        {
            Assert.Equal(unit.Status == UnitStatus.Reserved, unit.Reservation is not null);
            if (unit.Reservation is { } kept) Assert.InRange(kept.Until, unit.StatusSince.AddTicks(1), unit.ExpiresAt);
            if (unit.Status == UnitStatus.Issued) Assert.NotNull(unit.OutOfStorage?.Since);
            if (unit.OutOfStorage is { } clock)
            {
                Assert.InRange(clock.Longest, TimeSpan.Zero, clock.Total);
                Assert.True(clock.Since is null || clock.Since <= _now);
            }
            Assert.Equal(unit.Status == UnitStatus.Quarantined, unit.Quarantine != QuarantineReason.None);
            if (unit.Status is UnitStatus.Available or UnitStatus.Issued)
            {
                Assert.DoesNotContain(unit.GroupCode, (string[])["Mq00", "Md00", "5300"]);
                Assert.NotEqual("", unit.StorageClass);
                Assert.NotEqual('1', key.Product.ToString()[5]);
            }
            Assert.All(unit.Tags, tag => Assert.Equal(key, _state.Tags[tag].Unit));
            Assert.Equal(unit.Tags.Length, unit.Tags.Distinct().Count());
            if (unit.Status == UnitStatus.Discarded) Assert.DoesNotContain(unit.Tags, tag => _state.Tags[tag].IsAssociated);
        }
        foreach ((TagUii uii, SiteTag tag) in _state.Tags)
            if (tag.Unit is { } wearer) Assert.Contains(uii, _state.Units[wearer].Tags);

        // every bag in stock is counted exactly once: issuable, held apart, or expired
        StockBoard board = StockBoard.Of(_state, _now, StockRules.Default);
        int expiredButReleased = _state.Units.Values.Count(
            unit => unit.Status is UnitStatus.Available or UnitStatus.Reserved && unit.IsExpired(_now));
        Assert.Equal(
            _state.Units.Values.Count(static unit => unit.IsInStock),
            board.Rows.Sum(static row => row.Bags) + board.Quarantined + board.Reserved + expiredButReleased);
        int issued = _events.Count(static e => e is UnitIssued) - _events.Count(static e => e is UnitReturned);
        Assert.Equal(issued, _state.Demand.Days.Values.Sum(static lines => lines.Sum(static line => line.Bags)));
    }

    /// <summary>Units with their lists written out: two lists of the same tags are equal here.</summary>
    private static IEnumerable<(BloodUnit, string)> Flat(SiteState state) =>
        state.Units.Values.OrderBy(static unit => unit.Key).Select(static unit => (unit with { Tags = [] }, string.Join(',', unit.Tags)));

    private int Pick(int count)
    {
        int picked = (int)(_random % (uint)count);
        _random = (_random / (uint)count) ^ (_random * 2654435761u); // one number is many choices
        return picked;
    }
}
