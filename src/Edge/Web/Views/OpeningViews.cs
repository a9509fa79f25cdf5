using Edge.Ledger;
using Edge.Web.Accounts;
using Edge.Web.History;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>From door to door: each opening, who stood there, what it changed, and what became of that.</summary>
internal sealed class OpeningViews(HistoryStore history, ILedger ledger, AccountStore accounts, TimeProvider time)
{
    private const int MostLatest = 50;

    /// <summary>A shy bag is missed only minutes after the door was shut; no bag leaves through a door that is shut.</summary>
    private static readonly TimeSpan s_latestNotice = TimeSpan.FromMinutes(10);

    /// <summary>By then nearly every removal is noticed; one that is noticed later joins its opening all the same.</summary>
    private static readonly TimeSpan s_settles = TimeSpan.FromSeconds(20);

    /// <summary>A bag is issued at the station before it is fetched, or after: so far apart the two still belong together.</summary>
    private static readonly TimeSpan s_deedsBefore = TimeSpan.FromMinutes(30), s_deedsAfter = TimeSpan.FromMinutes(30);

    /// <summary>From the screen to the door and back.</summary>
    private static readonly TimeSpan s_walkTo = TimeSpan.FromMinutes(5), s_walkBack = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_latest = TimeSpan.FromHours(24);

    /// <summary>The last day of one cabinet, in short.</summary>
    public IReadOnlyList<OpeningView> Latest(string cabinet) =>
        [.. history.Openings(cabinet, time.GetUtcNow() - s_latest, DateTimeOffset.MaxValue, MostLatest).Select(row =>
        {
            MoveRow[] moves = Net(row);
            return new OpeningView(
                row.OpenedAt, row.ClosedAt, Seconds(row), [.. moves.Where(static move => !move.Came).Select(static move => move.Unit)],
                [.. moves.Where(static move => move.Came).Select(static move => move.Unit)]);
        })];

    /// <summary>The history must have caught up.</summary>
    /// <param name="cabinet">Null for all.</param>
    public IReadOnlyList<OpeningItem> Find(string? cabinet, DateTimeOffset from, DateTimeOffset to, int limit, (DateTimeOffset At, string Cabinet)? before) =>
        [.. history.Openings(cabinet, from, to, limit, before).Select(Item)];

    private OpeningItem Item(OpeningRow row)
    {
        DateTimeOffset now = time.GetUtcNow();
        MoveRow[] moves = Net(row);
        (LeftView View, DeedRow? By)[] left = [.. moves.Where(static move => !move.Came).Select(move => Left(row, move))];
        CameView[] came = [.. moves.Where(static move => move.Came).Select(move => new CameView(Name(move.Unit), move.At))];
        double? settled = row.ClosedAt is { } closed && moves.Length > 0
            ? Math.Round(Math.Max(0, (moves.Max(static move => move.At) - closed).TotalSeconds), 1)
            : null;
        return new OpeningItem(
            row.Cabinet, row.OpenedAt, row.ClosedAt, Seconds(row), Opener(row, [.. left.Select(static bag => bag.By), .. came.Select(bag => Brought(row, bag))]),
            [.. left.Select(static bag => bag.View)], came, row.ClosedAt is null || (now - row.ClosedAt < s_settles && row.NextAt is null), settled,
            left.Count(static bag => bag.View.Outcome == LeftOutcome.Unaccounted), [.. Alarms(row, left.Select(static bag => bag.View.ExceptionAt))]);
    }

    /// <summary>What the opening changed, a bag once, as it was last noticed: one that was taken out and put back has neither left nor come.</summary>
    private MoveRow[] Net(OpeningRow row)
    {
        DateTimeOffset until = row.ClosedAt is { } closed ? closed + s_latestNotice : DateTimeOffset.MaxValue;
        if (row.NextAt < until) until = row.NextAt.Value;
        return [.. from move in history.Moves(row.Cabinet, row.OpenedAt, until)
                   group move by move.Unit into bag
                   let sum = bag.Sum(static move => move.Came ? 1 : -1)
                   where sum != 0
                   select bag.Last(move => move.Came == sum > 0)];
    }

    private (LeftView View, DeedRow? By) Left(OpeningRow row, MoveRow move)
    {
        IReadOnlyList<MoveRow> arrivals = history.Arrivals(move.Unit);
        MoveRow? back = arrivals.FirstOrDefault(arrival => arrival.At > move.At);
        DateTimeOffset since = row.OpenedAt - s_deedsBefore, until = back?.At ?? DateTimeOffset.MaxValue;
        if (arrivals.LastOrDefault(arrival => arrival.At <= row.OpenedAt)?.At is { } came && came > since) since = came;
        IReadOnlyList<DeedRow> deeds = history.Deeds(move.Unit, since, until);
        DeedRow? exception = deeds.FirstOrDefault(static deed => deed.Kind == Deed.Unaccounted);
        DeedRow? decided = deeds.FirstOrDefault(static deed => OutcomeOf(deed.Kind) is not null and not LeftOutcome.Explained)
            ?? deeds.LastOrDefault(deed => exception is not null && deed.Kind == Deed.Explained);
        LeftOutcome outcome = decided is not null ? OutcomeOf(decided.Kind)!.Value
            : back is not null ? LeftOutcome.Back
            : exception is not null ? LeftOutcome.Unaccounted
            : LeftOutcome.Out;
        LeftView view = new(
            Name(move.Unit), move.At, exception?.At, outcome, decided?.At ?? back?.At, NameOf(decided?.Account), decided?.Note, back?.At, back?.Cabinet);
        return (view, decided is { Kind: not Deed.Explained and not Deed.Lost } ? decided : null);
    }

    private static LeftOutcome? OutcomeOf(Deed deed) => deed switch
    {
        Deed.Issued => LeftOutcome.Issued,
        Deed.Emergency => LeftOutcome.Emergency,
        Deed.Dispatched => LeftOutcome.Dispatched,
        Deed.ToSupplier => LeftOutcome.ToSupplier,
        Deed.Discarded => LeftOutcome.Discarded,
        Deed.Captured => LeftOutcome.Captured,
        Deed.Lost => LeftOutcome.Lost,
        Deed.Explained => LeftOutcome.Explained,
        _ => null, // received, returned: says why it came
    };

    /// <summary>Who received or returned a bag shortly before it was put in.</summary>
    private DeedRow? Brought(OpeningRow row, CameView bag) => history.Deeds(bag.Bag.Key, row.OpenedAt - s_deedsBefore, bag.NoticedAt)
        .LastOrDefault(static deed => deed.Kind is Deed.Received or Deed.Returned);

    private OpenerView Opener(OpeningRow row, IEnumerable<DeedRow?> deeds)
    {
        DateTimeOffset end = row.ClosedAt ?? time.GetUtcNow();
        string[] handled = [.. deeds.Where(deed => deed?.Account is not null && deed.At <= end + s_deedsAfter).Select(static deed => deed!.Account!).Distinct()];
        if (handled.Length > 0) return One(OpenerBasis.Bags, handled);
        IReadOnlyList<PresentRow> people = history.People(row.OpenedAt - s_walkTo, end + s_walkBack);
        return people.Count == 0
            ? new OpenerView(OpenerBasis.Nobody, null, null, 0)
            : One(people[0].Badge ? OpenerBasis.Badge : OpenerBasis.SignedIn, [.. people.Select(static person => person.Account)]);

        OpenerView One(OpenerBasis basis, string[] who) => who.Length == 1
            ? new OpenerView(basis, who[0], NameOf(who[0]), 1)
            : new OpenerView(OpenerBasis.Several, null, null, who.Length);
    }

    private IEnumerable<int> Alarms(OpeningRow row, IEnumerable<DateTimeOffset?> exceptions)
    {
        int?[] found =
        [
            history.AlarmAt(AlarmKind.DoorOpenTooLong, row.Cabinet, row.OpenedAt, row.ClosedAt ?? DateTimeOffset.MaxValue),
            .. exceptions.OfType<DateTimeOffset>().Select(at => history.AlarmAt(AlarmKind.UnaccountedRemoval, row.Cabinet, at, at + s_settles)),
        ];
        return found.OfType<int>().Distinct();
    }

    private BagName Name(string key)
    {
        UnitKey unit = UnitKey.Parse(key);
        BloodGroup group = ledger.Current.State.Units.TryGetValue(unit, out BloodUnit? bag) ? bag.Group : new BloodGroup(Abo.NotStated, RhD.NotStated);
        return KnownViews.NameOf(unit, group);
    }

    private string? NameOf(string? account) => account is null ? null : accounts.Find(account)?.DisplayName ?? account;

    private static double? Seconds(OpeningRow row) => row.ClosedAt is { } end ? Math.Round((end - row.OpenedAt).TotalSeconds, 1) : null;
}
