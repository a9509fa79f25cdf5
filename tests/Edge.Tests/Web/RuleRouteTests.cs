using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Operations;
using Inventory.People;
using Inventory.Settings;
using Inventory.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Tests.Web;

/// <summary>Settings that people change: what holds at once, what waits for a second person, and what is refused where.</summary>
public sealed class RuleRouteTests
{
    private const string Rules = "/api/v1/settings/rules", HighOfRedCells = "storageClasses/red-cells/highCelsius", Minutes = "Units.MinutesOutAtMost";

    [Fact]
    public async Task Change_StockLevel_HoldsAtOnceAndStandsInTheLedger()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);

        (HttpStatusCode status, JsonElement saved) = await ChangeAsync(
            supervisor, "\"rules-0\"", ("stockLevels/redCells/u/o/negative/reserve", "2"), ("stockLevels/redCells/u/o/negative/minimum", "4"));
        JsonElement board = await supervisor.JsonAsync("/api/v1/stock");
        JsonElement rules = await supervisor.JsonAsync(Rules);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1, saved.GetProperty("version").GetInt32());
        Assert.Equal(JsonValueKind.Null, saved.GetProperty("waiting").ValueKind);
        JsonElement cell = board.GetProperty("rows").EnumerateArray().Single(static row => row.GetProperty("component").GetString() == "redCells")
            .GetProperty("cells").EnumerateArray().Single(static each => "o".Equals(each.GetProperty("abo").GetString(), StringComparison.OrdinalIgnoreCase) && each.GetProperty("rhD").GetString() == "negative");
        Assert.Equal("belowReserve", cell.GetProperty("level").GetString());
        Assert.Equal("Supervisor 测试", rules.GetProperty("changedBy").GetString());
        Assert.Equal("site+1", Table(rules, "stockLevels").GetProperty("version").GetString());
        SettingsChanged recorded = (SettingsChanged)(await web.WaitForAsync(static entry => entry.Event is SettingsChanged)).Event;
        Assert.Equal([new SettingChange("stockLevels/redCells/u/o/negative", null, "2, 4, , ")], recorded.Draft.Tables.Single().Changes);
    }

    [Fact]
    public async Task Change_Limit_WaitsForASecondPersonAndHoldsWhenAccepted()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient administrator = await web.SignedInAsync(Role.Administrator);

        (HttpStatusCode status, JsonElement saved) = await ChangeAsync(supervisor, "\"rules-0\"", (HighOfRedCells, "7"), (Minutes, "25"));
        double? before = High(await supervisor.JsonAsync("/api/v1/fridges"));
        (HttpStatusCode own, JsonElement ownAnswer) = await supervisor.ExchangeAsync("/api/v1/settings/changes/1/accept", new { reason = "" });
        JsonElement waiting = (await supervisor.JsonAsync(Rules)).GetProperty("waiting")[0];
        (HttpStatusCode second, JsonElement accepted) = await administrator.ExchangeAsync("/api/v1/settings/changes/1/accept", new { reason = "checked" });
        double? after = High(await supervisor.JsonAsync("/api/v1/fridges"));
        JsonElement rules = await supervisor.JsonAsync(Rules);

        Assert.Equal((HttpStatusCode.OK, 0, 1), (status, saved.GetProperty("version").GetInt32(), saved.GetProperty("waiting").GetInt32()));
        Assert.Equal(6, before);
        Assert.Equal((HttpStatusCode.Conflict, "secondPersonNeeded"), (own, ownAnswer.GetProperty("refusal").GetString()));
        Assert.Equal("a test", waiting.GetProperty("why").GetString());
        Assert.Equal(["Units.MinutesOutAtMost 30 25", "storageClasses/red-cells/highCelsius 6 7"], Changes(waiting));
        Assert.Equal((HttpStatusCode.OK, 1), (second, accepted.GetProperty("version").GetInt32()));
        Assert.Equal(7, after);
        Assert.Equal("25", Value(rules, Minutes).GetProperty("value").GetString());
        Assert.Equal("30", Value(rules, Minutes).GetProperty("fileValue").GetString());
        Assert.Empty(rules.GetProperty("waiting").EnumerateArray());
        Assert.Equal(TimeSpan.FromMinutes(25), web.Services.GetRequiredService<UnitPolicy>().LimitOf(Inventory.Units.ComponentClass.RedCells).EachTime);
    }

    [Fact]
    public async Task Change_AfterARestart_StillHoldsAndStillWaits()
    {
        WebFixture first = await WebFixture.StartAsync(); // the second disposes what both share
        using (WebClient supervisor = await first.SignedInAsync(Role.Supervisor))
        {
            await ChangeAsync(supervisor, "\"rules-0\"", ("Site.NameEn", "North bank"));
            await ChangeAsync(supervisor, "\"rules-1\"", (Minutes, "20"));
        }
        await using WebFixture again = await first.RestartAsync();
        using WebClient administrator = await again.SignedInAsync(Role.Administrator);

        JsonElement rules = await administrator.JsonAsync(Rules);

        Assert.Equal("North bank", Value(rules, "Site.NameEn").GetProperty("value").GetString());
        Assert.Equal("North bank", (await administrator.JsonAsync("/api/v1/session")).GetProperty("site").GetProperty("nameEn").GetString());
        Assert.Equal(["Units.MinutesOutAtMost 30 20"], Changes(rules.GetProperty("waiting")[0]));
    }

    [Fact]
    public async Task Change_OverOneThatWasNotSeen_IsRefusedWith412AndTheSameCallAgainIsNot()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient administrator = await web.SignedInAsync(Role.Administrator);

        (HttpStatusCode none, _) = await ChangeAsync(supervisor, null, ("Site.NameEn", "A"));
        string key = Guid.NewGuid().ToString("n");
        (HttpStatusCode first, JsonElement answer) = await ChangeAsync(supervisor, "\"rules-0\"", key, ("Site.NameEn", "A"));
        (HttpStatusCode late, JsonElement problem) = await ChangeAsync(administrator, "\"rules-0\"", ("Site.NameEn", "B"));
        (HttpStatusCode repeated, JsonElement same) = await ChangeAsync(supervisor, "\"rules-0\"", key, ("Site.NameEn", "A"));

        Assert.Equal((HttpStatusCode)428, none);
        Assert.Equal(HttpStatusCode.OK, first);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "/problems/changed-meanwhile"), (late, problem.GetProperty("type").GetString()));
        Assert.Equal((HttpStatusCode.OK, answer.GetProperty("seq").GetInt64()), (repeated, same.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public async Task Change_ValueOutOfItsRange_SaysWhatIsAllowedBesideTheField()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);

        (HttpStatusCode status, JsonElement problem) = await ChangeAsync(
            supervisor, "\"rules-0\"", (Minutes, "0"), (HighOfRedCells, "600"), ("storageClasses/platelets/onDelaySeconds", "soon"), ("Web.Port", "1"));
        (HttpStatusCode fall, JsonElement falls) = await ChangeAsync(supervisor, "\"rules-0\"", (HighOfRedCells, "1"));
        (HttpStatusCode hours, JsonElement both) = await ChangeAsync(supervisor, "\"rules-0\"", ("Units.ReserveHours", "100"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (status, fall, hours));
        Assert.Equal(
            [
                "Units.MinutesOutAtMost: must be a whole number, 1 to 1,440", "storageClasses/red-cells/highCelsius: allowed: -100 to 60",
                "storageClasses/platelets/onDelaySeconds: allowed: 0 to 86,400", "Web.Port: there is no such setting",
            ],
            Faults(problem));
        Assert.Equal("storageClasses/red-cells: lowCelsius must be below highCelsius.", Faults(falls)[0]);
        Assert.Equal("Units.ReserveHours: must not be more than ReserveHoursAtMost.", Faults(both)[0]);
        Assert.Equal(0, web.Ledger.Current.State.Settings.Version);
    }

    [Fact]
    public async Task Change_WhileAnotherOfTheSameTableWaits_IsRefusedUntilItIsRejected()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient administrator = await web.SignedInAsync(Role.Administrator);

        await ChangeAsync(supervisor, "\"rules-0\"", (HighOfRedCells, "7"));
        (HttpStatusCode second, JsonElement refused) = await ChangeAsync(administrator, "\"rules-0\"", ("storageClasses/platelets/onDelaySeconds", "60"));
        (HttpStatusCode wordless, JsonElement missing) = await administrator.ExchangeAsync("/api/v1/settings/changes/1/reject", new { reason = " " });
        (HttpStatusCode rejected, _) = await administrator.ExchangeAsync("/api/v1/settings/changes/1/reject", new { reason = "6 is the rule" });
        (HttpStatusCode now, _) = await ChangeAsync(administrator, "\"rules-0\"", ("storageClasses/platelets/onDelaySeconds", "60"));
        (HttpStatusCode back, _) = await administrator.ExchangeAsync("/api/v1/settings/changes/2/reject", new { reason = "" });

        Assert.Equal((HttpStatusCode.Conflict, "changeWaits"), (second, refused.GetProperty("refusal").GetString()));
        Assert.Equal((HttpStatusCode.Conflict, "reasonMissing"), (wordless, missing.GetProperty("refusal").GetString()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (rejected, now, back));
        Assert.Empty(web.Ledger.Current.State.Changes);
    }

    [Fact]
    public async Task Install_TableFromAFile_ReportsBadLinesShowsWhatDiffersAndHoldsWhenAccepted()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient administrator = await web.SignedInAsync(Role.Administrator);
        string used = web.Services.GetRequiredService<SiteRules>().Tables.Sources[SiteTable.Products].Text!;
        string good = used.Replace("example-2026-11", "ours-1", StringComparison.Ordinal).Replace("E0304,悬浮红细胞,", "E0304,红细胞,", StringComparison.Ordinal);
        string bad = good.Replace(",redCells,u,2,red-cells,28d", ",redCells,u,2,red-cellars,28d", StringComparison.Ordinal);

        (_, JsonElement report) = await supervisor.ExchangeAsync("/api/v1/tables/check", new { table = "products", text = bad });
        (HttpStatusCode refused, JsonElement problem) = await InstallAsync(supervisor, "products", bad);
        (HttpStatusCode sameVersion, _) = await InstallAsync(supervisor, "products", good.Replace("ours-1", "example-2026-11", StringComparison.Ordinal));
        (_, JsonElement fine) = await supervisor.ExchangeAsync("/api/v1/tables/check", new { table = "products", text = good });
        (HttpStatusCode asked, _) = await InstallAsync(supervisor, "products", good);
        (HttpStatusCode accepted, _) = await administrator.ExchangeAsync("/api/v1/settings/changes/1/accept", new { reason = "" });

        Assert.Equal(10, report.GetProperty("faults")[0].GetProperty("line").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.StartsWith("products/D0104: 'red-cellars' in storageClass", Faults(problem)[0], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, sameVersion);
        Assert.Equal(["products/E0304/nameZh 悬浮红细胞 红细胞"], Changes(fine));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (asked, accepted));
        JsonElement table = Table(await supervisor.JsonAsync(Rules), "products");
        Assert.Equal(("ours-1", "page", "example-2026-11"), (
            table.GetProperty("version").GetString(), table.GetProperty("origin").GetString(), table.GetProperty("fileVersion").GetString()));
    }

    [Fact]
    public async Task Install_StorageClassesWithoutOneThatAFridgeHas_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);

        (HttpStatusCode status, JsonElement problem) = await InstallAsync(supervisor, "storageClasses", """
            # version ours-1
            key,nameZh,nameEn,lowCelsius,highCelsius,warnLowCelsius,warnHighCelsius,deadbandCelsius,onDelaySeconds,offDelaySeconds
            platelets,血小板,Platelets,20,24,20.5,23.5,0.3,120,60
            """);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(Faults(problem), static fault => fault.Contains("storage class", StringComparison.Ordinal));
    }

    private static double? High(JsonElement fridges) => fridges.GetProperty("items")[0].GetProperty("highCelsius").GetDouble();

    private static JsonElement Value(JsonElement rules, string name) =>
        rules.GetProperty("values").EnumerateArray().Single(value => value.GetProperty("name").GetString() == name);

    private static JsonElement Table(JsonElement rules, string name) =>
        rules.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("table").GetString() == name);

    private static string[] Changes(JsonElement of) =>
    [
        .. of.GetProperty("changes").EnumerateArray()
            .Select(static each => $"{each.GetProperty("name").GetString()} {each.GetProperty("before").GetString()} {each.GetProperty("after").GetString()}"),
    ];

    private static string[] Faults(JsonElement problem) =>
        [.. problem.GetProperty("faults").EnumerateArray().Select(static fault => $"{fault.GetProperty("name").GetString()}: {fault.GetProperty("en").GetString()}")];

    private static Task<(HttpStatusCode Status, JsonElement Body)> ChangeAsync(WebClient client, string? match, params (string Name, string Value)[] changes) =>
        ChangeAsync(client, match, Guid.NewGuid().ToString("n"), changes);

    private static Task<(HttpStatusCode Status, JsonElement Body)> ChangeAsync(
        WebClient client, string? match, string key, params (string Name, string Value)[] changes) =>
        SendAsync(client, HttpMethod.Patch, Rules, match, key, new { changes = changes.Select(static each => new { name = each.Name, value = each.Value }), reason = "a test" });

    private static Task<(HttpStatusCode Status, JsonElement Body)> InstallAsync(WebClient client, string table, string text) =>
        SendAsync(client, HttpMethod.Post, $"/api/v1/tables/{table}/install", "\"rules-0\"", Guid.NewGuid().ToString("n"), new { text, reason = "a test" });

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        WebClient client, HttpMethod method, string path, string? match, string key, object body)
    {
        using HttpRequestMessage request = new(method, path) { Content = JsonContent.Create(body, body.GetType()) };
        request.Headers.Add("Idempotency-Key", key);
        if (match is not null) request.Headers.Add("If-Match", match);
        using HttpResponseMessage answer = await client.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(WebFixture.Ct)).RootElement);
    }
}
