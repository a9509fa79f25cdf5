using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stock;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Inventory.Tests.Units;

/// <summary>What must hold after each event, and after each command.</summary>
internal sealed partial class RandomBank
{
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

    /// <summary>A refusal changes nothing, and has words for whoever reads it.</summary>
    private static void CheckRefusal(Decision.Refused refused)
    {
        RefusalWords words = RefusalText.Of(refused.Why, refused.Detail, TimeZoneInfo.Utc);
        Assert.All((Words[])[words.Why, words.Do], static sentence => Assert.True(sentence.Zh.Length > 0 && sentence.En.Length > 0));
    }

    private void Record(DomainEvent happened)
    {
        SiteState before = _state;
        CheckTaken(happened);
        CheckReserve(happened);
        if (happened is UnitExpiryCorrected corrected && corrected.ExpiresAt > corrected.Was)
            Assert.Equal(corrected.ExpiresAt, before.Units[corrected.Unit].Asked?.ExpiresAt); // later only by two
        _state = _state.Apply(happened, Bags.Person);
        _events.Add(happened);
        CheckRecall(happened);
        CheckExpiry(happened);
        if (happened is StocktakeClosed closed) Assert.True(closed.Report.SumsAgree);
        if (happened is TagPlaced { WrongStorage: true, Unit: { } misplaced } && _state.Units[misplaced] is { IsInStock: true, Location.WrongStorage: true } there)
            Assert.NotNull(there.OutOfStorage?.Since); // a wrong cabinet is no storage
        Assert.True(before.Units.Keys.All(_state.Units.ContainsKey)); // a bag is never forgotten
        foreach ((UnitKey key, BloodUnit unit) in _state.Units)
        {
            BloodUnit? was = before.Units.GetValueOrDefault(key);
            if (was?.Status == unit.Status) continue;
            Assert.IsNotType<TagPlaced>(happened); // an antenna never changes a status
            Assert.IsNotType<RemovalCaptured>(happened);
            if (happened is ReceiptTakenBack never)
            {
                CheckNeverCame(was!, unit, never);
                continue;
            }
            if (happened is StepTakenBack)
            {
                CheckTakenBack(was!, unit);
                continue;
            }
            Walked.Add((was?.Status, unit.Status));
            if (was is not null) Assert.Contains(unit.Status, s_allowed[was.Status]);
            // only a receipt that was none leaves a bag that may come freely; what somebody entered as an error is held until it is released
            if (was?.Status == UnitStatus.EnteredInError && unit.Status == UnitStatus.Available)
                Assert.IsNotType<UnitVoided>(_events.LastOrDefault(e => e is UnitVoided or UnitReleased && ((IUnitEvent)e).Unit == key));
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

    /// <summary>Only a bag with which nothing was done since it came; then it is awaited again by its notice, or was never here.</summary>
    private void CheckNeverCame(BloodUnit was, BloodUnit unit, ReceiptTakenBack never)
    {
        DomainEvent[] own = [.. _events.SkipLast(1).Where(e => e is IUnitEvent { Unit: var key } && key == never.Unit && e is not (TagPlaced or TagAssociated or TagDissociated or UnitClassified))];
        Assert.IsType<UnitReceived>(own.Last(static e => e is not WrongStorageFound));
        int received = Array.FindLastIndex(own, static e => e is UnitReceived);
        bool awaited = Array.FindLast(own[..received], static e => e is UnitExpected or ExpectedCancelled or UnitReceived or ReceiptTakenBack or StepTakenBack)
            is UnitExpected or ReceiptTakenBack { Restored: UnitStatus.Expected } or StepTakenBack { Restored: UnitStatus.Expected };
        Assert.Equal(awaited ? UnitStatus.Expected : UnitStatus.EnteredInError, unit.Status);
        Assert.Equal(unit.Status, never.Restored);
        Assert.True(was.IsInStock && unit.Fresh is null && unit.Before is null);
        if (awaited) Assert.Equal(own[..received].OfType<UnitExpected>().Last().Notice, unit.Notice);
    }

    /// <summary>A discard that was none leaves no bag unheard: its tags speak for it again, unless somebody used one of them since.</summary>
    private void CheckTags(SiteState before, IReadOnlyList<DomainEvent> events)
    {
        if (events.OfType<StepTakenBack>().SingleOrDefault() is not { Undone: UnitStatus.Discarded } undone) return;
        int discard = _events.FindLastIndex(e => e is UnitDiscarded discarded && discarded.Unit == undone.Unit);
        TagUii[] closed = [.. _events.Skip(discard + 1).TakeWhile(static e => e is TagDissociated).Cast<TagDissociated>().Where(e => e.Unit == undone.Unit).Select(static e => e.Tag)];
        bool isUsed = false;
        foreach (TagUii tag in closed)
        {
            TagUii? chip = before.Tags[tag].Chip;
            bool used = _events.Skip(discard).Take(_events.Count - events.Count - discard)
                .Any(e => e is TagAssociated other && other.Unit != undone.Unit && (other.Tag == tag || (chip is not null && other.Chip == chip)));
            isUsed |= used;
            if (used) continue;
            Assert.Equal((undone.Unit, true, chip), (_state.Tags[tag].Unit, _state.Tags[tag].IsAssociated, _state.Tags[tag].Chip));
            Rebound++;
        }
        if (_state.Units[undone.Unit] is { Tags: [], TagNowOn: null }) Assert.False(isUsed && closed.All(tag => before.Tags[tag].Unit is not null));
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

    /// <summary>The emergency reserve is only touched with a reason that is kept.</summary>
    private void CheckReserve(DomainEvent happened)
    {
        if (happened is not IUnitEvent { Unit: var key } || !_state.Units.TryGetValue(key, out BloodUnit? unit)) return;
        if (unit is not { Status: UnitStatus.Available, Captured: null } || !EmergencyReserve.IsTouchedBy(unit, Alike(unit), s_rules, _now)) return;
        if (happened is UnitIssued issued) Assert.NotNull(issued.Override);
        if (happened is UnitReserved reserved) Assert.NotNull(reserved.FromReserve);
        if (happened is UnitDispatched dispatched) Assert.NotNull(dispatched.FromReserve);
    }

    /// <summary>An expiry only gets earlier, whatever way a bag goes and comes again; later only by two people.</summary>
    private void CheckExpiry(DomainEvent happened)
    {
        if (happened is UnitReceived received)
        {
            if (_expiries.TryGetValue(received.Unit, out DateTimeOffset known)) Assert.True(received.ExpiresAt <= known, $"{received.Unit} became fresher");
            _expiries[received.Unit] = received.ExpiresAt;
        }
        if (happened is UnitExpiryCorrected { Unit: var key } corrected && _state.Units[key].Status != UnitStatus.Expected) _expiries[key] = corrected.ExpiresAt;
        foreach ((UnitKey unit, DateTimeOffset expiry) in _expiries)
            if (_state.Units[unit] is { Status: not (UnitStatus.Expected or UnitStatus.Cancelled) } bag) Assert.Equal(expiry, bag.ExpiresAt);
    }

    /// <summary>A recall ends by a release or by taking it back, whatever else is done; and nobody uses or hides the bag before.</summary>
    private void CheckRecall(DomainEvent happened)
    {
        if (happened is UnitQuarantined { Reason: QuarantineReason.Recall } recall) _recalled.Add(recall.Unit);
        if (happened is UnitRecalled away) _recalled.Add(away.Unit);
        if (happened is UnitReleased release) _recalled.Remove(release.Unit);
        if (happened is StepTakenBack undone && _state.Units[undone.Unit] is { IsClosed: false, Quarantine: not QuarantineReason.Recall, HeldFor: not QuarantineReason.Recall } back
            && back.Status != UnitStatus.Lost)
            _recalled.Remove(undone.Unit);
        foreach (UnitKey key in _recalled)
        {
            BloodUnit unit = _state.Units[key];
            bool leftBefore = unit is { Status: UnitStatus.Issued or UnitStatus.InTransfer, HeldFor: QuarantineReason.Recall }; // it had left before
            Assert.True(leftBefore || unit.IsClosed || unit.Status is UnitStatus.Quarantined or UnitStatus.Lost or UnitStatus.Expected, $"{key} is {unit.Status}");
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
            if (unit.TagNowOn is { } elsewhere) Assert.True(unit.Tags.IsEmpty && elsewhere != key);
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
        if (Pick(8) == 0) CheckBoard();
    }

    /// <summary>Each measure is a row of its own; a pick is what can be fetched, and leaves the reserve.</summary>
    private void CheckBoard()
    {
        BloodUnit[] issuable = [.. _state.Units.Values.Where(unit => StockBoard.IsIssuable(unit, _now)).Order(Fefo.Order)];
        foreach (StockRow row in StockBoard.Of(_state, _now, s_rules).Rows)
            Assert.Equal(issuable.Where(unit => (unit.Component, unit.Amount.Kind) == (row.Component, row.Kind)).Sum(static unit => unit.Amount.Value), row.Amount);

        BloodGroup patient = new(Abo.A, RhD.Positive);
        PickRequest request = new(unit => GroupFit.Fits(unit.Component, unit.Group, patient), patient);
        BloodUnit[] picked = [.. Picking.Propose(_state.Units.Values.Order(Fefo.Order), request, s_rules, _now)];
        Assert.Equal(picked.Length, picked.Distinct().Count());
        Assert.Subset(issuable.ToHashSet(), picked.ToHashSet());
        foreach (((ComponentClass, UnitKind, BloodGroup) group, StockLevels levels) in s_rules.Levels)
        {
            decimal Of(BloodUnit[] units) => units.Where(unit => EmergencyReserve.GroupOf(unit) == group).Sum(static unit => unit.Amount.Value);
            Assert.True(Of(issuable) - Of(picked) >= Math.Min(levels.Reserve, Of(issuable)));
        }
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
                or UnitHandedToWaste or WrongStorageFound or UnitExpiryCorrected or StorageTimeCorrected or ReceiptTakenBack or CorrectionAsked or CorrectionDropped)) last[key] = step;
        }
        Assert.Equal(issued, _state.Demand.Days.Values.Sum(static lines => lines.Sum(static line => line.Bags)));
    }

    /// <summary>Units with their lists written out: two lists of the same tags are equal here.</summary>
    private static IEnumerable<(BloodUnit, string)> Flat(SiteState state) =>
        state.Units.Values.OrderBy(static unit => unit.Key).Select(static unit => (
            unit with
            {
                Tags = [], Before = unit.Before is { } before ? before with { Tags = [] } : null,
                Fresh = unit.Fresh is { Announced: { } announced } fresh ? fresh with { Announced = announced with { Tags = [] } } : unit.Fresh,
            },
            $"{string.Join(',', unit.Tags)} {string.Join(',', unit.Before?.Tags ?? [])} {string.Join(',', unit.Fresh?.Announced?.Tags ?? [])}"));
}
