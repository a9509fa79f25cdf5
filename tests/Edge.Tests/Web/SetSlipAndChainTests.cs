using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Edge.Operations;
using Inventory.People;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Tests.Web;

/// <summary>Sets of bags, the paper that goes with bags, and the state of the chain.</summary>
public sealed class SetSlipAndChainTests
{
    [Fact]
    public async Task Locate_ManyTexts_GivesEachBagOnceInTheOrderOfTheWalkAndSaysWhatIsNotFound()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.RecordAsync([.. Enumerable.Range(3, 118).Select(i => web.Received(i))]);
        await web.PlaceAsync(1, "fridge-1/shelf-2");
        await web.PlaceAsync(2, "fridge-1/shelf-1");
        string[] texts =
        [
            .. Enumerable.Range(1, 118).Select(static i => TestBags.Key(i).Din.ToString()),
            TestBags.Key(119).ToString(), TestBags.Key(120).Din.ToString()[^6..], TestBags.Key(1).ToString(), "G999926000001", "nonsense",
        ];

        (HttpStatusCode status, JsonElement set) = await viewer.ExchangeAsync("/api/v1/units/locate", new { texts });
        using HttpResponseMessage none = await viewer.PostAsync("/api/v1/units/locate", new { texts = Array.Empty<string>() });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([TestBags.Key(2).ToString(), TestBags.Key(1).ToString()], set.GetProperty("items").EnumerateArray().Take(2).Select(static unit => unit.Text("key")));
        Assert.Equal(120, set.GetProperty("items").GetArrayLength());
        Assert.Equal(["G999926000001", "nonsense"], set.GetProperty("notFound").EnumerateArray().Select(static text => text.GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    [Fact]
    public async Task Slip_OfAnyBagOfAConfirmation_NamesAllOfItAndNothingElse()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync([.. Enumerable.Range(1, 4).Select(i => web.Received(i))]);
        string[] keys = [.. Enumerable.Range(1, 4).Select(static i => TestBags.Key(i).ToString())];

        JsonElement[] first = await staff.ActAsync("/api/v1/issues", new { units = keys[..2], destination = "ICU", order = "A-7" });
        JsonElement[] elsewhere = await staff.ActAsync("/api/v1/issues", new { units = keys[2..3], destination = "ward 12" }); // the same instant
        JsonElement slip = await staff.JsonAsync($"/api/v1/slips/{first[0].GetProperty("seq").GetInt64()}");
        JsonElement other = await staff.JsonAsync($"/api/v1/slips/{elsewhere[0].GetProperty("seq").GetInt64()}");
        await staff.PostAsync("/api/v1/units/" + keys[3] + "/quarantine", new { reason = "recall" });
        using HttpResponseMessage held = await staff.GetAsync($"/api/v1/slips/{web.Ledger.Current.Seq}"); // nothing leaves or comes with it

        Assert.Equal(("issue", "ICU", "A-7"), (slip.Text("kind"), slip.Text("to"), slip.Text("number")));
        Assert.Equal(keys[..2], slip.GetProperty("units").EnumerateArray().Select(static unit => unit.Text("key")));
        Assert.Equal(keys[2..3], other.GetProperty("units").EnumerateArray().Select(static unit => unit.Text("key")));
        Assert.Equal(HttpStatusCode.NotFound, held.StatusCode);
    }

    [Fact]
    public async Task Slip_OfReceiptReturnAndDiscardOfTaggedBags_SaysWhatWasFoundOfEach()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        string[] keys = [.. Enumerable.Range(1, 2).Select(static i => TestBags.Key(i).ToString())];
        object Bag(int i, string tag, string condition) => new
        {
            din = TestBags.Key(i).Din.ToString(), productCode = "E0304V00", groupCode = "5100", expiresAt = "2026-12-20T23:59", quarantine = false, tag, condition,
        };
        async Task<JsonElement> SlipAsync(JsonElement[] results) => await staff.JsonAsync($"/api/v1/slips/{results[0].GetProperty("seq").GetInt64()}");

        JsonElement receipt = await SlipAsync(await staff.ActAsync("/api/v1/receipts", new
        {
            units = new[] { Bag(1, "E28011700000020F1B2C3D4E", "intact"), Bag(2, "E28011700000020F1B2C3D4F", "opened") }, source = "centre", boxCelsius = 4.5, logger = "L-7",
        }));
        await staff.ActAsync("/api/v1/issues", new { units = keys[..1], destination = "ICU" });
        web.Time.Advance(TimeSpan.FromMinutes(12));
        JsonElement returned = await SlipAsync(await staff.ActAsync("/api/v1/returns", new { units = keys[..1], damaged = keys[..1] }));
        JsonElement discarded = await SlipAsync(await staff.ActAsync("/api/v1/discards", new { units = keys, cause = "opened" }));

        Assert.Equal(("receipt", "centre", "L-7", 4.5), (receipt.Text("kind"), receipt.Text("to"), receipt.Text("logger"), receipt.GetProperty("boxCelsius").GetDouble()));
        Assert.Equal(["intact none", "opened receivingCheck"], receipt.GetProperty("notes").EnumerateArray().Select(static note => $"{note.Text("condition")} {note.Text("quarantine")}"));
        Assert.Equal(("return", "damaged", 720), (returned.Text("kind"), returned.GetProperty("notes")[0].Text("condition"), returned.GetProperty("notes")[0].GetProperty("outSeconds").GetInt32()));
        Assert.Equal(("discard", "opened"), (discarded.Text("kind"), discarded.Text("reason")));
        Assert.All([receipt, discarded], slip => Assert.Equal(keys, slip.GetProperty("units").EnumerateArray().Select(static unit => unit.Text("key"))));
    }

    [Fact]
    public async Task Verification_Asked_WalksTheWholeChainAndSaysUpToWhere()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await web.RecordAsync(web.Received(1), web.Received(2));

        JsonElement before = await supervisor.JsonAsync("/api/v1/ledger/verification");
        using HttpResponseMessage asked = await supervisor.PostAsync("/api/v1/ledger/verification", new { });
        ChainCheck chain = web.Services.GetRequiredService<ChainCheck>();
        JsonElement after = before;
        for (int i = 0; i < 2_000 && after.GetProperty("checkedAt").ValueKind == JsonValueKind.Null; i++)
            after = await supervisor.JsonAsync("/api/v1/ledger/verification");

        Assert.Equal(JsonValueKind.Null, before.GetProperty("whole").ValueKind);
        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.True(after.GetProperty("whole").GetBoolean(), chain.State.ToString());
        Assert.InRange(after.GetProperty("upTo").GetInt64(), 2, web.Ledger.Current.Seq);
        Assert.Equal(64, after.Text("head").Length);
    }

    [Fact]
    public async Task TableCheck_BadLines_AreNamedWithTheirNumberInBothLanguages()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        const string text = """
            # version mine
            component,unitKind,abo,rhD,reserve,minimum,safety,maximum
            redCells,u,O,positive,3,6,8,10
            redCells,u,Z,positive,3,6,8,10
            redCells,u,A,positive,7,6,8,10
            """;

        (HttpStatusCode status, JsonElement report) = await viewer.ExchangeAsync("/api/v1/tables/check", new { table = "stockLevels", text });
        JsonElement used = await viewer.JsonAsync("/api/v1/tables");

        Assert.Equal((HttpStatusCode.OK, "mine", 1), (status, report.Text("version"), report.GetProperty("rows").GetInt32()));
        JsonElement[] faults = [.. report.GetProperty("faults").EnumerateArray()];
        Assert.Equal([4, 5], faults.Select(static fault => fault.GetProperty("line").GetInt32()));
        Assert.Contains("must not fall", faults[1].Text("en"), StringComparison.Ordinal);
        Assert.Contains("依次不减", faults[1].Text("zh"), StringComparison.Ordinal);
        Assert.Equal(3, used.GetProperty("tables").GetArrayLength());
    }

    [Fact]
    public async Task Export_Downloaded_IsAZipWithTheVerifierAndIsInTheAudit()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await web.RecordAsync(web.Received(1));

        using HttpResponseMessage answer = await supervisor.GetAsync("/api/v1/ledger/export.zip");
        await using Stream body = await answer.Content.ReadAsStreamAsync(WebFixture.Ct);
        using ZipArchive zip = new(body, ZipArchiveMode.Read);

        Assert.Equal(["verify_ledger.py", "README.txt", "ledger.jsonl"], zip.Entries.Select(static entry => entry.Name));
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            (await web.Ledger.ReadAsync(0, 100, WebFixture.Ct)).Select(static entry => entry.Event), static e => e is AuditRead);
    }
}
