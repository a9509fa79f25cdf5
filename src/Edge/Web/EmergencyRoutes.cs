using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Blood that cannot wait for its papers, and the papers afterwards.</summary>
internal static class EmergencyRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder urgent = api.MapGroup("").WithTags("emergencies");
        urgent.MapPost("/emergencies", IssueAsync).WithName("issueInEmergency").Writes<ActionResults>().Needs(Permission.Units);
        urgent.MapPost("/emergencies/settle", SettleAsync).WithName("settleEmergencies").Writes<ActionResults>().Needs(Permission.Units);
        urgent.MapGet("/massive-transfusion", Get).WithName("getMassiveTransfusion").Answers<MassiveView>().Needs(Permission.Read);
        urgent.MapPost("/massive-transfusion", BeginAsync).WithName("beginMassiveTransfusion").Writes<Recorded>().Problems(409).Needs(Permission.Units);
        urgent.MapPost("/massive-transfusion/end", EndAsync).WithName("endMassiveTransfusion").Writes<Recorded>().Problems(409).Needs(Permission.Units);
        urgent.MapPost("/captures/settle", SettleCapturesAsync).WithName("settleCaptures").Writes<ActionResults>().Needs(Permission.Units);
        urgent.MapPost("/removals/explain", ExplainAsync).WithName("explainRemovals").Writes<ActionResults>().Needs(Permission.Units);
    }

    private static Task<IResult> IssueAsync(
        HttpContext http, EmergencyRequest request, Recording recording, UnitPolicy policy, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(http, request.Units, (state, key) => EmergencyIssuing.Decide(
            state, new IssueInEmergency(key, request.Destination, request.Physician, request.Order, policy.LimitOf(state, key), now)
            {
                Override = request.OverrideReason,
            }), request.OverrideReason, ct);
    }

    private static Task<IResult> SettleAsync(HttpContext http, OrderRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, request.Units, (state, key) => SettlingEmergency.Decide(state, new SettleEmergency(key, request.Order, now)), null, ct);
    }

    private static IResult Get(Views.SiteViews views)
    {
        SiteState state = views.Index.Ledger.State;
        return Answer.Of(new MassiveView(
            state.Massive, views.Index.InStock.Count(static unit => unit.Captured is not null),
            views.Index.All.Count(static unit => unit.Emergency is { SettledAt: null })));
    }

    private static async Task<IResult> BeginAsync(
        HttpContext http, MassiveRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        BeginMassiveTransfusion command = new(request.Destination, request.Physician, time.GetUtcNow());
        CommandAnswer answer = await recording.ExecuteAsync(http, "", state => BeginningMassiveTransfusion.Decide(state, command), null, ct);
        return recording.Single(answer);
    }

    private static async Task<IResult> EndAsync(HttpContext http, Recording recording, TimeProvider time, CancellationToken ct)
    {
        EndMassiveTransfusion command = new(time.GetUtcNow());
        CommandAnswer answer = await recording.ExecuteAsync(http, "", state => EndingMassiveTransfusion.Decide(state, command), null, ct);
        return recording.Single(answer);
    }

    private static Task<IResult> SettleCapturesAsync(
        HttpContext http, SettleRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(http, request.Units, (state, key) => SettlingCapture.Decide(
            state, new SettleCapture(key, request.Used, request.Destination, request.Order, now)), null, ct);
    }

    private static Task<IResult> ExplainAsync(
        HttpContext http, UnitsCauseRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, request.Units, (state, key) => ExplainingRemoval.Decide(state, new ExplainRemoval(key, request.Cause, now)), request.Cause, ct);
    }
}
