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
    private TcpListener? _listener;

    public TcpDevicePort()
    {
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _endPoint = (IPEndPoint)_listener.LocalEndpoint;
    }

    public string Address => $"tcp://{_endPoint}";

    public async Task<IByteTransport> PlugInAsync(CancellationToken ct)
    {
        if (_listener is null)
        {
            _listener = new TcpListener(_endPoint);
            _listener.Start();
        }
        return TcpTransport.Wrap(await _listener.AcceptSocketAsync(ct), $"client of {Address}");
    }

    /// <summary>Refuses new clients, as a device without power does.</summary>
    public void Refuse()
    {
        _listener?.Dispose();
        _listener = null;
    }

    public ValueTask DisposeAsync()
    {
        Refuse();
        return ValueTask.CompletedTask;
    }
}
