using System.Net;
using System.Net.Sockets;
using Readers.Transports;

namespace Readers.Tests.Transports;

public sealed class TcpTransportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_TcpAddress_CarriesBytesUntilTheFarEndCloses()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using IByteTransport client = await TransportAddress.Parse($"tcp://127.0.0.1:{port}").OpenAsync(new(), Ct);
        IByteTransport server = TcpTransport.Wrap(await listener.AcceptSocketAsync(Ct), "server");
        byte[] buffer = new byte[16];

        await client.WriteAsync("question"u8.ToArray(), Ct);
        Assert.Equal(8, await server.ReadAsync(buffer, Ct));
        await server.WriteAsync("answer"u8.ToArray(), Ct);
        Assert.Equal(6, await client.ReadAsync(buffer, Ct));
        await server.DisposeAsync();

        Assert.Equal(0, await client.ReadAsync(buffer, Ct));
    }

    [Fact]
    public async Task ReadAsync_CancelledOrDisposed_EndsAtOnce()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        IByteTransport client = await TcpTransport.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, Ct);
        using CancellationTokenSource stop = new();

        Task<int> cancelled = client.ReadAsync(new byte[1], stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(TimeSpan.FromSeconds(2), Ct));

        Task<int> disposed = client.ReadAsync(new byte[1], CancellationToken.None).AsTask();
        await client.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => disposed.WaitAsync(TimeSpan.FromSeconds(2), Ct));
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_IsAnIOException()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        await Assert.ThrowsAsync<IOException>(async () => await TcpTransport.ConnectAsync("127.0.0.1", port, Ct));
    }
}
