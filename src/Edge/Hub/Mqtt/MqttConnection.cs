using System.Diagnostics;
using System.Threading.Channels;
using Edge.Operations;

namespace Edge.Hub.Mqtt;

/// <summary>One open MQTT connection: a reading loop, a watch on silence, and a flush that runs while there is something to send.</summary>
internal sealed partial class MqttConnection : IHubConnection, IThreadPoolWorkItem
{
    /// <summary>Longest packet that we take: commands are small.</summary>
    public const int MaxIncomingBytes = 64 * 1024;

    /// <summary>Commands that may wait for our acknowledgement; also the length of the queue of deliveries.</summary>
    public const int ReceiveMaximum = 16;

    private const ushort SubscribeId = ushort.MaxValue; // one subscription at a time; publishing counts from 1

    private readonly Stream _stream;
    private readonly PacketReader _reader;
    private readonly HubConnectOptions _options;
    private readonly ConnAck _welcome;
    private readonly TimeProvider _time;
    private readonly PublishWindow _window;
    private readonly Channel<HubDelivery> _deliveries = Channel.CreateBounded<HubDelivery>(ReceiveMaximum);
    private readonly TaskCompletionSource<HubLoss> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _subscribing = new(1);
    private readonly Task _reading, _watching;
    private SendBuffer _waiting = new(), _leaving = new();
    private bool _flushing;
    private TaskCompletionSource<MqttReason?>? _subscription;
    private TaskCompletionSource? _drained;
    private long _lastSent, _lastReceived;
    private long _pingSent = -1;

    /// <param name="stream">Just past CONNACK.</param>
    /// <param name="reader">May already hold what came behind it.</param>
    public MqttConnection(Stream stream, PacketReader reader, HubConnectOptions options, ConnAck welcome, TimeProvider time)
    {
        (_stream, _reader, _options, _welcome, _time) = (stream, reader, options, welcome, time);
        _window = new PublishWindow(Math.Min(Math.Min(options.Window, welcome.ReceiveMaximum), SubscribeId - 1));
        _lastSent = _lastReceived = time.GetTimestamp();
        _reading = ReadAsync();
        _watching = WatchAsync();
    }

    public int Window => _window.Size;
    public long MaximumPacketBytes => _welcome.MaximumPacketBytes;
    public bool HasReasonCodes => _options.Version == MqttVersion.V5;
    public bool SessionPresent => _welcome.SessionPresent;
    public Task<HubLoss> Closed => _closed.Task;
    public ChannelReader<HubDelivery> Deliveries => _deliveries.Reader;

    /// <summary>Acknowledgements for which nothing waited.</summary>
    public long UnexpectedAcks { get; private set; }

    /// <summary>Commands that came while the queue was full; the broker brings them again after a reconnect.</summary>
    public long Overrun { get; private set; }

    private TimeSpan KeepAlive => _welcome.KeepAlive ?? _options.KeepAlive;

    public ValueTask<HubTicket> SendAsync(HubMessage message, CancellationToken ct)
    {
        int size = PublishEncoder.SizeOf(in message, _options.Version, out int remaining, out int propertyBytes);
        if (size > _welcome.MaximumPacketBytes) return Refused(MqttReason.PacketTooLarge);
        if (message.Retain && !_welcome.RetainAvailable) return Refused(MqttReason.RetainNotSupported);
        return _window.TryEnter()
            ? ValueTask.FromResult(Send(in message, size, remaining, propertyBytes))
            : SendWhenThereIsRoomAsync(message, size, remaining, propertyBytes, ct);

        static ValueTask<HubTicket> Refused(MqttReason reason) =>
            ValueTask.FromResult(new HubTicket(ValueTask.FromResult(new PublishOutcome(reason))));
    }

    private async ValueTask<HubTicket> SendWhenThereIsRoomAsync(
        HubMessage message, int size, int remaining, int propertyBytes, CancellationToken ct)
    {
        await _window.EnterAsync(ct);
        return Send(in message, size, remaining, propertyBytes);
    }

    private HubTicket Send(in HubMessage message, int size, int remaining, int propertyBytes)
    {
        ValueTask<PublishOutcome> outcome;
        lock (_gate)
        {
            ushort packetId = _window.Take(_time.GetTimestamp(), out outcome);
            if (packetId == 0) return new HubTicket(outcome);
            int written = PublishEncoder.Write(
                _waiting.GetSpan(size), in message, packetId, _options.Version, remaining, propertyBytes);
            Debug.Assert(written == size, "The size was computed for another packet.");
            _waiting.Advance(written);
            StartFlush();
        }
        return new HubTicket(outcome);
    }

    public async Task<MqttReason?> SubscribeAsync(string filter, CancellationToken ct)
    {
        await _subscribing.WaitAsync(ct);
        try
        {
            TaskCompletionSource<MqttReason?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _subscription, answer);
            Write(SmallPackets.Subscribe(SubscribeId, filter, _options.Version));
            if (Closed.IsCompleted) return null;
            return await answer.Task.WaitAsync(_options.AnswerTimeout, _time, ct);
        }
        catch (TimeoutException)
        {
            End(new HubLoss(HubLossKind.NoAnswer, null, "The broker did not answer a subscription."));
            return null;
        }
        finally
        {
            Volatile.Write(ref _subscription, null);
            _subscribing.Release();
        }
    }

    public void Acknowledge(HubDelivery delivery)
    {
        if (delivery.PacketId != 0) Write(SmallPackets.PubAck(delivery.PacketId));
    }

    public Task DisconnectAsync(CancellationToken ct) => SayGoodbyeAsync(
        MqttReason.Success, new HubLoss(HubLossKind.Local, null, "Closed by this service."), ct);

    public async ValueTask DisposeAsync()
    {
        End(new HubLoss(HubLossKind.Local, null, "Dropped by this service."));
        await Task.WhenAll(_reading, _watching);
        await _stream.DisposeAsync();
        _ending.Dispose();
        _subscribing.Dispose();
    }

    private void Write(ReadOnlySpan<byte> packet)
    {
        lock (_gate)
        {
            _waiting.Write(packet);
            StartFlush();
        }
    }

    /// <summary>Only inside the lock.</summary>
    private void StartFlush()
    {
        if (_flushing) return;
        _flushing = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private async Task FlushAsync()
    {
        try
        {
            while (true)
            {
                lock (_gate)
                {
                    if (_waiting.IsEmpty || Closed.IsCompleted)
                    {
                        _flushing = false;
                        _drained?.TrySetResult();
                        return;
                    }
                    (_waiting, _leaving) = (_leaving, _waiting);
                }
                Volatile.Write(ref _lastSent, _time.GetTimestamp()); // before: an answer may be quicker than the end of the write
                await _stream.WriteAsync(_leaving.Written, _ending.Token);
                _leaving.Clear();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            End(new HubLoss(HubLossKind.Network, null, e.Message)); // the buffer keeps its flag: nothing leaves any more
        }
    }

    private async Task SayGoodbyeAsync(MqttReason reason, HubLoss loss, CancellationToken ct)
    {
        TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _drained = drained;
            _waiting.Write(SmallPackets.Disconnect(reason, _options.Version));
            StartFlush();
        }
        try
        {
            await Task.WhenAny(drained.Task, Closed).WaitAsync(_options.AnswerTimeout, _time, ct);
        }
        catch (TimeoutException)
        {
            loss = loss with { Detail = loss.Detail + " The broker did not take the farewell." };
        }
        finally
        {
            End(loss);
        }
    }

    /// <summary>The first cause counts. Wakes everybody who waits for something of this connection.</summary>
    private void End(HubLoss loss)
    {
        if (!_closed.TrySetResult(loss)) return;
        _ending.Cancel();
        _window.Close();
        _deliveries.Writer.TryComplete();
        Volatile.Read(ref _subscription)?.TrySetResult(null);
        _stream.Dispose();
    }
}
