using System.Threading.Channels;
using Testing;

namespace Readers.Tests;

public sealed class SelfCheckTests
{
    private static readonly SelfCheckOptions s_options = new();
    private static readonly AntennaSettings[] s_antennas = [new(1, 27), new(2, 27)];
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private readonly Channel<ReaderEvent> _told = Channel.CreateUnbounded<ReaderEvent>();
    private readonly Module _module = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunIfDueAsync_SoundReader_TellsWhatItMeasuresAndNoFault()
    {
        SelfCheck check = Check();
        await check.RunIfDueAsync(s_antennas, Ct);
        Assert.Equal(0, _module.Asked); // reading begins without it

        await RunAfterAsync(check, s_options.First);

        Assert.Equal([(ReaderQuantity.Temperature, 41, null), (ReaderQuantity.ReturnLoss, 17, 1), (ReaderQuantity.ReturnLoss, 10, (byte?)2)], Measured());
        await RunAfterAsync(check, s_options.Interval - TimeSpan.FromSeconds(1));
        Assert.Equal(1, _module.Asked);
        await RunAfterAsync(check, TimeSpan.FromSeconds(1));
        Assert.Equal(2, _module.Asked);
    }

    [Theory]
    [InlineData(64, 10, null, null)]
    [InlineData(65, 10, "hot", null)]
    [InlineData(41, 9, "return-loss", 2)]
    public async Task RunIfDueAsync_AtItsLimits_IsAFaultThatTurnsDoNotEnd(int celsius, int lossDb, string? code, int? port)
    {
        (_module.Celsius, _module.LossDb) = (celsius, lossDb);
        await RunAfterAsync(Check(), s_options.First);

        ReaderFault? fault = Told().SingleOrDefault(static told => told.Fault is not null).Fault;

        Assert.Equal((code, (byte?)port), (fault?.Code, fault?.AntennaPort));
        if (fault is null) return;
        Assert.True(fault.OutlastsListening);
        Assert.Equal(code == "hot" ? ReaderTrouble.TooHot : ReaderTrouble.BadAntenna, fault.Trouble);
    }

    [Fact]
    public async Task RunIfDueAsync_WhatIsWrong_IsToldSoOftenThatItStandsUntilItIsOver()
    {
        SelfCheck check = Check();
        _module.Celsius = 70;
        await RunAfterAsync(check, s_options.First);
        await RunAfterAsync(check, TimeSpan.FromSeconds(10));
        Assert.Equal(2, Told().Count(static told => told.Fault is not null));

        _module.Celsius = 50;
        await RunAfterAsync(check, TimeSpan.FromSeconds(10));
        await RunAfterAsync(check, TimeSpan.FromSeconds(10)); // all is well again: not yet

        Assert.DoesNotContain(Told(), static told => told.Fault is not null);
        Assert.Equal(3, _module.Asked);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-61)]
    [InlineData(151)]
    public async Task RunIfDueAsync_NoTemperatureOrAnImpossibleOne_SaysNothing(int? celsius)
    {
        _module.Celsius = celsius;
        await RunAfterAsync(Check(), s_options.First);

        Assert.DoesNotContain(Told(), static told => told.Fault is not null || told.Measured is { Quantity: ReaderQuantity.Temperature });
    }

    private SelfCheck Check() => new(_module, _told.Writer, s_options, _time);

    private async Task RunAfterAsync(SelfCheck check, TimeSpan wait)
    {
        _time.Advance(wait);
        await check.RunIfDueAsync(s_antennas, Ct);
    }

    private IEnumerable<(ReaderQuantity, int, byte?)> Measured() =>
        Told().Select(static told => (told.Measured!.Quantity, told.Measured.Value, told.Measured.AntennaPort));

    private List<ReaderEvent> Told()
    {
        List<ReaderEvent> told = [];
        while (_told.Reader.TryRead(out ReaderEvent one)) told.Add(one);
        return told;
    }

    private sealed class Module : ISelfQuestions
    {
        public int? Celsius { get; set; } = 41;
        public int LossDb { get; set; } = 10;
        public int Asked { get; private set; }

        public ValueTask<int?> TemperatureAsync(CancellationToken ct)
        {
            Asked++;
            return ValueTask.FromResult(Celsius);
        }

        public ValueTask<IReadOnlyList<(byte Port, int LossDb)>> ReturnLossesAsync(IReadOnlyList<AntennaSettings> antennas, CancellationToken ct) =>
            ValueTask.FromResult<IReadOnlyList<(byte, int)>>([(antennas[0].Port, 17), (antennas[1].Port, LossDb)]);
    }
}
