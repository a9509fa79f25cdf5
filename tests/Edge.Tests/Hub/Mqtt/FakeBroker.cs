using System.Net;
using System.Net.Sockets;
using Edge.Hub;
using Edge.Hub.Mqtt;
using Edge.Operations;

namespace Edge.Tests.Hub.Mqtt;

/// <summary>The far end of one connection, told byte by byte: for what a well-behaved broker never does.</summary>
internal sealed class FakeBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Socket? _peer;

    public FakeBroker() => _listener.Start();

    public HubConnectOptions Options => new()
    {
        Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port, ClientId = "edge-0042",
        KeepAlive = TimeSpan.FromSeconds(40),
    };

    /// <summary>Connects <paramref name="client"/> and welcomes it.</summary>
    public async Task<MqttConnection> WelcomeAsync(MqttHubClient client, string connAck = "2003000000", HubConnectOptions? options = null)
    {
        HubConnectResult result = await AnswerConnectAsync(client, connAck, options);
        Assert.Null(result.Detail);
        return Assert.IsType<MqttConnection>(result.Connection);
    }

    public async Task<HubConnectResult> AnswerConnectAsync(MqttHubClient client, string answer, HubConnectOptions? options = null)
    {
        Task<HubConnectResult> connecting = client.ConnectAsync(options ?? Options, TestContext.Current.CancellationToken);
        await AcceptAsync();
        Assert.Equal(0x10, (await ReadPacketAsync())[0]);
        await SendAsync(answer);
        return await connecting;
    }

    public async Task AcceptAsync() => _peer = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);

    public async Task SendAsync(string hex) => await _peer!.SendAsync(Convert.FromHexString(hex), TestContext.Current.CancellationToken);

    /// <summary>The next packet, whole; empty when the other side has closed.</summary>
    public async Task<byte[]> ReadPacketAsync()
    {
        List<byte> packet = [];
        byte[] one = new byte[1];
        FrameOutcome outcome;
        do
        {
            if (await _peer!.ReceiveAsync(one, TestContext.Current.CancellationToken) == 0) return [];
            packet.Add(one[0]);
            outcome = MqttFrame.TryRead(packet.ToArray(), int.MaxValue, MqttVersion.V5, out _, out _);
        }
        while (outcome == FrameOutcome.NeedMoreData);
        Assert.Equal(FrameOutcome.Complete, outcome);
        return [.. packet];
    }

    public ValueTask DisposeAsync()
    {
        _peer?.Dispose();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }
}
