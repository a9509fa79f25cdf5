using Edge.Ledger.Samples;
using Inventory;
using Inventory.ColdChain;
using Microsoft.Extensions.Logging.Abstractions;
using Readers.Gnss;
using Readers.Sensors;
using Testing;

namespace Edge.Tests.Ledger;

public sealed class TemperatureStoreTests : IAsyncLifetime
{
    private const string Probe = "fridge-1/top";
    private static readonly PlaceId s_cabinet = PlaceId.Parse("fridge-1");
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private TemperatureStore _store = null!;

    public async ValueTask InitializeAsync() => await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task QueryAsync_MinutesAndHours_AreTheSameAsTheRawSamplesSay()
    {
        DateTimeOffset start = _time.GetUtcNow().AddHours(-5).AddSeconds(7);
        Random random = new(20261122);
        List<(DateTimeOffset At, double Celsius)> good = [];
        for (int i = 0; i < 1000; i++)
        {
            DateTimeOffset at = start.AddSeconds(i * 15);
            double celsius = Math.Round(4 + (3 * random.NextDouble()) - 6 * (i % 7 == 0 ? 1 : 0), 3);
            bool isGood = i % 5 != 0;
            if (isGood) good.Add((at, celsius));
            Append(isGood ? ProbeSample.Good(celsius, at) : new ProbeSample(-99, at, SampleQuality.Suspect, SampleFault.Stuck));
        }

        foreach (TimeSpan step in (TimeSpan[])[TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)])
        {
            SampleSeries series = await _store.QueryAsync(Probe, start, start.AddSeconds(15_000), step, default);
            Assert.Equal(step, series.Step);
            Assert.Equal(1000, series.Points.Sum(static point => point.Count + point.NotGood));
            foreach (SamplePoint point in series.Points)
            {
                double[] inside = [.. good.Where(sample => sample.At >= point.At && sample.At < point.At + step).Select(static s => s.Celsius)];
                Assert.Equal(inside.Length, point.Count);
                Assert.Equal(inside.Length == 0 ? null : inside.Min(), point.Min);
                Assert.Equal(inside.Length == 0 ? null : inside.Max(), point.Max);
                Assert.Equal(inside.Length == 0 ? double.NaN : inside.Average(), point.Mean ?? double.NaN, 9);
            }
        }
    }

    [Fact]
    public async Task ReadPositionsAsync_KeptOnes_ComeBackWholeInOrderAndAreForgottenWithTheRawSamples()
    {
        DateTimeOffset start = _time.GetUtcNow();
        GnssFix[] kept = [.. Enumerable.Range(0, 5).Select(second => new GnssFix(
            -31.85 - second, 117.26, FixKind.RtkFloat, start.AddSeconds(second), ReadingQuality.Suspect, FixFault.PoorGeometry)
        {
            Satellites = second == 0 ? null : 9, Hdop = 12.5, SpeedKmh = 44.9, CourseDegrees = second == 0 ? null : 270,
        })];
        foreach (GnssFix fix in kept.Reverse()) _store.Append(fix);

        Assert.Equal(kept[1..4], await _store.ReadPositionsAsync(start.AddSeconds(1), start.AddSeconds(5), 3, default));

        _time.Advance(TimeSpan.FromDays(91));
        Append(ProbeSample.Good(4, _time.GetUtcNow()));
        Assert.Empty(await _store.ReadPositionsAsync(start, start.AddDays(1), 10, default));
    }

    [Fact]
    public async Task OpenAsync_FileOfAServiceWithoutPositions_KeepsItsSamples()
    {
        DateTimeOffset start = _time.GetUtcNow();
        Append(ProbeSample.Good(4, start));
        await _store.DisposeAsync();
        using (Microsoft.Data.Sqlite.SqliteConnection file = new($"Data Source={_folder.File(TemperatureStore.FileName)};Pooling=False"))
        {
            file.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = file.CreateCommand();
            command.CommandText = "DROP TABLE positions; PRAGMA user_version=1;";
            command.ExecuteNonQuery();
        }

        await OpenAsync();
        _store.Append(new GnssFix(1, 2, FixKind.Autonomous, start, ReadingQuality.Good, FixFault.None));

        Assert.Single(await _store.GoodSinceAsync(Probe, start, default));
        Assert.Single(await _store.ReadPositionsAsync(start, start.AddSeconds(1), 10, default));
    }

    [Fact]
    public async Task QueryAsync_TimeWithoutSamples_IsAGap()
    {
        DateTimeOffset start = _time.GetUtcNow();
        Append(ProbeSample.Good(4, start));
        Append(ProbeSample.Bad(SampleFault.Checksum, start.AddMinutes(1)));
        Append(ProbeSample.Good(5, start.AddMinutes(3)));

        SampleSeries series = await _store.QueryAsync(Probe, start, start.AddMinutes(4), TimeSpan.FromMinutes(1), default);

        Assert.Equal([4, null, null, 5], series.Points.Select(static point => point.Mean));
        Assert.Equal([0, 1, 0, 0], series.Points.Select(static point => point.NotGood));
    }

    [Fact]
    public async Task Append_SameInstantTwice_CountsOnce()
    {
        Append(ProbeSample.Good(4, _time.GetUtcNow()));
        Append(ProbeSample.Good(9, _time.GetUtcNow()));

        SampleSeries series = await _store.QueryAsync(
            Probe, _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1), TimeSpan.FromMinutes(1), default);

        Assert.Equal(new SamplePoint(_time.GetUtcNow(), 4, 4, 4, 1, 0), Assert.Single(series.Points));
    }

    [Fact]
    public async Task GoodSinceAsync_AfterRestart_GivesWhatWasAppended()
    {
        DateTimeOffset start = _time.GetUtcNow();
        for (int i = 0; i < 10; i++) Append(ProbeSample.Good(4 + (i / 10.0), start.AddSeconds(15 * i)));
        Append(ProbeSample.Bad(SampleFault.PowerOnValue, start.AddSeconds(151)));
        await _store.DisposeAsync();
        await OpenAsync();

        IReadOnlyList<ProbeSample> since = await _store.GoodSinceAsync(Probe, start.AddSeconds(60), default);
        IReadOnlyList<ProbeSample> raw = await _store.ReadRawAsync(Probe, start, start.AddSeconds(152), default);

        Assert.Equal([4.4, 4.5, 4.6, 4.7, 4.8, 4.9], since.Select(static sample => sample.Celsius!.Value));
        Assert.Equal(ProbeSample.Bad(SampleFault.PowerOnValue, start.AddSeconds(151)), raw[^1]);
        Assert.Empty(await _store.GoodSinceAsync("fridge-2/top", start, default));
    }

    [Fact]
    public async Task Retention_RawSamples_GoAndTheRollUpsStay()
    {
        DateTimeOffset old = _time.GetUtcNow();
        Append(ProbeSample.Good(4, old));
        await _store.FlushAsync(default);
        _time.Advance(TimeSpan.FromDays(31));
        Append(ProbeSample.Good(5, _time.GetUtcNow()));
        await _store.FlushAsync(default);

        Assert.Equal([5], (await _store.ReadRawAsync(Probe, old, DateTimeOffset.MaxValue, default)).Select(static sample => sample.Celsius));
        SampleSeries fine = await _store.QueryAsync(Probe, old, old.AddMinutes(2), TimeSpan.FromSeconds(15), default);
        Assert.Equal(TimeSpan.FromMinutes(1), fine.Step);
        Assert.Equal([4, null], fine.Points.Select(static point => point.Mean));
    }

    [Fact]
    public async Task Append_ByTime_IsWrittenWithoutAnybodyAsking()
    {
        Append(ProbeSample.Good(4, _time.GetUtcNow()));
        Assert.Equal(1, _store.Health.Waiting);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(SpinWait.SpinUntil(() => _store.Health.Waiting == 0, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task OpenAsync_DamagedFile_IsPutAsideAndANewOneBegun()
    {
        await _store.DisposeAsync();
        await File.WriteAllTextAsync(_folder.File("samples.db"), "no database at all, but some bytes that are long enough for a header of it");

        await OpenAsync();
        Append(ProbeSample.Good(4, _time.GetUtcNow()));
        await _store.FlushAsync(default);

        Assert.Single(Directory.GetFiles(_folder.Path, "samples.db.damaged-*"));
        Assert.Single(await _store.GoodSinceAsync(Probe, _time.GetUtcNow(), default));
    }

    private void Append(ProbeSample sample) => _store.Append(new TemperatureSample(Probe, s_cabinet, sample));

    private async Task OpenAsync() => _store = await TemperatureStore.OpenAsync(
        _folder.Path, 30, _time, NullLogger<TemperatureStore>.Instance, default);
}
