using System.Net.Sockets;

namespace Readers.Transports;

/// <summary>A TCP connection to a reader or a serial server.</summary>
public sealed class TcpTransport : IByteTransport
{
    /// <summary>The system itself would try for minutes, with ever longer pauses in which a reader that is back goes unnoticed.</summary>
    internal static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);

    private readonly Socket _socket;

    private TcpTransport(Socket socket, string name) => (_socket, Name) = (socket, name);

    public string Name { get; }

    /// <exception cref="IOException">Nobody answers, the name is unknown or the connection is refused.</exception>
    public static async ValueTask<TcpTransport> ConnectAsync(string host, int port, CancellationToken ct)
    {
        string name = $"tcp://{host}:{port}";
        return new TcpTransport(await ConnectSocketAsync(host, port, name, ct), name);
    }

    /// <inheritdoc cref="ConnectAsync"/>
    internal static async ValueTask<Socket> ConnectSocketAsync(string host, int port, string name, CancellationToken ct)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ConnectLimit);
        try
        {
            await socket.ConnectAsync(host, port, limit.Token);
            return Configure(socket);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new IOException($"{name} did not answer within {ConnectLimit.TotalSeconds:0} s.");
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException($"{name} cannot be reached: {failure.Message}.", failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>For the listening side (simulated readers) and for sockets made elsewhere.</summary>
    /// <param name="socket">Connected; owned from here on.</param>
    public static TcpTransport Wrap(Socket socket, string name) => new(Configure(socket), name);

    private static Socket Configure(Socket socket)
    {
        socket.NoDelay = true; // commands are small and each waits for its answer
        // A reader whose power fails sends no FIN. Its driver notices silence; keep-alive covers a client that only listens.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 2);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        return socket;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
        try
        {
            return await _socket.ReceiveAsync(buffer, SocketFlags.None, ct);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            ct.ThrowIfCancellationRequested();
            throw Gone(failure);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, ct)..];
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            ct.ThrowIfCancellationRequested();
            throw Gone(failure);
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private IOException Gone(Exception failure) => new($"{Name} is gone: {failure.Message}", failure);
}
