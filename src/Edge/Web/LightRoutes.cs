using Edge.Devices;
using Edge.Web.Guard;

namespace Edge.Web;

/// <summary>Lamps at shelves: where is that bag?</summary>
internal static class LightRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder lights = api.MapGroup("/lights").WithTags("devices");
        lights.MapGet("", List).WithName("listLights").Answers<ItemList<LightView>>().Needs(Permission.Read);
        lights.MapPost("", Set).WithName("setLight").Answers<LightView>().Problems(404).Needs(Permission.Lights);
    }

    private static IResult List(HttpContext http, ShelfLights lights) =>
        Answer.List<LightView>(http, [.. lights.All.Select(static light => new LightView(light.Place, light.Until))]);

    private static IResult Set(LightRequest request, ShelfLights lights) => lights.Set(request.Place, request.On)
        ? Answer.Of(new LightView(request.Place, lights.UntilOf(request.Place)))
        : Problem.Answer(ProblemKind.NotFound, "There is no lamp at this place.");
}
