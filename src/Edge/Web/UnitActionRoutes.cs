using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>What staff do with bags. Each bag is decided by itself; one refused bag never stops the others.</summary>
internal static class UnitActionRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder actions = api.MapGroup("").WithTags("actions");
        actions.MapPost("/receipts", ReceiveAsync).WithName("receiveUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/receipts/look", Look).WithName("lookAtLabels").Answers<ReceiptLook>().Needs(Permission.Units);
        actions.MapPost("/issues", IssueAsync).WithName("issueUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/returns", ReturnAsync).WithName("returnUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/discards", DiscardAsync).WithName("discardUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/units/{key}/release", ReleaseAsync).WithName("releaseUnit").Writes<ActionResults>().Needs(Permission.Release);
        actions.MapPost("/units/{key}/quarantine", QuarantineAsync).WithName("quarantineUnit").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/tags", AssociateAsync).WithName("associateTag").Writes<Recorded>().Problems(409).Needs(Permission.Units);
    }

    private static Task<IResult> ReceiveAsync(
        HttpContext http, ReceiptRequest request, Recording recording, ReceiptReading reading, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return ReceiptReading.IsTemperature(request.BoxCelsius)
            ? recording.EachAsync(http, request.Units, ReceiptReading.NameOf, sent => reading.Read(sent, request, recording.Zone, now), null, ct)
            : Task.FromResult(UnitRoutes.Bad("boxCelsius", "is no temperature of a box"));
    }

    /// <remarks>The same reading and the same decision as a receipt: what a person sees before confirming is what will be confirmed.</remarks>
    private static IResult Look(
        HttpContext http, ReceiptRequest request, Recording recording, ReceiptReading reading, ILedger ledger, UnitViews views, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (request.Units.Count is 0 or > Recording.MostUnits) return UnitRoutes.Bad("units", $"must name 1 to {Recording.MostUnits} bags");
        SiteState state = ledger.Current.State;
        return Answer.Of(new ReceiptLook([.. request.Units.Select(sent =>
        {
            string name = ReceiptReading.NameOf(sent);
            Act act = reading.Read(sent, request, recording.Zone, now);
            if (act.Decide is not { } decide) return new ReceiptLookItem(name, null, act.Unreadable);
            Decision decision = decide(state);
            if (decision is not Decision.Accepted accepted) return new ReceiptLookItem(name, null, recording.Words((Decision.Refused)decision));
            SiteState then = accepted.Events.Aggregate(state, (before, happened) => before.Apply(happened, http.RequireCaller().Actor));
            return new ReceiptLookItem(name, views.Item(then.Units[accepted.Events.OfType<UnitReceived>().First().Unit]), null);
        })]));
    }

    private static Task<IResult> IssueAsync(
        HttpContext http, IssueRequest request, Recording recording, SiteViews views, SiteRules rules, UnitPolicy policy, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        SiteIndex index = views.Index;
        HashSet<UnitKey> together = [];
        foreach (string unit in request.Units)
            if (UnitKey.TryParse(unit, out UnitKey key)) together.Add(key);
        return recording.EachKeyAsync(
            http, request.Units,
            (state, key) => Issuing.Decide(state, new IssueUnit(key, request.Destination, request.Order, policy.LimitOf(state, key), now)
            {
                // what should go first is a proposal: it may be as old as the last look at the stock
                First = index.Ledger.State.Units.TryGetValue(key, out BloodUnit? unit) ? index.FirstBefore(unit, now, rules.Tables.Stock, together)?.Key : null,
                TouchesReserve = index.TouchesReserve(key, state, rules.Tables.Stock, now),
                Override = request.OverrideReason,
            }), request.OverrideReason, ct);
    }

    private static Task<IResult> ReturnAsync(
        HttpContext http, ReturnRequest request, Recording recording, UnitPolicy policy, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(http, request.Units, (state, key) => Returning.Decide(
            state, new ReturnUnit(key, ReceiptReading.Condition(key.ToString(), request.Damaged, request.Opened), policy.LimitOf(state, key), now)), null, ct);
    }

    private static Task<IResult> DiscardAsync(HttpContext http, DiscardRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, request.Units, (state, key) => Discarding.Decide(state, new DiscardUnit(key, request.Cause, now)), request.Cause, ct);
    }

    private static Task<IResult> ReleaseAsync(
        HttpContext http, string key, ReasonRequest request, Recording recording, SiteRules rules, UnitPolicy policy, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, [key], (state, unit) => string.IsNullOrWhiteSpace(request.Reason)
                ? new Decision.Refused(Refusal.ReasonMissing)
                : Releasing.Decide(state, new ReleaseUnit(unit, rules.Tables.Products.Find(unit.Product), policy.LimitOf(state, unit), now)), request.Reason, ct);
    }

    /// <remarks>A reason of the list (<c>recall</c>, <c>temperatureExposure</c>) is kept as such, any other text in the envelope.</remarks>
    private static Task<IResult> QuarantineAsync(
        HttpContext http, string key, ReasonRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        string words = request.Reason.Trim();
        QuarantineReason reason =
            words.Length == 0 ? QuarantineReason.None
            : Enum.GetValues<QuarantineReason>().FirstOrDefault(
                known => known != QuarantineReason.None && NamePolicy.Instance.ConvertName(known.ToString()) == words, QuarantineReason.Other);
        return recording.EachKeyAsync(
            http, [key], (state, unit) => Quarantining.Decide(state, new QuarantineUnit(unit, reason, now)), words, ct);
    }

    private static async Task<IResult> AssociateAsync(
        HttpContext http, TagRequest request, Recording recording, SiteSettings settings, LiveSite live, TimeProvider time, CancellationToken ct)
    {
        if (!TagUii.TryParse(request.Tag.Trim(), out TagUii tag) || tag.LengthBytes == 0) return Recording.Refuse(Recording.NoTag);
        if (!UnitKey.TryParse(request.Unit.Trim(), out UnitKey unit)) return Recording.Refuse(Recording.NoKey);
        AssociateTag command = new(tag, unit, settings.BagTagRules(), time.GetUtcNow()) { Beside = request.Beside ?? false };
        CommandAnswer answer = await recording.ExecuteAsync(http, "", state => AssociatingTag.Decide(state, command), null, ct);
        if (answer.Decision is Decision.Accepted) live.ForgetUnknown(tag);
        return recording.Single(answer);
    }
}
