using System.Text.Json;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Tests.Web;

public sealed class ReserveAndReturnTests
{
    [Fact]
    public async Task Reserve_ForOneRequest_IsRefusedToOthersAndIssuedToIt()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(web.Received(1), web.Received(2));
        string one = TestBags.Key(1).ToString(), two = TestBags.Key(2).ToString();

        JsonElement[] reserved = await staff.ActAsync("/api/v1/reservations", new { units = new[] { one, two }, request = "A7", hours = 4 });
        JsonElement[] tooLong = await staff.ActAsync("/api/v1/reservations", new { units = new[] { one }, request = "A7", hours = 400 });
        JsonElement[] other = await staff.ActAsync("/api/v1/issues", new { units = new[] { one }, destination = "ICU", order = "A8" });
        JsonElement unit = await staff.JsonAsync($"/api/v1/units/{one}");
        JsonElement[] issued = await staff.ActAsync("/api/v1/issues", new { units = new[] { one }, destination = "ICU", order = "A7" });
        JsonElement[] ended = await staff.ActAsync("/api/v1/reservations/end", new { units = new[] { two, one } });

        Assert.All(reserved, static result => Assert.True(result.GetProperty("accepted").GetBoolean()));
        Assert.Equal("timeLimitWrong", Code(tooLong[0]));
        Assert.Equal("reservedForOther", Code(other[0]));
        Assert.Equal("A7", unit.GetProperty("reservation").Text("request"));
        Assert.Equal(web.Time.GetUtcNow().AddHours(4), unit.GetProperty("reservation").GetProperty("until").GetDateTimeOffset());
        Assert.True(issued[0].GetProperty("accepted").GetBoolean());
        Assert.Equal([null, "notReserved"], ended.Select(Code));
    }

    [Fact]
    public async Task Issue_NotTheFirstToExpire_NeedsAReasonThatIsRecorded()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(
            web.Received(1, expiresIn: TimeSpan.FromDays(3)), web.Received(2, expiresIn: TimeSpan.FromDays(9)),
            web.Received(3, expiresIn: TimeSpan.FromDays(20)));
        string first = TestBags.Key(1).ToString(), second = TestBags.Key(2).ToString(), last = TestBags.Key(3).ToString();

        JsonElement[] refused = await staff.ActAsync("/api/v1/issues", new { units = new[] { second }, destination = "ICU" });
        JsonElement item = await staff.JsonAsync($"/api/v1/units/{second}");
        JsonElement[] together = await staff.ActAsync("/api/v1/issues", new { units = new[] { second, first }, destination = "ICU" });
        await web.RecordAsync(web.Received(4, expiresIn: TimeSpan.FromDays(5)));
        JsonElement[] reasoned = await staff.ActAsync("/api/v1/issues", new { units = new[] { last }, destination = "NICU", overrideReason = "fresh for a newborn" });

        Assert.Equal("otherExpiresFirst", Code(refused[0]));
        Assert.Contains(first, refused[0].GetProperty("refusal").Text("en"), StringComparison.Ordinal);
        Assert.Equal(first, item.Text("firstToExpire"));
        Assert.All(together, static result => Assert.True(result.GetProperty("accepted").GetBoolean()));
        Assert.True(reasoned[0].GetProperty("accepted").GetBoolean());
        UnitIssued issued = (UnitIssued)(await web.WaitForAsync(entry => entry.Event is UnitIssued e && e.Unit == TestBags.Key(3))).Event;
        Assert.Equal((TestBags.Key(4), "fresh for a newborn"), (issued.PassedOver!.Value, issued.Override));
    }

    [Fact]
    public async Task Issue_FirstToExpireWasTakenOut_IsNotWaitedFor()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.PlaceAsync(1, "fridge-1/shelf-1", expiresIn: TimeSpan.FromDays(3));
        await web.RecordAsync(
            web.Received(2), new TagPlaced(TestBags.Tag(1), PresenceChange.Removed, null, Inventory.PlaceId.Parse("fridge-1/shelf-1"), 0.99, TestBags.Key(1), web.Time.GetUtcNow()));

        JsonElement[] issued = await staff.ActAsync("/api/v1/issues", new { units = new[] { TestBags.Key(2).ToString() }, destination = "ICU" });

        Assert.True(issued[0].GetProperty("accepted").GetBoolean());
    }

    [Theory]
    [InlineData(29, QuarantineReason.Returned, null)]
    [InlineData(31, QuarantineReason.TemperatureExposure, "outTooLong")]
    public async Task Return_ByItsTimeOut_SaysWhyItIsHeldAndWhetherItCanBeReleased(int minutes, QuarantineReason reason, string? release)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await web.RecordAsync(web.Received(1));
        string key = TestBags.Key(1).ToString();
        await supervisor.ActAsync("/api/v1/issues", new { units = new[] { key }, destination = "ICU" });

        web.Time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        await supervisor.ActAsync("/api/v1/returns", new { units = new[] { key } });
        QuarantineReason held = web.Ledger.Current.State.Units[TestBags.Key(1)].Quarantine;
        JsonElement unit = await supervisor.JsonAsync($"/api/v1/units/{key}");
        JsonElement[] released = await supervisor.ActAsync($"/api/v1/units/{key}/release", new { reason = "looked at it" });

        Assert.Equal(reason, held);
        Assert.Equal((minutes * 60) - 1, unit.GetProperty("outOfStorage").GetProperty("longestSeconds").GetInt32());
        Assert.Equal(1800, unit.GetProperty("outOfStorage").GetProperty("limitSeconds").GetInt32());
        Assert.Equal(release is not null, unit.GetProperty("outOfStorage").GetProperty("passed").GetBoolean());
        Assert.Equal(release, Code(released[0]));
    }

    [Fact]
    public async Task Return_Damaged_StaysHeld()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await web.RecordAsync(web.Received(1), web.Received(2));
        string[] keys = [TestBags.Key(1).ToString(), TestBags.Key(2).ToString()];
        await supervisor.ActAsync("/api/v1/issues", new { units = keys, destination = "ICU" });

        await supervisor.ActAsync("/api/v1/returns", new { units = keys, damaged = new[] { keys[0] } });
        JsonElement[] broken = await supervisor.ActAsync($"/api/v1/units/{keys[0]}/release", new { reason = "x" });
        JsonElement[] whole = await supervisor.ActAsync($"/api/v1/units/{keys[1]}/release", new { reason = "x" });

        Assert.Equal("notIntact", Code(broken[0]));
        Assert.Null(Code(whole[0]));
    }

    private static string? Code(JsonElement result) =>
        result.GetProperty("accepted").GetBoolean() ? null : result.GetProperty("refusal").Text("code");
}
