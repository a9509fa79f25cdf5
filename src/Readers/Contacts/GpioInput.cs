using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Readers.Transports.Posix;

namespace Readers.Contacts;

/// <summary>An input whose changes the kernel tells as events, with the instant at which they happened.</summary>
/// <remarks>The kernel drops events when too many wait; now and then the level itself is asked, so that none is missed for good.</remarks>
/// <param name="line">Gives events; owned from here on.</param>
/// <param name="level">Asks for the level now.</param>
internal sealed class GpioInput(SafeFileHandle line, Func<bool> level, string name, TimeProvider time) : IContactInput
{
    private static readonly TimeSpan s_askEvery = TimeSpan.FromSeconds(1);

    private readonly Readiness _readiness = new(line, name);
    private Task? _event;
    private bool? _told;
    private long _heardTicks; // UTC; 0 for never. Whole in one piece: it is read from another thread than the one that waits

    public string Name => name;

    public DateTimeOffset? HeardAt => Volatile.Read(ref _heardTicks) is not 0 and long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public async ValueTask<ContactState> NextAsync(CancellationToken ct)
    {
        if (_told is null) return Tell(level(), time.GetUtcNow());
        while (true)
        {
            _event ??= _readiness.ReadableAsync(CancellationToken.None).AsTask(); // kept over calls: a wait costs no event
            try
            {
                await _event.WaitAsync(s_askEvery, time, ct);
            }
            catch (TimeoutException)
            {
                if (level() is var now && now != _told) return Tell(now, time.GetUtcNow());
                Volatile.Write(ref _heardTicks, time.GetUtcNow().UtcTicks);
                continue;
            }
            _event = null;
            (ulong monotonicNs, bool high) = ReadEvent();
            if (high != _told) return Tell(high, InstantOf(monotonicNs));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _readiness.DisposeAsync();
        if (_event is not null) await Task.WhenAny(_event); // it ends with the line
    }

    private ContactState Tell(bool high, DateTimeOffset at)
    {
        _told = high;
        Volatile.Write(ref _heardTicks, at.UtcTicks);
        return new ContactState(1, high, at);
    }

    /// <summary>The kernel stamps with the machine's monotonic clock, which is also the stopwatch's.</summary>
    private DateTimeOffset InstantOf(ulong monotonicNs)
    {
        long nowNs = (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        long agoNs = Math.Clamp(nowNs - (long)monotonicNs, 0, (long)s_askEvery.TotalNanoseconds * 60);
        return time.GetUtcNow() - TimeSpan.FromTicks(agoNs / TimeSpan.NanosecondsPerTick);
    }

    private unsafe (ulong MonotonicNs, bool High) ReadEvent()
    {
        byte* bytes = stackalloc byte[GpioAbi.EventBytes];
        nint count = Libc.Read(line, bytes, GpioAbi.EventBytes);
        if (count < 0) throw Libc.Failure($"{name} is gone", Marshal.GetLastPInvokeError());
        if (count != GpioAbi.EventBytes) throw new IOException($"{name} is gone: the kernel tells no more events.");
        return GpioAbi.ReadEvent(new ReadOnlySpan<byte>(bytes, GpioAbi.EventBytes));
    }
}
