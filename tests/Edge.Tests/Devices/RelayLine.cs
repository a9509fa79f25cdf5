using System.Threading.Channels;
using Readers.Contacts;

namespace Edge.Tests.Devices;

/// <summary>A relay that remembers what it was told; only changes are handed to the test.</summary>
internal sealed class RelayLine : IOutputLine
{
    private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();
    private bool? _told;

    public string Name => "relay";
    public bool PulledIn => _told == true;
    public bool Disposed { get; private set; }
    public volatile bool Broken;

    public IOutputLine Open() => Broken ? throw new IOException("no such chip") : this;

    public void Energize(bool on)
    {
        if (_told == on) return;
        _told = on;
        _changes.Writer.TryWrite(on);
    }

    public async Task<bool> NextAsync() => await _changes.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public void Dispose() => Disposed = true;
}
