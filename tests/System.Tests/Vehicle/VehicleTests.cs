using System.Text.Json;
using HardwareSim;

namespace SystemTests.Vehicle;

/// <summary>From the receiver's bytes on a pseudo-terminal to the hub behind a real broker, and to the devices page.</summary>
public sealed class VehicleTests
{
    private const double Degrees15Metres = 15 / 111_195.0;

    [Fact]
    public async Task Position_DrivingTunnelAndUnplugged_HubAndPagesTellWhereItIsAndNeverAnOldPlaceAsThePresent()
    {
        await using VehicleSite vehicle = await VehicleSite.StartAsync(speed: 10);

        JsonElement driving = await vehicle.HeardAsync(static message => Word(message, "state") == "current");
        AssertTrue(vehicle.Simulated, driving.GetProperty("current"));
        JsonElement position = await vehicle.GetAsync("position");
        AssertTrue(vehicle.Simulated, position.GetProperty("current"));
        Assert.InRange(position.GetProperty("ageSeconds").GetDouble(), 0, 11);
        Assert.Equal(("good", "autonomous"), (Word(position.GetProperty("current"), "quality"), Word(position.GetProperty("current"), "fix")));
        JsonElement device = await vehicle.DeviceAsync();
        Assert.Equal(("inService", "satellites"), (Word(device, "state"), Word(device, "figureUnit")));
        AssertTrue(vehicle.Simulated, device.GetProperty("position").GetProperty("current"));

        vehicle.Apply("tunnel position 2m");
        JsonElement inside = await vehicle.HeardAsync(static message => Word(message, "state") == "noFix");
        AssertOnlyLast(inside);
        device = await vehicle.DeviceAsync();
        Assert.Equal(("degraded", "NoFix"), (Word(device, "state"), Word(device, "finding")));
        AssertOnlyLast(device.GetProperty("position"));
        AssertOnlyLast(await vehicle.GetAsync("position"));

        await vehicle.HeardAsync(static message => Word(message, "state") == "current");
        vehicle.Apply("unplug position 2m");
        AssertOnlyLast(await vehicle.HeardAsync(static message => Word(message, "state") == "lost"));
        Assert.Equal("notInService", Word(await vehicle.DeviceAsync(), "state"));

        await vehicle.HeardAsync(static message => Word(message, "state") == "current"); // plugged in again, it goes on by itself
        JsonElement[] track = [.. (await vehicle.GetAsync("position/track")).GetProperty("items").EnumerateArray()];
        Assert.True(track.Length >= 3, $"{track.Length} positions were kept."); // at least one of each stretch on which it knew where it was
        foreach (JsonElement kept in track) AssertTrue(vehicle.Simulated, kept);
    }

    private static string? Word(JsonElement message, string name) => message.GetProperty(name).GetString();

    private static void AssertOnlyLast(JsonElement told)
    {
        Assert.Equal(JsonValueKind.Null, told.GetProperty("current").ValueKind);
        Assert.Equal(JsonValueKind.Object, told.GetProperty("last").ValueKind);
    }

    /// <summary>The place is where the vehicle was at that instant, as far as a receiver can tell; the line adds a moment.</summary>
    private static void AssertTrue(SimulatedSite simulated, JsonElement told)
    {
        TimeSpan driven = told.GetProperty("at").GetDateTimeOffset() - simulated.World.StartedAt;
        (double latitude, double longitude) = (told.GetProperty("latitude").GetDouble(), told.GetProperty("longitude").GetDouble());
        double nearest = Enumerable.Range(0, 101).Select(step => simulated.Route.At(driven - TimeSpan.FromSeconds(step / 10.0)))
            .Min(truth => Math.Max(Math.Abs(truth.Latitude - latitude), Math.Abs(truth.Longitude - longitude)));
        Assert.InRange(nearest, 0, Degrees15Metres);
        Assert.StartsWith("geo:31.8", told.GetProperty("geo").GetString(), StringComparison.Ordinal);
    }
}
