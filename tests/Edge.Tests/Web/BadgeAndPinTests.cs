using System.Net;
using System.Text.Json;
using Edge.Operations;
using Edge.Web.Accounts;
using Inventory;
using Inventory.People;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace Edge.Tests.Web;

public sealed class BadgeAndPinTests
{
    private const string Badge = "HB-0077-55201", Pin = "274951";

    [Fact]
    public async Task SignIn_BadgeAndPin_OpensTheRoleButNotTheAccounts()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GiveAsync(web, Role.Administrator);
        using WebClient client = web.Anonymous();

        using HttpResponseMessage answer = await client.PostAsync("/api/v1/session", new { badge = Badge, pin = Pin });
        JsonElement person = (await client.TakeTokenAsync(answer)).GetProperty("person");
        (HttpStatusCode adding, _) = await client.ExchangeAsync(
            "/api/v1/users", new { account = "new", displayName = "New", role = "staff", password = TestSite.Password });
        using HttpResponseMessage seeing = await client.GetAsync("/api/v1/users");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("badgeAndPin", person.GetProperty("proof").GetString());
        Assert.Equal(["manageAccounts"], Texts(person.GetProperty("mayWithPassword")));
        Assert.Equal(HttpStatusCode.Forbidden, adding);
        Assert.Equal(HttpStatusCode.OK, seeing.StatusCode);
        await web.WaitForAsync(static entry => entry.Event is PersonSignedIn { Account: "administrator", Proof: Proof.BadgeAndPin });
    }

    [Fact]
    public async Task SignIn_NumberAndPin_LetsIn()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GiveAsync(web, Role.Staff);
        using WebClient client = web.Anonymous();

        (HttpStatusCode status, JsonElement session) = await client.ExchangeAsync("/api/v1/session", new { account = "staff", pin = Pin });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("pin", session.GetProperty("person").GetProperty("proof").GetString());
    }

    [Fact]
    public async Task SignIn_BadgeAlone_IsRefusedUnlessTheSettingsSaySo()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GiveAsync(web, Role.Supervisor);
        using WebClient client = web.Anonymous();

        (HttpStatusCode known, JsonElement refused) = await client.ExchangeAsync("/api/v1/session", new { badge = Badge });
        (HttpStatusCode unknown, JsonElement likewise) = await client.ExchangeAsync("/api/v1/session", new { badge = "HB-9999-99999" });

        Assert.Equal(HttpStatusCode.Unauthorized, known);
        Assert.Equal("/problems/badge-refused", refused.GetProperty("type").GetString());
        Assert.Equal((known, refused.GetProperty("type").GetString()), (unknown, likewise.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task SignIn_BadgeAloneWhereSet_IsForTheBenchOnly()
    {
        await using WebFixture web = await WebFixture.StartAsync(static settings => WithBadgeAlone(settings));
        await GiveAsync(web, Role.Administrator);
        using WebClient client = web.Anonymous();

        using HttpResponseMessage answer = await client.PostAsync("/api/v1/session", new { badge = Badge });
        JsonElement person = (await client.TakeTokenAsync(answer)).GetProperty("person");
        using HttpResponseMessage audit = await client.GetAsync("/api/v1/audit");
        (HttpStatusCode signing, JsonElement more) = await client.ExchangeAsync("/api/v1/stocktakes/1/signatures", new { });

        Assert.Equal(["read", "units", "alarms", "lights"], Texts(person.GetProperty("may")));
        Assert.Equal(HttpStatusCode.Forbidden, audit.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, signing);
        Assert.Equal("/problems/more-than-badge", more.GetProperty("type").GetString());
    }

    [Fact]
    public async Task SignIn_WrongPins_StayLockedUntilThePasswordIsUsed()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GiveAsync(web, Role.Staff);
        using WebClient client = web.Anonymous();
        object wrong = new { account = "staff", pin = "111222" }, right = new { account = "staff", pin = Pin };

        (_, JsonElement first) = await client.ExchangeAsync("/api/v1/session", wrong);
        (_, JsonElement second) = await client.ExchangeAsync("/api/v1/session", new { badge = Badge, pin = "111222" });
        (_, JsonElement third) = await client.ExchangeAsync("/api/v1/session", wrong);
        web.Time.Advance(TimeSpan.FromHours(9)); // waiting does not help
        (HttpStatusCode whileLocked, JsonElement locked) = await client.ExchangeAsync("/api/v1/session", right);
        (HttpStatusCode byPassword, _) = await client.ExchangeAsync("/api/v1/session", new { account = "staff", password = TestSite.Password });
        (HttpStatusCode after, _) = await client.ExchangeAsync("/api/v1/session", right);

        Assert.Equal((2, 1), (first.GetProperty("triesLeft").GetInt32(), second.GetProperty("triesLeft").GetInt32()));
        Assert.Equal("/problems/pin-locked", third.GetProperty("type").GetString());
        Assert.Equal((HttpStatusCode.Unauthorized, "/problems/pin-locked"), (whileLocked, locked.GetProperty("type").GetString()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (byPassword, after));
        await web.WaitForAsync(static entry => entry.Event is SignInRefused { Account: "staff", Cause: "pin" });
        await web.WaitForAsync(static entry => entry.Event is SignInRefused { Account: "staff", Cause: "pinLocked" });
    }

    [Fact]
    public async Task SignIn_RightPins_DoNotForgiveWrongPasswords()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GiveAsync(web, Role.Staff);
        using WebClient client = web.Anonymous();
        object wrong = new { account = "staff", password = "not this one" };

        await client.ExchangeAsync("/api/v1/session", wrong);
        await client.ExchangeAsync("/api/v1/session", new { account = "staff", pin = Pin });
        (_, JsonElement second) = await client.ExchangeAsync("/api/v1/session", wrong);

        Assert.Equal(1, second.GetProperty("triesLeft").GetInt32());
    }

    [Fact]
    public async Task SignIn_UnknownNamesAndPeopleWithoutPin_AnswerLikeAWrongPin()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GiveAsync(web, Role.Staff);
        using WebClient without = await web.SignedInAsync(Role.Technician);
        using WebClient client = web.Anonymous();
        List<string> known = [], unknown = [], none = [];

        for (int i = 0; i < 4; i++)
        {
            known.Add(Told((await client.ExchangeAsync("/api/v1/session", new { account = "staff", pin = "111222" })).Body));
            none.Add(Told((await client.ExchangeAsync("/api/v1/session", new { account = "technician", pin = "111222" })).Body));
            unknown.Add(Told((await client.ExchangeAsync("/api/v1/session", new { badge = "HB-9999-99999", pin = "111222" })).Body));
        }

        Assert.Equal(known, unknown);
        Assert.Equal(known, none);

        static string Told(JsonElement problem) =>
            string.Join(' ', problem.EnumerateObject().Where(static p => p.Name is not "number").Select(static p => p.ToString()));
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("123456")]
    [InlineData("890123")]
    [InlineData("654321")]
    [InlineData("112112")]
    [InlineData("27495a")]
    [InlineData("27495127495")]
    public async Task SetPin_EasyOne_IsRefusedInBothLanguages(string pin)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = await web.SignedInAsync(Role.Staff);

        (HttpStatusCode status, JsonElement problem) = await client.ExchangeAsync("/api/v1/me/pin", new { password = TestSite.Password, pin });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEqual(problem.GetProperty("doZh").GetString(), problem.GetProperty("doEn").GetString());
        Assert.Null(web.Accounts.Find("staff")!.Pin);
    }

    [Fact]
    public async Task SetPin_WithoutThePassword_IsRefusedAndCounts()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = await web.SignedInAsync(Role.Staff);

        (HttpStatusCode status, JsonElement problem) = await client.ExchangeAsync("/api/v1/me/pin", new { password = "found it open", pin = Pin });

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal(2, problem.GetProperty("triesLeft").GetInt32());
        Assert.Null(web.Accounts.Find("staff")!.Pin);
    }

    [Fact]
    public async Task SetPassword_ByAnother_TakesThePinAway()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GiveAsync(web, Role.Staff);
        using WebClient administrator = await web.SignedInAsync(Role.Administrator);

        await administrator.ExchangeAsync("/api/v1/users/staff/password", new { newPassword = "another-start-77" });
        using WebClient client = web.Anonymous();
        (HttpStatusCode status, _) = await client.ExchangeAsync("/api/v1/session", new { account = "staff", pin = Pin });

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task SetBadge_Revoked_NamesNobodyAndEndsItsSessions()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GiveAsync(web, Role.Staff);
        using WebClient administrator = await web.SignedInAsync(Role.Administrator);
        using WebClient byBadge = web.Anonymous();
        using WebClient byPassword = await web.SignedInAsync(Role.Staff);
        await byBadge.TakeTokenAsync(await byBadge.PostAsync("/api/v1/session", new { badge = Badge, pin = Pin }));

        (_, JsonElement user) = await administrator.ExchangeAsync("/api/v1/users/staff/badge", new { badge = (string?)null, reason = "lost" });
        using HttpResponseMessage thrownOut = await byBadge.GetAsync("/api/v1/me");
        using HttpResponseMessage stays = await byPassword.GetAsync("/api/v1/me");
        (HttpStatusCode again, _) = await byBadge.ExchangeAsync("/api/v1/session", new { badge = Badge, pin = Pin });

        Assert.False(user.GetProperty("hasBadge").GetBoolean());
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (thrownOut.StatusCode, stays.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, again);
        Edge.Ledger.LedgerEntry entry = await web.WaitForAsync(static e => e.Event is AccountChanged { Account: "staff", Change: "badgeRevoked" });
        Assert.Equal(("administrator", "lost"), (entry.By.Name, entry.Reason));
    }

    [Fact]
    public async Task SetBadge_OfAnother_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await GiveAsync(web, Role.Staff);
        using WebClient administrator = await web.SignedInAsync(Role.Administrator);

        (HttpStatusCode status, JsonElement taken) = await administrator.ExchangeAsync("/api/v1/users/administrator/badge", new { badge = Badge });
        (HttpStatusCode adding, _) = await administrator.ExchangeAsync(
            "/api/v1/users", new { account = "new", displayName = "New", role = "staff", password = TestSite.Password, badge = Badge });
        (HttpStatusCode staffNumber, _) = await administrator.ExchangeAsync("/api/v1/users/administrator/badge", new { badge = "Administrator" });

        Assert.Equal((HttpStatusCode.Conflict, "/problems/badge-taken"), (status, taken.GetProperty("type").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, adding);
        Assert.Null(web.Accounts.Find("new"));
        Assert.Equal(HttpStatusCode.BadRequest, staffNumber);
    }

    [Fact]
    public async Task File_BadgeAndPin_AreNotInItNorInTheLedger()
    {
        using TemporaryFolder folder = new();
        await using (WebFixture web = await WebFixture.StartAsync(folder: folder))
        {
            await GiveAsync(web, Role.Staff);
            await web.WaitForAsync(static entry => entry.Event is AccountChanged { Change: "pin" });
        }
        SqliteConnection.ClearAllPools();

        foreach (string file in Directory.GetFiles(folder.File("data")))
        {
            string bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, WebFixture.Ct));
            Assert.DoesNotContain(Badge, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(Pin, bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Database_OfAnEarlierVersion_GetsTheNewColumns()
    {
        using TemporaryFolder folder = new();
        using (SqliteConnection old = new($"Data Source={folder.File("accounts.db")};Pooling=False"))
        {
            old.Open();
            using SqliteCommand make = old.CreateCommand();
            make.CommandText = """
                CREATE TABLE meta (id TEXT NOT NULL) STRICT;
                INSERT INTO meta VALUES ('00112233445566778899aabbccddeeff');
                CREATE TABLE accounts (
                    account TEXT PRIMARY KEY COLLATE NOCASE, display_name TEXT NOT NULL, role INTEGER NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL,
                    iterations INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, locked_until INTEGER, must_change INTEGER NOT NULL,
                    disabled INTEGER NOT NULL DEFAULT 0, last_sign_in_at INTEGER) STRICT;
                INSERT INTO accounts VALUES ('0142', '王敏', 4, x'00', x'00', 1000, 0, NULL, 0, 0, NULL);
                """;
            make.ExecuteNonQuery();
        }

        new AccountDatabase(folder.Path).Dispose();
        using AccountDatabase database = new(folder.Path); // and once more, with the new columns in it
        AccountStore accounts = new(database, new AuditQueue(database), new ManualTime());

        Account account = Assert.Single(accounts.List());
        Assert.Equal(("0142", false, 0), (account.Name, account.HasBadge, account.PinFailures));
        Assert.Null(account.Pin);
        Assert.Equal(AccountChangeOutcome.Done, accounts.SetDisabled("0142", false, null, Actor.Service));
        Assert.Equal("00112233445566778899aabbccddeeff", database.Id);
    }

    /// <summary>An account of the role with badge and PIN.</summary>
    private static async Task GiveAsync(WebFixture web, Role role)
    {
        using WebClient client = await web.SignedInAsync(role);
        string account = (await client.JsonAsync("/api/v1/me")).GetProperty("account").GetString()!;
        Badges badges = web.Services.GetRequiredService<Badges>();
        Assert.Equal(BadgeOutcome.Done, badges.Set(account, badges.HashOf(Badge), null, Actor.Service));
        (HttpStatusCode status, JsonElement person) = await client.ExchangeAsync("/api/v1/me/pin", new { password = TestSite.Password, pin = Pin });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(person.GetProperty("hasPin").GetBoolean());
    }

    private static SiteSettings WithBadgeAlone(SiteSettings settings) => new()
    {
        Site = settings.Site, Cabinets = settings.Cabinets, Readers = settings.Readers, Lights = settings.Lights,
        Web = new WebSection { Port = 0, PasswordIterations = 1_000, IdleMinutes = 600, LockAfterFailures = 3, LockMinutes = 15, BadgeAlone = true },
    };

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(static one => one.GetString()!)];
}
