using Edge.Ledger;
using Edge.Web.Guard;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web;

/// <summary>Losses, ends, waste, and corrections: what was wrong is answered by another event.</summary>
internal static class CorrectionRoutes
{
    /// <summary>A step and what it does to the tags of one bag are not more than these.</summary>
    private const int MostEntriesOfAct = 32;

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder actions = api.MapGroup("").WithTags("actions");
        actions.MapPost("/losses", LoseAsync).WithName("loseUnits").Writes<ActionResults>().Needs(Permission.Release);
        actions.MapPost("/finds", FindAsync).WithName("findUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/transfusions", TransfuseAsync).WithName("transfuseUnits").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/supplier-returns", ReturnToSupplierAsync).WithName("returnToSupplier").Writes<ActionResults>().Needs(Permission.Units);
        actions.MapPost("/waste", WasteAsync).WithName("handToWaste").Writes<ActionResults>().Needs(Permission.Units);
        RouteGroupBuilder corrections = api.MapGroup("/units/{key}").WithTags("corrections");
        corrections.MapPost("/corrections", TakeBackAsync).WithName("takeBackStep").Writes<ActionResults>().Needs(Permission.Units);
        corrections.MapPost("/expiry", ExpiryAsync).WithName("correctExpiry").Writes<ActionResults>().Needs(Permission.Units);
        corrections.MapPost("/void", VoidAsync).WithName("voidUnit").Writes<ActionResults>().Needs(Permission.Release);
        corrections.MapPost("/storage-time", StorageTimeAsync).WithName("correctStorageTime").Writes<ActionResults>().Needs(Permission.Units);
        corrections.MapPost("/correction/confirm", ConfirmAsync).WithName("confirmCorrection").Writes<ActionResults>().Needs(Permission.Release);
        corrections.MapPost("/correction/drop", DropAsync).WithName("dropCorrection").Writes<ActionResults>().Needs(Permission.Units);
    }

    private static Task<IResult> LoseAsync(HttpContext http, UnitsCauseRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, request.Units, (state, key) => Losing.Decide(state, new LoseUnit(key, request.Cause, now)), request.Cause, ct);
    }

    private static Task<IResult> FindAsync(HttpContext http, UnitsRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(http, request.Units, (state, key) => Finding.Decide(state, new FindUnit(key, now)), null, ct);
    }

    private static Task<IResult> TransfuseAsync(HttpContext http, UnitsRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(http, request.Units, (state, key) => Transfusing.Decide(state, new TransfuseUnit(key, now)), null, ct);
    }

    private static Task<IResult> ReturnToSupplierAsync(
        HttpContext http, UnitsCauseRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, request.Units, (state, key) => ReturningToSupplier.Decide(state, new ReturnToSupplier(key, request.Cause, now)), request.Cause, ct);
    }

    private static Task<IResult> WasteAsync(HttpContext http, WasteRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(http, request.Units, (state, key) => HandingToWaste.Decide(
            state, new HandToWaste(key, request.To, request.Document, now)), null, ct);
    }

    /// <remarks>The entry names the bag and the instant; whether it is the bag's last step is decided on the newest state.</remarks>
    private static async Task<IResult> TakeBackAsync(
        HttpContext http, string key, CorrectionRequest request, Recording recording, ILedger ledger, TimeProvider time, CancellationToken ct)
    {
        LedgerEntry? entry = await StepAsync(ledger, request.Seq, key, ct);
        DateTimeOffset now = time.GetUtcNow();
        bool mayRelease = http.RequireCaller().May(Permission.Release);
        ActionResults answer = await recording.OneAsync(http, key, (state, unit) =>
            string.IsNullOrWhiteSpace(request.Reason) ? new Decision.Refused(Refusal.ReasonMissing)
            : entry is null ? new Decision.Refused(Refusal.NotTheLastStep)
            : entry.Event is UnitReceived ? TakingBackReceipt.Decide(state, new TakeBackReceipt(unit, entry.Seq, entry.Event.OccurredAt, mayRelease, now))
            : TakingBackStep.Decide(state, new TakeBackStep(unit, entry.Seq, entry.Event.OccurredAt, mayRelease, now)), request.Reason, ct);
        return TypedResults.Ok(new ActionResults([.. answer.Results.Select(result => result with
        {
            Note = result.Accepted && ledger.Current.State.Units[UnitKey.Parse(key)].TagNowOn is { } other ? Recording.NeedsTag(other) : null,
        })]));
    }

    /// <summary>The step of an act. An act answers with the last of its entries, and those after the step bind and free tags.</summary>
    /// <returns>Null when the entry is none of that bag.</returns>
    private static async Task<LedgerEntry?> StepAsync(ILedger ledger, long seq, string key, CancellationToken ct)
    {
        IReadOnlyList<LedgerEntry> before = seq < 1 ? [] : await ledger.ReadAsync(Math.Max(0, seq - MostEntriesOfAct), (int)Math.Min(seq, MostEntriesOfAct), ct);
        if (before is not [.., { Event: IUnitEvent named } last] || last.Seq != seq || named.Unit.ToString() != key) return null;
        return before.LastOrDefault(entry => entry.Event.OccurredAt == last.Event.OccurredAt
            && entry.Event is IUnitEvent step and not (TagAssociated or TagDissociated) && step.Unit == named.Unit);
    }

    private static Task<IResult> ExpiryAsync(
        HttpContext http, string key, ExpiryRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!ReceiptReading.TryReadExpiry(request.ExpiresAt.Trim(), out LabelDate date))
            return Task.FromResult(UnitRoutes.Bad("expiresAt", "is no expiry: bar code content or local time"));
        DateTimeOffset expiresAt = date.ExpiresAt(recording.Zone);
        return recording.EachKeyAsync(http, [key], (state, unit) => string.IsNullOrWhiteSpace(request.Reason)
            ? new Decision.Refused(Refusal.ReasonMissing)
            : CorrectingExpiry.Decide(state, new CorrectExpiry(unit, expiresAt, now)), request.Reason, ct);
    }

    private static Task<IResult> VoidAsync(
        HttpContext http, string key, ReasonRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(
            http, [key], (state, unit) => Voiding.Decide(state, new VoidUnit(unit, request.Reason, now)), request.Reason, ct);
    }

    private static Task<IResult> StorageTimeAsync(
        HttpContext http, string key, ReasonRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        return recording.EachKeyAsync(http, [key], (state, unit) => string.IsNullOrWhiteSpace(request.Reason)
            ? new Decision.Refused(Refusal.ReasonMissing)
            : CorrectingStorageTime.Decide(state, new CorrectStorageTime(unit, now)), request.Reason, ct);
    }

    /// <remarks>The second person confirms what the page showed: what was asked for anew meanwhile is another thing.</remarks>
    private static Task<IResult> ConfirmAsync(
        HttpContext http, string key, ConfirmRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        Actor second = http.RequireCaller().Actor;
        return recording.EachKeyAsync(
            http, [key], (state, unit) => ConfirmingCorrection.Decide(state, new ConfirmCorrection(unit, second, request.ExpiresAt, now)), null, ct);
    }

    private static Task<IResult> DropAsync(
        HttpContext http, string key, ReasonRequest request, Recording recording, TimeProvider time, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        Caller caller = http.RequireCaller();
        return recording.EachKeyAsync(http, [key], (state, unit) => string.IsNullOrWhiteSpace(request.Reason)
            ? new Decision.Refused(Refusal.ReasonMissing)
            : DroppingCorrection.Decide(state, new DropCorrection(unit, caller.Actor, caller.May(Permission.Release), now)), request.Reason, ct);
    }
}
