using Edge.Devices;
using Readers;
using Testing;

namespace Edge.Tests.Devices;

public sealed class StandingFaultsTests
{
    private readonly ManualTime _time = new();
    private readonly StandingFaults _faults;

    public StandingFaultsTests() => _faults = new StandingFaults(_time);

    [Fact]
    public void Now_FaultThatIsRepeated_KeepsItsBeginning()
    {
        DateTimeOffset began = _time.GetUtcNow();
        for (int i = 0; i < 5; i++)
        {
            Tell(ReaderTrouble.RadioPaused, "0504", null);
            _time.Advance(TimeSpan.FromSeconds(10)); // as drivers repeat what lasts
            Assert.Equal(new DeviceFault("RadioPaused", "0504", "Words.", null, began), Assert.Single(_faults.Now()));
        }
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Empty(_faults.Now());
    }

    [Fact]
    public void Listened_OfThatAntenna_EndsItsFaultsAndNoOthers()
    {
        Tell(ReaderTrouble.NoAntenna, "22", 1);
        Tell(ReaderTrouble.NoAntenna, "22", 2);
        _faults.Listened(1);
        Assert.Equal((byte?)2, Assert.Single(_faults.Now()).Antenna);
    }

    [Fact]
    public void Listened_MeasuredFault_StandsUntilItIsNoMoreMeasured()
    {
        _faults.Add(new ReaderFault("return-loss", "Words.", 1, _time.GetUtcNow(), ReaderTrouble.BadAntenna) { OutlastsListening = true });
        _time.Advance(TimeSpan.FromSeconds(10));
        _faults.Listened(1);
        Assert.Equal("return-loss", Assert.Single(_faults.Now()).Code);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Empty(_faults.Now());
    }

    [Fact]
    public void Now_WhatTheDeviceCannotDo_StaysUntilItIsOpenedAnew()
    {
        Tell(ReaderTrouble.Unsupported, "unsupported", 3);
        _time.Advance(TimeSpan.FromHours(1));
        _faults.Listened(3);
        Assert.Single(_faults.Now());
        _faults.Clear();
        Assert.Empty(_faults.Now());
    }

    private void Tell(ReaderTrouble trouble, string code, byte? antenna) =>
        _faults.Add(new ReaderFault(code, "Words.", antenna, _time.GetUtcNow(), trouble));
}
