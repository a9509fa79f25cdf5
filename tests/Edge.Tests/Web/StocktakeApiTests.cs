using System.Net;
using System.Text.Json;
using Edge.Ledger;
using Inventory;
using Inventory.People;
using Inventory.Stocktaking;

namespace Edge.Tests.Web;

public sealed class StocktakeApiTests
{
    private static readonly PlaceId s_shelf = PlaceId.Parse("fridge-1/shelf-1");

    [Fact]
    public async Task Count_FromStartToTwoSignatures_IsReportedForEver()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        for (int bag = 1; bag <= 12; bag++) await web.PlaceAsync(bag, "fridge-1/shelf-1");
        using WebClient staff = await web.SignedInAsync(Role.Staff), other = await web.SignedInAsync(Role.Supervisor);
        JsonElement proposal = await staff.JsonAsync("/api/v1/stocktakes/proposal?cabinets=fridge-1");
        Assert.Equal(12, proposal.GetProperty("expected").GetInt32());
        Assert.Equal("readerDown", proposal.GetProperty("checks")[0].Text("code"));

        await OkAsync(staff, "", new { kind = "full", cabinets = new[] { "fridge-1" }, timeLimitSeconds = (int?)null });
        (HttpStatusCode status, JsonElement refused) = await other.ExchangeAsync("/api/v1/stocktakes", new { kind = "full", cabinets = new[] { "fridge-1" }, timeLimitSeconds = 60 });
        Assert.Equal((HttpStatusCode.Conflict, "countedAlready"), (status, refused.Text("refusal")));
        await RoundAsync(web, Enumerable.Range(1, 11));
        JsonElement live = await staff.JsonAsync("/api/v1/stocktakes/1");
        Assert.Equal((12, 11, "counting"), (live.GetProperty("expected").GetInt32(), live.GetProperty("matched").GetInt32(), live.Text("stage")));
        Assert.InRange(live.GetProperty("rows")[0].GetProperty("chanceAbsent").GetDouble(), 0.5, 1);
        await OkAsync(staff, "/1/pause", new { });
        await OkAsync(staff, "/1/continue", new { });
        await OkAsync(staff, "/1/finish", new { });

        string missing = TestBags.Key(12).ToString();
        await OkAsync(staff, "/1/decisions", new { subject = missing, action = "note", note = "=looked" });
        await OkAsync(staff, "/1/signatures", new { });
        (status, refused) = await staff.ExchangeAsync("/api/v1/stocktakes/1/signatures", new { });
        Assert.Equal((HttpStatusCode.Conflict, "secondPersonNeeded"), (status, refused.Text("refusal")));
        await OkAsync(other, "/1/signatures", new { });

        JsonElement report = await staff.JsonAsync("/api/v1/stocktakes/1");
        Assert.Equal(("closed", true, 1), (report.Text("stage"), report.GetProperty("sumsAgree").GetBoolean(), report.GetProperty("missing").GetInt32()));
        Assert.Equal(("Staff 测试", "Supervisor 测试"), (report.Text("signedName"), report.Text("secondName")));
        using HttpResponseMessage csv = await staff.GetAsync("/api/v1/stocktakes/1/report.csv");
        string[] lines = (await csv.Content.ReadAsStringAsync(WebFixture.Ct)).Split("\r\n");
        Assert.Equal(14, lines.Length);
        Assert.Contains($"1,{missing},,missing,fridge-1/shelf-1", lines[1], StringComparison.Ordinal);
        Assert.Contains("'=looked", lines[1], StringComparison.Ordinal);
        JsonElement list = await staff.JsonAsync("/api/v1/stocktakes");
        Assert.Equal(11, list.GetProperty("closed")[0].GetProperty("matched").GetInt32());
        Assert.Equal("fridge-2", list.GetProperty("fridges")[0].Text("cabinet")); // never counted: due first
    }

    [Fact]
    public async Task BlindCount_WhileItRuns_TellsNobodyHowManyThereShouldBe()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        for (int bag = 1; bag <= 3; bag++) await web.PlaceAsync(bag, "fridge-1/shelf-1");
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await OkAsync(staff, "", new { kind = "blind", cabinets = new[] { "fridge-1" }, timeLimitSeconds = 60 });
        await RoundAsync(web, [1]);

        JsonElement open = await staff.JsonAsync("/api/v1/stocktakes/1");
        Assert.All(new[] { "expected", "missing", "present", "low", "high" }, name => Assert.Equal(JsonValueKind.Null, open.GetProperty(name).ValueKind));
        Assert.Equal(0, open.GetProperty("rows").GetArrayLength());
        await OkAsync(staff, "/1/finish", new { });

        Assert.Equal(3, (await staff.JsonAsync("/api/v1/stocktakes/1")).GetProperty("expected").GetInt32());
    }

    [Fact]
    public async Task Count_ServiceRestarts_IsStillThere()
    {
        WebFixture web = await WebFixture.StartAsync();
        await web.PlaceAsync(1, "fridge-1/shelf-1");
        using (WebClient staff = await web.SignedInAsync(Role.Staff))
            await OkAsync(staff, "", new { kind = "full", cabinets = new[] { "fridge-1" }, timeLimitSeconds = 60 });
        await RoundAsync(web, []);

        await using WebFixture next = await web.RestartAsync();
        using WebClient after = await next.SignedInAsync(Role.Staff);

        JsonElement count = await after.JsonAsync("/api/v1/stocktakes/1");
        Assert.Equal((1, "counting"), (count.GetProperty("rounds").GetInt32(), count.Text("stage")));
    }

    [Theory]
    [InlineData("fridge-9", 60)]
    [InlineData("fridge-1", 5)]
    public async Task Start_WhatCannotBeCounted_IsBad(string cabinet, int limit)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        (HttpStatusCode status, _) = await staff.ExchangeAsync("/api/v1/stocktakes", new { kind = "full", cabinets = new[] { cabinet }, timeLimitSeconds = limit });

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    private static async Task OkAsync(WebClient client, string path, object body)
    {
        (HttpStatusCode status, JsonElement answer) = await client.ExchangeAsync("/api/v1/stocktakes" + path, body);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {answer}");
    }

    private static async Task RoundAsync(WebFixture web, IEnumerable<int> bags)
    {
        StocktakeRoundEnded round = new(
            1, 0, 5, [.. bags.Select(static bag => new HeardTag(TestBags.Tag(bag), TestBags.Key(bag), s_shelf, 20, 0, -55))],
            [new ListenedPlace(s_shelf, 5, 200)], web.Time.GetUtcNow());
        await web.Ledger.ExecuteAsync(new LedgerCommand(
            Guid.NewGuid().ToString("n"), Actor.Service, state => RunningStocktake.EndRound(state, round)), WebFixture.Ct);
    }
}
