using Edge.Operations;
using Edge.Searching;
using Edge.Web.Guard;
using Inventory;
using Inventory.Identification;

namespace Edge.Web;

/// <summary>Getting nearer to one bag with the antennas of its cabinet.</summary>
internal static class SearchRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder searches = api.MapGroup("/searches").WithTags("searches");
        searches.MapGet("", List).WithName("listSearches").Answers<ItemList<SearchView>>().Needs(Permission.Read);
        searches.MapGet("/{number:int}", Get).WithName("getSearch").Answers<SearchView>().Problems(404).Needs(Permission.Read);
        searches.MapPost("", Begin).WithName("beginSearch").Writes<SearchView>().Problems(409).Needs(Permission.Lights);
        searches.MapPost("/{number:int}/end", End).WithName("endSearch").Writes<SearchEnded>().Problems(404).Needs(Permission.Lights);
    }

    private static IResult List(HttpContext http, SearchDesk desk, SiteSettings settings) =>
        Answer.List<SearchView>(http, [.. desk.All.Select(search => View(search, http, settings))]);

    private static IResult Get(HttpContext http, int number, SearchDesk desk, SiteSettings settings) =>
        desk.Find(number) is { } search ? Answer.Of(View(search, http, settings)) : NoSearch();

    /// <remarks>Said again every few seconds, it goes on; otherwise it ends by itself.</remarks>
    private static IResult Begin(
        HttpContext http, SearchRequest request, SearchDesk desk, SiteSettings settings, Recording recording)
    {
        if (!UnitKey.TryParse(request.Unit?.Trim(), out UnitKey unit)) return Recording.Refuse(Recording.NoKey);
        PlaceId place = default;
        if (request.Place is { } named && !PlaceId.TryParse(named, out place)) return UnitRoutes.Bad("place", "is no name of a place");
        Caller caller = http.RequireCaller();
        (BagSearch? search, Decision.Refused? refused) = desk.Begin(new SearchOrder(
            unit, request.Place is null ? null : place, caller.Actor, caller.Session?.DisplayName ?? caller.Actor.Name));
        return search is null ? recording.Refuse(refused!) : TypedResults.Ok(View(search, http, settings));
    }

    /// <remarks>Anybody who may search may end another's search: whoever needs the stock watched again need not look for a person first.</remarks>
    private static IResult End(int number, SearchDesk desk)
    {
        if (desk.Find(number) is not { } search) return NoSearch();
        desk.End(search);
        return TypedResults.Ok(new SearchEnded(number));
    }

    private static SearchView View(BagSearch search, HttpContext http, SiteSettings settings)
    {
        SearchState state = search.Look();
        string reader = state.Reading.Reader;
        return new SearchView(
            search.Number, search.Order.Unit.ToString(), http.Caller()?.Actor == search.Order.By, search.Order.Name, search.BeganAt, state.Number, state.Trend, state.HeardAt,
            Of(state.Best), Of(state.Reading), [.. state.Antennas.Select(Of)], state.Course,
            [.. settings.Readers.Where(one => one.Id == reader).SelectMany(static one => one.Antennas).Select(static antenna => antenna.Place.Split('/')[0])
                .Where(id => settings.Cabinets.Exists(cabinet => cabinet.Id == id)).Distinct()]);

        static SearchAntennaView Of(SearchAntennaState antenna) =>
            new(antenna.Reader, antenna.Port, antenna.Place.ToString(), antenna.Heard, antenna.Tries, antenna.Number);
    }

    private static IResult NoSearch() => Problem.Answer(ProblemKind.NotFound, "This search has ended.");
}
