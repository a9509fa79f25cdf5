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

    [Fact]
    public void Health_WhatTheReaderMeasuredOfItself_StandsThereAndItsFaultsDegradeIt()
    {
        ReaderMeter meter = new(new ReaderSection { Id = "reader-1", Antennas = [new AntennaSection { Port = 1, Place = "fridge-1" }] }, static _ => null, _time);
        meter.Count(ReaderEvent.Of(new ListeningPeriod(1, _time.GetUtcNow(), _time.GetUtcNow(), 3)));
        meter.Count(ReaderEvent.Of(new ReaderMeasurement(ReaderQuantity.Temperature, 69, null, _time.GetUtcNow())));
        meter.Count(ReaderEvent.Of(new ReaderMeasurement(ReaderQuantity.ReturnLoss, 17, 1, _time.GetUtcNow())));
        Assert.Equal((DeviceState.InService, 69, 17), (meter.Health().State, (int)meter.Health().Celsius!.Value, meter.Health().Antennas[0].ReturnLossDb));

        meter.Count(ReaderEvent.Of(new ReaderFault("hot", "The reader is at 69 °C.", null, _time.GetUtcNow(), ReaderTrouble.TooHot) { OutlastsListening = true }));
        meter.Count(ReaderEvent.Of(new ListeningPeriod(1, _time.GetUtcNow(), _time.GetUtcNow(), 3)));

        Assert.Equal((DeviceState.Degraded, "TooHot"), (meter.Health().State, meter.Health().Faults.Single().Finding));
    }
}
