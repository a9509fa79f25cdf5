using System.Net;
using System.Text.Json;
using Edge.Ledger;
using Inventory;
using Inventory.Identification;
using Inventory.People;
using Inventory.Units;

namespace Edge.Tests.Web;

public sealed class UnitActionTests
{
    [Fact]
    public async Task Receive_GoodAndBadLines_EachHasItsAnswer()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        JsonElement[] results = await staff.ActAsync("/api/v1/receipts", new
        {
            source = "notice 7",
            units = new[]
            {
                TestBags.Receipt(1, tag: TestBags.Tag(1).ToString()),
                TestBags.Receipt(2, group: "51", expiresAt: "&>0263542359", quarantine: false),
                TestBags.Receipt(3, group: "!!"),
                TestBags.Receipt(4, expiresAt: "soon"),
                TestBags.Receipt(5, expiresAt: "2026-11-01T23:59"),
                TestBags.Receipt(1),
                TestBags.Receipt(6, tag: "xyz"),
                new { din = "G1234 17 000007 X", productCode = "E0304V00", groupCode = "5100", expiresAt = "2026-12-20", tag = (string?)null, quarantine = (bool?)null },
            },
        });

        Assert.Equal(
            ["", "", "unreadableGroup", "unreadableExpiry", "expired", "alreadyKnown", "unreadableTag", "wrongCheckCharacter"],
            results.Select(static result => result.GetProperty("accepted").GetBoolean() ? "" : result.GetProperty("refusal").Text("code")));
        Assert.All(results.Skip(2), static result => Assert.NotEqual("", result.GetProperty("refusal").Text("zh")));
        BloodUnit second = web.Ledger.Current.State.Units[TestBags.Key(2)];
        Assert.Equal(new DateTimeOffset(2026, 12, 20, 16, 0, 0, TimeSpan.Zero), second.ExpiresAt); // the minute after 23:59 in Shanghai
        Assert.Equal(UnitStatus.Available, second.Status);
        LedgerEntry entry = await web.WaitForAsync(static entry => entry.Event is UnitReceived);
        Assert.Equal(new Actor(ActorKind.Person, "staff"), entry.By);
    }

    [Fact]
    public async Task Receive_WithoutAWordOnTheCheck_WaitsInQuarantine()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        await staff.ActAsync("/api/v1/receipts", new
        {
            units = new[] { new { din = "=G12341765432170", productCode = "E0304V00", groupCode = "5100", expiresAt = "2027-12-20T23:59" } },
        });

        BloodUnit unit = web.Ledger.Current.State.Units[UnitKey.Parse("G123417654321E0304V00")];
        Assert.Equal((UnitStatus.Quarantined, QuarantineReason.ReceivingCheck), (unit.Status, unit.Quarantine));
    }

    [Theory]
    [InlineData("=G12341765432106", "tubeLabel")] // a pilot tube's label
    [InlineData("=G12341765432171", "wrongCheckCharacter")] // flags of another number
    public async Task Receive_BarCodeThatIsNoBags_IsRefused(string barCode, string code)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        JsonElement[] results = await staff.ActAsync("/api/v1/receipts", new
        {
            units = new[] { new { din = barCode, productCode = "E0304V00", groupCode = "5100", expiresAt = "2027-12-20T23:59" } },
        });

        Assert.Equal((code, "G123417654321E0304V00"), (results[0].GetProperty("refusal").Text("code"), results[0].Text("unit")));
    }

    [Fact]
    public async Task Issue_SameKeyTwice_GivesTheFirstAnswer()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(web.Received(1), web.Received(2));
        object request = new { units = new[] { TestBags.Key(1).ToString(), TestBags.Key(2).ToString(), "nonsense" }, destination = "ward 12", order = "A7" };

        JsonElement[] first = await staff.ActAsync("/api/v1/issues", request, "one-intent");
        long seq = web.Ledger.Current.Seq;
        JsonElement[] again = await staff.ActAsync("/api/v1/issues", request, "one-intent");
        JsonElement[] anew = await staff.ActAsync("/api/v1/issues", request, "another-intent");

        Assert.Equal([true, true, false], first.Select(static result => result.GetProperty("accepted").GetBoolean()));
        Assert.Equal("unreadableUnit", first[2].GetProperty("refusal").Text("code"));
        Assert.Equal(first.Select(static result => result.ToString()), again.Select(static result => result.ToString()));
        Assert.Equal(seq, web.Ledger.Current.Seq);
        Assert.Equal("alreadyIssued", anew[0].GetProperty("refusal").Text("code"));
    }

    [Fact]
    public async Task Issue_SameKeyByAnotherPerson_IsAnotherIntent()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        await web.RecordAsync(web.Received(1));
        object request = new { units = new[] { TestBags.Key(1).ToString() }, destination = "ward 12" };

        await staff.ActAsync("/api/v1/issues", request, "k");
        JsonElement[] other = await supervisor.ActAsync("/api/v1/issues", request, "k");

        Assert.Equal("alreadyIssued", other[0].GetProperty("refusal").Text("code"));
    }

    [Fact]
    public async Task Return_GoesToQuarantine_OnlyASupervisorReleases()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);
        string key = TestBags.Key(1).ToString();
        await staff.ActAsync("/api/v1/receipts", new { units = new[] { TestBags.Receipt(1) } });
        await staff.ActAsync("/api/v1/issues", new { units = new[] { key }, destination = "ward 12" });

        JsonElement[] returned = await staff.ActAsync("/api/v1/returns", new { units = new[] { key } });
        UnitStatus after = web.Ledger.Current.State.Units[TestBags.Key(1)].Status;
        (HttpStatusCode byStaff, _) = await staff.ExchangeAsync($"/api/v1/units/{key}/release", new { reason = "looked at it" });
        JsonElement[] noReason = await supervisor.ActAsync($"/api/v1/units/{key}/release", new { reason = " " });
        JsonElement[] released = await supervisor.ActAsync($"/api/v1/units/{key}/release", new { reason = "looked at it" });
        JsonElement[] held = await staff.ActAsync($"/api/v1/units/{key}/quarantine", new { reason = "recall" });
        JsonElement[] discarded = await staff.ActAsync("/api/v1/discards", new { units = new[] { key }, cause = "damaged" });

        Assert.True(returned[0].GetProperty("accepted").GetBoolean());
        Assert.Equal(UnitStatus.Quarantined, after);
        Assert.Equal(HttpStatusCode.Forbidden, byStaff);
        Assert.Equal("reasonMissing", noReason[0].GetProperty("refusal").Text("code"));
        Assert.True(released[0].GetProperty("accepted").GetBoolean());
        Assert.True(held[0].GetProperty("accepted").GetBoolean());
        Assert.True(discarded[0].GetProperty("accepted").GetBoolean());
        LedgerEntry release = await web.WaitForAsync(static entry => entry.Event is UnitReleased);
        Assert.Equal("looked at it", release.Reason);
        LedgerEntry hold = await web.WaitForAsync(static entry => entry.Event is UnitQuarantined);
        Assert.Equal(QuarantineReason.Recall, Assert.IsType<UnitQuarantined>(hold.Event).Reason);
    }

    [Fact]
    public async Task Tags_Associated_OnceOnly()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(web.Received(1), web.Received(2));
        string tag = TestBags.Tag(7).ToString();

        (HttpStatusCode first, JsonElement recorded) = await staff.ExchangeAsync("/api/v1/tags", new { tag, unit = TestBags.Key(1).ToString() });
        (HttpStatusCode second, JsonElement problem) = await staff.ExchangeAsync("/api/v1/tags", new { tag, unit = TestBags.Key(2).ToString() });
        (HttpStatusCode third, JsonElement bad) = await staff.ExchangeAsync("/api/v1/tags", new { tag = "zz", unit = TestBags.Key(2).ToString() });

        Assert.Equal(HttpStatusCode.OK, first);
        Assert.Equal(web.Ledger.Current.Seq, recorded.GetProperty("seq").GetInt64());
        Assert.Equal(HttpStatusCode.Conflict, second);
        Assert.Equal("tagInUse", problem.Text("refusal"));
        Assert.Contains(TestBags.Key(1).ToString(), problem.Text("titleZh"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, third);
        Assert.Equal("unreadableTag", bad.Text("refusal"));
    }

    [Fact]
    public async Task Issue_NoBagsOrTooMany_Is400()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        (HttpStatusCode none, _) = await staff.ExchangeAsync("/api/v1/issues", new { units = Array.Empty<string>(), destination = "w" });
        (HttpStatusCode many, _) = await staff.ExchangeAsync("/api/v1/issues", new { units = Enumerable.Repeat("x", 501), destination = "w" });

        Assert.Equal(HttpStatusCode.BadRequest, none);
        Assert.Equal(HttpStatusCode.BadRequest, many);
    }

    [Fact]
    public async Task Issue_LedgerCannotRecord_IsSaidAndDoneLaterWithTheSameKey()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await web.RecordAsync(web.Received(1));
        object request = new { units = new[] { TestBags.Key(1).ToString() }, destination = "ward 12" };
        DateTimeOffset now = web.Time.GetUtcNow();

        web.Time.SetWallClock(now.AddHours(-2));
        (HttpStatusCode status, JsonElement problem) = await staff.ExchangeAsync("/api/v1/issues", request, "k");
        using HttpResponseMessage ready = await staff.GetAsync("/health/ready");
        JsonElement stock = await staff.JsonAsync("/api/v1/stock");
        web.Time.SetWallClock(now.AddMinutes(1));
        JsonElement[] results = await staff.ActAsync("/api/v1/issues", request, "k");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(("/problems/cannot-record", "无法记录，操作未生效"), (problem.Text("type"), problem.Text("titleZh")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(1, stock.GetProperty("rows")[0].GetProperty("bags").GetInt32());
        Assert.True(results[0].GetProperty("accepted").GetBoolean());
    }
}
