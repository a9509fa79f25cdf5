using System.Security.Cryptography;
using Inventory;

namespace Edge.Web.Guard;

/// <summary>Makes problem details and gives each a number that stands in the log too.</summary>
internal static partial class Problem
{
    public const string ContentType = "application/problem+json";

    private const string Digits = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // no 0 1 I O: read aloud on the telephone

    /// <param name="detail">One plain English sentence about this case; never a secret, never a stack.</param>
    public static IResult Answer(ProblemKind kind, string? detail = null, Func<ProblemView, ProblemView>? more = null) =>
        new Result(kind, detail, more);

    /// <summary>A request that is at fault in a way that a person can mend: what it is stands where "what to do" stands else.</summary>
    public static IResult Bad(Words fault) =>
        Answer(ProblemKind.BadRequest, fault.En, view => view with { DoZh = fault.Zh, DoEn = fault.En });

    public static async Task WriteAsync(
        HttpContext http, ProblemKind kind, string? detail = null, Func<ProblemView, ProblemView>? more = null, Exception? error = null)
    {
        ProblemView view = new(
            $"/problems/{kind.Code}", kind.TitleEn, kind.Status, detail, http.Request.Path, kind.TitleZh, kind.TitleEn, kind.DoZh, kind.DoEn,
            RandomNumberGenerator.GetString(Digits, 8));
        if (more is not null) view = more(view);
        ILogger log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Edge.Web");
        if (kind.Status >= 500) LogFailed(log, error, view.Number, http.Request.Method, http.Request.Path, kind.Code, detail);
        else LogRefused(log, view.Number, http.Request.Method, http.Request.Path, kind.Code, detail);
        if (http.Response.HasStarted)
        {
            http.Abort(); // half an answer must not look like a whole one
            return;
        }
        http.Response.Clear();
        SecurityHeaders.Apply(http);
        http.Response.StatusCode = kind.Status;
        http.Response.Headers.CacheControl = "no-store";
        if (kind == ProblemKind.TooMany) http.Response.Headers.RetryAfter = "60";
        await http.Response.WriteAsJsonAsync(view, ApiJson.Web, ContentType, http.RequestAborted);
    }

    [LoggerMessage(1501, LogLevel.Information, "Problem {Number}: {Method} {Path} ended as {Code}: {Detail}")]
    private static partial void LogRefused(ILogger log, string number, string method, string path, string code, string? detail);

    [LoggerMessage(1502, LogLevel.Error, "Problem {Number}: {Method} {Path} ended as {Code}: {Detail}")]
    private static partial void LogFailed(
        ILogger log, Exception? error, string number, string method, string path, string code, string? detail);

    private sealed class Result(ProblemKind kind, string? detail, Func<ProblemView, ProblemView>? more) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, kind, detail, more);
    }
}
