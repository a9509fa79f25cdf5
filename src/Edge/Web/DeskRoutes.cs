using Edge.Desks;
using Edge.Devices;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Desks with a reader: what lies on them, and giving a bag its tag.</summary>
internal static class DeskRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder desks = api.MapGroup("/desks").WithTags("desks");
        desks.MapGet("", List).WithName("listDesks").Answers<ItemList<DeskItem>>().Needs(Permission.Read);
        desks.MapGet("/{id}/tray", Tray).WithName("getTray").Answers<TrayView>().Problems(404).Needs(Permission.Read);
        desks.MapPost("/{id}/labels", LabelAsync).WithName("labelUnit").Writes<LabelView>().Problems(404, 409).Needs(Permission.Units);
        api.MapPost("/tags/free", FreeAsync).WithName("freeTag").WithTags("desks").Writes<Recorded>().Problems(409).Needs(Permission.Units);
    }

    private static IResult List(HttpContext http, TrayViews trays) => Answer.List(http, trays.Desks());

    private static IResult Tray(string id, TrayViews trays) => trays.Find(id) is { } tray ? Answer.Of(tray) : NoDesk();

    private static async Task<IResult> LabelAsync(
        HttpContext http, string id, LabelRequest request, TrayBook trays, LabelDesk desk, Recording recording, LiveSite live, CancellationToken ct)
    {
        if (trays.Find(id) is not { } tray) return NoDesk();
        if (!TagUii.TryParse(request.Tag.Trim(), out TagUii tag) || tag.LengthBytes == 0) return Recording.Refuse(Recording.NoTag);
        if (!UnitKey.TryParse(request.Unit.Trim(), out UnitKey unit)) return Recording.Refuse(Recording.NoKey);
        LabelAnswer answer = await desk.LabelAsync(
            tray, new LabelOrder(tag, unit, request.Write, request.Beside), decide => recording.ExecuteAsync(http, "", decide, null, ct), ct);
        if (answer.Refused is { } refused) return recording.Refuse(refused);
        if (answer.Fault is { } fault) return Recording.Refuse(DeskText.Of(fault), answer.Detail);
        live.ForgetUnknown(answer.Uii);
        return TypedResults.Ok(new LabelView(
            unit.ToString(), answer.Uii.ToString(), answer.Chip?.ToString(),
            [.. answer.Notes.Select(static note => NamePolicy.Instance.ConvertName(note.ToString()))], answer.Former?.ToString(), answer.Seq ?? 0));
    }

    private static async Task<IResult> FreeAsync(
        HttpContext http, FreeTagRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        if (!TagUii.TryParse(request.Tag.Trim(), out TagUii tag)) return Recording.Refuse(Recording.NoTag);
        DissociateTag command = new(tag, time.GetUtcNow());
        return recording.Single(await recording.ExecuteAsync(
            http, "", state => string.IsNullOrWhiteSpace(request.Reason)
                ? new Decision.Refused(Refusal.ReasonMissing)
                : DissociatingTag.Decide(state, command), request.Reason, ct));
    }

    private static IResult NoDesk() => Problem.Answer(ProblemKind.NotFound, "There is no such desk.");
}
