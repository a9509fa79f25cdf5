using Edge.Web.Views;

namespace Edge.Web;

/// <summary>The stock board.</summary>
internal static class StockRoutes
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/stock", Get).WithName("getStock").WithTags("stock").Answers<StockView>().Needs(Permission.Read);

    private static IResult Get(StockViews stock)
    {
        StockView view = stock.Get();
        return Answer.Of(view, view with { AsOf = default, Seq = 0 });
    }
}
