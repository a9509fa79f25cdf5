using Readers.Transports;

namespace Readers.Tests.Transports;

public sealed class TransportPairTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_TwoWrites_ArriveAsTheyWereCut()
    {
        TransportPair pair = TransportPair.Create();
        byte[] buffer = new byte[2];

        await pair.Device.WriteAsync("abc"u8.ToArray(), Ct);
        await pair.Device.WriteAsync("d"u8.ToArray(), Ct);

        Assert.Equal(2, await pair.Host.ReadAsync(buffer, Ct));
        Assert.Equal(1, await pair.Host.ReadAsync(buffer, Ct));
        Assert.Equal((byte)'c', buffer[0]);
        Assert.Equal(1, await pair.Host.ReadAsync(buffer, Ct));
        Assert.Equal((byte)'d', buffer[0]);
    }

    [Fact]
    public async Task Unplug_PendingAndLater_FailsOnBothEnds()
    {
        TransportPair pair = TransportPair.Create();
        Task<int> pending = pair.Host.ReadAsync(new byte[1], Ct).AsTask();

        pair.Unplug();

        await Assert.ThrowsAsync<IOException>(() => pending);
        await Assert.ThrowsAsync<IOException>(async () => await pair.Host.WriteAsync(new byte[1], Ct));
        await Assert.ThrowsAsync<IOException>(async () => await pair.Device.ReadAsync(new byte[1], Ct));
    }

    [Fact]
    public async Task DisposeAsync_OneEnd_TheOtherReadsWhatWasSentAndThenTheEnd()
    {
        TransportPair pair = TransportPair.Create();
        await pair.Device.WriteAsync("x"u8.ToArray(), Ct);

        await pair.Device.DisposeAsync();

        Assert.Equal(1, await pair.Host.ReadAsync(new byte[4], Ct));
        Assert.Equal(0, await pair.Host.ReadAsync(new byte[4], Ct));
        await Assert.ThrowsAsync<IOException>(async () => await pair.Device.ReadAsync(new byte[4], Ct));
    }
}
