using System.Net;
using System.Net.Sockets;
using Readers.Transports;

namespace HardwareSim.Devices;

/// <summary>The socket on a simulated device into which the service's line is plugged.</summary>
internal interface IDevicePort : IAsyncDisposable
{
    /// <summary>What the service is configured with: a path or <c>tcp://host:port</c>. The same after unplugging.</summary>
    string Address { get; }

    /// <summary>Plugs in and waits for the other side. The caller disposes the line to unplug it.</summary>
    Task<IByteTransport> PlugInAsync(CancellationToken ct);
}

/// <summary>A serial line: a pseudo-terminal behind a link with a lasting name.</summary>
internal sealed class SerialDevicePort(string link) : IDevicePort
{
    private IByteTransport? _early;

    public string Address => link;

    /// <summary>Makes the port before anybody serves it, so that a program which opens it at once finds it.</summary>
    public void Prepare() => _early = PseudoTerminal.Open(link);

    public Task<IByteTransport> PlugInAsync(CancellationToken ct)
    {
        IByteTransport line = _early ?? PseudoTerminal.Open(link);
        _early = null;
        return Task.FromResult(line);
    }

    public async ValueTask DisposeAsync()
    {
        if (_early is not null) await _early.DisposeAsync();
    }
}

/// <summary>A reader with a network plug: one client at a time, on loopback.</summary>
internal sealed class TcpDevicePort : IDevicePort
{
    private readonly IPEndPoint _endPoint;
    private readonly Func<byte[]>? _turnAway;
    private TcpListener? _listener;
    private CancellationTokenSource? _served;
    private Task _turningAway = Task.CompletedTask;

    /// <param name="turnAway">Says what a second client is told before it is closed; null lets it wait.</param>
    public TcpDevicePort(Func<byte[]>? turnAway = null)
    {
        _turnAway = turnAway;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _endPoint = (IPEndPoint)_listener.LocalEndpoint;
    }

    public string Address => $"tcp://{_endPoint}";

    public async Task<IByteTransport> PlugInAsync(CancellationToken ct)
    {
        await EndTurningAwayAsync();
        if (_listener is null)
        {
            _listener = new TcpListener(_endPoint);
            _listener.Start();
        }
        Socket client = await _listener.AcceptSocketAsync(ct);
        if (_turnAway is not null)
        {
            _served = new CancellationTokenSource();
            _turningAway = TurnAwayAsync(_listener, _turnAway, _served.Token);
        }
        return TcpTransport.Wrap(client, $"client of {Address}");
    }

    /// <summary>Refuses new clients, as a device without power does.</summary>
    public void Refuse()
    {
        _listener?.Dispose();
        _listener = null;
    }

    public async ValueTask DisposeAsync()
    {
        await EndTurningAwayAsync();
        Refuse();
    }

    private static async Task TurnAwayAsync(TcpListener listener, Func<byte[]> turnAway, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                using Socket late = await listener.AcceptSocketAsync(ct);
                await late.SendAsync(turnAway(), SocketFlags.None, ct);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The first client is gone, or the plug is out and the listener with it.
        }
    }

    private async Task EndTurningAwayAsync()
    {
        if (_served is null) return;
        await _served.CancelAsync();
        await _turningAway;
        _served.Dispose();
        _served = null;
    }
}
