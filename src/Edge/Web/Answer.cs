using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Edge.Ledger;
using Microsoft.Net.Http.Headers;

namespace Edge.Web;

/// <summary>Answers of routes that read: JSON with an ETag over its content, so that an unchanged list is not sent again.</summary>
internal static class Answer
{
    public const int DefaultLimit = 100, MostAtOnce = 500;

    /// <summary>How many rows the caller gets: what was asked for, within what is allowed.</summary>
    public static int Limit(int? asked) => Math.Clamp(asked ?? DefaultLimit, 1, MostAtOnce);

    /// <summary>The tag is made over the rows and where the list goes on, not over the instant of asking.</summary>
    /// <param name="next">Cursor of the next page; null at the end.</param>
    public static IResult List<T>(HttpContext http, IReadOnlyList<T> items, string? next = null)
    {
        LedgerSnapshot ledger = http.RequestServices.GetRequiredService<ILedger>().Current;
        DateTimeOffset now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        ItemList<T> list = new(items, next, now, ledger.Seq);
        return new Tagged<ItemList<T>>(list, list with { AsOf = default, Seq = 0 });
    }

    /// <param name="tagged">What the tag is made over: the value without what changes with every asking.</param>
    public static IResult Of<T>(T value, T tagged) => new Tagged<T>(value, tagged);

    public static IResult Of<T>(T value) => new Tagged<T>(value, value);

    private sealed class Tagged<T>(T value, T tagged) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            JsonTypeInfo<T> type = (JsonTypeInfo<T>)ApiJson.Web.GetTypeInfo(typeof(T));
            byte[] content = JsonSerializer.SerializeToUtf8Bytes(tagged, type);
            string tag = string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");
            HttpResponse response = httpContext.Response;
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "private, no-cache"; // kept by the browser, but asked about each time
            if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == tag || known == EntityTagHeaderValue.Any))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
            if (!ReferenceEquals(value, tagged)) content = JsonSerializer.SerializeToUtf8Bytes(value, type);
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = content.Length;
            await response.BodyWriter.WriteAsync(content, httpContext.RequestAborted);
        }
    }
}
