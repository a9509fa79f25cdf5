using System.Net;
using System.Text.Json;
using Inventory.People;
using Inventory.Units;

namespace Edge.Tests.Web;

public sealed class QualityTests
{
    [Fact]
    public async Task Quality_IssuedReturnedDiscardedExpired_AreCountedByReasonAndKind()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        DateTimeOffset now = web.Time.GetUtcNow();
        UnitReceived plasma = web.Received(5) with { Unit = TestBags.Key(5, "E0701V00"), Component = ComponentClass.PlasmaFfp, Amount = new UnitAmount(UnitKind.Millilitre, 200) };
        await web.RecordAsync(
            web.Received(1), web.Received(2), web.Received(3), web.Received(4, expiresIn: TimeSpan.FromHours(2)), plasma,
            new UnitIssued(TestBags.Key(1), "ICU", null, now), new UnitIssued(TestBags.Key(2), "ICU", null, now),
            new UnitReturned(TestBags.Key(2), now), new UnitDiscarded(TestBags.Key(3), "破损", now), new UnitIssued(plasma.Unit, "ICU", null, now));
        await web.RecordAsync(web.Received(6), new UnitIssued(TestBags.Key(6), "ICU", null, now));
        long wrong = web.Ledger.Current.Seq;
        await web.RecordAsync(new StepTakenBack(TestBags.Key(6), wrong, UnitStatus.Issued, UnitStatus.Available, now.AddDays(2)));

        string period = $"from={Uri.EscapeDataString(now.AddHours(-1).ToString("o"))}&to={Uri.EscapeDataString(now.AddDays(1).ToString("o"))}";
        using WebClient early = await web.SignedInAsync(Role.Viewer);
        JsonElement before = await early.JsonAsync($"/api/v1/quality?{period}");
        web.Time.Advance(TimeSpan.FromHours(2));
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        JsonElement view = await staff.JsonAsync($"/api/v1/quality?{period}");
        using HttpResponseMessage file = await staff.GetAsync($"/api/v1/quality.csv?{period}");
        string csv = await file.Content.ReadAsStringAsync(WebFixture.Ct);

        string[] lines = [.. from fact in view.GetProperty("facts").EnumerateArray()
            from count in fact.GetProperty("counts").EnumerateArray()
            select $"{fact.Text("fact")} {count.Text("reason")} {count.Text("kind")} {count.GetProperty("bags")} {count.GetProperty("amount")} {count.GetProperty("approvalMillilitres")}"];
        Assert.Equal(
            ["issued routine U 2 4 600", "issued routine millilitre 1 200 ", "returned Returned U 1 2 300", "discarded 破损 U 1 2 300", "expired  U 1 2 300"], lines);
        JsonElement expired = Assert.Single(before.GetProperty("facts").EnumerateArray(), static fact => fact.Text("fact") == "expired");
        Assert.Empty(expired.GetProperty("counts").EnumerateArray()); // the period goes on for a day, the bag has two hours left
        Assert.All(view.GetProperty("facts").EnumerateArray(), static fact => Assert.EndsWith("。", fact.Text("zh")));
        Assert.Contains(",discarded,破损,redCells,U,1,2,300,", csv, StringComparison.Ordinal);
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Quality_PeriodBackwards_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);

        using HttpResponseMessage answer = await viewer.GetAsync("/api/v1/quality?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
