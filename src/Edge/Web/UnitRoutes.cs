using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Bags: finding and reading them.</summary>
internal static class UnitRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder units = api.MapGroup("/units").WithTags("units");
        units.MapGet("", List).WithName("listUnits").Answers<ItemList<UnitItem>>().Needs(Permission.Read);
        units.MapGet("/{key}", Get).WithName("getUnit").Answers<UnitDetail>().Problems(404).Needs(Permission.Read);
        units.MapGet("/{key}/events", Events).WithName("listUnitEvents").Answers<ItemList<EventItem>>().Problems(404).Needs(Permission.Read);

        RouteGroupBuilder places = api.MapGroup("/places").WithTags("units");
        places.MapGet("/{cabinet}/units", InCabinet).WithName("listCabinetUnits").Answers<ItemList<UnitItem>>().Problems(404)
            .Needs(Permission.Read);
        places.MapGet("/{cabinet}/{shelf}/units", OnShelf).WithName("listShelfUnits").Answers<ItemList<UnitItem>>().Problems(404)
            .Needs(Permission.Read);

        api.MapGet("/tags", Tags).WithName("listUnknownTags").WithTags("units").Answers<ItemList<UnknownTagItem>>().Needs(Permission.Read);
    }

    private static IResult List(
        string? q, ComponentClass? component, Abo? abo, RhD? rhD, string? cabinet, string? place, UnitStatus? status, UnitFilter? filter,
        UnitSort? sort, int? limit, string? cursor) => Pending.Answer();

    private static IResult Get(string key) => Pending.Answer();

    private static IResult Events(string key, int? limit, string? cursor) => Pending.Answer();

    private static IResult InCabinet(string cabinet, int? limit, string? cursor) => Pending.Answer();

    private static IResult OnShelf(string cabinet, string shelf, int? limit, string? cursor) => Pending.Answer();

    private static IResult Tags(bool? unknown, int? limit, string? cursor) => Pending.Answer();
}
