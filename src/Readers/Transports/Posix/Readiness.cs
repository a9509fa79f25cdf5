using Microsoft.Win32.SafeHandles;

namespace Readers.Transports.Posix;

/// <summary>Waits until a descriptor can be read or written, on one thread of its own, woken by an event descriptor.</summary>
/// <remarks>
/// A blocking read on a terminal cannot be interrupted by a token or by closing the descriptor; poll together with an event
/// descriptor can. The thread holds both descriptors open until it has left poll, so a number is never reused under it.
/// One waiter for reading and one for writing at a time.
/// </remarks>
internal sealed class Readiness : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SafeFileHandle _watched, _wake;
    private readonly string _name;
    private readonly short _readEvents;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _reader, _writer;
    private bool _closed;

    /// <param name="watched">Owned from here on: closed when the thread has ended.</param>
    /// <param name="readEvents">What "readable" means: POLLIN for lines, POLLPRI for attributes of the kernel.</param>
    public Readiness(SafeFileHandle watched, string name, short readEvents = Libc.POLLIN)
    {
        _watched = watched;
        _name = name;
        _readEvents = readEvents;
        _wake = Libc.EventDescriptor(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK);
        if (_wake.IsInvalid)
        {
            watched.Dispose();
            throw Libc.Failure("No event descriptor");
        }
        new Thread(Run, maxStackSize: 128 * 1024) { IsBackground = true, Name = $"poll {name}" }.Start();
    }

    /// <summary>True once disposing has begun.</summary>
    public bool Closed { get { lock (_gate) return _closed; } }

    /// <summary>Returns when a read would not block, also because the line has failed: the read then says so.</summary>
    /// <exception cref="IOException">Disposed.</exception>
    public ValueTask ReadableAsync(CancellationToken ct) => WaitAsync(forWriting: false, ct);

    /// <summary>Returns when a write would not block, also because the line has failed.</summary>
    /// <exception cref="IOException">Disposed.</exception>
    public ValueTask WritableAsync(CancellationToken ct) => WaitAsync(forWriting: true, ct);

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _closed = true;
                Wake();
            }
            _reader?.TrySetException(ClosedException());
            _writer?.TrySetException(ClosedException());
        }
        await _ended.Task;
    }

    public IOException ClosedException() => new($"{_name} was closed.");

    private async ValueTask WaitAsync(bool forWriting, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_closed) throw ClosedException();
            if ((forWriting ? _writer : _reader) is not null)
                throw new InvalidOperationException($"{_name} has one reader and one writer at a time.");
            if (forWriting) _writer = waiter;
            else _reader = waiter;
            Wake();
        }
        using (ct.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter))
        {
            try
            {
                await waiter.Task;
            }
            finally
            {
                lock (_gate)
                {
                    if (forWriting) _writer = null;
                    else _reader = null;
                }
            }
        }
    }

    private unsafe void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(_wake, (byte*)&one, sizeof(ulong));
    }

    private unsafe void Run()
    {
        Libc.PollDescriptor* descriptors = stackalloc Libc.PollDescriptor[2];
        int watched = (int)_watched.DangerousGetHandle(), wake = (int)_wake.DangerousGetHandle();
        while (true)
        {
            short events = 0;
            lock (_gate)
            {
                if (_closed) break;
                if (_reader is { Task.IsCompleted: false }) events |= _readEvents;
                if (_writer is { Task.IsCompleted: false }) events |= Libc.POLLOUT;
            }
            // Nobody waits: a hung-up line would report so without end, hence it is left out (-1) until somebody does.
            descriptors[0] = new Libc.PollDescriptor { Descriptor = events == 0 ? -1 : watched, Events = events };
            descriptors[1] = new Libc.PollDescriptor { Descriptor = wake, Events = Libc.POLLIN };
            _ = Libc.Poll(descriptors, 2, -1);
            if (descriptors[1].Returned != 0)
            {
                ulong count;
                _ = Libc.Read(_wake, (byte*)&count, sizeof(ulong));
            }
            Complete(descriptors[0].Returned);
        }
        _watched.Dispose();
        _wake.Dispose();
        _ended.SetResult();
    }

    private void Complete(short returned)
    {
        if (returned == 0) return;
        const short Failed = Libc.POLLERR | Libc.POLLHUP | Libc.POLLNVAL;
        lock (_gate)
        {
            if ((returned & (_readEvents | Failed)) != 0) _reader?.TrySetResult();
            if ((returned & (Libc.POLLOUT | Failed)) != 0) _writer?.TrySetResult();
        }
    }
}
