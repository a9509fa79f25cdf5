using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Ledger;
using Edge.Web.Accounts;
using Inventory;
using Inventory.People;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Tests.Web;

public sealed class SessionTests
{
    [Fact]
    public async Task First_RightCode_MakesTheAdministratorOnce()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = web.Anonymous();
        FirstStartCode code = web.Services.GetRequiredService<FirstStartCode>();
        object request = new { code = code.Current!.Replace('-', ' '), account = "0142", displayName = "王敏", password = TestSite.Password };
        Assert.True((await client.JsonAsync("/api/v1/session")).GetProperty("firstStart").GetBoolean());

        using HttpResponseMessage first = await client.PostAsync("/api/v1/session/first", request);
        (HttpStatusCode again, JsonElement problem) = await client.ExchangeAsync("/api/v1/session/first", request);

        JsonElement session = await client.TakeTokenAsync(first);
        Assert.True(session.GetProperty("signedIn").GetBoolean());
        Assert.Equal("administrator", session.GetProperty("person").GetProperty("role").GetString());
        Assert.Equal("王敏", session.GetProperty("person").GetProperty("displayName").GetString());
        Assert.Equal(HttpStatusCode.Conflict, again);
        Assert.Equal("/problems/first-start-over", problem.GetProperty("type").GetString());
        Assert.Null(code.Current);
        LedgerEntry entry = await web.WaitForAsync(static entry => entry.Event is AccountAdded);
        Assert.Equal(new Actor(ActorKind.Person, "0142"), entry.By);
        await web.WaitForAsync(static entry => entry.Event is PersonSignedIn { Account: "0142" });
    }

    [Fact]
    public async Task First_WrongCode_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = web.Anonymous();

        (HttpStatusCode status, JsonElement problem) = await client.ExchangeAsync(
            "/api/v1/session/first", new { code = "AAAA-AAAA-AAAA", account = "a", displayName = "A", password = TestSite.Password });

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("一次性代码不正确", problem.GetProperty("titleZh").GetString());
        Assert.True(web.Accounts.IsEmpty());
    }

    [Theory]
    [InlineData("eleven-char", "密码至少12个字符", "A password has at least 12 characters.")]
    [InlineData("password1234", "此密码太容易被猜到", "This password is among the first that are guessed.")]
    [InlineData("aaaaaaaaaaaa", "此密码太容易被猜到", "This password is among the first that are guessed.")]
    [InlineData("my-admin-secret", "密码中不能含有工号", "The password contains the account's name.")]
    public async Task First_WeakPassword_SaysWhyInBothLanguages(string password, string zh, string en)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = web.Anonymous();
        string code = web.Services.GetRequiredService<FirstStartCode>().Current!;

        (HttpStatusCode status, JsonElement problem) = await client.ExchangeAsync(
            "/api/v1/session/first", new { code, account = "admin", displayName = "A", password });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(zh, problem.GetProperty("doZh").GetString());
        Assert.Equal(en, problem.GetProperty("doEn").GetString());
    }

    [Fact]
    public async Task SignIn_WrongPasswords_CountDownThenLockThenOpen()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient client = web.Anonymous();
        object wrong = new { account = "staff", password = "not this one" }, right = new { account = "staff", password = TestSite.Password };

        (_, JsonElement first) = await client.ExchangeAsync("/api/v1/session", wrong);
        (_, JsonElement second) = await client.ExchangeAsync("/api/v1/session", wrong);
        (HttpStatusCode status, JsonElement third) = await client.ExchangeAsync("/api/v1/session", wrong);
        (HttpStatusCode whileLocked, _) = await client.ExchangeAsync("/api/v1/session", right);
        web.Time.Advance(TimeSpan.FromMinutes(15));
        (HttpStatusCode after, _) = await client.ExchangeAsync("/api/v1/session", right);

        Assert.Equal(2, first.GetProperty("triesLeft").GetInt32());
        Assert.Equal(1, second.GetProperty("triesLeft").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("/problems/account-locked", third.GetProperty("type").GetString());
        Assert.Equal("2026-11-22T06:15:00Z", third.GetProperty("lockedUntil").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, whileLocked);
        Assert.Equal(HttpStatusCode.OK, after);
        await web.WaitForAsync(static entry => entry.Event is SignInRefused { Account: "staff", Cause: "wrong" });
        await web.WaitForAsync(static entry => entry.Event is SignInRefused { Account: "staff", Cause: "locked" });
    }

    [Fact]
    public async Task SignIn_UnknownName_AnswersLikeAKnownOne()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient client = web.Anonymous();
        List<string> known = [], unknown = [];

        for (int i = 0; i < 4; i++)
        {
            known.Add(Told((await client.ExchangeAsync("/api/v1/session", new { account = "staff", password = "wrong wrong" })).Body));
            unknown.Add(Told((await client.ExchangeAsync("/api/v1/session", new { account = "nobody", password = "wrong wrong" })).Body));
        }

        Assert.Equal(known, unknown);
        // What was typed into the name's field may be a password: it never gets into the ledger.
        LedgerEntry entry = await web.WaitForAsync(static entry => entry.Event is SignInRefused { Cause: "unknown" });
        Assert.Equal("", Assert.IsType<SignInRefused>(entry.Event).Account);

        static string Told(JsonElement problem) =>
            string.Join(' ', problem.EnumerateObject().Where(static p => p.Name is not "number").Select(static p => p.ToString()));
    }

    [Fact]
    public async Task Session_NothingDone_EndsAfterTheIdleTime()
    {
        await using WebFixture web = await WebFixture.StartAsync(static _ => TestSite.Settings(idleMinutes: 30));
        using WebClient client = await web.SignedInAsync(Role.Staff);

        web.Time.Advance(TimeSpan.FromMinutes(20));
        using HttpResponseMessage active = await client.GetAsync("/api/v1/me");
        web.Time.Advance(TimeSpan.FromMinutes(20));
        using HttpResponseMessage stillThere = await client.GetAsync("/api/v1/me");
        web.Time.Advance(TimeSpan.FromMinutes(31));
        using HttpResponseMessage gone = await client.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.OK, active.StatusCode);
        Assert.Equal(HttpStatusCode.OK, stillThere.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, gone.StatusCode);
    }

    [Fact]
    public async Task Session_OnlyBackgroundCalls_DoNotKeepItAwake()
    {
        await using WebFixture web = await WebFixture.StartAsync(static _ => TestSite.Settings(idleMinutes: 30));
        using WebClient client = await web.SignedInAsync(Role.Staff);
        client.Headers.Add("X-Background", "1");

        web.Time.Advance(TimeSpan.FromMinutes(20));
        using HttpResponseMessage first = await client.GetAsync("/api/v1/me");
        web.Time.Advance(TimeSpan.FromMinutes(11));
        using HttpResponseMessage second = await client.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
    }

    [Fact]
    public async Task Session_WallScreenOfAViewer_StaysForAMonth()
    {
        await using WebFixture web = await WebFixture.StartAsync(static _ => TestSite.Settings(idleMinutes: 30));
        using WebClient client = await web.SignedInAsync(Role.Viewer);
        client.Headers.Add("X-Background", "1");

        web.Time.SetWallClock(web.Time.GetUtcNow().AddDays(29)); // the wall clock alone: no timer has to beat for a month
        using HttpResponseMessage late = await client.GetAsync("/api/v1/me");
        web.Time.SetWallClock(web.Time.GetUtcNow().AddDays(1));
        using HttpResponseMessage over = await client.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
    }

    [Fact]
    public async Task Session_ServiceRestarted_IsStillThere()
    {
        WebFixture web = await WebFixture.StartAsync();
        using WebClient client = await web.SignedInAsync(Role.Viewer);
        using HttpResponseMessage before = await client.PostAsync(
            "/api/v1/session", new { account = "viewer", password = TestSite.Password });
        string cookie = before.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        await using WebFixture restarted = await web.RestartAsync();
        using WebClient after = restarted.Anonymous();
        after.Headers.Add("Cookie", cookie);
        JsonElement session = await after.JsonAsync("/api/v1/session");

        Assert.True(session.GetProperty("signedIn").GetBoolean());
    }

    [Fact]
    public async Task SignIn_Cookie_IsForThisServiceAlone()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using HttpResponseMessage answer = await staff.PostAsync("/api/v1/session", new { account = "staff", password = TestSite.Password });

        string cookie = answer.Headers.GetValues("Set-Cookie").Single();

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SignOut_SessionIsOver()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = await web.SignedInAsync(Role.Viewer);

        using HttpResponseMessage outAnswer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/session"));
        using HttpResponseMessage after = await client.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.NoContent, outAnswer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Users_AddedByAdministrator_MustChangeThePasswordFirst()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient admin = await web.SignedInAsync(Role.Administrator);
        object lina = new { account = "lina", displayName = "李娜", role = "staff", password = "start-word-7" };
        string key = Guid.NewGuid().ToString();

        (HttpStatusCode added, JsonElement user) = await admin.ExchangeAsync("/api/v1/users", lina, key);
        (HttpStatusCode repeated, _) = await admin.ExchangeAsync("/api/v1/users", lina, key);
        (HttpStatusCode taken, _) = await admin.ExchangeAsync("/api/v1/users", lina);
        using WebClient client = web.Anonymous();
        await client.SignInAsync("LINA", "start-word-7");
        using HttpResponseMessage early = await client.GetAsync("/api/v1/devices");
        (HttpStatusCode wrongCurrent, _) = await client.ExchangeAsync(
            "/api/v1/me/password", new { newPassword = "my-own-word-9", currentPassword = "no" });
        using HttpResponseMessage changed = await client.PostAsync(
            "/api/v1/me/password", new { newPassword = "my-own-word-9", currentPassword = "start-word-7" });
        await client.TakeTokenAsync(changed);
        using HttpResponseMessage later = await client.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.OK, added);
        Assert.Equal("staff", user.GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.OK, repeated);
        Assert.Equal(HttpStatusCode.Conflict, taken);
        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrongCurrent);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.False((await later.Content.ReadFromJsonAsync<JsonElement>(WebFixture.Ct)).GetProperty("mustChange").GetBoolean());
        LedgerEntry entry = await web.WaitForAsync(static entry => entry.Event is AccountAdded { Account: "lina" });
        Assert.Equal(new Actor(ActorKind.Person, "administrator"), entry.By);
    }

    [Fact]
    public async Task Users_Disabled_IsOutAtOnce_AndTheLastAdministratorStays()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient admin = await web.SignedInAsync(Role.Administrator);
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        (HttpStatusCode disabled, JsonElement user) = await admin.ExchangeAsync("/api/v1/users/staff/disable", new { reason = "left" });
        using HttpResponseMessage after = await staff.GetAsync("/api/v1/me");
        (HttpStatusCode last, _) = await admin.ExchangeAsync("/api/v1/users/administrator/disable", new { });

        Assert.Equal(HttpStatusCode.OK, disabled);
        Assert.True(user.GetProperty("disabled").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, last);
        LedgerEntry entry = await web.WaitForAsync(static entry => entry.Event is AccountChanged { Account: "staff", Change: "disabled" });
        Assert.Equal("left", entry.Reason);
    }

    [Fact]
    public async Task Users_AnotherRole_EndsTheSessionAndHoldsFromTheNextOn()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient admin = await web.SignedInAsync(Role.Administrator);
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        (HttpStatusCode status, JsonElement user) = await admin.ExchangeAsync("/api/v1/users/staff/role", new { role = "supervisor", reason = "new post" });
        using HttpResponseMessage after = await staff.GetAsync("/api/v1/me");
        using WebClient again = await web.SignedInAsync(Role.Staff); // the account is named so, its role is another
        JsonElement me = await again.JsonAsync("/api/v1/me");
        (HttpStatusCode last, JsonElement problem) = await admin.ExchangeAsync("/api/v1/users/administrator/role", new { role = "staff" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("supervisor", user.GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal("supervisor", me.GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.Conflict, last);
        Assert.Equal("/problems/last-administrator", problem.GetProperty("type").GetString());
        LedgerEntry entry = await web.WaitForAsync(
            static entry => entry.Event is AccountChanged { Account: "staff", Change: "role", Role: Role.Supervisor });
        Assert.Equal("new post", entry.Reason);
    }

    [Fact]
    public async Task Users_Unlocked_SignInAgainWithTheirOwnPassword()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient admin = await web.SignedInAsync(Role.Administrator);
        using (await web.SignedInAsync(Role.Staff)) { }
        using WebClient client = web.Anonymous();
        for (int i = 0; i < 3; i++) await client.ExchangeAsync("/api/v1/session", new { account = "staff", password = "not this one" });
        (HttpStatusCode locked, _) = await client.ExchangeAsync("/api/v1/session", new { account = "staff", password = TestSite.Password });

        (HttpStatusCode status, JsonElement user) = await admin.ExchangeAsync("/api/v1/users/staff/unlock", new { });

        Assert.Equal(HttpStatusCode.Unauthorized, locked);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(JsonValueKind.Null, user.GetProperty("lockedUntil").ValueKind);
        await client.SignInAsync("staff", TestSite.Password);
        await web.WaitForAsync(static entry => entry.Event is AccountChanged { Account: "staff", Change: "unlocked" });
    }

    [Fact]
    public async Task Keys_MadeOnce_ReadUntilRevoked_AndSayWhenTheyWereUsed()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient admin = await web.SignedInAsync(Role.Administrator);

        (HttpStatusCode made, JsonElement key) = await admin.ExchangeAsync("/api/v1/keys", new { name = "centre", scopes = (string[])["read"] });
        (HttpStatusCode taken, _) = await admin.ExchangeAsync("/api/v1/keys", new { name = "CENTRE", scopes = (string[])["read"] });
        (HttpStatusCode tooMuch, JsonElement why) = await admin.ExchangeAsync("/api/v1/keys", new { name = "root", scopes = (string[])["manageAccounts"] });
        (HttpStatusCode nothing, _) = await admin.ExchangeAsync("/api/v1/keys", new { name = "none", scopes = Array.Empty<string>() });
        JsonElement unused = (await admin.JsonAsync("/api/v1/keys")).GetProperty("items")[0];
        using WebClient machine = web.Anonymous();
        machine.Headers.Authorization = new("Bearer", key.GetProperty("key").GetString());
        await machine.JsonAsync("/api/v1/stock");
        JsonElement used = (await admin.JsonAsync("/api/v1/keys")).GetProperty("items")[0];
        (HttpStatusCode revoked, _) = await admin.ExchangeAsync("/api/v1/keys/centre/revoke", new { });
        using HttpResponseMessage after = await machine.GetAsync("/api/v1/stock");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], [made, taken]);
        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [tooMuch, nothing]);
        Assert.Equal("接口密钥不能放行血袋、更改设置或管理账户", why.GetProperty("doZh").GetString());
        Assert.DoesNotContain(key.GetProperty("key").GetString()!, unused.ToString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, unused.GetProperty("lastUsedAt").ValueKind);
        Assert.Equal(web.Time.GetUtcNow(), used.GetProperty("lastUsedAt").GetDateTimeOffset());
        Assert.Equal(HttpStatusCode.OK, revoked);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    /// <summary>The disk broke: whoever reads goes on reading, also beyond the idle time, and is out when nothing was done for that long.</summary>
    [Fact]
    public async Task Sessions_DiskThatCannotBeWritten_GoOnReading()
    {
        await using WebFixture web = await WebFixture.StartAsync(static settings => TestSite.Settings(idleMinutes: 30));
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient machine = web.Anonymous();
        machine.Headers.Authorization = new("Bearer", web.Keys.Add("centre", [Edge.Web.Permission.Read], Actor.Service));
        web.Services.GetRequiredService<AccountDatabase>().Run("PRAGMA query_only=1");

        for (int i = 0; i < 5; i++)
        {
            web.Time.Advance(TimeSpan.FromMinutes(20));
            await staff.JsonAsync("/api/v1/stock");
            await machine.JsonAsync("/api/v1/stock");
        }
        web.Time.Advance(TimeSpan.FromMinutes(31));
        using HttpResponseMessage idle = await staff.GetAsync("/api/v1/stock");

        Assert.Equal(HttpStatusCode.Unauthorized, idle.StatusCode);
    }

    [Fact]
    public async Task SignIn_ManyTriesFromOneAddress_AreSlowedDown()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = web.Anonymous();
        List<HttpStatusCode> statuses = [];

        for (int i = 0; i < 21; i++)
            statuses.Add((await client.ExchangeAsync("/api/v1/session", new { account = $"guess{i}", password = "wrong wrong" })).Status);
        web.Time.Advance(TimeSpan.FromSeconds(4));
        (HttpStatusCode later, _) = await client.ExchangeAsync("/api/v1/session", new { account = "guess", password = "wrong wrong" });

        Assert.Equal(HttpStatusCode.Unauthorized, statuses[19]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[20]);
        Assert.Equal(HttpStatusCode.Unauthorized, later);
    }
}
