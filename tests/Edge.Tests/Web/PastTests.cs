using System.Net;
using System.Text.Json;
using Inventory.People;
using Inventory.Units;

namespace Edge.Tests.Web;

/// <summary>How a bag stood at an instant, what a restore has cost, and what came since an audit was read.</summary>
public sealed class PastTests
{
    [Fact]
    public async Task Unit_AsOf_StandsAsItWasKnownThen()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        await web.PlaceAsync(1, "fridge-1/shelf-2", expiresIn: TimeSpan.FromHours(1));
        web.Time.Advance(TimeSpan.FromMinutes(10));
        string issuable = Now(web);
        web.Time.Advance(TimeSpan.FromMinutes(1));
        await web.RecordAsync(new UnitIssued(TestBags.Key(1), "ICU", "order 7", web.Time.GetUtcNow()));
        web.Time.Advance(TimeSpan.FromMinutes(20));
        string out20 = Now(web);
        web.Time.Advance(TimeSpan.FromSeconds(1));
        await web.RecordAsync(new UnitReturned(TestBags.Key(1), web.Time.GetUtcNow()));
        web.Time.Advance(TimeSpan.FromHours(1)); // by now it is expired
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        string path = $"/api/v1/units/{TestBags.Key(1)}";

        JsonElement then = await staff.JsonAsync($"{path}?asOf={issuable}"), later = await staff.JsonAsync($"{path}?asOf={out20}"), now = await staff.JsonAsync(path);
        JsonElement again = await staff.JsonAsync($"{path}?asOf={issuable}"); // back from a later instant
        using HttpResponseMessage before = await staff.GetAsync($"{path}?asOf=2026-11-01T00:00:00Z");

        Assert.Equal(("available", false), (then.Text("status"), then.GetProperty("expired").GetBoolean()));
        Assert.Equal("available", again.Text("status"));
        Assert.Equal("fridge-1/shelf-2", then.GetProperty("where").Text("place"));
        Assert.Equal(0.98, then.GetProperty("where").GetProperty("chance").GetDouble());
        Assert.Equal("issued", later.Text("status"));
        JsonElement clock = later.GetProperty("outOfStorage");
        Assert.Equal((JsonValueKind.Null, 20 * 60), (clock.GetProperty("since").ValueKind, clock.GetProperty("longestSeconds").GetInt32())); // it stands where it stood
        Assert.Equal(("quarantined", true), (now.Text("status"), now.GetProperty("expired").GetBoolean()));
        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
    }

    [Fact]
    public async Task Unit_AsOfBeforeACorrection_StillHasTheWrongStep()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.PlaceAsync(1, "fridge-1/shelf-2");
        web.Time.Advance(TimeSpan.FromMinutes(1));
        long issue = (await web.RecordAsync(new UnitIssued(TestBags.Key(1), "ICU", "order 7", web.Time.GetUtcNow()))).LastSeq;
        string wrong = Now(web);
        web.Time.Advance(TimeSpan.FromMinutes(1));
        await web.RecordAsync(new StepTakenBack(TestBags.Key(1), issue, UnitStatus.Issued, UnitStatus.Available, web.Time.GetUtcNow()));

        JsonElement then = await staff.JsonAsync($"/api/v1/units/{TestBags.Key(1)}?asOf={wrong}");
        JsonElement now = await staff.JsonAsync($"/api/v1/units/{TestBags.Key(1)}");

        Assert.Equal(("issued", "available"), (then.Text("status"), now.Text("status")));
    }

    [Fact]
    public async Task Gaps_AfterARestore_SayWhichNumbersAreLost()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        DateTimeOffset at = web.Time.GetUtcNow();
        await web.RecordAsync(new LedgerRestored("2026-11-21", 40, 52, at), new LedgerRestored("2026-11-22", 60, 60, at), new LedgerRestored("2026-11-23", 70, null, at));

        JsonElement[] gaps = (await viewer.JsonAsync("/api/v1/ledger/gaps")).Items();

        Assert.Equal([70, 40], gaps.Select(static gap => gap.GetProperty("after").GetInt32())); // a restore that lost nothing is no gap
        Assert.Equal(JsonValueKind.Null, gaps[0].GetProperty("upTo").ValueKind);
        Assert.Equal(52, gaps[1].GetProperty("upTo").GetInt32());
    }

    [Fact]
    public async Task Newer_SinceTheFirstShown_CountsWhatFitsButNotTheReading()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await web.PlaceAsync(1, "fridge-1/shelf-2");
        JsonElement[] shown = (await supervisor.JsonAsync($"/api/v1/audit?unit={TestBags.Key(1)}")).Items();
        long first = shown[0].GetProperty("seq").GetInt64();
        await web.PlaceAsync(2, "fridge-1/shelf-2");
        await web.RecordAsync(new UnitIssued(TestBags.Key(1), "ICU", "order 7", web.Time.GetUtcNow()));

        JsonElement newer = await supervisor.JsonAsync($"/api/v1/audit/newer?unit={TestBags.Key(1)}&after={first}");
        long seq = web.Ledger.Current.Seq;
        await supervisor.JsonAsync($"/api/v1/audit/newer?unit={TestBags.Key(1)}&after={first}");

        Assert.Equal((1, false), (newer.GetProperty("count").GetInt32(), newer.GetProperty("more").GetBoolean()));
        Assert.Equal(seq, web.Ledger.Current.Seq); // asking whether there is news is no reading
    }

    private static string Now(WebFixture web) => web.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
