using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.Searching;
using Edge.Web.Guard;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;

namespace Edge.Web;

/// <summary>Getting nearer to one bag with the antennas of its cabinet.</summary>
internal static class SearchRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder searches = api.MapGroup("/searches").WithTags("searches");
        searches.MapGet("", List).WithName("listSearches").Answers<ItemList<SearchView>>().Needs(Permission.Read);
        searches.MapGet("/{number:int}", Get).WithName("getSearch").Answers<SearchView>().Problems(404).Needs(Permission.Read);
        searches.MapGet("/readers", Readers).WithName("listHandHelds").Answers<ItemList<HandHeldItem>>().Needs(Permission.Read);
        searches.MapPost("", Begin).WithName("beginSearch").Writes<SearchView>().Problems(409).Needs(Permission.Lights);
        api.MapPost("/units/{key}/place", PlaceAsync).WithName("placeUnit").WithTags("searches").Writes<Recorded>().Problems(404, 409).Needs(Permission.Units);
        searches.MapPost("/{number:int}/end", End).WithName("endSearch").Writes<SearchEnded>().Problems(404).Needs(Permission.Lights);
    }

    private static IResult List(HttpContext http, SearchDesk desk, SiteSettings settings) =>
        Answer.List<SearchView>(http, [.. desk.All.Select(search => View(search, http, settings))]);

    /// <remarks>Hand-held readers of the settings, and whether they answer now.</remarks>
    private static IResult Readers(HttpContext http, SiteSettings settings, LiveSite live) => Answer.List<HandHeldItem>(http,
        [.. settings.Readers.Where(static reader => reader.HandHeld).Select(reader => new HandHeldItem(
            reader.Id, live.Devices.GetValueOrDefault(reader.Id) is { State: DeviceState.InService or DeviceState.Degraded }))]);

    private static IResult Get(HttpContext http, int number, SearchDesk desk, SiteSettings settings) =>
        desk.Find(number) is { } search ? Answer.Of(View(search, http, settings)) : NoSearch();

    /// <remarks>Said again every few seconds, it goes on; otherwise it ends by itself.</remarks>
    private static IResult Begin(
        HttpContext http, SearchRequest request, SearchDesk desk, SiteSettings settings, Recording recording)
    {
        if (!UnitKey.TryParse(request.Unit?.Trim(), out UnitKey unit)) return Recording.Refuse(Recording.NoKey);
        if (request.Reader is { } hand && !settings.Readers.Exists(reader => reader.HandHeld && reader.Id == hand)) return UnitRoutes.Bad("reader", "is no hand-held reader of this site");
        PlaceId place = default;
        if (request.Place is { } named && !PlaceId.TryParse(named, out place)) return UnitRoutes.Bad("place", "is no name of a place");
        Caller caller = http.RequireCaller();
        (BagSearch? search, Decision.Refused? refused) = desk.Begin(new SearchOrder(
            unit, request.Place is null ? null : place, request.Reader, caller.Actor, caller.Session?.DisplayName ?? caller.Actor.Name));
        return search is null ? recording.Refuse(refused!) : TypedResults.Ok(View(search, http, settings));
    }

    /// <remarks>Anybody who may search may end another's search: whoever needs the stock watched again need not look for a person first.</remarks>
    private static IResult End(int number, SearchDesk desk)
    {
        if (desk.Find(number) is not { } search) return NoSearch();
        desk.End(search);
        return TypedResults.Ok(new SearchEnded(number));
    }

    /// <remarks>The label was scanned: whoever searched for the bag has it, and the antennas watch the stock again.</remarks>
    private static async Task<IResult> PlaceAsync(
        HttpContext http, string key, PlaceRequest request, SearchDesk desk, SiteSettings settings, SiteRules rules, IBeliefs beliefs, ILedger ledger,
        Recording recording, TimeProvider time, CancellationToken ct)
    {
        if (!UnitKey.TryParse(key, out UnitKey unit)) return Recording.Refuse(Recording.NoKey);
        if (!PlaceId.TryParse(request.Place, out PlaceId place) || settings.Cabinets.Find(known => known.Id == place.Cabinet.ToString()) is not { } cabinet
            || (place.Shelf is { } shelf && !cabinet.Shelves.Contains(shelf)))
            return UnitRoutes.Bad("place", "is no cabinet or shelf of this site");
        DateTimeOffset now = time.GetUtcNow();
        CommandAnswer answer = await recording.ExecuteAsync(http, "", state => Seeing.Decide(state, new SeeUnit(unit, place, now), rules.Tables.Fit), null, ct);
        if (answer.Decision is Decision.Accepted)
        {
            foreach (TagUii tag in ledger.Current.State.Units[unit].Tags) beliefs.Take(tag, place, now);
            foreach (BagSearch search in desk.All.Where(search => search.Order.Unit == unit)) desk.End(search);
        }
        return recording.Single(answer);
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
