using System.Globalization;
using System.Text;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Views;
using Inventory;
using Inventory.Stock;

namespace Edge.Web;

/// <summary>Counts for quality reports, as JSON and as CSV: facts with their definition, no indicators.</summary>
internal static class QualityRoutes
{
    private const int PageLength = 1_000;
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder quality = api.MapGroup("").WithTags("quality");
        quality.MapGet("/quality", GetAsync).WithName("getQuality").Answers<QualityView>().Needs(Permission.Read);
        quality.MapGet("/quality.csv", CsvAsync).WithName("getQualityCsv").Produces<string>(200, "text/csv").Problems(400, 401, 403).Needs(Permission.Read);
    }

    private static async Task<IResult> GetAsync(DateTimeOffset from, DateTimeOffset to, SqliteLedger ledger, SiteRules rules, TimeProvider time, CancellationToken ct)
    {
        if (!IsPeriod(from, to)) return NoPeriod();
        LedgerSnapshot current = ledger.Current;
        IReadOnlyList<QualityCount> counts = await CountAsync(from, to, ledger, current.State, rules.Tables.Stock, time.GetUtcNow(), ct);
        return Answer.Of(new QualityView(from, to, current.Seq,
        [
            .. QualityCounts.Definitions.OrderBy(static pair => pair.Key).Select(pair => new QualityFactView(
                pair.Key, pair.Value.Zh, pair.Value.En, [.. counts.Where(count => count.Fact == pair.Key)])),
        ]));
    }

    private static async Task<IResult> CsvAsync(DateTimeOffset from, DateTimeOffset to, SqliteLedger ledger, SiteRules rules, TimeProvider time, CancellationToken ct)
    {
        if (!IsPeriod(from, to)) return NoPeriod();
        StringBuilder text = new();
        Csv.Line(text, "from", "to", "fact", "reason", "component", "unitKind", "bags", "amount", "approvalMillilitres", "definition");
        foreach (QualityCount count in await CountAsync(from, to, ledger, ledger.Current.State, rules.Tables.Stock, time.GetUtcNow(), ct))
            Csv.Line(
                text, Instant(from), Instant(to), Word(count.Fact), count.Reason, Word(count.Component), Word(count.Kind), Number(count.Bags),
                Number(count.Amount), count.ApprovalMillilitres is { } volume ? Number(volume) : null, QualityCounts.Definitions[count.Fact].En);
        return Results.File(Csv.File(text), "text/csv; charset=utf-8", $"quality-{from:yyyyMMdd}-{to:yyyyMMdd}.csv");
    }

    /// <remarks>Read up to now and not only to the period's end: what was taken back later does not count.</remarks>
    private static async Task<IReadOnlyList<QualityCount>> CountAsync(
        DateTimeOffset from, DateTimeOffset to, SqliteLedger ledger, SiteState state, StockRules rules, DateTimeOffset now, CancellationToken ct)
    {
        QualityCounts counts = new(from, to);
        IReadOnlyList<LedgerEntry> page;
        for (long before = long.MaxValue; ; before = page[^1].Seq)
        {
            page = await ledger.QueryAsync(new LedgerQuery { From = from, BeforeSeq = before, Limit = PageLength }, ct);
            foreach (LedgerEntry entry in page) counts.Take(entry.Seq, entry.Event);
            if (page.Count < PageLength) return counts.Of(state, now, rules);
        }
    }

    private static bool IsPeriod(DateTimeOffset from, DateTimeOffset to) => from < to && to - from <= s_longest;

    private static IResult NoPeriod() => UnitRoutes.Bad("to", "must lie after 'from', a year at most");

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Number(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => NamePolicy.Instance.ConvertName(value.ToString());
}

/// <param name="Seq">Sequence number of the ledger that the counts stand on.</param>
public sealed record QualityView(DateTimeOffset From, DateTimeOffset To, long Seq, IReadOnlyList<QualityFactView> Facts);

/// <param name="Zh">What is counted, Chinese.</param>
/// <param name="En">The same in English.</param>
public sealed record QualityFactView(QualityFact Fact, string Zh, string En, IReadOnlyList<QualityCount> Counts);
