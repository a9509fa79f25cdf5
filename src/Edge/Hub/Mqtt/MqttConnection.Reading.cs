using System.Text;
using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>What comes in, and what to do when nothing does.</summary>
internal sealed partial class MqttConnection
{
    private async Task ReadAsync()
    {
        await Task.Yield(); // the constructor must not run a packet's handler
        try
        {
            do
            {
                Volatile.Write(ref _lastReceived, _time.GetTimestamp());
                if (HandleAll() is not { } wrong) continue;
                await SayGoodbyeAsync(wrong.Reason ?? MqttReason.ProtocolError, wrong, CancellationToken.None);
                return;
            }
            while (!Closed.IsCompleted && await _reader.FillAsync(_ending.Token));
            End(new HubLoss(HubLossKind.Network, null, "The broker closed the connection."));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            End(new HubLoss(HubLossKind.Network, null, e.Message));
        }
    }

    /// <summary>All packets that are here.</summary>
    /// <returns>What is wrong with one of them; null when nothing is.</returns>
    private HubLoss? HandleAll()
    {
        while (true)
        {
            switch (_reader.TryNext(out MqttFrame frame))
            {
                case FrameOutcome.NeedMoreData: return null;
                case FrameOutcome.TooLarge: return Bad(MqttReason.PacketTooLarge, "A packet is longer than we take.");
                case FrameOutcome.Malformed: return Bad(MqttReason.MalformedPacket, "A packet cannot be read.");
            }
            MqttReason error = Handle(in frame);
            if (error != MqttReason.Success) return Bad(error, $"A {frame.Type} from the broker is not valid: {error}.");
            if (Closed.IsCompleted) return null;
        }

        static HubLoss Bad(MqttReason reason, string detail) => new(HubLossKind.BadPacket, reason, detail);
    }

    private MqttReason Handle(in MqttFrame frame) => frame.Type switch
    {
        MqttPacketType.PubAck => HandlePubAck(frame.Body),
        MqttPacketType.Publish => HandlePublish(in frame),
        MqttPacketType.SubAck => HandleSubAck(frame.Body),
        MqttPacketType.PingResp => HandlePingResponse(frame.Body),
        MqttPacketType.Disconnect => HandleDisconnect(frame.Body),
        _ => MqttReason.ProtocolError, // nothing that we send is answered by another type
    };

    private MqttReason HandlePubAck(ReadOnlySpan<byte> body)
    {
        MqttReason error = PubAck.TryDecode(body, _options.Version, out ushort packetId, out MqttReason reason);
        if (error == MqttReason.Success && !_window.Complete(packetId, reason)) UnexpectedAcks++;
        return error;
    }

    private MqttReason HandlePublish(in MqttFrame frame)
    {
        MqttReason error = IncomingPublish.TryDecode(in frame, _options.Version, out IncomingPublish publish);
        if (error != MqttReason.Success) return error;
        if (publish.Qos == 2) return MqttReason.ProtocolError; // we subscribe at QoS 1
        HubDelivery delivery = new(
            Encoding.UTF8.GetString(publish.Topic), publish.Payload.ToArray(), publish.Retain, publish.PacketId,
            publish.ResponseTopic.IsEmpty ? null : Encoding.UTF8.GetString(publish.ResponseTopic),
            publish.CorrelationData.ToArray());
        if (_deliveries.Writer.TryWrite(delivery)) return MqttReason.Success;
        Overrun++;
        return _options.Version == MqttVersion.V5 && publish.Qos == 1 ? MqttReason.ReceiveMaximumExceeded : MqttReason.Success;
    }

    private MqttReason HandleSubAck(ReadOnlySpan<byte> body)
    {
        MqttReason error = SubAck.TryDecode(body, _options.Version, out ushort packetId, out MqttReason reason);
        if (error == MqttReason.Success && packetId == SubscribeId) Volatile.Read(ref _subscription)?.TrySetResult(reason);
        return error;
    }

    private MqttReason HandlePingResponse(ReadOnlySpan<byte> body)
    {
        Volatile.Write(ref _pingSent, -1);
        return body.IsEmpty ? MqttReason.Success : MqttReason.MalformedPacket;
    }

    private MqttReason HandleDisconnect(ReadOnlySpan<byte> body)
    {
        MqttReason error = ServerDisconnect.TryDecode(body, _options.Version, out ServerDisconnect? disconnect);
        if (disconnect is not null)
        {
            string text = disconnect.Text is null ? "" : $" \"{disconnect.Text}\"";
            string elsewhere = disconnect.ServerReference is null ? "" : $" It names another server: {disconnect.ServerReference}.";
            End(new HubLoss(HubLossKind.ByBroker, disconnect.Reason, $"The broker ended it: {disconnect.Reason}.{text}{elsewhere}"));
        }
        return error;
    }

    /// <summary>Pings in silence, and ends a connection that is only open in name.</summary>
    private async Task WatchAsync()
    {
        bool pings = KeepAlive > TimeSpan.Zero; // 0 from the broker: it wants none
        TimeSpan step = TimeSpan.FromTicks(Math.Min((pings ? KeepAlive : _options.AckTimeout).Ticks / 4, _options.AnswerTimeout.Ticks));
        using PeriodicTimer timer = new(TimeSpan.FromTicks(Math.Max(step.Ticks, TimeSpan.TicksPerMillisecond * 50)), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token))
            {
                if (_window.OldestTimestamp() is { } oldest && _time.GetElapsedTime(oldest) > _options.AckTimeout)
                    End(new HubLoss(HubLossKind.NoAnswer, null, "The broker did not acknowledge a message."));
                else if (Volatile.Read(ref _pingSent) is >= 0 and long sent)
                {
                    if (_time.GetElapsedTime(sent) >= _options.AnswerTimeout)
                        End(new HubLoss(HubLossKind.NoAnswer, MqttReason.KeepAliveTimeout, "The broker is silent."));
                }
                else if (pings && (IsOld(ref _lastSent) || IsOld(ref _lastReceived)))
                {
                    Volatile.Write(ref _pingSent, _time.GetTimestamp());
                    Write(SmallPackets.PingRequest);
                }
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            return; // the connection is over: nothing to watch
        }

        // half of the keep-alive: with the step of a quarter the broker hears from us within three quarters
        bool IsOld(ref long stamp) => _time.GetElapsedTime(Volatile.Read(ref stamp)) >= KeepAlive / 2;
    }
}
