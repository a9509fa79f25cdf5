using System.Net;
using System.Net.Sockets;
using HardwareSim.Devices;
using Readers.Transports;
using Testing;

namespace SystemTests.Families;

/// <summary>A serial line and a connection on which nothing is said but one byte each way: when it is through, the kernel and the threads that
/// wait for ports have got round to those of the site as well.</summary>
internal sealed class EchoLine : IAsyncDisposable
{
    private readonly (IByteTransport Here, IByteTransport There)[] _lines;
    private readonly byte[] _byte = [0x55], _heard = new byte[1];

    private EchoLine(params (IByteTransport, IByteTransport)[] lines) => _lines = lines;

    public static async Task<EchoLine> OpenAsync(TemporaryFolder folder)
    {
        PseudoTerminal device = PseudoTerminal.Open(folder.File("echo"));
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<Socket> accepted = listener.AcceptSocketAsync();
        IByteTransport client = await TransportAddress.Parse($"tcp://{listener.LocalEndpoint}").OpenAsync(new SerialSettings(), CancellationToken.None);
        return new EchoLine((SerialPort.Open(device.Path, new SerialSettings()), device), (client, TcpTransport.Wrap(await accepted, "echo")));
    }

    public async ValueTask SettleAsync()
    {
        foreach ((IByteTransport here, IByteTransport there) in _lines)
        {
            await here.WriteAsync(_byte, CancellationToken.None);
            await there.ReadAsync(_heard, CancellationToken.None);
            await there.WriteAsync(_byte, CancellationToken.None);
            await here.ReadAsync(_heard, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((IByteTransport here, IByteTransport there) in _lines)
        {
            await here.DisposeAsync();
            await there.DisposeAsync();
        }
    }
}
