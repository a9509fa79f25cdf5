using Edge.Devices;
using Edge.Operations;
using Readers;
using Testing;

namespace Edge.Tests.Devices;

public sealed class ReaderMeterTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Count_DriverThatOnlySaysWhatItIsGoingToDo_LeavesTheReaderLost()
    {
        ReaderMeter meter = new(new ReaderSection { Id = "reader-1", Antennas = [new AntennaSection { Port = 1, Place = "fridge-1" }] }, static _ => null, _time);
        meter.Lost("silent", "It does not answer.");
        _time.Advance(TimeSpan.FromSeconds(20));

        meter.Count(ReaderEvent.Of(InventoryFit.Of(
            new InventoryProfile([new AntennaSettings(1, 27)], Session.S1, PollInputs: true), new ReaderCapabilities { Model = "not asked" })));
        meter.Lost("silent", "It does not answer.");
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.False(meter.IsInService);
        Assert.Equal(TimeSpan.FromSeconds(40), meter.LostFor);
        Assert.Equal("silent", meter.Health().Finding);
    }
}
