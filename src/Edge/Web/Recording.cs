using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Guard;
using Inventory;
using Inventory.Units;

namespace Edge.Web;

/// <summary>From a writing call to the ledger and back: keys, the actor, the words of a refusal.</summary>
internal sealed class Recording(ILedger ledger, SiteSettings settings)
{
    /// <summary>Bags in one call at most: more would hold up the others.</summary>
    public const int MostUnits = 500;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(settings.Site.TimeZone);

    public TimeZoneInfo Zone => _zone;

    /// <param name="part">What tells the commands of one call apart; empty when there is one only.</param>
    /// <exception cref="LedgerUnavailableException">Nothing was recorded.</exception>
    public async Task<CommandAnswer> ExecuteAsync(
        HttpContext http, string part, Func<SiteState, Decision> decide, string? reason, CancellationToken ct) =>
        await ledger.ExecuteAsync(
            new LedgerCommand(IdempotencyKey.ForLedger(http, part), http.RequireCaller().Actor, decide, Trim(reason)), ct);

    /// <summary>Decides each bag by itself, all in one commit where they fit into one.</summary>
    public async Task<IResult> EachAsync<T>(
        HttpContext http, IReadOnlyList<T> items, Func<T, string> name, Func<T, Act> read, string? reason, CancellationToken ct)
    {
        if (items.Count is 0 or > MostUnits) return UnitRoutes.Bad("units", $"must name 1 to {MostUnits} bags");
        Task<ActionResult>[] acts = [.. items.Select((item, index) => OneAsync(http, name(item), index, read(item), reason, ct))];
        return TypedResults.Ok(new ActionResults(await Task.WhenAll(acts)));
    }

    public IResult Single(CommandAnswer answer) => answer.Decision is Decision.Refused refused
        ? Refuse(Words(refused))
        : TypedResults.Ok(new Recorded(answer.LastSeq, answer.Repeated));

    public static IResult Refuse(RefusalView why) => Problem.Answer(
        ProblemKind.Refused with { TitleZh = why.Zh, TitleEn = why.En, DoZh = why.DoZh, DoEn = why.DoEn }, null,
        view => view with { Refusal = why.Code });

    private async Task<ActionResult> OneAsync(HttpContext http, string unit, int index, Act act, string? reason, CancellationToken ct)
    {
        if (act.Decide is not { } decide) return new ActionResult(unit, false, act.Unreadable, 0);
        // The place in the list is part of the key: a bag named twice in one call gets two answers, the second a refusal.
        CommandAnswer answer = await ExecuteAsync(http, $"{index}/{unit}", decide, reason, ct);
        return answer.Decision is Decision.Refused refused
            ? new ActionResult(unit, false, Words(refused), 0)
            : new ActionResult(unit, true, null, answer.LastSeq);
    }

    private RefusalView Words(Decision.Refused refused)
    {
        RefusalWords words = RefusalText.Of(refused.Why, refused.Detail, _zone);
        return new RefusalView(
            NamePolicy.Instance.ConvertName(refused.Why.ToString()), words.Why.Zh, words.Why.En, words.Do.Zh, words.Do.En);
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
