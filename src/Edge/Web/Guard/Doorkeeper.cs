using System.Net;
using System.Security.Cryptography;
using System.Text;
using Edge.Web.Accounts;
using Inventory.People;

namespace Edge.Web.Guard;

/// <summary>Finds out who calls and whether the chosen route may be answered to them. A route without a rule is answered to nobody.</summary>
internal sealed class Doorkeeper(SessionStore sessions, KeyStore keys, Signatures signatures)
{
    public const string CookieName = "edge-session", CsrfHeader = "X-Csrf-Token";

    /// <summary>Sent by a page with what it fetches by itself: such a call does not keep a session awake.</summary>
    public const string BackgroundHeader = "X-Background";

    /// <summary>Carries a signature that somebody gave at this screen for this one call.</summary>
    public const string SignatureHeader = "X-Signature";

    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http); // nothing there, or the framework's own "not with this method"
            return;
        }
        if (Identify(http, out bool badKey) is { } caller) http.Features.Set(caller);
        Access? access = endpoint.Metadata.GetMetadata<Access>();
        ProblemKind? problem = badKey ? ProblemKind.KeyRefused : Judge(http, access) ?? CheckKey(http, endpoint);
        if (problem is null) await next(http);
        else await Problem.WriteAsync(http, problem, access?.Needs is { } needs && problem == ProblemKind.NotAllowed ? $"Needs: {needs}." : null);
    }

    private Caller? Identify(HttpContext http, out bool badKey)
    {
        badKey = false;
        string? authorization = http.Request.Headers.Authorization;
        if (authorization is not null)
        {
            MachineKey? key = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? keys.Find(authorization[Bearer.Length..].Trim())
                : null;
            badKey = key is null;
            return key is null ? null : Caller.Of(key);
        }
        if (http.Request.Cookies[CookieName] is not { Length: > 0 and < 100 } token) return null;
        bool active = !http.Request.Headers.ContainsKey(BackgroundHeader) && http.GetEndpoint()!.Metadata.GetMetadata<KeepsQuiet>() is null;
        return sessions.Find(token, active) is { } session ? Caller.Of(session) : null;
    }

    private ProblemKind? Judge(HttpContext http, Access? access)
    {
        if (access is null) return ProblemKind.NotAllowed;
        bool writes = !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method));
        if (writes && IsFromElsewhere(http.Request)) return ProblemKind.ForgedRequest;
        if (access.Needs is not { } permission) return null;
        if (http.Caller() is not { } caller)
            return access.LocalWithout && IsLocal(http) ? null : ProblemKind.SignInRequired;
        if (writes && caller.Session is { } session && !Matches(http.Request.Headers[CsrfHeader], session.CsrfToken))
            return ProblemKind.ForgedRequest;
        if (access.BeforeChange) return caller.Session is null && !caller.May(permission) ? ProblemKind.NotAllowed : null;
        if (caller.Session is { MustChange: true }) return ProblemKind.MustChangePassword;
        if (http.Request.Headers.ContainsKey(SignatureHeader))
        {
            if (SignerOf(http, caller) is not { } signer) return ProblemKind.SignatureRefused;
            http.Features.Set(caller = signer);
        }
        if (access.PersonOnly && caller.Proof is null) return ProblemKind.PersonRequired;
        if (access.PersonOnly && caller.Proof == Proof.Badge) return ProblemKind.MoreThanBadge;
        return caller.May(permission) ? null : ProblemKind.NotAllowed;
    }

    /// <summary>From here on the call is the signer's: what they may do decides, and their name is recorded.</summary>
    private Caller? SignerOf(HttpContext http, Caller atScreen) =>
        atScreen.Session is { } screen && (string?)http.Request.Headers[SignatureHeader] is { Length: > 0 and < 100 } ticket
            && IdempotencyKey.Read(http) is { } key && signatures.Use(ticket, screen.Token, ActOf(http), key) is { } signer
                ? Caller.Of(signer)
                : null;

    /// <summary>Method and path: <c>POST /api/v1/alarms/7/acknowledge</c>.</summary>
    private static string ActOf(HttpContext http) => $"{http.Request.Method} {http.Request.Path}";

    private static ProblemKind? CheckKey(HttpContext http, Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IdempotencyKey>() is not null && IdempotencyKey.Read(http) is null
            ? ProblemKind.IdempotencyKeyMissing
            : null;

    /// <summary>Browsers say from where a call comes; others leave both out and have no cookie to misuse.</summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        if ((string?)request.Headers["Sec-Fetch-Site"] is { } site && site is not ("same-origin" or "none")) return true;
        string? origin = request.Headers.Origin;
        return origin is not null && !string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private static bool Matches(string? sent, string expected) =>
        sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(expected));
}

/// <summary>Marks a route that a page calls by itself (live events): it does not keep a session awake.</summary>
internal sealed class KeepsQuiet
{
    public static readonly KeepsQuiet Mark = new();

    private KeepsQuiet() { }
}
