namespace Edge.Web;

/// <summary>What staff do with bags. Each bag is decided by itself; one refused bag never stops the others.</summary>
internal static class UnitActionRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder actions = api.MapGroup("").WithTags("actions");
        actions.MapPost("/receipts", Receive).WithName("receiveUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/issues", Issue).WithName("issueUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/returns", Return).WithName("returnUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/discards", Discard).WithName("discardUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/units/{key}/release", Release).WithName("releaseUnit").Writes<ActionResults>().Needs(Permission.Release);
        actions.MapPost("/units/{key}/quarantine", Quarantine).WithName("quarantineUnit").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/tags", Associate).WithName("associateTag").Writes<Recorded>().Needs(Permission.Units);
    }

    private static IResult Receive(ReceiptRequest request) => Pending.Answer(request);

    private static IResult Issue(IssueRequest request) => Pending.Answer(request);

    private static IResult Return(ReturnRequest request) => Pending.Answer(request);

    private static IResult Discard(DiscardRequest request) => Pending.Answer(request);

    private static IResult Release(string key, ReasonRequest request) => Pending.Answer(request);

    private static IResult Quarantine(string key, ReasonRequest request) => Pending.Answer(request);

    private static IResult Associate(TagRequest request) => Pending.Answer(request);
}
