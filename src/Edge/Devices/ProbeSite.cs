using Edge.Operations;
using Inventory;
using Inventory.ColdChain;
using Readers.Sensors;

namespace Edge.Devices;

/// <summary>One probe and where it hangs.</summary>
/// <param name="Id">Cabinet and name, <c>fridge-1/top</c>: names the probe in samples and alarms.</param>
internal sealed record ProbeSite(
    string Id, string Name, PlaceId Cabinet, string StorageClass, bool Liquid, double OffsetCelsius,
    TimeSpan SampleEvery, TimeSpan SilentAfter)
{
    private static readonly TimeSpan s_shortestSilence = TimeSpan.FromSeconds(60);

    public static ProbeSite From(CabinetSection cabinet, ProbeSection probe, ColdChainSection rules)
    {
        TimeSpan every = TimeSpan.FromSeconds(probe.SampleSeconds);
        TimeSpan silent = every * rules.SilentAfterSamples;
        return new ProbeSite(
            $"{cabinet.Id}/{probe.Name}", probe.Name, PlaceId.Parse(cabinet.Id), cabinet.StorageClass, probe.Liquid, probe.OffsetCelsius, every,
            silent > s_shortestSilence ? silent : s_shortestSilence);
    }

    /// <summary>The device's words in the cold chain's: the calibration offset is added to what is good.</summary>
    public ProbeSample ToSample(TemperatureReading reading) => reading is { Quality: ReadingQuality.Good, Celsius: { } celsius }
        ? ProbeSample.Good(celsius + OffsetCelsius, reading.ObservedAt)
        : new ProbeSample(
            null, reading.ObservedAt, reading.Quality == ReadingQuality.Suspect ? SampleQuality.Suspect : SampleQuality.Bad,
            reading.Fault switch
            {
                ReadingFault.Checksum => SampleFault.Checksum,
                ReadingFault.PowerOnValue => SampleFault.PowerOnValue,
                ReadingFault.OutOfRange => SampleFault.OutOfRange,
                ReadingFault.NoDevice => SampleFault.NoDevice,
                ReadingFault.Stuck => SampleFault.Stuck,
                ReadingFault.Jump => SampleFault.Jump,
                ReadingFault.NoAnswer => SampleFault.NoAnswer,
                ReadingFault.Wiring => SampleFault.Wiring,
                ReadingFault.Refused => SampleFault.Refused,
                ReadingFault.DeviceError => SampleFault.DeviceError,
                _ => SampleFault.Malformed,
            });
}
