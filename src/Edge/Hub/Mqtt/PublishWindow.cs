using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;

namespace Edge.Hub.Mqtt;

/// <summary>
/// The messages that the broker has not acknowledged. A place in the window is a packet identifier, and is reused as soon as its
/// outcome was awaited, so that a message costs no memory of its own.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification =
    "A semaphore without a wait handle holds nothing, and those who learn of the end still release this one.")]
internal sealed class PublishWindow
{
    private readonly Lock _gate = new();
    private readonly Slot[] _slots;
    private readonly Stack<int> _free;
    private readonly SemaphoreSlim _room;
    private bool _closed;

    /// <param name="size">1 to 65,534: the last identifier is kept for SUBSCRIBE.</param>
    public PublishWindow(int size)
    {
        _slots = new Slot[size];
        _free = new Stack<int>(size);
        for (int i = size - 1; i >= 0; i--)
        {
            _slots[i] = new Slot(this, i);
            _free.Push(i);
        }
        _room = new SemaphoreSlim(size);
    }

    public int Size => _slots.Length;

    /// <returns>False: there is no room now.</returns>
    public bool TryEnter() => _room.Wait(0);

    public Task EnterAsync(CancellationToken ct) => _room.WaitAsync(ct);

    /// <summary>Takes a free place. Only after entering.</summary>
    /// <param name="timestamp">When the message leaves, on the clock that <see cref="OldestTimestamp"/> is compared with.</param>
    /// <returns>The packet identifier; 0 when the connection is over.</returns>
    public ushort Take(long timestamp, out ValueTask<PublishOutcome> outcome)
    {
        lock (_gate)
        {
            if (_closed)
            {
                _room.Release();
                outcome = ValueTask.FromResult(PublishOutcome.Lost);
                return 0;
            }
            Slot slot = _slots[_free.Pop()];
            outcome = slot.Start(timestamp);
            return slot.PacketId;
        }
    }

    /// <returns>False: nothing waits for this identifier.</returns>
    public bool Complete(ushort packetId, MqttReason reason)
    {
        if (packetId == 0 || packetId > _slots.Length) return false;
        Slot slot = _slots[packetId - 1];
        lock (_gate)
        {
            if (!slot.Pending) return false;
            slot.Pending = false;
        }
        slot.Finish(new PublishOutcome(reason));
        return true;
    }

    /// <summary>Leaving time of the message that waits longest; null when none waits.</summary>
    public long? OldestTimestamp()
    {
        long? oldest = null;
        lock (_gate)
        {
            foreach (Slot slot in _slots)
                if (slot.Pending && !(slot.Timestamp >= oldest)) oldest = slot.Timestamp;
        }
        return oldest;
    }

    /// <summary>The connection is over: whoever waits learns that the outcome is unknown.</summary>
    public void Close()
    {
        List<Slot> lost = [];
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            foreach (Slot slot in _slots)
            {
                if (!slot.Pending) continue;
                slot.Pending = false;
                lost.Add(slot);
            }
        }
        foreach (Slot slot in lost) slot.Finish(PublishOutcome.Lost);
        _room.Release(_slots.Length); // those who wait for room come through and find it closed
    }

    private void Free(int index)
    {
        lock (_gate) _free.Push(index);
        _room.Release();
    }

    private sealed class Slot(PublishWindow owner, int index) : IValueTaskSource<PublishOutcome>
    {
        // whoever awaits goes on elsewhere: the reading loop must not run other people's code
        private ManualResetValueTaskSourceCore<PublishOutcome> _core = new() { RunContinuationsAsynchronously = true };

        public bool Pending { get; set; }
        public long Timestamp { get; private set; }
        public ushort PacketId => (ushort)(index + 1);

        public ValueTask<PublishOutcome> Start(long timestamp)
        {
            Pending = true;
            Timestamp = timestamp;
            return new ValueTask<PublishOutcome>(this, _core.Version);
        }

        public void Finish(PublishOutcome outcome) => _core.SetResult(outcome);

        public PublishOutcome GetResult(short token)
        {
            PublishOutcome outcome = _core.GetResult(token);
            _core.Reset();
            owner.Free(index);
            return outcome;
        }

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(
            Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
