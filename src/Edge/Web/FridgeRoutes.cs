namespace Edge.Web;

/// <summary>Cabinets: temperature, shelves, openings, excursions.</summary>
internal static class FridgeRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder fridges = api.MapGroup("/fridges").WithTags("fridges");
        fridges.MapGet("", List).WithName("listFridges").Answers<ItemList<FridgeItem>>().Needs(Permission.Read);
        fridges.MapGet("/{id}", Get).WithName("getFridge").Answers<FridgeDetail>().Problems(404).Needs(Permission.Read);
        fridges.MapGet("/{id}/samples", Samples).WithName("getSamples").Answers<SamplesView>().Problems(404).Needs(Permission.Read);
        api.MapGet("/excursions/{number:int}", Excursion).WithName("getExcursion").WithTags("fridges").Answers<ExcursionView>().Problems(404)
            .Needs(Permission.Read);
    }

    private static IResult List() => Pending.Answer();

    private static IResult Get(string id) => Pending.Answer();

    private static IResult Samples(string id, DateTimeOffset? from, DateTimeOffset? to, int? step) => Pending.Answer();

    private static IResult Excursion(int number) => Pending.Answer();
}
