using System.Net;
using System.Text.Json;
using Edge.Devices;
using Inventory.People;
using Readers.Gnss;
using Readers.Sensors;

namespace Edge.Tests.Web;

public sealed class PositionTests
{
    [Fact]
    public async Task Position_SiteWithoutReceiver_IsNotFound()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);

        using HttpResponseMessage answer = await viewer.GetAsync("/api/v1/position");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Position_Current_HasItsQualityAndAge()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        web.Live.Update(new PositionLive("position", PositionState.Current, Fix(web), null, web.Time.GetUtcNow()) { LastTimestamp = web.Time.GetTimestamp() });
        web.Time.Advance(TimeSpan.FromSeconds(4));
        web.Time.SetWallClock(web.Time.GetUtcNow().AddSeconds(-3)); // does not make it younger

        JsonElement position = await viewer.JsonAsync("/api/v1/position");
        JsonElement current = position.GetProperty("current");

        Assert.Equal(("current", 4.0), (position.Text("state"), position.GetProperty("ageSeconds").GetDouble()));
        Assert.Equal(("geo:-31.850000,117.260001", "good", "differential"), (current.Text("geo"), current.Text("quality"), current.Text("fix")));
        Assert.Equal((14, 0.8, 45.1), (current.GetProperty("satellites").GetInt32(), current.GetProperty("hdop").GetDouble(), current.GetProperty("speedKmh").GetDouble()));
    }

    [Theory]
    [InlineData(PositionState.NoFix)]
    [InlineData(PositionState.Stale)]
    [InlineData(PositionState.Lost)]
    public async Task Position_NotCurrent_IsOnlyTheLastOne(PositionState state)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        PositionLive live = new("position", state, Fix(web), "silent", web.Time.GetUtcNow());
        web.Live.Update(live);
        web.Live.Update(new DeviceHealth("position", "position", DeviceState.NotInService, null, null, "silent", null, null, live.Since) { Position = live });

        JsonElement position = await viewer.JsonAsync("/api/v1/position"), device = (await viewer.JsonAsync("/api/v1/devices")).Items()[0];

        foreach (JsonElement shown in new[] { position, device.GetProperty("position") })
        {
            Assert.Equal(JsonValueKind.Null, shown.GetProperty("current").ValueKind);
            Assert.Equal(-31.85, shown.GetProperty("last").GetProperty("latitude").GetDouble());
        }
    }

    private static GnssFix Fix(WebFixture web) => new(-31.85, 117.2600009, FixKind.Differential, web.Time.GetUtcNow(), ReadingQuality.Good, FixFault.None)
    {
        Satellites = 14, Hdop = 0.8, SpeedKmh = 45.06,
    };
}
