using Edge.Devices;
using Edge.Web.Guard;
using Edge.Web.Views;

namespace Edge.Web;

/// <summary>Where a vehicle is.</summary>
internal static class PositionRoutes
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/position", Now).WithName("getPosition").WithTags("position").Answers<PositionView>().Problems(404).Needs(Permission.Read);

    private static IResult Now(LiveSite live, TimeProvider time) => live.Position is { } position
        ? Answer.Of(PositionViews.View(position, time.GetUtcNow()))
        : Problem.Answer(ProblemKind.NotFound, "This site has no position receiver.");
}
