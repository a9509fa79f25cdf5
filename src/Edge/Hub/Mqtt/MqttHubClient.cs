using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>The hub client over our own MQTT: 5 and 3.1.1, TCP and TLS. Why our own: docs/adr/0003.</summary>
public sealed class MqttHubClient(TimeProvider time) : IHubClient
{
    public async Task<HubConnectResult> ConnectAsync(HubConnectOptions options, CancellationToken ct)
    {
        using CancellationTokenSource limit = new(options.AnswerTimeout, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        Stream? stream = null;
        try
        {
            stream = await OpenAsync(options, both.Token);
            await stream.WriteAsync(
                ConnectEncoder.Encode(options, MqttConnection.MaxIncomingBytes, MqttConnection.ReceiveMaximum), both.Token);
            PacketReader reader = new(stream, options.Version, MqttConnection.MaxIncomingBytes);
            (ConnAck? welcome, string? wrong) = await ReadWelcomeAsync(reader, options.Version, both.Token);
            if (welcome is null) return new HubConnectResult(null, null, wrong);
            if (Unusable(welcome) is { } why) return new HubConnectResult(null, welcome.Reason, why);
            MqttConnection connection = new(stream, reader, options, welcome, time);
            stream = null; // the connection's from now on
            return new HubConnectResult(connection, welcome.Reason, null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new HubConnectResult(null, null, $"{options.Host}:{options.Port} did not answer in {options.AnswerTimeout.TotalSeconds:0.#} s.");
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or CryptographicException
            or UnauthorizedAccessException)
        {
            return new HubConnectResult(null, null, e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
        }
        finally
        {
            if (stream is not null) await stream.DisposeAsync();
        }
    }

    private static async Task<Stream> OpenAsync(HubConnectOptions options, CancellationToken ct)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }; // a flush already holds all there is
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, ct);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        NetworkStream plain = new(socket, ownsSocket: true);
        return options.Tls is null ? plain : await TlsStreams.AuthenticateAsync(plain, options.Host, options.Tls, ct);
    }

    private static async Task<(ConnAck? Welcome, string? Wrong)> ReadWelcomeAsync(
        PacketReader reader, MqttVersion version, CancellationToken ct)
    {
        while (true)
        {
            if (TryReadWelcome(reader, version, out ConnAck? welcome, out string? wrong)) return (welcome, wrong);
            if (!await reader.FillAsync(ct)) return (null, "The broker closed the connection without an answer.");
        }
    }

    /// <returns>False: not here yet.</returns>
    private static bool TryReadWelcome(PacketReader reader, MqttVersion version, out ConnAck? welcome, out string? wrong)
    {
        (welcome, wrong) = (null, null);
        FrameOutcome outcome = reader.TryNext(out MqttFrame frame);
        if (outcome == FrameOutcome.NeedMoreData) return false;
        MqttReason error = outcome == FrameOutcome.Complete && frame.Type == MqttPacketType.ConnAck
            ? ConnAck.TryDecode(frame.Body, version, out welcome)
            : MqttReason.ProtocolError;
        if (error != MqttReason.Success) wrong = $"What answers there is no MQTT broker ({error}).";
        return true;
    }

    private static string? Unusable(ConnAck welcome) => welcome switch
    {
        { Reason: not MqttReason.Success } =>
            $"The broker refused: {welcome.Reason}."
            + (welcome.ReasonString is null ? "" : $" \"{welcome.ReasonString}\"")
            + (welcome.ServerReference is null ? "" : $" It names another server: {welcome.ServerReference}."),
        { MaximumQos: 0 } => "The broker takes no message at QoS 1, so none could be acknowledged.",
        _ => null,
    };
}
