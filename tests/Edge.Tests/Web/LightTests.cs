using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Inventory.People;

namespace Edge.Tests.Web;

public sealed class LightTests
{
    [Theory]
    [InlineData(Role.Staff)]
    [InlineData(Role.Technician)]
    public async Task Light_AtAShelfWithALamp_BurnsForAMinuteOrUntilPutOut(Role role)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient person = await web.SignedInAsync(role);
        Assert.Equal(JsonValueKind.Null, (await LampAsync(person)).GetProperty("until").ValueKind);

        using HttpResponseMessage lit = await SetAsync(person, "fridge-1/shelf-2", on: true);
        Assert.Equal(HttpStatusCode.OK, lit.StatusCode);
        Assert.Equal(web.Time.GetUtcNow().AddSeconds(60), (await LampAsync(person)).GetProperty("until").GetDateTimeOffset());

        using HttpResponseMessage dark = await SetAsync(person, "fridge-1/shelf-2", on: false);
        Assert.Equal(JsonValueKind.Null, (await LampAsync(person)).GetProperty("until").ValueKind);
    }

    [Fact]
    public async Task Light_WithoutALamp_IsNotFound()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient staff = await web.SignedInAsync(Role.Staff);

        using HttpResponseMessage answer = await SetAsync(staff, "fridge-1/shelf-1", on: true);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<JsonElement> LampAsync(WebClient client)
    {
        JsonElement lamp = Assert.Single((await client.JsonAsync("/api/v1/lights")).Items());
        Assert.Equal("fridge-1/shelf-2", lamp.Text("place"));
        return lamp;
    }

    private static Task<HttpResponseMessage> SetAsync(WebClient client, string place, bool on) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/lights") { Content = JsonContent.Create(new { place, on }) });
}
