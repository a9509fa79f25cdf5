using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Ledger;
using Inventory.ColdChain;
using Inventory.People;

namespace Edge.Tests.Web;

/// <summary>Somebody signs for one act at a screen where another is signed in.</summary>
public sealed class SignatureTests
{
    private const string Path = "/api/v1/alarms/1/acknowledge", Pin = "274951";

    [Fact]
    public async Task Sign_AlarmAtTheViewersWall_IsAcknowledgedInTheSignersName()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await RaiseAsync(web, 1);
        await GivePinAsync(web, Role.Staff);
        using WebClient wall = await web.SignedInAsync(Role.Viewer);

        JsonElement signed = await SignAsync(wall, new { method = "POST", path = Path, account = "staff", pin = Pin });
        HttpStatusCode acknowledged = await ActAsync(wall, Path, signed.GetProperty("ticket").GetString()!, "k1");

        Assert.Equal("Staff 测试", signed.GetProperty("displayName").GetString());
        Assert.Equal(HttpStatusCode.OK, acknowledged);
        LedgerEntry signature = await web.WaitForAsync(static entry => entry.Event is SignatureGiven);
        Assert.Equal(new SignatureGiven("staff", "viewer", $"POST {Path}", signature.Event.OccurredAt, Proof.Pin), signature.Event);
        LedgerEntry act = await web.WaitForAsync(static entry => entry.Event is AlarmAcknowledged);
        Assert.Equal("staff", act.By.Name);
        Assert.Equal("viewer", (await wall.JsonAsync("/api/v1/me")).GetProperty("account").GetString()); // the screen stays whose it was
    }

    [Fact]
    public async Task Sign_UsedAgainOrElsewhere_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await RaiseAsync(web, 1);
        await RaiseAsync(web, 2);
        await GivePinAsync(web, Role.Staff);
        using WebClient wall = await web.SignedInAsync(Role.Viewer), other = await web.SignedInAsync(Role.Viewer);
        string ticket = (await SignAsync(wall, new { method = "POST", path = Path, account = "staff", pin = Pin })).GetProperty("ticket").GetString()!;

        HttpStatusCode otherAct = await ActAsync(wall, "/api/v1/alarms/2/acknowledge", ticket, "k0");
        HttpStatusCode otherScreen = await ActAsync(other, Path, ticket, "k0");
        HttpStatusCode first = await ActAsync(wall, Path, ticket, "k1");
        HttpStatusCode repeated = await ActAsync(wall, Path, ticket, "k1"); // the answer was lost: the same call once more
        HttpStatusCode second = await ActAsync(wall, Path, ticket, "k2");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (otherAct, otherScreen));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden), (first, repeated, second));
    }

    [Fact]
    public async Task Sign_AfterTwoMinutes_IsNoLongerGood()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await RaiseAsync(web, 1);
        await GivePinAsync(web, Role.Staff);
        using WebClient wall = await web.SignedInAsync(Role.Viewer);
        string ticket = (await SignAsync(wall, new { method = "POST", path = Path, account = "staff", pin = Pin })).GetProperty("ticket").GetString()!;

        web.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(wall, Path, ticket, "k1"));
    }

    [Fact]
    public async Task Sign_RoleThatMayNot_OpensNothing()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await RaiseAsync(web, 1);
        await GivePinAsync(web, Role.Viewer);
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        string ticket = (await SignAsync(staff, new { method = "POST", path = Path, account = "viewer", pin = Pin })).GetProperty("ticket").GetString()!;

        // The signer's rights count, not those of whoever left the screen open.
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(staff, Path, ticket, "k1"));
    }

    [Fact]
    public async Task Sign_PinForWhatNeedsThePassword_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GivePinAsync(web, Role.Administrator);
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        object user = new { account = "new", displayName = "New", role = "staff", password = TestSite.Password };
        string byPin = (await SignAsync(staff, new { method = "POST", path = "/api/v1/users", account = "administrator", pin = Pin }))
            .GetProperty("ticket").GetString()!;
        string byPassword = (await SignAsync(staff, new { method = "POST", path = "/api/v1/users", account = "administrator", password = TestSite.Password }))
            .GetProperty("ticket").GetString()!;

        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(staff, "/api/v1/users", byPin, "k1", user));
        Assert.Equal(HttpStatusCode.OK, await ActAsync(staff, "/api/v1/users", byPassword, "k2", user));
    }

    [Fact]
    public async Task Sign_WrongPin_CountsAndTheScreenStaysSignedIn()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GivePinAsync(web, Role.Staff);
        using WebClient wall = await web.SignedInAsync(Role.Viewer);

        (HttpStatusCode status, JsonElement problem) = await wall.ExchangeAsync(
            "/api/v1/signatures", new { method = "POST", path = Path, account = "staff", pin = "111222" });
        using HttpResponseMessage me = await wall.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal(2, problem.GetProperty("triesLeft").GetInt32());
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task Sign_ManyTries_AreLimited()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient wall = await web.SignedInAsync(Role.Viewer);
        List<HttpStatusCode> answers = [];

        for (int i = 0; i < 21; i++)
            answers.Add((await wall.ExchangeAsync("/api/v1/signatures", new { method = "POST", path = Path, account = $"n{i}", pin = Pin })).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task Sign_MadeUpTicket_IsRefusedAlsoForWhoMayAnyway()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await RaiseAsync(web, 1);
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        // Or a signature that failed would be recorded in the name of whoever left the screen open.
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(staff, Path, "made-up", "k1"));
    }

    [Fact]
    public async Task Sign_AskerOfARole_CannotBeTheSecondToo()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient administrator = await web.SignedInAsync(Role.Administrator);
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        (_, JsonElement asked) = await administrator.ExchangeAsync("/api/v1/users/staff/role", new { role = "technician" });
        const string Confirm = "/api/v1/users/staff/role/confirm";

        string own = (await SignAsync(supervisor, new { method = "POST", path = Confirm, account = "administrator", password = TestSite.Password }))
            .GetProperty("ticket").GetString()!;
        HttpStatusCode byAsker = await ActAsync(supervisor, Confirm, own, "k1", new { role = "technician" });
        string second = (await SignAsync(administrator, new { method = "POST", path = Confirm, account = "supervisor", password = TestSite.Password }))
            .GetProperty("ticket").GetString()!;
        HttpStatusCode bySecond = await ActAsync(administrator, Confirm, second, "k2", new { role = "technician" });

        Assert.Equal("administrator", asked.GetProperty("asked").GetProperty("by").GetString());
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (byAsker, bySecond));
        LedgerEntry entry = await web.WaitForAsync(static e => e.Event is AccountChanged { Change: "role" });
        Assert.Equal(("supervisor", "administrator"), (entry.By.Name, ((AccountChanged)entry.Event).AskedBy));
    }

    private static async Task<JsonElement> SignAsync(WebClient screen, object request)
    {
        (HttpStatusCode status, JsonElement signed) = await screen.ExchangeAsync("/api/v1/signatures", request);
        Assert.Equal(HttpStatusCode.OK, status);
        return signed;
    }

    private static async Task<HttpStatusCode> ActAsync(WebClient screen, string path, string ticket, string key, object? body = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { reason = "going there" }) };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("X-Signature", ticket);
        using HttpResponseMessage answer = await screen.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task GivePinAsync(WebFixture web, Role role)
    {
        using WebClient client = await web.SignedInAsync(role);
        Assert.Equal(HttpStatusCode.OK, (await client.ExchangeAsync("/api/v1/me/pin", new { password = TestSite.Password, pin = Pin })).Status);
    }

    private static Task RaiseAsync(WebFixture web, int number) => web.RecordAsync(
        new AlarmRaised(number, AlarmKind.SensorSilent, AlarmPriority.Critical, "fridge-1/top", null, 0, web.Time.GetUtcNow()));
}
