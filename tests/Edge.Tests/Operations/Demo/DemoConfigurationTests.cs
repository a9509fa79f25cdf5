using Edge.Operations;
using Edge.Operations.Demo;
using HardwareSim;
using Testing;

namespace Edge.Tests.Operations.Demo;

public sealed class DemoConfigurationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_RoomWithEveryKindOfDevice_IsAFileWithoutFaults(bool machineLines)
    {
        using TemporaryFolder folder = new();
        await using SimulatedSite site = await SimulatedSite.StartAsync(
            new SimulationOptions
            {
                Cabinets = 3, Bags = 10, Activity = 0, PortsPerReader = 2, Transmitters = true, KernelSensors = true, MachineLines = machineLines, Lamps = true, Vehicle = true, HandHeld = true,
                Readers = [ReaderKind.Llrp, ReaderKind.ThingMagic, ReaderKind.R2000, ReaderKind.M100, ReaderKind.LlrpImpinj, ReaderKind.R200],
            },
            TimeProvider.System, folder.File("devices"), TestContext.Current.CancellationToken);
        string file = folder.File("site.json");
        DemoConfiguration.Write(file, site, 8080, 1883);

        SettingsFile read = SettingsFile.Load(file);

        Assert.Empty(read.Faults);
        SiteSettings settings = read.Settings!;
        Assert.All(settings.Cabinets, static cabinet => Assert.Equal(5, cabinet.Probes.Count));
        Assert.All(settings.Cabinets, static cabinet => Assert.Single(cabinet.Probes, static probe => probe.Hwmon is not null));
        Assert.All(settings.Cabinets, static cabinet => Assert.Single(cabinet.Probes, static probe => probe.Iio is not null));
        Assert.Equal(machineLines ? 3 : 0, settings.Cabinets.Count(static cabinet => cabinet.Door?.Gpio is not null));
        Assert.Equal(machineLines, Assert.Single(settings.Signals).Gpio is not null);
        Assert.NotEmpty(settings.Lights);
        Assert.Equal("handheld-1", Assert.Single(settings.Readers, static reader => reader.HandHeld).Antennas.Single().Place);
        Assert.Equal(settings.Lights.Count, settings.Lights.Select(static light => light.Place).Distinct().Count());
    }
}
