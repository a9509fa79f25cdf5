using Edge.Devices;
using Edge.Operations;
using Inventory.ColdChain;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Devices;

public sealed class SignalWorkerTests
{
    [Theory]
    [InlineData(SignalKind.Lamp, false)] // stays on until the condition is over
    [InlineData(SignalKind.Buzzer, true)] // silenced by whoever takes the alarm
    public async Task Run_AlarmRaisedAndTaken_RelayFallsOffAndComesBackAsItsKindSays(SignalKind kind, bool pulledInAfterAcknowledging)
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        RelayLine relay = new();
        using SignalWorker worker = Worker(site, relay, kind, AlarmPriority.High);
        await worker.StartAsync(CancellationToken.None);
        Assert.True(await relay.NextAsync());

        await site.GivenAsync(Raised(1, AlarmPriority.Critical, site));
        Assert.False(await relay.NextAsync());
        await site.GivenAsync(new AlarmAcknowledged(1, "on my way", site.Time.GetUtcNow()));
        if (pulledInAfterAcknowledging) Assert.True(await relay.NextAsync());
        await site.GivenAsync(new AlarmReturned(1, site.Time.GetUtcNow()));
        if (!pulledInAfterAcknowledging) Assert.True(await relay.NextAsync());

        await worker.StopAsync(CancellationToken.None);
        Assert.Equal((false, true), (relay.PulledIn, relay.Disposed)); // a service that is not there is an alarm
    }

    [Fact]
    public async Task Run_LesserAlarm_IsLeftToThePages()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        RelayLine relay = new();
        using SignalWorker worker = Worker(site, relay, SignalKind.Lamp, AlarmPriority.High);
        await worker.StartAsync(CancellationToken.None);
        Assert.True(await relay.NextAsync());

        await site.GivenAsync(Raised(1, AlarmPriority.Medium, site));
        await site.GivenAsync(Raised(2, AlarmPriority.High, site));

        Assert.False(await relay.NextAsync());
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Run_LineLost_IsOpenedAgainAndShown()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        RelayLine relay = new() { Broken = true };
        LiveSite live = new();
        using SignalWorker worker = Worker(site, relay, SignalKind.Lamp, AlarmPriority.High, live);
        await worker.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() => live.Devices.ContainsKey("lamp"));
        Assert.Equal((DeviceState.NotInService, "unplugged"), (live.Devices["lamp"].State, live.Devices["lamp"].Finding));

        relay.Broken = false;
        await Wait.UntilAsync(() => live.Devices["lamp"].State == DeviceState.InService, () => site.Time.Advance(TimeSpan.FromSeconds(1)));

        Assert.True(relay.PulledIn);
        await worker.StopAsync(CancellationToken.None);
    }

    private static SignalWorker Worker(
        LedgerFixture site, RelayLine relay, SignalKind kind, AlarmPriority lowest, LiveSite? live = null) => new(
        new SignalSection { Id = "lamp", Kind = kind, LowestPriority = lowest, Gpio = new GpioOutputSection { Line = 5 } },
        () => relay.Open(), site.Ledger, live ?? new LiveSite(), site.Time, NullLogger<SignalWorker>.Instance);

    private static AlarmRaised Raised(int number, AlarmPriority priority, LedgerFixture site) =>
        new(number, AlarmKind.TemperatureHigh, priority, "fridge-1/top", 7.1, 3, site.Time.GetUtcNow());
}
