using System.Net;
using System.Text.Json;
using Edge.Ledger;
using Edge.Web.Accounts;
using Inventory.People;

namespace Edge.Tests.Web;

/// <summary>Roles are given by two people.</summary>
public sealed class RoleRequestTests
{
    [Fact]
    public async Task Ask_WithASecondPersonThere_WaitsAndTheOldRoleHolds()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient administrator = await web.SignedInAsync(Role.Administrator), supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        (HttpStatusCode status, JsonElement user) = await administrator.ExchangeAsync(
            "/api/v1/users/staff/role", new { role = "supervisor", reason = "head of shift from Monday" });
        using HttpResponseMessage stillStaff = await staff.GetAsync("/api/v1/audit");
        JsonElement seen = (await supervisor.JsonAsync("/api/v1/users")).GetProperty("items").EnumerateArray()
            .Single(static item => item.GetProperty("account").GetString() == "staff");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("staff", user.GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, stillStaff.StatusCode);
        Assert.Equal("supervisor", seen.GetProperty("asked").GetProperty("role").GetString());
        Assert.Equal("Administrator 测试", seen.GetProperty("asked").GetProperty("byName").GetString());
        LedgerEntry entry = await web.WaitForAsync(static e => e.Event is AccountChanged { Change: "roleAsked", Role: Role.Supervisor });
        Assert.Equal("head of shift from Monday", entry.Reason);
    }

    [Fact]
    public async Task Confirm_ByAnother_GivesTheRoleAndEndsTheSessions()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient administrator = await web.SignedInAsync(Role.Administrator), supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await administrator.ExchangeAsync("/api/v1/users/staff/role", new { role = "technician" });

        (HttpStatusCode own, JsonElement why) = await administrator.ExchangeAsync("/api/v1/users/staff/role/confirm", new { role = "technician" });
        (HttpStatusCode changed, _) = await supervisor.ExchangeAsync("/api/v1/users/staff/role/confirm", new { role = "supervisor" });
        (HttpStatusCode status, JsonElement user) = await supervisor.ExchangeAsync("/api/v1/users/staff/role/confirm", new { role = "technician" });
        using HttpResponseMessage out_ = await staff.GetAsync("/api/v1/me");

        Assert.Equal((HttpStatusCode.Conflict, "/problems/own-request"), (own, why.GetProperty("type").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, changed); // another role than was asked for
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("technician", user.GetProperty("role").GetString());
        Assert.Equal(JsonValueKind.Null, user.GetProperty("asked").ValueKind);
        Assert.Equal(HttpStatusCode.Unauthorized, out_.StatusCode);
    }

    [Fact]
    public async Task Confirm_ByThePersonConcerned_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient administrator = await web.SignedInAsync(Role.Administrator), supervisor = await web.SignedInAsync(Role.Supervisor);
        web.Accounts.Add("third", "Third", Role.Supervisor, PasswordHash.Make(TestSite.Password, 1_000), false, Inventory.Actor.Service);
        await administrator.ExchangeAsync("/api/v1/users/supervisor/role", new { role = "administrator" });

        (HttpStatusCode status, _) = await supervisor.ExchangeAsync("/api/v1/users/supervisor/role/confirm", new { role = "administrator" });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal(Role.Supervisor, web.Accounts.Find("supervisor")!.Role);
    }

    [Fact]
    public async Task Drop_ByAnybodyResponsible_EndsTheWaiting()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient administrator = await web.SignedInAsync(Role.Administrator), supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient staff = await web.SignedInAsync(Role.Staff);
        await administrator.ExchangeAsync("/api/v1/users/staff/role", new { role = "technician" });

        (_, JsonElement user) = await supervisor.ExchangeAsync("/api/v1/users/staff/role/drop", new { });
        (HttpStatusCode late, _) = await supervisor.ExchangeAsync("/api/v1/users/staff/role/confirm", new { role = "technician" });

        Assert.Equal(JsonValueKind.Null, user.GetProperty("asked").ValueKind);
        Assert.Equal(HttpStatusCode.Conflict, late);
        await web.WaitForAsync(static e => e.Event is AccountChanged { Change: "roleDropped", AskedBy: "administrator" });
    }

    [Fact]
    public async Task Ask_NobodyCouldBeTheSecond_TakesEffectAtOnce()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient administrator = await web.SignedInAsync(Role.Administrator), staff = await web.SignedInAsync(Role.Staff);

        (_, JsonElement user) = await administrator.ExchangeAsync("/api/v1/users/staff/role", new { role = "supervisor" });

        Assert.Equal("supervisor", user.GetProperty("role").GetString());
        LedgerEntry entry = await web.WaitForAsync(static e => e.Event is AccountChanged { Change: "role" });
        Assert.Null(((AccountChanged)entry.Event).AskedBy);
    }

    [Fact]
    public async Task Ask_TheSecondPersonWasShutOut_StillWaits()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient administrator = await web.SignedInAsync(Role.Administrator), supervisor = await web.SignedInAsync(Role.Supervisor);
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        await administrator.ExchangeAsync("/api/v1/users/supervisor/disable", new { disabled = true });
        (_, JsonElement user) = await administrator.ExchangeAsync("/api/v1/users/staff/role", new { role = "administrator" });

        // Or an administrator could shut everybody out and then act alone.
        Assert.Equal("staff", user.GetProperty("role").GetString());
    }

    [Fact]
    public async Task Add_AResponsibleRole_OnlyLooksUntilConfirmed()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient administrator = await web.SignedInAsync(Role.Administrator), supervisor = await web.SignedInAsync(Role.Supervisor);

        (_, JsonElement added) = await administrator.ExchangeAsync(
            "/api/v1/users", new { account = "lina", displayName = "李娜", role = "administrator", password = "first-start-4711" });
        (_, JsonElement confirmed) = await supervisor.ExchangeAsync("/api/v1/users/lina/role/confirm", new { role = "administrator" });

        Assert.Equal("viewer", added.GetProperty("role").GetString());
        Assert.Equal("administrator", added.GetProperty("asked").GetProperty("role").GetString());
        Assert.Equal("administrator", confirmed.GetProperty("role").GetString());
    }
}
