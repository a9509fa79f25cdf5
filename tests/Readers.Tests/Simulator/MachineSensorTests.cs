using HardwareSim;
using HardwareSim.Faults;
using HardwareSim.Heat;
using Readers.Contacts;
using Readers.Sensors;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>What hangs on the service's machine itself: chips of the kernel and lines, read by the real sources.</summary>
public sealed class MachineSensorTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PacedTime _time = new(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _time.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_ChipsOfBothFridges_AreNearTheTruthEachInItsOwn()
    {
        await using SimulatedSite site = await StartAsync();

        foreach (SimulatedCabinet cabinet in site.World.Cabinets)
        {
            foreach (Probe probe in cabinet.Probes.Where(static probe => probe.Make is ProbeMake.Monitor or ProbeMake.Converter))
            {
                TemperatureReading reading = await Source(site, probe).ReadAsync(Ct);
                Assert.Equal(ReadingQuality.Good, reading.Quality);
                Assert.InRange(reading.Celsius!.Value - probe.TrueCelsius, -0.6, 0.6);
            }
        }
        Assert.Equal(4, site.Probes.Count(static probe => probe.Make is ProbeMake.Monitor or ProbeMake.Converter));
    }

    [Theory]
    [InlineData("broken", ReadingFault.Wiring)]
    [InlineData("missing", ReadingFault.NoDevice)]
    public async Task Apply_FaultOfAChip_IsToldUntilItIsOver(string fault, ReadingFault told)
    {
        await using SimulatedSite site = await StartAsync();
        foreach (string name in new[] { "left", "right" })
        {
            ITemperatureSource source = Source(site, site.World.Cabinets[0].Probes.Single(probe => probe.Name == name));
            site.Apply(FaultPlan.Parse($"{fault} fridge-1/{name} 20s"));

            await UntilAsync(source, reading => reading.Fault == told);
            await UntilAsync(source, static reading => reading.Quality == ReadingQuality.Good);
        }
    }

    [Fact]
    public async Task Apply_FaultThatAChipCannotHave_IsRefused()
    {
        await using SimulatedSite site = await StartAsync();

        Assert.Throws<FormatException>(() => site.Apply(FaultPlan.Parse("poweron fridge-1/left 10s")));
        Assert.Throws<FormatException>(() => site.Apply(FaultPlan.Parse("badcrc fridge-1/right 10s")));
    }

    [Fact]
    public async Task NextAsync_DoorOfAFridge_IsHeardAtTheMachinesLine()
    {
        await using SimulatedSite site = await StartAsync();
        MachineDoor door = site.MachineDoors.Single(static door => door.Cabinet == "fridge-2");
        await using IContactInput contact = GpioLine.OpenInput(door.Chip, door.Line, activeLow: false, ContactPull.Up, TimeSpan.FromMilliseconds(50), _time);
        Assert.False((await contact.NextAsync(Ct)).High);

        site.Apply(FaultPlan.Parse("open fridge-2 5s"));

        Assert.True((await contact.NextAsync(Ct)).High);
        Assert.False((await contact.NextAsync(Ct)).High);
        Assert.Empty(site.DoorLines);
    }

    [Fact]
    public async Task Said_AlarmLampAtTheMachine_GoesDarkWhenItsRelayIsPulledIn()
    {
        await using SimulatedSite site = await StartAsync();
        TaskCompletionSource dark = new(TaskCreationOptions.RunContinuationsAsynchronously), burns = new(TaskCreationOptions.RunContinuationsAsynchronously);
        site.Said += what =>
        {
            if (what.Contains("the alarm lamp is dark", StringComparison.Ordinal)) dark.TrySetResult();
            else if (dark.Task.IsCompleted && what.Contains("the alarm lamp burns", StringComparison.Ordinal)) burns.TrySetResult();
        };
        LampPlace lamp = site.Lamps.Single(static lamp => lamp.Shows is null);
        using IOutputLine relay = GpioLine.OpenOutput(site.GpioRoot!, lamp.Line, activeLow: false);

        relay.Energize(true);
        await dark.Task.WaitAsync(TimeSpan.FromSeconds(60), Ct);
        relay.Energize(false);
        await burns.Task.WaitAsync(TimeSpan.FromSeconds(60), Ct);
    }

    private Task<SimulatedSite> StartAsync() => SimulatedSite.StartAsync(
        new SimulationOptions { Bags = 0, StrayTags = 0, Activity = 0, KernelSensors = true, MachineLines = true, Lamps = true }, _time, _folder.Path, Ct);

    private ITemperatureSource Source(SimulatedSite site, Probe probe) => probe.Make == ProbeMake.Monitor
        ? new HwmonThermometer(site.HwmonRoot!, "lm75", probe.Device, probe.Name, _time)
        : new IioThermometer(site.IioRoot!, "max31865", probe.Device, "in_temp", _time);

    private async Task UntilAsync(ITemperatureSource source, Predicate<TemperatureReading> wanted)
    {
        while (!wanted(await source.ReadAsync(Ct))) await Task.Delay(TimeSpan.FromMilliseconds(200), _time, Ct);
    }
}
