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
                (null, UnitStatus.Expected), (UnitStatus.Expected, UnitStatus.Available), (UnitStatus.Expected, UnitStatus.Cancelled),
                (UnitStatus.Available, UnitStatus.InTransfer), (UnitStatus.InTransfer, UnitStatus.TransferredOut),
                (UnitStatus.InTransfer, UnitStatus.Quarantined), (UnitStatus.InTransfer, UnitStatus.Lost),
                (UnitStatus.Lost, UnitStatus.Quarantined), (UnitStatus.Issued, UnitStatus.Transfused), (UnitStatus.Issued, UnitStatus.Lost),
                (UnitStatus.Quarantined, UnitStatus.Issued), (UnitStatus.Quarantined, UnitStatus.ReturnedToSupplier),
                (UnitStatus.Available, UnitStatus.EnteredInError),
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
        [UnitStatus.Expected] = [UnitStatus.Available, UnitStatus.Quarantined, UnitStatus.Cancelled],
        [UnitStatus.Available] =
        [
            UnitStatus.Reserved, UnitStatus.Issued, UnitStatus.InTransfer, UnitStatus.Quarantined, UnitStatus.Discarded, UnitStatus.Lost,
            UnitStatus.EnteredInError,
        ],
        [UnitStatus.Reserved] =
        [
            UnitStatus.Available, UnitStatus.Issued, UnitStatus.Quarantined, UnitStatus.Discarded, UnitStatus.Lost, UnitStatus.EnteredInError,
        ],
        [UnitStatus.Quarantined] =
        [
            UnitStatus.Available, UnitStatus.Discarded, UnitStatus.ReturnedToSupplier, UnitStatus.Issued, UnitStatus.Lost,
            UnitStatus.EnteredInError,
        ],
        [UnitStatus.Issued] = [UnitStatus.Transfused, UnitStatus.Quarantined, UnitStatus.Lost],
        [UnitStatus.InTransfer] = [UnitStatus.TransferredOut, UnitStatus.Quarantined, UnitStatus.Lost],
        [UnitStatus.Lost] = [UnitStatus.Quarantined],
        [UnitStatus.TransferredOut] = [UnitStatus.Available, UnitStatus.Quarantined, UnitStatus.Expected],
        [UnitStatus.ReturnedToSupplier] = [UnitStatus.Quarantined, UnitStatus.Expected],
        [UnitStatus.EnteredInError] = [UnitStatus.Quarantined, UnitStatus.Expected],
        [UnitStatus.Cancelled] = [UnitStatus.Available, UnitStatus.Quarantined, UnitStatus.Expected],
        [UnitStatus.Transfused] = [],
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
    private static readonly string[] s_transfers = ["T-1", "T-2"], s_sites = ["site-2", "site-3"], s_notices = ["N-1", "N-2"];
    private static readonly string[] s_people = [Bags.Person.Name, "0099"];
    private static readonly string[] s_requests = ["A7", "A8"];
    private static readonly OutLimit s_limit = new(TimeSpan.FromHours(3), 4);
    private static readonly PlaceId[] s_places = [PlaceId.Parse("fridge-1/shelf-1"), PlaceId.Parse("fridge-1/shelf-2"), PlaceId.Parse("fridge-2")];

    private readonly List<DomainEvent> _events = [];
    private readonly HashSet<UnitKey> _recalled = [];
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
        bool more = Pick(2) == 0;
        Decision decision = more ? More(unit) : Pick(15) switch
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
                unit, s_requests[Pick(2)], _now.AddHours(Pick(60) - 2), TimeSpan.FromHours(48), s_limit, _now)),
            13 => EndingReservation.Decide(_state, new EndReservation(unit, Pick(2) == 0, _now)),
            _ => new Decision.Accepted(Observation(tag)),
        };
        if (decision is Decision.Refused refused) RefusalText.Of(refused.Why, refused.Detail, TimeZoneInfo.Utc);
        else foreach (DomainEvent happened in ((Decision.Accepted)decision).Events) Record(happened);
        CheckState();
    }

    /// <summary>Transfers, notices, emergencies, losses, corrections.</summary>
    private Decision More(UnitKey unit) => Pick(22) switch
    {
        0 or 1 => Dispatching.Decide(_state, new DispatchUnit(unit, s_transfers[Pick(2)], s_sites[Pick(2)], null, null, s_limit, _now)),
        2 => EndingTransfer.Decide(_state, new EndTransfer(unit, s_transfers[Pick(2)], null, _now)),
        3 => EndingTransfer.Decide(_state, new EndTransfer(unit, s_transfers[Pick(2)], "refused", _now)),
        4 or 5 => Expecting.Decide(_state, new ExpectUnit(
            unit, BloodGroupCode.Parse(s_groups[Pick(s_groups.Length)]), _now.AddHours(Pick(800) + 1), Bags.RedCells, s_notices[Pick(2)], "centre", _now)),
        6 => CancellingExpected.Decide(_state, new CancelExpected(unit, "did not come", _now)),
        7 => EmergencyIssuing.Decide(_state, new IssueInEmergency(unit, "theatre 2", "Dr Lin", null, s_limit, _now)
        {
            Override = Pick(2) == 0 ? "no other O" : null,
        }),
        8 => SettlingEmergency.Decide(_state, new SettleEmergency(unit, "A7", _now)),
        9 => Pick(2) == 0
            ? BeginningMassiveTransfusion.Decide(_state, new BeginMassiveTransfusion("theatre 1", "Dr Lin", _now))
            : EndingMassiveTransfusion.Decide(_state, new EndMassiveTransfusion(_now)),
        10 => CapturingRemoval.Decide(_state, new CaptureRemoval(unit, _now)),
        11 => SettlingCapture.Decide(_state, new SettleCapture(unit, Pick(2) == 0, "theatre 1", null, _now)),
        12 => ReportingRemoval.Decide(_state, new ReportRemoval(unit, TimeSpan.FromMinutes(5), _now)),
        13 => ExplainingRemoval.Decide(_state, new ExplainRemoval(unit, "on the bench", _now)),
        14 => Losing.Decide(_state, new LoseUnit(unit, "stocktake", _now)),
        15 => Finding.Decide(_state, new FindUnit(unit, _now)),
        16 => Pick(3) == 0 ? Transfusing.Decide(_state, new TransfuseUnit(unit, _now)) : new Decision.Refused(Refusal.NothingOwed),
        17 => Pick(3) == 0 ? ReturningToSupplier.Decide(_state, new ReturnToSupplier(unit, "recall", _now)) : new Decision.Refused(Refusal.NothingOwed),
        18 => HandingToWaste.Decide(_state, new HandToWaste(unit, "waste firm", null, _now)),
        19 or 20 => TakeBack(unit),
        _ => Pick(4) switch
        {
            0 => Voiding.Decide(_state, new VoidUnit(unit, "typed twice", _now)),
            1 => CorrectingExpiry.Decide(_state, new CorrectExpiry(unit, _now.AddHours(Pick(400) + 1), _now)),
            2 => CorrectingStorageTime.Decide(_state, new CorrectStorageTime(unit, _now)),
            _ => Pick(3) == 0
                ? DroppingCorrection.Decide(_state, new DropCorrection(unit, Bags.Person, MayRelease: true, _now))
                : ConfirmingCorrection.Decide(_state, new ConfirmCorrection(
                    unit, new Actor(ActorKind.Person, s_people[Pick(2)]), _state.Units.GetValueOrDefault(unit)?.Asked?.ExpiresAt, _now)),
        },
    };

    private Decision TakeBack(UnitKey unit) => TakingBackStep.Decide(_state, new TakeBackStep(
        unit, 7, Pick(3) == 0 ? _now : _state.Units.GetValueOrDefault(unit)?.StatusSince ?? _now, Pick(2) == 0, _now));

    /// <summary>The fold from zero is the state that grew step by step.</summary>
    public void CheckRebuild()
    {
        SiteState again = Bags.State(_events);
        Assert.Equal(Flat(_state), Flat(again));
        Assert.Equal(_state.Tags.OrderBy(static t => t.Key.ToString()), again.Tags.OrderBy(static t => t.Key.ToString()));
        Assert.Equal(_state.Transfers.OrderBy(static t => t.Key), again.Transfers.OrderBy(static t => t.Key));
        Assert.Equal(_state.Notices.OrderBy(static t => t.Key), again.Notices.OrderBy(static t => t.Key));
        Assert.Equal(_state.Massive, again.Massive);
    }

    private ReceiveUnit Receive(UnitKey unit, TagUii tag) => new(
        unit, FlagCharacters.Parse(s_flags[Pick(s_flags.Length)]), BloodGroupCode.Parse(s_groups[Pick(s_groups.Length)]),
        _now.AddHours(Pick(800) - 10), Pick(4) == 0 ? null : Bags.RedCells, Pick(2) == 0 ? tag : null, Pick(2) == 0, null, BagTagRules.All, _now);

    private IssueUnit Issue(UnitKey unit) => new(unit, "ward 12", Pick(2) == 0 ? s_requests[Pick(2)] : null, s_limit, _now)
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
        if (happened is UnitExpiryCorrected corrected && corrected.ExpiresAt > corrected.Was)
            Assert.Equal(corrected.ExpiresAt, before.Units[corrected.Unit].Asked?.ExpiresAt); // later only by two
        _state = _state.Apply(happened, Bags.Person);
        _events.Add(happened);
        CheckRecall(happened);
        foreach ((UnitKey key, BloodUnit unit) in _state.Units)
        {
            BloodUnit? was = before.Units.GetValueOrDefault(key);
            if (was?.Status == unit.Status) continue;
            Assert.IsNotType<TagPlaced>(happened); // an antenna never changes a status
            Assert.IsNotType<RemovalCaptured>(happened);
            if (happened is StepTakenBack)
            {
                CheckTakenBack(was!, unit);
                continue;
            }
            Walked.Add((was?.Status, unit.Status));
            if (was is not null) Assert.Contains(unit.Status, s_allowed[was.Status]);
            // that it is nobody's any more does not make it fresh, and what has left is issued however late somebody says so
            bool expiredAsItLay = happened is ReservationEnded || was?.Captured is not null;
            if (!expiredAsItLay && (unit.Status is UnitStatus.Issued or UnitStatus.Available)) Assert.False(unit.IsExpired(_now), $"{key} was expired");
            Assert.Equal(_now, unit.StatusSince);
        }
    }

    /// <summary>A step that was taken back leaves the bag as a person would find it if the step had never been.</summary>
    private static void CheckTakenBack(BloodUnit was, BloodUnit restored)
    {
        UnitStep before = Assert.IsType<UnitStep>(was.Before);
        Assert.Equal(
            (before.Status, before.Quarantine, before.StatusSince, before.Reservation),
            (restored.Status, restored.Quarantine, restored.StatusSince, restored.Reservation));
        Assert.Null(restored.Before);
        Assert.NotEqual(UnitStatus.TransferredOut, was.Status);
    }

    /// <summary>Nobody takes what is kept for somebody else, and nobody releases what was away for too long.</summary>
    private void CheckTaken(DomainEvent happened)
    {
        CheckWarmth(happened);
        if (happened is UnitIssued issue && _state.Units[issue.Unit] is { Captured: null, Reservation: { } kept } && kept.Until > _now)
            Assert.Equal(kept.Request, issue.Order);
        if (happened is UnitReleased release)
        {
            // worked out from the events alone, over receipts too: the longest time between an issue and its return
            TimeSpan longest = TimeSpan.Zero;
            DateTimeOffset? away = null;
            foreach (DomainEvent e in _events)
            {
                if (e is UnitIssued issued && issued.Unit == release.Unit) away = e.OccurredAt;
                if (e is UnitIssuedInEmergency urgent && urgent.Unit == release.Unit) away = e.OccurredAt;
                if (e is StepTakenBack undone && undone.Unit == release.Unit) return; // what was away by mistake was not away
                if (e is UnitReturned returned && returned.Unit == release.Unit && e.OccurredAt - away > longest)
                    longest = e.OccurredAt - away!.Value;
            }
            Assert.True(longest <= s_limit.EachTime, $"{release.Unit} was away for {longest}");
        }
    }

    /// <summary>Nothing that was out for too long leaves, or is promised to anybody; in an emergency only with a reason that is kept.</summary>
    private void CheckWarmth(DomainEvent happened)
    {
        if (happened is not IUnitEvent { Unit: var key } || !_state.Units.TryGetValue(key, out BloodUnit? unit)) return;
        bool warm = s_limit.IsPassed(unit.OutOfStorage, _now);
        if (happened is UnitReserved or UnitDispatched || (happened is UnitIssued && unit.Captured is null)) Assert.False(warm, $"{key} was out");
        if (happened is UnitIssuedInEmergency urgent) Assert.Equal(warm, urgent.Override is not null);
    }

    /// <summary>A recall ends by a release or by taking it back, whatever else is done; and nobody uses or hides the bag before.</summary>
    private void CheckRecall(DomainEvent happened)
    {
        if (happened is UnitQuarantined { Reason: QuarantineReason.Recall } recall) _recalled.Add(recall.Unit);
        if (happened is UnitReleased release) _recalled.Remove(release.Unit);
        if (happened is StepTakenBack undone && _state.Units[undone.Unit] is { IsClosed: false, Quarantine: not QuarantineReason.Recall } back
            && back.Status != UnitStatus.Lost)
            _recalled.Remove(undone.Unit);
        foreach (UnitKey key in _recalled)
        {
            BloodUnit unit = _state.Units[key];
            Assert.True(unit.IsClosed || unit.Status is UnitStatus.Quarantined or UnitStatus.Lost or UnitStatus.Expected, $"{key} is {unit.Status}");
            if (unit.Status == UnitStatus.Quarantined) Assert.Equal(QuarantineReason.Recall, unit.Quarantine);
        }
    }

    private void CheckState()
    {
        foreach ((UnitKey key, BloodUnit unit) in _state.Units)
        {
            Assert.Equal(unit.Status == UnitStatus.Reserved, unit.Reservation is not null);
            if (unit.Captured is not null) Assert.Contains(unit.Status, (UnitStatus[])[UnitStatus.Available, UnitStatus.Reserved]);
            if (unit.UnaccountedSince is not null) Assert.True(unit.IsInStock && unit.Location is { Place: null });
            if (unit.Emergency is not null) Assert.Contains(unit.Status, (UnitStatus[])[UnitStatus.Issued, UnitStatus.Transfused]);
            if (unit.WasteAt is not null) Assert.Equal(UnitStatus.Discarded, unit.Status);
            if (unit.Reservation is { } kept) Assert.True(kept.Until == unit.ExpiresAt || (kept.Until > unit.StatusSince && kept.Until < unit.ExpiresAt));
            if (unit.Status == UnitStatus.Issued) Assert.NotNull(unit.OutOfStorage?.Since);
            if (unit.OutOfStorage is { } clock)
            {
                Assert.InRange(clock.Longest, TimeSpan.Zero, clock.Total);
                Assert.InRange(clock.LongestAway, TimeSpan.Zero, clock.Longest);
                Assert.InRange(clock.TotalAway, clock.LongestAway, clock.Total);
                Assert.True(clock.Since is null || clock.Since <= _now);
            }
            Assert.Equal(unit.Status == UnitStatus.Quarantined, unit.Quarantine != QuarantineReason.None);
            if (unit.Status is UnitStatus.Available or UnitStatus.Issued)
            {
                Assert.DoesNotContain(unit.GroupCode, (string[])["Mq00", "Md00", "5300"]);
                if (unit.Emergency is null) Assert.NotEqual("", unit.StorageClass);
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
        int notToBeHad = _state.Units.Values.Count(unit => unit.Status == UnitStatus.Available
            ? unit.IsExpired(_now) || unit.Captured is not null || unit.IsTakenOut
            : unit.Status == UnitStatus.Reserved && unit.IsExpired(_now));
        Assert.Equal(
            _state.Units.Values.Count(static unit => unit.IsInStock),
            board.Rows.Sum(static row => row.Bags) + board.Quarantined + board.Reserved + notToBeHad);
        CheckBalances();
    }

    /// <summary>What was sent is on its way, there, back or lost; what was announced is awaited, here or missing. At every moment.</summary>
    private void CheckBalances()
    {
        foreach (Transfer transfer in _state.Transfers.Values)
        {
            Assert.Equal(
                _state.Units.Values.Count(unit => unit.Status == UnitStatus.InTransfer && unit.Transfer == transfer.Number), transfer.InTransit);
            Assert.All((int[])[transfer.Sent, transfer.Confirmed, transfer.Returned, transfer.Lost, transfer.InTransit], static n => Assert.True(n >= 0));
        }
        Assert.Equal(
            StockBoard.Of(_state, _now, StockRules.Default).InTransfer, _state.Transfers.Values.Sum(static transfer => transfer.InTransit));
        foreach (ShippingNotice notice in _state.Notices.Values)
            Assert.Equal(
                _state.Units.Values.Count(unit => unit.Status == UnitStatus.Expected && unit.Notice == notice.Number), notice.Expected);
        int issued = 0;
        Dictionary<UnitKey, int> last = []; // what the last step of each bag did to the demand
        foreach (DomainEvent e in _events)
        {
            int step = e switch
            {
                UnitIssued or UnitIssuedInEmergency => 1,
                UnitReturned => -1,
                StepTakenBack undone => -last.GetValueOrDefault(undone.Unit),
                _ => 0,
            };
            issued += step;
            if (e is IUnitEvent { Unit: var key } && e is not (TagAssociated or TagDissociated
                or EmergencySettled or RemovalCaptured or CaptureDropped or RemovalUnaccounted or RemovalExplained or UnitClassified
                or UnitHandedToWaste or UnitExpiryCorrected or StorageTimeCorrected or CorrectionAsked or CorrectionDropped)) last[key] = step;
        }
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
