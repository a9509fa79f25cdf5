using System.Net;
using System.Net.Sockets;

namespace Testing;

public static class LoopbackPort
{
    /// <summary>A TCP port that nobody listens on at this moment.</summary>
    public static int Free()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
