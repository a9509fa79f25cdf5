using Readers.Gnss;
using Readers.Transports;
using Testing;
using static Readers.Tests.Gnss.NmeaVectors;

namespace Readers.Tests.Gnss;

public sealed class NmeaReceiverTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly TransportPair _pair = TransportPair.Create();
    private readonly NmeaReceiver _receiver;

    public NmeaReceiverTests() => _receiver = new NmeaReceiver(_pair.Host, _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task NextAsync_SentencesInAnyCutsWithNoise_GivesTheFix()
    {
        byte[] stream = [.. "47\r\n"u8, .. Bytes(GbGgaBeidou), .. Bytes(WrongCheck), 0xFF, .. Bytes(GbRmcBeidou)];
        Task<GnssReport> next = _receiver.NextAsync(Ct).AsTask();
        foreach (byte[] piece in stream.Chunk(7)) await _pair.Device.WriteAsync(piece, Ct);

        GnssFix fix = (await next).Fix!;

        Assert.Equal((30.739479216666667, 4, 2.4, 0), (fix.Latitude, fix.Satellites!.Value, fix.Hdop!.Value, fix.SpeedKmh!.Value));
        Assert.Equal(("GB", 1), (_receiver.Identity, _receiver.Statistics.BadChecksums));
        Assert.Equal(4 + Bytes(WrongCheck).Length + 1, _receiver.Statistics.NoiseBytes);
    }

    [Fact]
    public async Task NextAsync_OnlySatelliteLists_SaysThatPositionsAreMissing()
    {
        GnssReport report = await WhileAsync(_receiver.NextAsync(Ct).AsTask(), Bytes(Gsv));

        Assert.Equal((null, FixFault.NoPositionSentences), (report.Fix, report.Fault));
    }

    [Fact]
    public async Task NextAsync_NothingComes_IsSilent()
    {
        ReaderLostException lost = await Assert.ThrowsAsync<ReaderLostException>(() => WhileAsync(_receiver.NextAsync(Ct).AsTask(), []));

        Assert.Equal("silent", lost.Code);
    }

    [Fact]
    public async Task NextAsync_WrongSpeed_IsNoise()
    {
        byte[] nonsense = [0x80, 0xF8, 0x00, 0x24, 0xE6, 0x78];

        ReaderLostException lost = await Assert.ThrowsAsync<ReaderLostException>(
            () => WhileAsync(_receiver.NextAsync(Ct).AsTask(), nonsense));

        Assert.Equal("noise", lost.Code);
    }

    [Fact]
    public async Task NextAsync_Unplugged_Ends()
    {
        Task<GnssReport> next = _receiver.NextAsync(Ct).AsTask();
        _pair.Unplug();

        Assert.Equal("unplugged", (await Assert.ThrowsAsync<ReaderLostException>(() => next)).Code);
    }

    /// <summary>Lets seconds pass, in each of which the device says something, until the task ends.</summary>
    private async Task<GnssReport> WhileAsync(Task<GnssReport> task, byte[] eachSecond)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        for (int said = eachSecond.Length; !task.IsCompleted; said += eachSecond.Length)
        {
            if (eachSecond.Length > 0) await _pair.Device.WriteAsync(eachSecond, Ct);
            while ((_receiver.Statistics.Bytes < said || _time.Waiting == 0) && !task.IsCompleted)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, limit.Token);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        return await task;
    }
}
