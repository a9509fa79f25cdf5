using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Settings;
using Inventory.Tables;

namespace Edge.Web;

/// <summary>Settings and tables that people change while the service runs. Limits wait for a second person.</summary>
internal static class RuleRoutes
{
    private const int NeverSeen = -1;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder settings = api.MapGroup("/settings").WithTags("settings");
        settings.MapGet("/rules", Get).WithName("getRules").Answers<RulesView>().Needs(Permission.Accounts);
        settings.MapPatch("/rules", ChangeAsync).WithName("changeRules").Writes<RulesChanged>().Problems(409, 412, 428).Needs(Access.PersonWith(Permission.Settings));
        settings.MapPost("/changes/{number:int}/accept", AcceptAsync).WithName("acceptChange").Writes<RulesChanged>().Problems(409)
            .Needs(Access.PersonWith(Permission.Settings));
        settings.MapPost("/changes/{number:int}/reject", RejectAsync).WithName("rejectChange").Writes<RulesChanged>().Problems(409)
            .Needs(Access.PersonWith(Permission.Settings));
        api.MapPost("/tables/{table}/install", InstallAsync).WithName("installTable").WithTags("tables").Writes<RulesChanged>().Problems(404, 409, 412, 428)
            .Needs(Access.PersonWith(Permission.Settings));
    }

    private static IResult Get(RuleViews views)
    {
        RulesView view = views.Get();
        return Answer.Versioned(view, view.Match);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http, ChangeRulesRequest request, SettingsDrafting drafting, Recording recording, ILedger ledger, TimeProvider time,
        CancellationToken ct)
    {
        if (request.Changes.Count is 0 or > Recording.MostUnits) return UnitRoutes.Bad("changes", $"must name 1 to {Recording.MostUnits} settings");
        return await RecordAsync(http, drafting.Of(request.Changes), request.Reason, recording, ledger, time, ct);
    }

    private static async Task<IResult> InstallAsync(
        HttpContext http, string table, InstallTableRequest request, SettingsDrafting drafting, Recording recording, ILedger ledger,
        TimeProvider time, CancellationToken ct)
    {
        if (!Word<SiteTable>.TryParse(table, out Word<SiteTable> which)) return Problem.Answer(ProblemKind.NotFound, "There is no such table.");
        return await RecordAsync(http, drafting.OfTable(which.Value, request.Text, out _), request.Reason, recording, ledger, time, ct);
    }

    /// <remarks>
    /// A change names the version that was seen: made over another, it would undo what nobody has looked at. That is for the decision to
    /// refuse, since a call that is repeated after its answer was lost finds the version that it made itself.
    /// </remarks>
    private static async Task<IResult> RecordAsync(
        HttpContext http, DraftedChange draft, string? reason, Recording recording, ILedger ledger, TimeProvider time, CancellationToken ct)
    {
        if ((string?)http.Request.Headers.IfMatch is not { Length: > 0 } tag) return Problem.Answer(ProblemKind.MatchMissing);
        bool seen = tag == RuleViews.Tag(draft.Seen);
        if (seen && draft.Faults.Count > 0) return Faulty(draft.Faults);
        ChangeSettings command = new(seen ? draft.Seen : NeverSeen, draft.AtOnce, draft.WithSecond, reason, time.GetUtcNow());
        return Answered(await recording.ExecuteAsync(http, "", state => ChangingSettings.Decide(state, command), reason, ct), recording, ledger);
    }

    private static async Task<IResult> AcceptAsync(
        HttpContext http, int number, ReasonRequest request, SettingsDrafting drafting, Recording recording, ILedger ledger, TimeProvider time, CancellationToken ct)
    {
        int seen = 0;
        if (ledger.Current.State.Changes.GetValueOrDefault(number) is { } waiting
            && drafting.FaultsOf(waiting.Draft, out seen) is { Count: > 0 } faults) return Faulty(faults);
        return await DecideAsync(http, number, true, seen, request.Reason, recording, ledger, time, ct);
    }

    private static Task<IResult> RejectAsync(
        HttpContext http, int number, ReasonRequest request, Recording recording, ILedger ledger, TimeProvider time, CancellationToken ct) =>
        DecideAsync(http, number, false, 0, request.Reason, recording, ledger, time, ct);

    private static async Task<IResult> DecideAsync(
        HttpContext http, int number, bool accepts, int seen, string? reason, Recording recording, ILedger ledger, TimeProvider time, CancellationToken ct)
    {
        DecideChange command = new(number, accepts, seen, http.RequireCaller().Actor, reason, time.GetUtcNow());
        return Answered(
            await recording.ExecuteAsync(
                http, "", state => DecidingChange.Decide(state, command), reason, ct), recording, ledger);
    }

    private static IResult Answered(CommandAnswer answer, Recording recording, ILedger ledger) => answer.Decision switch
    {
        Decision.Refused { Why: Refusal.SettingsOvertaken } => Problem.Answer(ProblemKind.ChangedMeanwhile),
        Decision.Refused refused => recording.Refuse(refused),
        Decision.Accepted accepted => TypedResults.Ok(new RulesChanged(
            answer.LastSeq, ledger.Current.State.Settings.Version, accepted.Events.OfType<ChangeAsked>().FirstOrDefault()?.Change)),
        _ => throw new InvalidOperationException("A decision of an unknown kind."),
    };

    private static IResult Faulty(IReadOnlyList<WishFault> faults) => Problem.Answer(
        ProblemKind.SettingFaulty, faults[0].Message.En, view => view with { Faults = [.. faults.Select(SettingFaultView.Of)] });
}
