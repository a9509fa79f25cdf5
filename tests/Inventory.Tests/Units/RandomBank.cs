using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stock;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Inventory.Tests.Units;

/// <summary>Twenty bags, six tags, a clock; turns numbers into commands and checks after each what must always hold.</summary>
internal sealed partial class RandomBank
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
        [UnitStatus.EnteredInError] = [UnitStatus.Available, UnitStatus.Quarantined, UnitStatus.Expected],
        [UnitStatus.Cancelled] = [UnitStatus.Available, UnitStatus.Quarantined, UnitStatus.Expected],
        [UnitStatus.Transfused] = [],
        [UnitStatus.Discarded] = [],
    };

    private static readonly UnitKey[] s_keys =
    [
        Bags.Red, Bags.Plasma, Bags.National, UnitKey.Parse("A999921123456E03041A0"), // autologous
        UnitKey.Parse("W000009123456E4377VA0"), UnitKey.Parse("W000009123456E4377VB0"),
        .. Enumerable.Range(10, 14).Select(static number => UnitKey.Parse($"W0000091235{number}E0304V00")),
    ];

    private static readonly TagUii[] s_tags = [Bags.RedTag, Bags.BlankTag, .. Enumerable.Range(1, 4).Select(static number => TagUii.Parse($"E28000000000000{number}"))];
    private static readonly string[] s_groups = ["5100", "5100", "5100", "5100", "5100", "9500", "6200", "2800", "Mq00", "Md00", "5300", "G600"];
    private static readonly string[] s_flags = ["00", "00", "00", "00", "00", "00", "01", "07"];
    private static readonly string[] s_transfers = ["T-1", "T-2"], s_sites = ["site-2", "site-3"], s_notices = ["N-1", "N-2"];
    private static readonly string[] s_people = [Bags.Person.Name, "0099"];
    private static readonly string[] s_requests = ["A7", "A8"];
    private static readonly OutLimit s_limit = new(TimeSpan.FromHours(3), 4);
    private static readonly PlaceId[] s_places = [PlaceId.Parse("fridge-1/shelf-1"), PlaceId.Parse("fridge-1/shelf-2"), PlaceId.Parse("fridge-2")];

    private static readonly TagUii[] s_chips = [TagUii.Parse("E2801170200012AB34CD0901"), TagUii.Parse("E2801170200012AB34CD0902")];

    /// <summary>The product table changes: what a code means, or whether it is known, differs from one command to the next.</summary>
    private static readonly Product?[] s_products =
    [
        null, Bags.RedCells, Bags.RedCells, Bags.RedCells, Bags.RedCells,
        new("E0304", "血小板", "Platelets", ComponentClass.Platelets, new UnitAmount(UnitKind.Dose, 1), "platelets", TimeSpan.FromDays(40)),
    ];

    private static readonly StorageClassTable s_classes = StorageClassTable.Parse("""
        # version test
        key,nameZh,nameEn,lowCelsius,highCelsius,warnLowCelsius,warnHighCelsius,deadbandCelsius,onDelaySeconds,offDelaySeconds,alsoKeeps,transport
        red-cells,红细胞,Red cells,2,6,,,0.3,120,60,,box
        platelets,血小板,Platelets,20,24,,,0.3,120,60,,
        box,运输箱,Box,2,10,,,0.3,120,60,,
        """);

    /// <summary>Fridge 2 becomes an incubator.</summary>
    private static readonly StorageFit[] s_fits = [.. from second in (string[])["red-cells", "platelets"]
        select new StorageFit(s_classes, s_places.ToDictionary(static place => place, place => place.Cabinet.ToString() == "fridge-2" ? second : "red-cells"))];

    /// <summary>Four U of O positive are kept for emergencies; what lacks Vel is rare.</summary>
    private static readonly StockRules s_rules = StockRules.Default with
    {
        RareIfNegative = ["Vel"],
        Levels = new Dictionary<(ComponentClass, UnitKind, BloodGroup), StockLevels>
        {
            [(ComponentClass.RedCells, UnitKind.U, new BloodGroup(Abo.O, RhD.Positive))] = new(4, 4, null, null),
        },
    };

    private readonly List<DomainEvent> _events = [];
    private readonly HashSet<UnitKey> _recalled = [];
    private readonly Dictionary<UnitKey, DateTimeOffset> _expiries = [];
    private SiteState _state = SiteState.Empty;
    private DateTimeOffset _now = Bags.Now;
    private ulong _random;

    /// <summary>How many tags a discard that was taken back had closed, and speak for their bag again.</summary>
    public int Rebound { get; private set; }

    public HashSet<(UnitStatus?, UnitStatus)> Walked { get; } = [];

    /// <summary>Kinds of events that were recorded.</summary>
    public IEnumerable<Type> Happened => _events.Select(static happened => happened.GetType()).Distinct();

    public void Do(int number)
    {
        _random = (ulong)number;
        _now += Pick(6) == 0 ? TimeSpan.FromHours(Pick(12)) : TimeSpan.FromMinutes(Pick(40)); // 200 commands are about ten days
        UnitKey unit = Pick(8) == 0 ? s_keys[Pick(s_keys.Length)] : Due(s_keys[Pick(s_keys.Length)], static bag => !bag.IsClosed);
        TagUii tag = s_tags[Pick(s_tags.Length)];
        Decision decision = Pick(9) switch
        {
            < 4 => Often(unit, tag),
            < 8 => More(unit),
            _ => Seldom(unit, tag),
        };
        if (decision is Decision.Refused refused) CheckRefusal(refused);
        else
        {
            SiteState before = _state;
            foreach (DomainEvent happened in ((Decision.Accepted)decision).Events) Record(happened);
            CheckTags(before, ((Decision.Accepted)decision).Events);
        }
        CheckState();
    }

    /// <summary>What is done at the stations every day, and what antennas see meanwhile.</summary>
    private Decision Often(UnitKey unit, TagUii tag) => Pick(17) switch
    {
        0 or 1 => Receiving.Decide(_state, Receive(Coming(unit), tag)),
        2 => Quarantining.Decide(_state, new QuarantineUnit(Pick(2) == 0 ? unit : Due(unit, static bag => bag.Status == UnitStatus.Reserved), (QuarantineReason)Pick(11), _now)),
        3 or 4 => Releasing.Decide(_state, new ReleaseUnit(unit, s_products[Pick(s_products.Length)], s_limit, _now)),
        5 or 6 => Issuing.Decide(_state, Issue(unit)),
        7 => Returning.Decide(_state, new ReturnUnit(
            Due(unit, static bag => bag.Status == UnitStatus.Issued), Pick(3) > 0 ? BagCondition.Intact : (BagCondition)Pick(3), s_limit, _now)),
        8 => Pick(3) == 0
            ? Discarding.Decide(_state, new DiscardUnit(Pick(2) == 0 ? unit : Due(unit, static bag => bag.Status == UnitStatus.Reserved), "damaged", _now))
            : Issuing.Decide(_state, Issue(Due(unit, static bag => bag.Status == UnitStatus.Reserved))),
        9 => AssociatingTag.Decide(_state, new AssociateTag(tag, unit, BagTagRules.All, _now)
        {
            Chip = Pick(2) == 0 ? s_chips[Pick(s_chips.Length)] : null, Beside = Pick(2) == 0,
        }),
        10 => DissociatingTag.Decide(_state, new DissociateTag(tag, _now)),
        11 or 12 => Reserve(Due(unit, static bag => bag.Status == UnitStatus.Available)),
        13 => EndingReservation.Decide(_state, new EndReservation(Due(unit, static bag => bag.Reservation is not null), Pick(2) == 0, _now)),
        _ => Observation(tag),
    };

    /// <summary>Transfers, notices, emergencies, losses, corrections.</summary>
    private Decision More(UnitKey unit) => Pick(22) switch
    {
        0 or 1 => Dispatching.Decide(_state, new DispatchUnit(unit, s_transfers[Pick(2)], s_sites[Pick(2)], null, null, s_limit, _now)
        {
            TouchesReserve = Touches(unit), Override = Pick(2) == 0 ? "flood there" : null,
        }),
        2 or 3 => EndingTransfer.Decide(_state, new EndTransfer(
            Due(unit, static bag => bag.Status == UnitStatus.InTransfer), s_transfers[Pick(2)], Pick(2) == 0 ? "refused" : null, _now)),
        4 or 5 => Expecting.Decide(_state, new ExpectUnit(
            Coming(unit), BloodGroupCode.Parse(s_groups[Pick(s_groups.Length)]), _now.AddHours(Pick(800) + 1), Bags.RedCells, s_notices[Pick(2)], "centre", _now)),
        6 => Pick(3) == 0
            ? CancellingExpected.Decide(_state, new CancelExpected(unit, "did not come", _now))
            : Announced(Due(unit, static bag => bag.Status == UnitStatus.Expected)),
        7 => EmergencyIssuing.Decide(_state, new IssueInEmergency(unit, "theatre 2", "Dr Lin", null, s_limit, _now)
        {
            Override = Pick(2) == 0 ? "no other O" : null,
        }),
        8 => SettlingEmergency.Decide(_state, new SettleEmergency(Due(unit, static bag => bag.Emergency is not null), "A7", _now)),
        9 => Pick(4) > 0
            ? BeginningMassiveTransfusion.Decide(_state, new BeginMassiveTransfusion("theatre 1", "Dr Lin", _now))
            : EndingMassiveTransfusion.Decide(_state, new EndMassiveTransfusion(_now)),
        10 or 20 => CapturingRemoval.Decide(_state, new CaptureRemoval(Due(unit, bag => CapturingRemoval.IsDue(_state, bag)), _now)),
        11 => SettlingCapture.Decide(_state, new SettleCapture(Due(unit, static bag => bag.Captured is not null), Pick(2) == 0, "theatre 1", null, _now)),
        12 => ReportingRemoval.Decide(_state, new ReportRemoval(Due(unit, static bag => bag.IsTakenOut), TimeSpan.FromMinutes(5), _now)),
        13 => ExplainingRemoval.Decide(_state, new ExplainRemoval(Due(unit, static bag => bag.UnaccountedSince is not null), "on the bench", _now)),
        14 => Pick(4) == 0
            ? Losing.Decide(_state, new LoseUnit(Pick(2) == 0 ? unit : Due(unit, static bag => bag.Status is UnitStatus.InTransfer or UnitStatus.Issued), "stocktake", _now))
            : Releasing.Decide(_state, new ReleaseUnit(Due(unit, static bag => bag.Status == UnitStatus.Quarantined), Bags.RedCells, s_limit, _now)),
        15 => Finding.Decide(_state, new FindUnit(Due(unit, static bag => bag.Status == UnitStatus.Lost), _now)),
        16 => Pick(2) == 0
            ? Transfusing.Decide(_state, new TransfuseUnit(Due(unit, static bag => bag.Status == UnitStatus.Issued), _now))
            : Issuing.Decide(_state, Issue(unit)),
        17 => Pick(4) == 0
            ? ReturningToSupplier.Decide(_state, new ReturnToSupplier(unit, "recall", _now))
            : Observation(s_tags[Pick(s_tags.Length)]),
        18 => HandingToWaste.Decide(_state, new HandToWaste(Due(unit, static bag => bag.IsWaste), "waste firm", null, _now)),
        19 => TakeBack(unit),
        _ => Correct(unit),
    };

    private Decision Correct(UnitKey unit) => Pick(7) switch
    {
        6 => TakeBackReceipt(Due(unit, static bag => bag.Fresh is not null)),
        0 => Pick(2) == 0
            ? Voiding.Decide(_state, new VoidUnit(unit, "typed twice", _now))
            : AssociatingTag.Decide(_state, new AssociateTag(s_tags[Pick(s_tags.Length)], unit, BagTagRules.All, _now)),
        1 => CorrectingExpiry.Decide(_state, new CorrectExpiry(unit, _now.AddHours(Pick(400) + 1), _now)),
        2 => CorrectingStorageTime.Decide(_state, new CorrectStorageTime(Due(unit, static bag => bag.OutOfStorage is { MayBeMissed: true }), _now)),
        3 => DroppingCorrection.Decide(_state, new DropCorrection(
            Due(unit, static bag => bag.Asked is not null), new Actor(ActorKind.Person, s_people[Pick(2)]), MayRelease: Pick(2) == 0, _now)),
        _ => Confirm(Due(unit, static bag => bag.Asked is not null)),
    };

    private Decision Confirm(UnitKey unit) => ConfirmingCorrection.Decide(_state, new ConfirmCorrection(
        unit, new Actor(ActorKind.Person, s_people[Pick(2)]), _state.Units.GetValueOrDefault(unit)?.Asked?.ExpiresAt, _now));

    /// <summary>Mostly a bag that never was here; sometimes one that has left, or is here.</summary>
    private UnitKey Coming(UnitKey any) => Pick(4) switch
    {
        0 => any,
        1 => Due(any, static bag => bag.Status is UnitStatus.ReturnedToSupplier or UnitStatus.TransferredOut or UnitStatus.EnteredInError or UnitStatus.Cancelled),
        _ => New(),
    };

    private UnitKey New()
    {
        UnitKey[] keys = [.. s_keys.Where(key => !_state.Units.ContainsKey(key))];
        return keys.Length == 0 ? s_keys[Pick(s_keys.Length)] : keys[Pick(keys.Length)];
    }

    /// <summary>People mostly do what is due; that a bag happens to be in the right state would be rare.</summary>
    private UnitKey Due(UnitKey any, Func<BloodUnit, bool> due)
    {
        if (Pick(4) == 0) return any;
        UnitKey[] keys = [.. _state.Units.Values.Where(due).Select(static bag => bag.Key).Order()];
        return keys.Length == 0 ? any : keys[Pick(keys.Length)];
    }

    /// <summary>A bag that its notice announced, cabinets that do not keep a bag, a whole count and what it changes.</summary>
    private Decision Seldom(UnitKey unit, TagUii tag) => Pick(11) switch
    {
        0 => Announced(unit),
        1 or 2 or 3 => FindingWrongStorage.Decide(_state, new FindWrongStorage(Due(unit, bag => s_fits[1].IsWrong(bag)), s_fits[1], _now)),
        4 => DissociatingTag.Decide(_state, new DissociateTag(tag, _now)),
        5 => RunningStocktake.Start(_state, new StartStocktake(
            StocktakeKind.Full, [s_places[Pick(s_places.Length)].Cabinet], 600, [], static _ => (0, 0), _now)),
        6 => RunningStocktake.Finish(_state, _state.LastStocktake, _now),
        7 or 8 => ClosingStocktake.Decide(
            _state, _state.LastStocktake, Due(unit, static bag => bag.Location is not null).ToString(), (DifferenceAction)Pick(Enum.GetValues<DifferenceAction>().Length), "searched twice", _now),
        9 => Pick(5) == 0
            ? RunningStocktake.Abandon(_state, _state.LastStocktake, "alarm", _now)
            : ClosingStocktake.Sign(_state, _state.LastStocktake, _now),
        _ => ClosingStocktake.Close(_state, _state.LastStocktake, s_people[Pick(2)], static _ => s_limit, _now),
    };

    private Decision Announced(UnitKey unit) => ReceivingAnnounced.Decide(_state, new ReceiveAnnounced(
        unit, s_notices[Pick(2)], Pick(2) == 0 ? null : BloodGroupCode.Parse(s_groups[Pick(s_groups.Length)]),
        Pick(2) == 0 ? null : _state.Units.GetValueOrDefault(unit)?.ExpiresAt, s_products[Pick(s_products.Length)], Pick(4) == 0, BagTagRules.All, _now)
    {
        Check = Inspection(), OnItsWay = s_classes.OnItsWay("red-cells"),
    });

    private Decision TakeBack(UnitKey unit) => TakingBackStep.Decide(_state, new TakeBackStep(
        unit, 7, Pick(3) == 0 ? _now : _state.Units.GetValueOrDefault(unit)?.StatusSince ?? _now, Pick(2) == 0, _now));

    private Decision TakeBackReceipt(UnitKey unit) => TakingBackReceipt.Decide(_state, new TakeBackReceipt(
        unit, 7, Pick(8) == 0 ? _now : _state.Units.GetValueOrDefault(unit)?.StatusSince ?? _now, Pick(2) == 0, _now));

    private ReceiveUnit Receive(UnitKey unit, TagUii tag) => new(
        unit, FlagCharacters.Parse(s_flags[Pick(s_flags.Length)]), BloodGroupCode.Parse(s_groups[Pick(s_groups.Length)]),
        _now.AddHours(Pick(800) - 10), s_products[Pick(s_products.Length)], Pick(2) == 0 ? tag : null, Pick(4) == 0, null, BagTagRules.All, _now)
    {
        Check = Inspection(), OnItsWay = s_classes.OnItsWay("red-cells"), Antigens = Pick(4) == 0 ? "999999999999999984" : null,
    };

    private ArrivalCheck? Inspection() =>
        Pick(5) > 0 ? null : new ArrivalCheck(Pick(3) == 0 ? null : Pick(14), Pick(3) > 0 ? BagCondition.Intact : (BagCondition)Pick(3), null);

    private Decision Reserve(UnitKey unit) => Reserving.Decide(_state, new ReserveUnit(
        unit, s_requests[Pick(2)], _now.AddHours(Pick(60) - 2), TimeSpan.FromHours(48), s_limit, _now)
    {
        TouchesReserve = Touches(unit), Override = Pick(2) == 0 ? "bleeds" : null,
    });

    private IssueUnit Issue(UnitKey unit) => new(unit, "ward 12", Pick(2) == 0 ? s_requests[Pick(2)] : null, s_limit, _now)
    {
        First = Pick(3) == 0 ? s_keys[Pick(s_keys.Length)] : null, TouchesReserve = Touches(unit), Override = Pick(2) == 0 ? "irradiated" : null,
    };

    private bool Touches(UnitKey key) => _state.Units.TryGetValue(key, out BloodUnit? unit)
        && EmergencyReserve.IsTouchedBy(unit, Alike(unit), s_rules, _now);

    private IEnumerable<BloodUnit> Alike(BloodUnit unit) =>
        _state.Units.Values.Where(other => EmergencyReserve.GroupOf(other) == EmergencyReserve.GroupOf(unit));

    /// <summary>By the tracker's own decision, with a table of storage that may have changed since the last.</summary>
    private Decision Observation(TagUii tag)
    {
        PlaceId place = s_places[Pick(s_places.Length)];
        bool removed = Pick(3) == 0;
        if (_state.Massive is not null && Pick(2) == 0)
        {
            // then bags leave without a word
            TagUii[] worn = [.. _state.Units.Values.Where(static bag => bag.Status == UnitStatus.Available && !bag.IsTakenOut).OrderBy(static bag => bag.Key).SelectMany(static bag => bag.Tags)];
            (tag, removed) = worn.Length == 0 ? (tag, removed) : (worn[Pick(worn.Length)], true);
        }
        PresenceChange change = removed ? PresenceChange.Removed : PresenceChange.Moved;
        return Placing.Decide(
            _state, new PlaceChange(tag, change, removed ? null : place, removed ? place : null, 0.9, _now.UtcTicks), BagTagRules.All, s_fits[Pick(2)]);
    }

    /// <summary>One number is many choices (SplitMix64), none of which tells anything of the next.</summary>
    private int Pick(int count)
    {
        _random += 0x9E3779B97F4A7C15;
        ulong mixed = (_random ^ (_random >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)count);
    }
}
