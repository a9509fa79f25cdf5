using System.Security.Cryptography;
using System.Text;
using Edge.Web.Guard;

namespace Edge.Web;

/// <summary>Marks a route whose calls carry <c>Idempotency-Key</c>, and makes the ledger's keys from it.</summary>
internal sealed class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 128;

    public static readonly IdempotencyKey Required = new();

    private IdempotencyKey() { }

    /// <returns>Null when it is missing, empty or longer than 128 characters.</returns>
    public static string? Read(HttpContext http) =>
        (string?)http.Request.Headers[Header] is { Length: > 0 and <= MaxLength } key ? key : null;

    /// <summary>One key for each part of a call: two callers or two routes with the same key never meet.</summary>
    /// <param name="part">What tells apart the commands of one call: the unit.</param>
    public static string ForLedger(HttpContext http, string part)
    {
        string key = Read(http) ?? throw new InvalidOperationException("The guard lets no call without a key come here.");
        Caller caller = http.RequireCaller();
        string whole = string.Join('\n', caller.Actor.Kind, caller.Actor.Name, http.Request.Method, http.Request.Path, key, part);
        return $"web/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)).AsSpan(0, 20))}";
    }
}
