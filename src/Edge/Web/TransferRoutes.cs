using Edge.Ledger;
using Edge.Operations;
using Edge.Web.Guard;
using Edge.Web.Views;
using Inventory;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Bags that go to other sites, and what suppliers and other sites announce.</summary>
internal static class TransferRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder transfers = api.MapGroup("/transfers").WithTags("transfers");
        transfers.MapGet("", ListTransfers).WithName("listTransfers").Answers<ItemList<TransferItem>>().Needs(Permission.Read);
        transfers.MapPost("", DispatchAsync).WithName("dispatchUnits").Writes<ActionResults>().Needs(Permission.Units);
        transfers.MapPost("/{number}/confirm", ConfirmAsync).WithName("confirmTransfer").Writes<ActionResults>().Needs(Permission.Units);
        transfers.MapPost("/{number}/return", ReturnAsync).WithName("returnTransfer").Writes<ActionResults>().Needs(Permission.Units);

        RouteGroupBuilder notices = api.MapGroup("/notices").WithTags("transfers");
        notices.MapGet("", ListNotices).WithName("listNotices").Answers<ItemList<NoticeItem>>().Needs(Permission.Read);
        notices.MapGet("/{number}", GetNotice).WithName("getNotice").Answers<NoticeDetail>().Problems(404).Needs(Permission.Read);
        notices.MapPost("", ExpectAsync).WithName("announceUnits").Writes<ActionResults>().Needs(Permission.Units);
        notices.MapPost("/{number}/receipts", ReceiveAsync).WithName("receiveAnnounced").Writes<ActionResults>().Needs(Permission.Units);
        notices.MapPost("/{number}/missing", MissingAsync).WithName("closeAnnounced").Writes<ActionResults>().Needs(Permission.Units);
    }

    private static IResult ListTransfers(HttpContext http, ILedger ledger) => Answer.List<TransferItem>(http,
        [.. from transfer in ledger.Current.State.Transfers.Values
            orderby transfer.InTransit == 0, transfer.LastAt descending
            select new TransferItem(
                transfer.Number, transfer.To, transfer.Box, transfer.Logger, transfer.OpenedAt, transfer.LastAt, transfer.Sent,
                transfer.InTransit, transfer.Confirmed, transfer.Returned, transfer.Lost)]);

    private static Task<IResult> DispatchAsync(
        HttpContext http, TransferRequest request, Recording recording, SiteViews views, SiteRules rules, UnitPolicy policy, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        SiteIndex index = views.Index;
        return recording.EachKeyAsync(http, request.Units, (state, key) => Dispatching.Decide(
            state, new DispatchUnit(key, request.Number, request.To, request.Box, request.Logger, policy.LimitOf(state, key), now)
            {
                TouchesReserve = index.TouchesReserve(key, state, rules.Tables.Stock, now), Override = request.OverrideReason,
            }), request.OverrideReason, ct);
    }

    private static Task<IResult> ConfirmAsync(
        HttpContext http, string number, UnitsRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, request.Units, (state, key) => EndingTransfer.Decide(state, new EndTransfer(key, number, Cause: null, now)), null, ct);
    }

    private static Task<IResult> ReturnAsync(
        HttpContext http, string number, UnitsCauseRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, request.Units, (state, key) => EndingTransfer.Decide(state, new EndTransfer(key, number, request.Cause, now)), request.Cause, ct);
    }

    private static IResult ListNotices(HttpContext http, ILedger ledger) => Answer.List<NoticeItem>(http,
        [.. from notice in ledger.Current.State.Notices.Values orderby notice.Expected == 0, notice.LastAt descending select Item(notice)]);

    private static IResult GetNotice(string number, SiteViews views, UnitViews units)
    {
        SiteIndex index = views.Index;
        return index.Ledger.State.Notices.TryGetValue(number, out ShippingNotice? notice)
            ? Answer.Of(new NoticeDetail(Item(notice), units.Items(index.All.Where(unit => unit.Notice == number).Take(Recording.MostUnits))))
            : Problem.Answer(ProblemKind.NotFound, "There is no such notice.");
    }

    private static Task<IResult> ExpectAsync(
        HttpContext http, NoticeRequest request, Recording recording, ReceiptReading reading, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachAsync(
            http, request.Units, ReceiptReading.NameOf, sent => reading.ReadExpected(sent, request.Number, request.From, recording.Zone, now), null, ct);
    }

    /// <remarks>What the notice said of the bag is taken; whoever confirms has compared it with the label where none was scanned.</remarks>
    private static Task<IResult> ReceiveAsync(
        HttpContext http, string number, NoticeReceiptRequest request, Recording recording, ReceiptReading reading, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!ReceiptReading.IsTemperature(request.BoxCelsius)) return Task.FromResult(UnitRoutes.Bad("boxCelsius", "is no temperature of a box"));
        HashSet<string> units = [.. request.Units];
        Dictionary<string, AnnouncedLabel> labels = [];
        foreach (AnnouncedLabel label in request.Labels ?? [])
            if (label is not { Unit: { } unit } || !units.Contains(unit) || !labels.TryAdd(unit, label))
                return Task.FromResult(UnitRoutes.Bad("labels", "must name bags of the call, each once"));
        return recording.EachAsync(
            http, request.Units, static unit => unit,
            unit => reading.ReadAnnounced(unit, labels.GetValueOrDefault(unit), number, request, recording.Zone, now), null, ct);
    }

    private static Task<IResult> MissingAsync(
        HttpContext http, string number, UnitsCauseRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(http, request.Units, (state, key) => state.Units.GetValueOrDefault(key)?.Notice == number
            ? CancellingExpected.Decide(state, new CancelExpected(key, request.Cause, now))
            : new Decision.Refused(Refusal.UnknownUnit), request.Cause, ct);
    }

    private static NoticeItem Item(ShippingNotice notice) => new(
        notice.Number, notice.From, notice.AnnouncedAt, notice.Announced, notice.Expected, notice.Received, notice.Missing, notice.Extra);
}
