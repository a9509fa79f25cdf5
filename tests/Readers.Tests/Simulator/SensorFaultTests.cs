using HardwareSim;
using HardwareSim.Faults;
using HardwareSim.Goods;
using HardwareSim.Heat;
using Readers.Sensors;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>Faults of sensors in the kernel's files, and a tag that is there twice.</summary>
public sealed class SensorFaultTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private readonly SimulatedWorld _world = new(new SimulationOptions { Bags = 0, StrayTags = 0 }, Start);

    [Fact]
    public void Write_BadCrc_SaysNoAndRepeatsTheLastGoodTemperature()
    {
        using TemporaryFolder folder = new();
        (OneWireBus bus, Probe probe) = (new OneWireBus(folder.Path), _world.Cabinets[0].Probes[0]);
        bus.Write(probe);
        string before = Read(folder, probe).Split('\n')[1];
        probe.Fault = ProbeFault.Checksum;

        bus.Write(probe);

        Assert.EndsWith(" NO", Read(folder, probe).Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal(before, Read(folder, probe).Split('\n')[1]);
    }

    [Fact]
    public void Write_PowerOnAndMissing_AreAsTheKernelShowsThem()
    {
        using TemporaryFolder folder = new();
        (OneWireBus bus, Probe probe) = (new OneWireBus(folder.Path), _world.Cabinets[0].Probes[0]);
        probe.Fault = ProbeFault.PowerOn;
        bus.Write(probe);
        Assert.StartsWith("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES", Read(folder, probe), StringComparison.Ordinal);

        probe.Fault = ProbeFault.Missing;
        bus.Write(probe);
        Assert.False(Directory.Exists(folder.File(probe.Device)));

        probe.Fault = ProbeFault.None;
        bus.Write(probe);
        Assert.Contains("YES", Read(folder, probe), StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_Stuck_NeverChangesWhileItsLiquidDoes()
    {
        Probe probe = _world.Cabinets[0].Probes[0];
        probe.Fault = ProbeFault.Stuck;
        short first = probe.Convert();
        double before = probe.TrueCelsius;
        _world.Cabinets[0].Heat.Mains = false;

        _world.AdvanceTo(TimeSpan.TicksPerHour);

        Assert.Equal(first, probe.Convert());
        Assert.True(probe.TrueCelsius > before + 1);
    }

    [Fact]
    public void Apply_Duplicate_PutsTheSameNumberOnASecondPlace()
    {
        SteppedSite site = new(
            new SimulationOptions { Activity = 0, StrayTags = 0 }, Start,
            new InventoryProfile([new AntennaSettings(1, 24)], Session.S1, false), TimeSpan.FromMinutes(1), new Deaf());
        site.Apply(FaultPlan.Parse("duplicate fridge-2/shelf-4"));

        site.AdvanceBy(TimeSpan.FromSeconds(1));

        SimulatedTag twin = Assert.Single(site.World.Tags, static tag => tag.Bag is null);
        Assert.Equal((1, 3), (twin.Cabinet, twin.Shelf));
        Assert.Equal(2, site.World.Tags.Count(tag => tag.Uii == twin.Uii));
    }

    [Fact]
    public void Apply_TargetThatIsNotThere_NamesThoseThatAre()
    {
        SteppedSite site = new(
            new SimulationOptions { Bags = 0 }, Start,
            new InventoryProfile([new AntennaSettings(1, 24)], Session.S1, false), TimeSpan.FromMinutes(1), new Deaf());

        FormatException refused = Assert.Throws<FormatException>(() => site.Apply(FaultPlan.Parse("stuck fridge-9/top 1m")));

        Assert.Contains("fridge-1/top", refused.Message, StringComparison.Ordinal);
    }

    private static string Read(TemporaryFolder folder, Probe probe) =>
        File.ReadAllText(Path.Combine(folder.File(probe.Device), "w1_slave"));

    private sealed class Deaf : ISiteListener
    {
        public void OnReader(string reader, in ReaderEvent happened) { }

        public void OnTemperature(ProbePlace probe, in TemperatureReading reading) { }
    }
}
