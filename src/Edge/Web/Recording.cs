using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Guard;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>From a writing call to the ledger and back: keys, the actor, the words of a refusal.</summary>
internal sealed class Recording(ILedger ledger, SiteSettings settings)
{
    /// <summary>Bags in one call at most: more would hold up the others.</summary>
    public const int MostUnits = 500;

    public static readonly RefusalView NoKey =
        new("unreadableUnit", "血袋编号无法识别。", "This is no number of a bag.", "请扫献血码与产品码。", "Scan donation number and product code.");

    public static readonly RefusalView NoTag = new("unreadableTag", "标签号无法识别。", "This is no tag number.", "请重读标签。", "Read the tag again.");

    /// <summary>Beside a bag that is back in stock by an undo, while its tag got another bag.</summary>
    public static RefusalView NeedsTag(UnitKey other) => new(
        "needsTag", $"这袋血的标签现用于血袋{other}，天线读不到它。", $"Its tag speaks for bag {other} now: antennas do not hear this one.",
        "请到标签台为它绑定新标签。", "Bind a new tag to it at the label desk.");

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(settings.Site.TimeZone);

    public TimeZoneInfo Zone => _zone;

    /// <param name="part">What tells the commands of one call apart; empty when there is one only.</param>
    /// <exception cref="LedgerUnavailableException">Nothing was recorded.</exception>
    public async Task<CommandAnswer> ExecuteAsync(
        HttpContext http, string part, Func<SiteState, Decision> decide, string? reason, CancellationToken ct) =>
        await ledger.ExecuteAsync(Command(http, part, decide, reason), ct);

    /// <summary>Decides each bag by itself, all in one transaction: one confirmation is recorded whole or not at all.</summary>
    public async Task<IResult> EachAsync<T>(
        HttpContext http, IReadOnlyList<T> items, Func<T, string> name, Func<T, Act> read, string? reason, CancellationToken ct) =>
        items.Count is 0 or > MostUnits || items.Any(item => item is null || name(item) is null) // what came as JSON may hold nothing where a type says that it does not
            ? UnitRoutes.Bad("units", $"must name 1 to {MostUnits} bags, each of them")
            : TypedResults.Ok(await ResultsAsync(http, items, name, read, reason, ct));

    private async Task<ActionResults> ResultsAsync<T>(
        HttpContext http, IReadOnlyList<T> items, Func<T, string> name, Func<T, Act> read, string? reason, CancellationToken ct)
    {
        ActionResult[] results = new ActionResult[items.Count];
        List<(int Index, LedgerCommand Command)> commands = [];
        for (int i = 0; i < items.Count; i++)
        {
            string unit = name(items[i]);
            Act act = read(items[i]);
            // The place in the list is part of the key: a bag named twice in one call gets two answers, the second a refusal.
            if (act.Decide is { } decide) commands.Add((i, Command(http, $"{i}/{unit}", decide, reason)));
            else results[i] = new ActionResult(unit, false, act.Unreadable, 0);
        }
        if (commands.Count > 0)
        {
            IReadOnlyList<CommandAnswer> answers = await ledger.ExecuteTogetherAsync([.. commands.Select(static each => each.Command)], ct);
            for (int i = 0; i < answers.Count; i++)
                results[commands[i].Index] = Result(name(items[commands[i].Index]), answers[i]);
        }
        return new ActionResults(results);
    }

    /// <summary>The same for bags that are named by their keys.</summary>
    public Task<IResult> EachKeyAsync(
        HttpContext http, IReadOnlyList<string> units, Func<SiteState, UnitKey, Decision> decide, string? reason, CancellationToken ct) =>
        EachAsync(http, units, static unit => unit, ByKey(decide), reason, ct);

    /// <summary>The same for one bag, and who calls has more to say of what was recorded.</summary>
    public Task<ActionResults> OneAsync(
        HttpContext http, string unit, Func<SiteState, UnitKey, Decision> decide, string? reason, CancellationToken ct) =>
        ResultsAsync(http, [unit], static each => each, ByKey(decide), reason, ct);

    private static Func<string, Act> ByKey(Func<SiteState, UnitKey, Decision> decide) =>
        unit => UnitKey.TryParse(unit, out UnitKey key) ? (Act)(Func<SiteState, Decision>)(state => decide(state, key)) : NoKey;

    public IResult Single(CommandAnswer answer) => answer.Decision is Decision.Refused refused
        ? Refuse(Words(refused))
        : TypedResults.Ok(new Recorded(answer.LastSeq, answer.Repeated));

    public IResult Refuse(Decision.Refused refused) => Refuse(Words(refused));

    /// <param name="detail">For support, in English; null when the words say it all.</param>
    public static IResult Refuse(RefusalView why, string? detail = null) => Problem.Answer(
        ProblemKind.Refused with { TitleZh = why.Zh, TitleEn = why.En, DoZh = why.DoZh, DoEn = why.DoEn }, detail,
        view => view with { Refusal = why.Code });

    private static LedgerCommand Command(HttpContext http, string part, Func<SiteState, Decision> decide, string? reason) =>
        new(IdempotencyKey.ForLedger(http, part), http.RequireCaller().Actor, decide, Trim(reason));

    private ActionResult Result(string unit, CommandAnswer answer) => answer.Decision is Decision.Refused refused
        ? new ActionResult(unit, false, Words(refused), 0)
        : new ActionResult(unit, true, null, answer.LastSeq);

    public RefusalView Words(Decision.Refused refused) => Words(refused.Why, refused.Detail, _zone);

    public static RefusalView Words(Refusal why, string? detail, TimeZoneInfo zone)
    {
        RefusalWords words = RefusalText.Of(why, detail, zone);
        return new RefusalView(NamePolicy.Instance.ConvertName(why.ToString()), words.Why.Zh, words.Why.En, words.Do.Zh, words.Do.En);
    }

    private static string? Trim(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? null : reason.Trim() is { Length: > 500 } long_ ? long_[..500] : reason.Trim();
}

/// <summary>One bag of a call: what to decide, or why what was sent cannot be read.</summary>
internal readonly record struct Act(Func<SiteState, Decision>? Decide, RefusalView? Unreadable)
{
    public static implicit operator Act(Func<SiteState, Decision> decide) => new(decide, null);

    public static implicit operator Act(RefusalView unreadable) => new(null, unreadable);
}
