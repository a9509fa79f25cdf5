using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Bags: finding and reading them.</summary>
internal static class UnitRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder units = api.MapGroup("/units").WithTags("units");
        units.MapGet("", List).WithName("listUnits").Answers<ItemList<UnitItem>>().Needs(Permission.Read);
        units.MapGet("/{key}", GetAsync).WithName("getUnit").Answers<UnitDetail>().Problems(404).Needs(Permission.Read);
        units.MapGet("/{key}/events", EventsAsync).WithName("listUnitEvents").Answers<ItemList<EventItem>>().Problems(404).Needs(Permission.Read);

        RouteGroupBuilder places = api.MapGroup("/places").WithTags("units");
        places.MapGet("/{cabinet}/units", InCabinet).WithName("listCabinetUnits").Answers<ItemList<UnitItem>>().Problems(404)
            .Needs(Permission.Read);
        places.MapGet("/{cabinet}/{shelf}/units", OnShelf).WithName("listShelfUnits").Answers<ItemList<UnitItem>>().Problems(404)
            .Needs(Permission.Read);

        api.MapGet("/picks", Picks).WithName("listPicks").WithTags("units").Answers<ItemList<UnitItem>>().Needs(Permission.Read);
        api.MapPost("/units/locate", Locate).WithName("locateUnits").WithTags("units").Answers<UnitSetView>().Needs(Permission.Read);
        api.MapGet("/tags", Tags).WithName("listUnknownTags").WithTags("units").Answers<ItemList<UnknownTagItem>>().Needs(Permission.Read);
    }

    private static IResult List(
        HttpContext http, Lists lists, string? q, Word<ComponentClass>? component, Word<Abo>? abo, Word<RhD>? rhD, string? cabinet,
        string? place, Word<UnitStatus>? status, Word<UnitFilter>? filter, Word<UnitSort>? sort, string? negative, string? positive, Word<Abo>? patientAbo, Word<RhD>? patientRhD, DateTimeOffset? goodUntil,
        DateTimeOffset? expiresBefore, int? limit, string? cursor)
    {
        PlaceId? inCabinet = null, inPlace = null;
        if (cabinet is not null)
        {
            if (!PlaceId.TryParse(cabinet, out PlaceId id) || id.Shelf is not null) return Bad("cabinet", "is no name of a cabinet");
            inCabinet = id;
        }
        if (place is not null)
        {
            if (!PlaceId.TryParse(place, out PlaceId id)) return Bad("place", "is no name of a place");
            inPlace = id;
        }
        if (q is { Length: > 100 }) return Bad("q", "is longer than 100 characters");
        if ((NoAntigen(negative) ?? NoAntigen(positive)) is { } wrong) return wrong;
        return lists.Page(http, new UnitQuery(
            q, component?.Value, abo?.Value, rhD?.Value, inCabinet, inPlace, status?.Value, filter?.Value, sort?.Value ?? UnitSort.Fefo,
            Answer.Limit(limit), cursor)
        {
            Negative = Antigens(negative), Positive = Antigens(positive), Patient = Patient(patientAbo, patientRhD),
            GoodUntil = goodUntil, ExpiresBefore = expiresBefore,
        });
    }

    /// <summary>A pick list: the first to expire of one kind, in the order in which somebody walks from shelf to shelf.</summary>
    /// <remarks>
    /// With a patient's group: what fits it, the same group first. <c>neededAt</c> leaves out what is expired by then; <c>reserve</c> also
    /// takes the emergency reserve, which otherwise stays.
    /// </remarks>
    private static IResult Picks(
        HttpContext http, Lists lists, Word<ComponentClass>? component, Word<Abo>? abo, Word<RhD>? rhD, string? negative, string? positive,
        Word<Abo>? patientAbo, Word<RhD>? patientRhD, DateTimeOffset? neededAt, bool? reserve, int? count) =>
        NoAntigen(negative) ?? NoAntigen(positive) ?? lists.Walk(http, new UnitQuery(
            null, component?.Value, abo?.Value, rhD?.Value, null, null, UnitStatus.Available, null, UnitSort.Fefo, Answer.Limit(count), null)
        {
            Negative = Antigens(negative), Positive = Antigens(positive), Patient = Patient(patientAbo, patientRhD), GoodUntil = neededAt,
        }, reserve ?? false);

    /// <returns>Null where no patient is meant; a part that is not given is not stated, which few bags fit.</returns>
    private static BloodGroup? Patient(Word<Abo>? abo, Word<RhD>? rhD) =>
        abo is null && rhD is null ? null : new BloodGroup(abo?.Value ?? Abo.NotStated, rhD?.Value ?? RhD.NotStated);

    /// <summary>A set at once: asked by POST because a hundred numbers are too long for an address. Nothing is recorded.</summary>
    private static IResult Locate(UnitSetRequest request, UnitSets sets) => request.Texts.Count is 0 or > UnitSets.MostTexts
        ? Bad("texts", $"must name 1 to {UnitSets.MostTexts} bags")
        : request.Texts.Any(static text => text is null || text.Length > 100) ? Bad("texts", "holds a line that is longer than 100 characters")
        : TypedResults.Ok(sets.Find(request.Texts));

    private static string[] Antigens(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A name that no label can tell of would find nothing and look like an answer.</summary>
    private static IResult? NoAntigen(string? list) => Antigens(list).FirstOrDefault(static name => !RedCellAntigens.IsName(name)) is { } unknown
        ? Bad("antigens", $"'{unknown}' is none that labels tell of; write it as there, like K, k, Fy(a), Jk(b), Mi(a)")
        : null;

    /// <remarks>With <c>asOf</c> the bag as it was known at that instant, without what was entered or corrected later.</remarks>
    private static async Task<IResult> GetAsync(
        string key, DateTimeOffset? asOf, UnitViews units, SqliteLedger ledger, CancellationToken ct)
    {
        if (!UnitKey.TryParse(key, out UnitKey unit) || units.Detail(unit) is not { } detail) return UnknownUnit();
        if (asOf is not { } at) return Answer.Of(detail);
        return (await ledger.StateAtAsync(at, ct)).Units.GetValueOrDefault(unit) is { } past
            ? Answer.Of(units.Past(past, at))
            : Problem.Answer(ProblemKind.NotFound, "This bag was not known here then.");
    }

    private static async Task<IResult> EventsAsync(
        HttpContext http, string key, DateTimeOffset? asOf, int? limit, string? cursor, SqliteLedger ledger, EventViews events, CancellationToken ct)
    {
        if (!UnitKey.TryParse(key, out UnitKey unit) || !ledger.Current.State.Units.ContainsKey(unit)) return UnknownUnit();
        if (!Lists.TryReadSeq(cursor, out long before)) return Bad("cursor", "is not one that was given out");
        return await Lists.EventsAsync(http, ledger, events, new LedgerQuery { Unit = unit, KnownAt = asOf, BeforeSeq = before }, Answer.Limit(limit), ct);
    }

    private static IResult InCabinet(HttpContext http, Lists lists, string cabinet, int? limit, string? cursor) =>
        lists.InPlace(http, cabinet, null, limit, cursor);

    private static IResult OnShelf(HttpContext http, Lists lists, string cabinet, string shelf, int? limit, string? cursor) =>
        lists.InPlace(http, cabinet, shelf, limit, cursor);

    /// <remarks>Those that speak for a bag meanwhile are left out; the tracker forgets them with its next look.</remarks>
    private static IResult Tags(HttpContext http, bool? unknown, int? limit, string? cursor, LiveSite live, ILedger ledger, IBeliefs beliefs, TimeProvider time)
    {
        if (unknown == false) return Bad("unknown", "can only be true here: the tags of a bag stand with the bag");
        SiteState state = ledger.Current.State;
        DateTimeOffset now = time.GetUtcNow();
        UnknownTagItem[] tags = [.. from tag in live.UnknownTags.Values
            where state.Tags.GetValueOrDefault(tag.Tag) is not { Unit: not null }
            let uii = tag.Tag.ToString()
            where cursor is null || string.CompareOrdinal(uii, cursor) > 0
            orderby uii
            let heard = beliefs.Find(tag.Tag, now)?.LastHeardAt
            select new UnknownTagItem(uii, tag.Place, tag.Chance, tag.FirstHeardAt, heard ?? tag.LastHeardAt)];
        int most = Answer.Limit(limit);
        return tags.Length > most ? Answer.List(http, tags[..most], tags[most - 1].Uii) : Answer.List(http, tags);
    }

    internal static IResult Bad(string name, string what) => Problem.Answer(ProblemKind.BadRequest, $"'{name}' {what}.");

    private static IResult UnknownUnit() => Problem.Answer(ProblemKind.NotFound, "There is no such bag here: check the number, 3 and 8, or scan.");

    /// <summary>What the lists have in common.</summary>
    internal sealed class Lists(UnitSearch search, UnitViews units, UnitSets sets, SiteSettings settings, SiteRules rules, TimeProvider time)
    {
        public IResult Page(HttpContext http, UnitQuery query)
        {
            if (query.Cursor is { } cursor && !search.IsCursor(cursor)) return Bad("cursor", "is not one that was given out");
            (IReadOnlyList<BloodUnit> page, string? next) = search.Find(query);
            return Answer.List(http, units.Items(page), next);
        }

        /// <remarks>What is expired, was taken out or left with a massive transfusion cannot be fetched and is left out.</remarks>
        public IResult Walk(HttpContext http, UnitQuery query, bool withReserve)
        {
            DateTimeOffset now = time.GetUtcNow();
            // the reserve is a matter of whole groups: what stays is said before the request thins them out
            (IReadOnlyList<BloodUnit> stock, _) = search.Find(new UnitQuery(
                null, query.Component, query.Abo, query.RhD, null, null, UnitStatus.Available, null, UnitSort.Fefo, int.MaxValue - 1, null));
            PickRequest request = new(query.Fits, query.Patient) { Abo = query.Abo, RhD = query.RhD, Negative = query.Negative, WithReserve = withReserve };
            IEnumerable<BloodUnit> fitting = Picking.Propose(stock, request, rules.Tables.Stock, now);
            UnitItem[] walk = [.. units.Items(fitting.Take(query.Limit)).OrderBy(sets.Stop)];
            return Answer.List(http, walk);
        }

        public IResult InPlace(HttpContext http, string cabinet, string? shelf, int? limit, string? cursor)
        {
            bool exists = settings.Cabinets.Find(known => known.Id == cabinet) is { } found && (shelf is null || found.Shelves.Contains(shelf));
            if (!exists) return Problem.Answer(ProblemKind.NotFound, "There is no such place.");
            PlaceId place = PlaceId.Parse(shelf is null ? cabinet : $"{cabinet}/{shelf}");
            return Page(http, new UnitQuery(null, null, null, null, null, place, null, null, UnitSort.Fefo, Answer.Limit(limit), cursor));
        }

        public static bool TryReadSeq(string? cursor, out long before)
        {
            before = long.MaxValue;
            return cursor is null || long.TryParse(
                cursor, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out before);
        }

        /// <summary>One page of ledger entries, newest first.</summary>
        public static async Task<IResult> EventsAsync(
            HttpContext http, SqliteLedger ledger, EventViews events, LedgerQuery query, int limit, CancellationToken ct)
        {
            IReadOnlyList<LedgerEntry> entries = await ledger.QueryAsync(query with { Limit = limit + 1 }, ct);
            string? next = entries.Count > limit ? entries[limit - 1].Seq.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
            return Answer.List(http, events.Items(entries.Take(limit)), next);
        }
    }
}
