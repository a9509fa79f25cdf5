using Edge.Devices;
using Edge.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Devices;

public sealed class LightWorkerTests
{
    private const string Shelf = "fridge-1/shelf-2";
    private readonly ManualTime _time = new();
    private readonly LightSection _lamp = new() { Id = "light-1", Place = Shelf, Reader = "reader-1", Seconds = 60 };

    [Fact]
    public async Task Run_Lit_BurnsForItsTimeAndGoesOutByItself()
    {
        ShelfLights lights = new(new SiteSettings { Lights = [_lamp] }, _time);
        RelayLine relay = new();
        using LightWorker worker = new(_lamp, relay.Open, lights, new LiveSite(), _time, NullLogger<LightWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        Assert.False(await relay.NextAsync());

        Assert.True(lights.Set(Shelf, on: true));
        Assert.True(await relay.NextAsync());
        Assert.Equal(_time.GetUtcNow().AddSeconds(60), lights.UntilOf(Shelf));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(lights.UntilOf(Shelf));

        Assert.False(await Wait.MovingAsync(_time, TimeSpan.FromSeconds(1), relay.NextAsync()));

        lights.Set(Shelf, on: true);
        Assert.True(await relay.NextAsync());
        lights.Set(Shelf, on: false); // somebody has found the bag
        Assert.False(await relay.NextAsync());
        lights.Set(Shelf, on: true);
        Assert.True(await relay.NextAsync());
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal((false, true), (relay.PulledIn, relay.Disposed));
    }

    [Fact]
    public void Set_PlaceWithoutALamp_IsNot() => Assert.False(new ShelfLights(new SiteSettings { Lights = [_lamp] }, _time).Set("fridge-1/shelf-1", on: true));
}
