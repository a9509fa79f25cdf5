using System.Buffers;
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
        return new TaggedList<T>(new ItemList<T>(items, next, now, ledger.Seq));
    }

    /// <param name="tagged">What the tag is made over: the value without what changes with every asking.</param>
    public static IResult Of<T>(T value, T tagged) => new Tagged<T>(value, tagged);

    public static IResult Of<T>(T value) => new Tagged<T>(value, value);

    /// <summary>A value whose tag is its version, for a change that names in <c>If-Match</c> what it was made from. It is not kept: what waits may change under one version.</summary>
    public static IResult Versioned<T>(T value, string tag) => new VersionedAnswer<T>(value, tag);

    /// <returns>True when the asker has it already; then the answer is complete.</returns>
    private static bool HasIt(HttpContext http, ReadOnlySpan<byte> content)
    {
        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
        HttpResponse response = http.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache"; // kept by the browser, but asked about each time
        if (!http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == tag || known == EntityTagHeaderValue.Any)) return false;
        response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> content)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = content.Length;
        await http.Response.BodyWriter.WriteAsync(content, http.RequestAborted);
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ApiJson.Web.GetTypeInfo(typeof(T));

    private sealed class VersionedAnswer<T>(T value, string tag) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = tag;
            httpContext.Response.Headers.CacheControl = "no-store";
            await SendAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(value, TypeOf<T>()));
        }
    }

    private sealed class Tagged<T>(T value, T tagged) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            byte[] content = JsonSerializer.SerializeToUtf8Bytes(tagged, TypeOf<T>());
            if (HasIt(httpContext, content)) return;
            if (!ReferenceEquals(value, tagged)) content = JsonSerializer.SerializeToUtf8Bytes(value, TypeOf<T>());
            await SendAsync(httpContext, content);
        }
    }

    /// <summary>Writes the rows once: the tag is made over what is written up to where the instant of asking comes.</summary>
    private sealed class TaggedList<T>(ItemList<T> list) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            ArrayBufferWriter<byte> content = new(16 * 1024);
            using Utf8JsonWriter json = new(content, new JsonWriterOptions { Encoder = ApiJson.Web.Encoder, SkipValidation = true });
            json.WriteStartObject();
            json.WritePropertyName("items"u8);
            JsonSerializer.Serialize(json, list.Items, TypeOf<IReadOnlyList<T>>());
            json.WriteString("next"u8, list.Next);
            json.Flush();
            if (HasIt(httpContext, content.WrittenSpan)) return;
            json.WritePropertyName("asOf"u8);
            JsonSerializer.Serialize(json, list.AsOf, TypeOf<DateTimeOffset>());
            json.WriteNumber("seq"u8, list.Seq);
            json.WriteEndObject();
            json.Flush();
            await SendAsync(httpContext, content.WrittenMemory);
        }
    }
}
