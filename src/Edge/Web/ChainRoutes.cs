using Edge.Ledger;
using Edge.Ledger.Export;
using Edge.Operations;
using Edge.Web.Guard;
using Edge.Web.History;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Web;

/// <summary>Is the ledger whole, and the ledger as a file that a stranger can check.</summary>
internal static class ChainRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder ledger = api.MapGroup("/ledger").WithTags("audit");
        ledger.MapGet("/verification", Get).WithName("getVerification").Answers<VerificationView>().Needs(Permission.Audit);
        ledger.MapPost("/verification", Ask).WithName("verifyLedger").Produces(204).Problems(401, 403).Needs(Permission.Audit);
        ledger.MapGet("/gaps", GapsAsync).WithName("listGaps").Answers<ItemList<GapView>>().Needs(Permission.Read);
        ledger.MapGet("/export.zip", ExportAsync).WithName("exportLedger").Produces<byte[]>(200, "application/zip").Problems(401, 403, 409)
            .Needs(Permission.Audit).DisableRequestTimeout();
    }

    private static IResult Get(ChainCheck chain, ILedger ledger)
    {
        ChainState state = chain.State;
        return Answer.Of(new VerificationView(
            state.Running, state.CheckedAt, state.Seconds, state.Verdict?.IsWhole, state.Verdict?.Entries, state.Verdict?.FirstBadSeq,
            state.Verdict?.HeadHash, state.Verdict is { IsWhole: false } broken ? broken.Sentence : state.Failure, ledger.Current.Seq));
    }

    /// <summary>What restores have cost: whoever reads a bag's history must see that something may be missing from it.</summary>
    private static async Task<IResult> GapsAsync(HttpContext http, HistoryStore history, HistoryFeed feed, ILedger book, CancellationToken ct)
    {
        await feed.CatchUpAsync(book.Current.Seq, ct);
        return Answer.List(http, history.Gaps());
    }

    private static IResult Ask(ChainCheck chain)
    {
        chain.Ask();
        return TypedResults.NoContent();
    }

    /// <remarks>Straight into the answer: a file beside the ledger could fill its disk. A chain that breaks on the way ends the download unfinished.</remarks>
    private static async Task ExportAsync(
        HttpContext http, LedgerFolder folder, SiteSettings settings, AuditReads reads, TimeProvider time, ExportGate gate, CancellationToken ct)
    {
        if (!gate.TryEnter())
        {
            await Problem.WriteAsync(http, ProblemKind.Busy);
            return;
        }
        try
        {
            await reads.RecordAsync(http.RequireCaller().Actor, new LedgerQuery(), ct);
            DateTimeOffset now = time.GetUtcNow();
            http.Response.ContentType = "application/zip";
            http.Response.Headers.ContentDisposition = $"attachment; filename=ledger-{settings.Site.Id}-{now:yyyyMMdd-HHmm}.zip";
            http.Response.Headers.CacheControl = "no-store";
            http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true; // a zip is written so
            await Task.Run(() => Write(folder, http.Response.Body, settings.Site, now, ct), ct);
        }
        catch (LedgerDamagedException) when (http.Response.HasStarted)
        {
            http.Abort();
        }
        finally
        {
            gate.Leave();
        }
    }

    private static void Write(LedgerFolder folder, Stream body, SiteSection site, DateTimeOffset now, CancellationToken ct)
    {
        using EventReader reader = new(LedgerDatabase.OpenForReading(new LedgerPaths(folder.Path).Database));
        LedgerExport.Write(reader, body, 0, reader.LastSeq(), site, now, ct);
    }
}

/// <summary>One export at a time: each reads the whole ledger.</summary>
internal sealed class ExportGate
{
    private int _inside;

    public bool TryEnter() => Interlocked.CompareExchange(ref _inside, 1, 0) == 0;

    public void Leave() => Volatile.Write(ref _inside, 0);
}

/// <summary>Entries that were recorded once and were not put back by a restore.</summary>
/// <param name="After">Last entry before the gap.</param>
/// <param name="UpTo">Last entry that is known to be lost; null when nothing tells how many there were.</param>
/// <param name="Backup">Name of the backup that was put back.</param>
public sealed record GapView(long After, long? UpTo, DateTimeOffset RestoredAt, string Backup);

/// <param name="Running">Since when it is being checked; null when it is not.</param>
/// <param name="CheckedAt">When the last check ended; null: none since the service started.</param>
/// <param name="Whole">Null when there was no check, or when it could not be made.</param>
/// <param name="UpTo">Last entry that is whole.</param>
/// <param name="FirstBad">First entry that is wrong or missing.</param>
/// <param name="Head">Hash of the last whole entry, lower-case hexadecimal.</param>
/// <param name="Detail">For support, in English; null when well.</param>
/// <param name="Entries">Entries in the ledger now.</param>
public sealed record VerificationView(
    DateTimeOffset? Running, DateTimeOffset? CheckedAt, double Seconds, bool? Whole, long? UpTo, long? FirstBad, string? Head, string? Detail, long Entries);
