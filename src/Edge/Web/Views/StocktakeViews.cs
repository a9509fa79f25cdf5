using System.Collections.Immutable;
using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Accounts;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>Counts as pages see them: open ones from the state, closed ones from the ledger entry that closed them.</summary>
internal sealed class StocktakeViews(
    SqliteLedger ledger, SiteSettings settings, LiveSite live, SiteNames names, UnitViews units, AccountStore accounts, IBeliefs beliefs,
    RunningCounts running, TimeProvider time)
{
    private readonly BagTagRules _rules = settings.BagTagRules();
    private volatile CachedReport? _last;

    public StocktakeList List()
    {
        SiteState state = ledger.Current.State;
        DateTimeOffset now = time.GetUtcNow();
        return new StocktakeList(
            [.. state.Stocktakes.Values.Select(Item)],
            [.. state.ClosedStocktakes.Reverse().Select(closed => new StocktakeItem(
                closed.Number, closed.Kind, Texts(closed.Cabinets), StocktakeStageView.Closed, closed.BeganAt, closed.CountedBy,
                Name(closed.CountedBy)!, closed.Expected, closed.Matched, closed.ClosedAt, Name(closed.SecondBy)))],
            [.. settings.Cabinets.Select(cabinet => Due(state, cabinet, now)).OrderByDescending(static due => due.Due)
                .ThenBy(static due => due.LastCountedAt ?? DateTimeOffset.MinValue)], now);
    }

    public StocktakeProposal Propose(IReadOnlyList<PlaceId> cabinets) => new(
        RunningStocktake.ExpectedIn(ledger.Current.State, cabinets).Count(), settings.Stocktaking.TimeLimitSeconds, [.. Checks(cabinets)]);

    /// <summary>How the tags of a bag were heard before a count: the one that is heard best speaks for the bag.</summary>
    public (int Hits, double Seconds) Usual(BloodUnit unit)
    {
        (int Hits, double Seconds) best = (0, 0);
        foreach (TagUii tag in unit.Tags)
            if (beliefs.Usual(tag) is { Hits: > 0 } usual && (best.Hits == 0 || usual.Hits / usual.Seconds > best.Hits / best.Seconds))
                best = usual;
        return best;
    }

    /// <summary>By how much a bag was stronger than its antennas must have; its strongest tag speaks for it.</summary>
    public double? UsualDb(BloodUnit unit) => unit.Tags.Select(beliefs.StrengthDb).Max();

    /// <summary>What the watch knows of a bag that lies somewhere by the ledger: of all its tags, if it wears several.</summary>
    public WatchKnowledge? Watch(BloodUnit unit)
    {
        if (unit.Location is not { Place: { } place } location) return null; // it was seen to leave
        DateTimeOffset now = time.GetUtcNow();
        WatchKnowledge?[] known = [.. unit.Tags.Select(tag => beliefs.Knows(tag, place, location.Since, now))];
        return Array.Find(known, static one => one?.Knows == WatchKnows.HeardSinceShut) ?? (known.Contains(null) ? null : known.FirstOrDefault());
    }

    /// <summary>What would spoil a count now.</summary>
    public IEnumerable<CountCheck> Checks(IReadOnlyList<PlaceId> cabinets)
    {
        foreach (PlaceId cabinet in cabinets)
        {
            if (live.Cabinets.GetValueOrDefault(cabinet)?.DoorOpen == true) yield return Check("doorOpen", cabinet.ToString());
            ReaderSection[] readers = [.. settings.Readers.Where(reader => reader.Antennas.Exists(antenna => Of(antenna) == cabinet))];
            if (readers.Length == 0) yield return Check("noReader", cabinet.ToString());
            foreach (ReaderSection reader in readers)
            {
                DeviceHealth? health = live.Devices.GetValueOrDefault(reader.Id);
                if (health?.State != DeviceState.InService) yield return Check("readerDown", reader.Id);
                foreach (AntennaHealth antenna in health?.Antennas ?? [])
                    if (antenna.Finding is not null && PlaceId.TryParse(antenna.Place, out PlaceId place) && place.Cabinet == cabinet)
                        yield return Check("antennaDeaf", antenna.Place);
            }
        }

        static PlaceId Of(AntennaSection antenna) => PlaceId.Parse(antenna.Place).Cabinet;
        CountCheck Check(string code, string place) => new(code, place, names.Of(place).Zh, names.Of(place).En);
    }

    /// <returns>Null when there never was such a count.</returns>
    public async Task<StocktakeView?> FindAsync(int number, CancellationToken ct)
    {
        SiteState state = ledger.Current.State;
        if (state.Stocktakes.TryGetValue(number, out Stocktake? open)) return View(Report(state, open), open, null);
        ClosedStocktake? closed = state.ClosedStocktakes.FirstOrDefault(one => one.Number == number);
        if (closed is null) return null;
        LedgerQuery query = new() { From = closed.ClosedAt, To = closed.ClosedAt.AddTicks(1), Limit = 10_000 };
        StocktakeClosed? entry = (await ledger.QueryAsync(query, ct)).Select(static each => each.Event).OfType<StocktakeClosed>()
            .FirstOrDefault(each => each.Stocktake == number);
        return entry is null ? null : View(entry.Report, null, entry.OccurredAt);
    }

    /// <summary>An estimate takes tens of milliseconds: several pages that look at one count share it.</summary>
    private StocktakeReport Report(SiteState state, Stocktake count)
    {
        if (_last is { } last && ReferenceEquals(last.Count, count)) return last.Report;
        StocktakeReport report = ReportingStocktake.Of(state, count, time.GetUtcNow());
        _last = new CachedReport(count, report);
        return report;
    }

    private StocktakeItem Item(Stocktake count)
    {
        StocktakeReport report = Report(ledger.Current.State, count);
        return new StocktakeItem(
            count.Number, count.Kind, Texts(count.Cabinets), Stage(count), count.BeganAt, count.BeganBy, Name(count.BeganBy)!,
            Hides(count) ? null : report.Expected, report.Matched, null, null);
    }

    private StocktakeView View(StocktakeReport report, Stocktake? open, DateTimeOffset? closedAt)
    {
        bool hide = open is not null && Hides(open);
        (int seen, double seconds) = Now(report, open);
        CountAdvice? advice = hide || open is null ? null : RunningStocktake.Advise(report, open);
        return new StocktakeView(
            report.Stocktake, report.Kind, Texts(report.Cabinets), open is null ? StocktakeStageView.Closed : Stage(open), report.BeganAt,
            report.BeganBy, Name(report.BeganBy)!, report.End, report.EndedAt, report.Rounds, report.CountedSeconds, seconds,
            open?.TimeLimitSeconds ?? 0, hide ? null : report.Expected, report.Matched, seen, report.ByLabel, hide ? null : report.Missing,
            report.Read, hide ? null : report.Misplaced, hide ? null : report.Unexpected, report.Unknown, report.Stray,
            hide ? null : report.Present, hide ? null : report.Low, hide ? null : report.High,
            advice, advice == CountAdvice.ReadAgain ? Texts(RunningStocktake.ToOpen(report)) : [], report.SumsAgree,
            hide ? [] : [.. report.Rows.Select(Row)], hide ? [] : [.. report.MatchedUnits.Select(static unit => unit.ToString())],
            [.. report.Moving.Select(static unit => unit.ToString())],
            report.Reading switch { CountReading.Counted => "count", CountReading.Both => "both", _ => "watch" },
            open is null ? [] : [.. from place in open.Listened.Values where place.Reads == 0 orderby place.Place.ToString() select place.Place.ToString()],
            report.Remarks, Name(report.SignedBy), report.SignedAt, Name(report.SecondBy), closedAt,
            open?.Stage switch
            {
                StocktakeStage.Counted => SignatureStep.Counter,
                StocktakeStage.SignedOnce => SignatureStep.Second,
                _ => null,
            });
    }

    /// <summary>With what was heard in the round that runs: nothing of it is recorded yet.</summary>
    private (int Seen, double Seconds) Now(StocktakeReport report, Stocktake? open)
    {
        if (open is null || running.Find(open.Number) is not { } count) return (report.Matched, report.CountedSeconds);
        (double seconds, IReadOnlyCollection<TagUii> heard) = count.Look();
        SiteState state = ledger.Current.State;
        HashSet<UnitKey> seen = [.. report.MatchedUnits];
        foreach (TagUii tag in heard)
            if (UnitResolver.Resolve(state, tag, _rules) is { } unit && open.Expected.ContainsKey(unit)) seen.Add(unit);
        return (seen.Count, Math.Round(report.CountedSeconds + seconds, 1));
    }

    private DifferenceView Row(DifferenceRow row) => new(
        row.Subject,
        row.Unit is { } key && ledger.Current.State.Units.TryGetValue(key, out BloodUnit? unit) ? units.Item(unit) : null,
        row.Tag?.ToString(), row.Classes, row.Place?.ToString(), row.Was?.ToString(), row.ChanceAbsent, row.Proposal,
        ClosingStocktake.NeedsDecision(row), row.Decision?.Action, Name(row.Decision?.By), row.Decision?.Note,
        row.Refused is { } why ? Recording.Words(why, null, TimeZoneInfo.Utc) : null, // no refusal of an adjustment names a time
        row.Watch?.Knows, row.Watch?.HeardAt);

    private CountDue Due(SiteState state, CabinetSection cabinet, DateTimeOffset now)
    {
        PlaceId place = PlaceId.Parse(cabinet.Id);
        ClosedStocktake? last = state.ClosedStocktakes.LastOrDefault(closed => closed.Cabinets.Contains(place));
        return new CountDue(
            cabinet.Id, cabinet.NameZh, cabinet.NameEn, RunningStocktake.ExpectedIn(state, [place]).Count(), last?.ClosedAt, last?.Expected,
            last?.Matched, last is null || now - last.ClosedAt >= TimeSpan.FromDays(settings.Stocktaking.CycleDays),
            state.Stocktakes.Values.FirstOrDefault(count => count.Cabinets.Contains(place))?.Number);
    }

    /// <summary>Whoever counts blind must not see how many there should be.</summary>
    private static bool Hides(Stocktake count) => count.Kind == StocktakeKind.Blind && count.IsOpen;

    private static StocktakeStageView Stage(Stocktake count) => count.Stage switch
    {
        StocktakeStage.Counting => StocktakeStageView.Counting,
        StocktakeStage.Paused => StocktakeStageView.Paused,
        StocktakeStage.Counted => StocktakeStageView.Counted,
        StocktakeStage.SignedOnce => StocktakeStageView.SignedOnce,
        _ => throw new ArgumentOutOfRangeException(nameof(count), count.Stage, "Unknown stage."),
    };

    private string? Name(string? account) => account is null ? null : accounts.Find(account)?.DisplayName ?? account;

    private static IReadOnlyList<string> Texts(IEnumerable<PlaceId> places) => [.. places.Select(static place => place.ToString())];

    private sealed record CachedReport(Stocktake Count, StocktakeReport Report);
}
