using System.Net;
using System.Net.Http.Json;
using Edge.Web;
using Edge.Web.Accounts;
using Inventory;
using Inventory.People;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Tests.Web;

/// <summary>Who may call what, written down once more beside the code: a change of a rule has to be meant twice.</summary>
public sealed class RouteRoleTests
{
    private const string Nobody = "-", Viewer = "V", Units = "S+", Alarms = "ST+", Devices = "T+", Release = "P+", Administrator = "A", Local = "local";
    private const string UnitsByPerson = "S+ person", DevicesByPerson = "T+ person", ReleaseByPerson = "P+ person", AnyPerson = "V person"; // two people are asked for: no key

    private static readonly Dictionary<string, string> s_rules = new()
    {
        ["GET /api/v1/session"] = Nobody,
        ["POST /api/v1/session"] = Nobody,
        ["POST /api/v1/session/first"] = Nobody,
        ["DELETE /api/v1/session"] = Viewer,
        ["GET /api/v1/me"] = Viewer,
        ["POST /api/v1/me/password"] = Viewer,
        ["POST /api/v1/me/pin"] = AnyPerson,
        ["POST /api/v1/signatures"] = AnyPerson,
        ["GET /api/v1/stock"] = Viewer,
        ["GET /api/v1/quality"] = Viewer,
        ["GET /api/v1/quality.csv"] = Viewer,
        ["GET /api/v1/units"] = Viewer,
        ["GET /api/v1/units/{key}"] = Viewer,
        ["GET /api/v1/units/{key}/events"] = Viewer,
        ["GET /api/v1/places/{cabinet}/units"] = Viewer,
        ["GET /api/v1/places/{cabinet}/{shelf}/units"] = Viewer,
        ["GET /api/v1/picks"] = Viewer,
        ["GET /api/v1/tags"] = Viewer,
        ["POST /api/v1/receipts"] = Units,
        ["POST /api/v1/receipts/look"] = Units,
        ["POST /api/v1/issues"] = Units,
        ["POST /api/v1/returns"] = Units,
        ["POST /api/v1/reservations"] = Units,
        ["POST /api/v1/reservations/end"] = Units,
        ["GET /api/v1/transfers"] = Viewer,
        ["POST /api/v1/transfers"] = Units,
        ["POST /api/v1/transfers/{number}/confirm"] = Units,
        ["POST /api/v1/transfers/{number}/return"] = Units,
        ["GET /api/v1/notices"] = Viewer,
        ["GET /api/v1/notices/{number}"] = Viewer,
        ["POST /api/v1/notices"] = Units,
        ["POST /api/v1/notices/{number}/receipts"] = Units,
        ["POST /api/v1/notices/{number}/missing"] = Units,
        ["POST /api/v1/emergencies"] = Units,
        ["POST /api/v1/emergencies/settle"] = Units,
        ["GET /api/v1/massive-transfusion"] = Viewer,
        ["POST /api/v1/massive-transfusion"] = Units,
        ["POST /api/v1/massive-transfusion/end"] = Units,
        ["POST /api/v1/captures/settle"] = Units,
        ["POST /api/v1/removals/explain"] = Units,
        ["POST /api/v1/losses"] = Release,
        ["POST /api/v1/finds"] = Units,
        ["POST /api/v1/transfusions"] = Units,
        ["POST /api/v1/supplier-returns"] = Units,
        ["POST /api/v1/waste"] = Units,
        ["POST /api/v1/units/{key}/corrections"] = Units,
        ["POST /api/v1/units/{key}/expiry"] = Units,
        ["POST /api/v1/units/{key}/void"] = Release,
        ["POST /api/v1/units/{key}/storage-time"] = Units,
        ["POST /api/v1/units/{key}/correction/confirm"] = Release,
        ["POST /api/v1/units/{key}/correction/drop"] = Units,
        ["POST /api/v1/discards"] = Units,
        ["POST /api/v1/units/{key}/release"] = Release,
        ["POST /api/v1/units/{key}/quarantine"] = Units,
        ["POST /api/v1/tags"] = Units,
        ["GET /api/v1/fridges"] = Viewer,
        ["GET /api/v1/fridges/{id}"] = Viewer,
        ["GET /api/v1/fridges/{id}/samples"] = Viewer,
        ["GET /api/v1/fridges/{id}/known"] = Viewer,
        ["GET /api/v1/openings"] = Viewer,
        ["GET /api/v1/openings.csv"] = Viewer,
        ["GET /api/v1/excursions/{number:int}"] = Viewer,
        ["GET /api/v1/alarms"] = Viewer,
        ["POST /api/v1/alarms/{number:int}/acknowledge"] = Alarms,
        ["GET /api/v1/stocktakes"] = Viewer,
        ["GET /api/v1/stocktakes/proposal"] = Viewer,
        ["GET /api/v1/stocktakes/{number:int}"] = Viewer,
        ["GET /api/v1/stocktakes/{number:int}/report.csv"] = Viewer,
        ["POST /api/v1/stocktakes"] = Units,
        ["POST /api/v1/stocktakes/{number:int}/pause"] = Units,
        ["POST /api/v1/stocktakes/{number:int}/continue"] = Units,
        ["POST /api/v1/stocktakes/{number:int}/finish"] = Units,
        ["POST /api/v1/stocktakes/{number:int}/decisions"] = Units,
        ["POST /api/v1/stocktakes/{number:int}/signatures"] = UnitsByPerson,
        ["POST /api/v1/stocktakes/{number:int}/abandon"] = Release,
        ["GET /api/v1/commissionings"] = Viewer,
        ["GET /api/v1/commissionings/{number:int}"] = Viewer,
        ["GET /api/v1/commissionings/{number:int}/report.csv"] = Viewer,
        ["POST /api/v1/commissionings"] = Devices,
        ["POST /api/v1/commissionings/{number:int}/listen"] = Devices,
        ["POST /api/v1/commissionings/{number:int}/skip"] = Devices,
        ["POST /api/v1/commissionings/{number:int}/finish"] = Devices,
        ["POST /api/v1/commissionings/{number:int}/abandon"] = Devices,
        ["POST /api/v1/models/{cabinet}"] = DevicesByPerson,
        ["GET /api/v1/devices"] = Viewer,
        ["GET /api/v1/position"] = Viewer,
        ["GET /api/v1/position/track"] = Viewer,
        ["GET /api/v1/lights"] = Viewer,
        ["POST /api/v1/lights"] = Alarms, // staff and technicians too
        ["GET /api/v1/searches"] = Viewer,
        ["GET /api/v1/searches/{number:int}"] = Viewer,
        ["GET /api/v1/searches/readers"] = Viewer,
        ["POST /api/v1/searches"] = Alarms,
        ["POST /api/v1/searches/{number:int}/end"] = Alarms,
        ["POST /api/v1/units/{key}/place"] = Units,
        ["GET /api/v1/desks"] = Viewer,
        ["GET /api/v1/desks/{id}/tray"] = Viewer,
        ["POST /api/v1/desks/{id}/labels"] = Units,
        ["POST /api/v1/tags/free"] = Units,
        ["GET /api/v1/hub"] = Viewer,
        ["GET /api/v1/users"] = Release,
        ["POST /api/v1/users"] = Administrator,
        ["POST /api/v1/users/{account}/disable"] = Administrator,
        ["POST /api/v1/users/{account}/password"] = Administrator,
        ["POST /api/v1/users/{account}/badge"] = Administrator,
        ["POST /api/v1/users/{account}/role"] = Administrator,
        ["POST /api/v1/users/{account}/role/confirm"] = ReleaseByPerson,
        ["POST /api/v1/users/{account}/role/drop"] = ReleaseByPerson,
        ["POST /api/v1/users/{account}/unlock"] = Administrator,
        ["GET /api/v1/keys"] = Release,
        ["POST /api/v1/keys"] = Administrator,
        ["POST /api/v1/keys/{name}/revoke"] = Administrator,
        ["GET /api/v1/settings"] = Release,
        ["GET /api/v1/settings/rules"] = Release,
        ["PATCH /api/v1/settings/rules"] = Release,
        ["POST /api/v1/settings/changes/{number:int}/accept"] = Release,
        ["POST /api/v1/settings/changes/{number:int}/reject"] = Release,
        ["POST /api/v1/tables/{table}/install"] = Release,
        ["GET /api/v1/audit"] = Release,
        ["GET /api/v1/audit/newer"] = Release,
        ["GET /api/v1/ledger/gaps"] = Viewer,
        ["GET /api/v1/ledger/verification"] = Release,
        ["POST /api/v1/ledger/verification"] = Release,
        ["GET /api/v1/ledger/export.zip"] = Release,
        ["GET /api/v1/slips/{seq:long}"] = Viewer,
        ["POST /api/v1/units/locate"] = Viewer,
        ["GET /api/v1/tables"] = Viewer,
        ["POST /api/v1/tables/check"] = Viewer,
        ["GET /api/v1/live"] = Viewer,
        ["GET /health/live"] = Nobody,
        ["GET /health/ready"] = Nobody,
        ["GET /metrics"] = Local,
        ["GET /openapi/{documentName}.json"] = Viewer,
    };

    [Fact]
    public async Task Routes_Each_HasOneRuleAndStandsInTheTable()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        RouteEndpoint[] routes = [.. web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

        Assert.All(routes, static route => Assert.Single(route.Metadata.OfType<Access>()));
        Assert.Equal(s_rules.Keys.Order(), routes.SelectMany(NamesOf).Order());
    }

    [Fact]
    public async Task Routes_EachWithEachRole_AnswerAsTheTableSays()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        List<string> wrong = [];
        using WebClient anonymous = web.Anonymous();
        foreach ((string name, string rule) in s_rules)
        {
            HttpStatusCode status = await CallAsync(anonymous, name);
            if (status == HttpStatusCode.Unauthorized != (rule is not (Nobody or Local)) && !IsSignIn(name)) wrong.Add($"{name} anonymous: {status}");
        }
        foreach (Role role in Enum.GetValues<Role>())
            foreach ((string name, string rule) in s_rules)
            {
                if (name is "POST /api/v1/me/password") continue; // its refusal of a wrong password looks like a refusal at the door
                using WebClient client = await web.SignedInAsync(role); // anew: signing out is one of the routes
                HttpStatusCode status = await CallAsync(client, name);
                bool refused = status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized && !IsSignIn(name);
                if (refused == May(role, rule)) wrong.Add($"{name} {role}: {status}");
                web.Time.Advance(TimeSpan.FromSeconds(10)); // the limit of sign-ins is not what is tested here
            }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Routes_EachWithAKeyOfEachScope_AnswerAsTheTableSays()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        List<string> wrong = [];
        foreach (Permission scope in Enum.GetValues<Permission>())
        {
            if (!KeyStore.MayHave(scope)) continue;
            using WebClient machine = web.Anonymous();
            machine.Headers.Authorization = new("Bearer", web.Keys.Add($"key-{scope}", [scope], Actor.Service)!);
            foreach ((string name, string rule) in s_rules)
            {
                if (name is "GET /api/v1/live") continue; // below: its answer does not end
                HttpStatusCode status = await CallAsync(machine, name);
                bool may = rule is Nobody || (rule, scope) switch
                {
                    (Viewer or Local, Permission.Read) => true,
                    (Units, Permission.Units) => true,
                    (Alarms, Permission.Alarms or Permission.Lights) => name.Contains("/alarms/", StringComparison.Ordinal) == (scope == Permission.Alarms),
                    (Devices, Permission.Devices) => true,
                    (Release, Permission.Audit) => IsAudit(name),
                    (Release, Permission.Accounts) => IsAccounts(name),
                    _ => false,
                };
                bool refused = status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized && !IsSignIn(name);
                bool personal = name is "DELETE /api/v1/session" or "POST /api/v1/me/password"; // a key has neither
                if (!personal && refused == may) wrong.Add($"{name} key with {scope}: {status}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Live_KeyThatMayNotRead_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient machine = web.Anonymous();
        machine.Headers.Authorization = new("Bearer", web.Keys.Add("recorder", [Permission.Units], Actor.Service)!);

        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(machine, "GET /api/v1/live"));
    }

    private static bool IsAudit(string name) =>
        name.Contains("/audit", StringComparison.Ordinal) || (name.Contains("/ledger/", StringComparison.Ordinal) && !name.EndsWith("/gaps", StringComparison.Ordinal));

    private static bool IsAccounts(string name) => name is "GET /api/v1/users" or "GET /api/v1/keys" or "GET /api/v1/settings" or "GET /api/v1/settings/rules";

    private static bool May(Role role, string rule) => rule switch
    {
        Nobody or Local or Viewer or AnyPerson => true,
        Units or UnitsByPerson => role is Role.Staff or Role.Supervisor or Role.Administrator,
        Alarms => role is Role.Staff or Role.Technician or Role.Supervisor or Role.Administrator,
        Devices or DevicesByPerson => role is Role.Technician or Role.Supervisor or Role.Administrator,
        Release or ReleaseByPerson => role is Role.Supervisor or Role.Administrator,
        Administrator => role is Role.Administrator,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
    };

    private static bool IsSignIn(string name) => name.StartsWith("POST /api/v1/session", StringComparison.Ordinal);

    private static async Task<HttpStatusCode> CallAsync(WebClient client, string name)
    {
        string[] parts = name.Split(' ');
        string path = parts[1].Replace("{number:int}", "1").Replace("{seq:long}", "1").Replace("{number}", "x").Replace("{documentName}", "v1").Replace("{account}", "x").Replace("{key}", "x").Replace("{name}", "x")
            .Replace("{id}", "x").Replace("{cabinet}", "x").Replace("{shelf}", "x").Replace("{table}", "x");
        HttpRequestMessage request = new(new HttpMethod(parts[0]), path);
        if (parts[0] is "POST" or "PATCH") request.Content = JsonContent.Create(new { });
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using HttpResponseMessage answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static IEnumerable<string> NamesOf(RouteEndpoint route) =>
        from method in route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select $"{method} {"/" + route.RoutePattern.RawText!.Trim('/')}";
}
