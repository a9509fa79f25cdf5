using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Edge.Web;
using Inventory;
using Inventory.People;

namespace Edge.Tests.Web;

public sealed class GuardTests
{
    [Fact]
    public async Task Write_WithoutCsrfToken_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        HttpRequestMessage request = new(HttpMethod.Delete, "/api/v1/session");
        request.Headers.Add("X-Csrf-Token", "guessed");

        using HttpResponseMessage answer = await staff.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("/problems/csrf", (await answer.Content.ReadFromJsonAsync<JsonElement>(WebFixture.Ct)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task SignIn_FromAForeignPage_IsRefused(string header, string value)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = web.Anonymous();
        HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/session")
        {
            Content = JsonContent.Create(new { account = "a", password = "b" }),
        };
        request.Headers.Add(header, value);

        using HttpResponseMessage answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("localhost", 200)]
    [InlineData("192.168.3.4", 200)]
    [InlineData("[::1]:8080", 200)]
    [InlineData("blood.ward.local", 200)]
    public async Task Host_OnlyOwnNames(string host, int status)
    {
        await using WebFixture web = await WebFixture.StartAsync(static settings =>
        {
            settings.Web.HostNames.Add("blood.ward.local");
            return settings;
        });
        using WebClient client = web.Anonymous();
        HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/session");
        request.Headers.Host = host;

        using HttpResponseMessage answer = await client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Body_Huge_Is413()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        (HttpStatusCode status, JsonElement problem) = await staff.ExchangeAsync(
            "/api/v1/issues", new { units = new[] { new string('x', 400_000) }, destination = "ward" });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("/problems/too-large", problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\"units\":[1],\"destination\":\"w\"}", "$.units[0]")]
    [InlineData("{\"units\":[],\"destinatoin\":\"w\"}", "$")]
    [InlineData("{\"units\":null,\"destination\":\"w\"}", "$.units")]
    [InlineData("[]", "$")]
    public async Task Body_BadJson_Is400AndSaysWhere(string body, string where)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        using HttpResponseMessage answer = await staff.SendAsync(Post("/api/v1/issues", body, "application/json"));

        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(WebFixture.Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(where, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Matches("^[2-9A-Z]{8}$", problem.GetProperty("number").GetString());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Body_WrongContentType_Is415(string type)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        using HttpResponseMessage answer = await staff.SendAsync(Post("/api/v1/issues", "{\"units\":[],\"destination\":\"w\"}", type));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/v1/units?limit=many")]
    [InlineData("/api/v1/units?component=unobtainium")]
    [InlineData("/api/v1/audit?from=yesterday")]
    public async Task Query_BadValue_Is400(string path)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);

        using HttpResponseMessage answer = await supervisor.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Write_WithoutIdempotencyKey_Is400()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        HttpRequestMessage request = Post("/api/v1/issues", "{\"units\":[],\"destination\":\"w\"}", "application/json");
        request.Headers.Remove("Idempotency-Key");

        using HttpResponseMessage answer = await staff.SendAsync(request);

        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(WebFixture.Ct);
        Assert.Equal("/problems/idempotency-key-missing", problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/assets/..%2f..%2fsecret.txt")]
    [InlineData("/assets/%2e%2e/%2e%2e/secret.txt")]
    [InlineData("/..%5csecret.txt")]
    public async Task StaticFiles_PathTraversal_GivesNothingAway(string path)
    {
        await using WebFixture web = await WebFixture.StartAsync();

        string answer = await RawAsync(web, $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.DoesNotContain("not for the web", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(" 200 ", answer.Split("\r\n")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaticFiles_HashedOnesAreKept_ThePageIsAskedAbout()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = web.Anonymous();

        using HttpResponseMessage page = await client.GetAsync("/");
        using HttpResponseMessage deep = await client.GetAsync("/fridges/fridge-1");
        using HttpResponseMessage script = await client.GetAsync("/assets/app-1a2b.js");
        using HttpResponseMessage missing = await client.GetAsync("/assets/app-old.js");
        using HttpResponseMessage api = await client.GetAsync("/api/v1/nonsense");

        Assert.Equal("no-cache", page.Headers.CacheControl?.ToString());
        Assert.Equal("text/html", deep.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", script.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, api.StatusCode);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/session")]
    [InlineData("/api/v1/units")]
    [InlineData("/assets/app-1a2b.js")]
    public async Task Answer_Any_CarriesTheSecurityHeaders(string path)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = web.Anonymous();

        using HttpResponseMessage answer = await client.GetAsync(path);

        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    public async Task Request_Malformed_IsRefusedAndTheNextIsAnswered(string request)
    {
        await using WebFixture web = await WebFixture.StartAsync();

        string answer = await RawAsync(web, request);

        Assert.Contains(" 400 ", answer.Split("\r\n")[0], StringComparison.Ordinal);
        using WebClient client = web.Anonymous();
        await client.JsonAsync("/api/v1/session");
    }

    [Fact]
    public async Task Request_ThatNeverEnds_IsCutOffAndHoldsUpNobody()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using TcpClient slow = new();
        await slow.ConnectAsync(web.Address.Host, web.Address.Port, WebFixture.Ct);
        await slow.GetStream().WriteAsync(
            "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(),
            WebFixture.Ct);

        using WebClient other = web.Anonymous();
        await other.JsonAsync("/api/v1/session");
        using StreamReader reader = new(slow.GetStream(), Encoding.UTF8);
        string answer = await reader.ReadToEndAsync(WebFixture.Ct); // ends by itself after the server's five seconds of grace

        Assert.Contains(" 408 ", answer.Split("\r\n")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_MayWhatItsScopesSay_UntilItIsDisabled()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        string key = web.Keys.Add("lis", [Permission.Read], Actor.Service)!;
        using WebClient machine = web.Anonymous();
        machine.Headers.Add("Authorization", $"Bearer {key}");

        using HttpResponseMessage reads = await machine.GetAsync("/api/v1/me");
        (HttpStatusCode writes, _) = await machine.ExchangeAsync("/api/v1/issues", new { units = Array.Empty<string>(), destination = "w" });
        web.Keys.Disable("lis", Actor.Service);
        using HttpResponseMessage after = await machine.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.OK, reads.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, writes);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        await web.WaitForAsync(static entry => entry.Event is AccountChanged { Account: "key:lis", Change: "disabled" });
    }

    private static HttpRequestMessage Post(string path, string body, string type)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add("Idempotency-Key", "k");
        return request;
    }

    private static async Task<string> RawAsync(WebFixture web, string request)
    {
        using TcpClient tcp = new();
        await tcp.ConnectAsync(web.Address.Host, web.Address.Port, WebFixture.Ct);
        NetworkStream stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), WebFixture.Ct);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(WebFixture.Ct);
    }
}
