using Readers.Transports;

namespace Readers.Tests.Simulator;

/// <summary>A line that is pulled out after so many more bytes, both directions counted together; those before the cut still pass.</summary>
/// <param name="pull">Ends the line, at this end or at the other. Whatever the line still brings is swallowed.</param>
internal sealed class CuttingTransport(IByteTransport line, Func<IByteTransport, ValueTask> pull) : IByteTransport
{
    private readonly Lock _gate = new();
    private int _left = int.MaxValue;

    public string Name => line.Name;

    public void CutAfter(int bytes)
    {
        lock (_gate) _left = bytes;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        while (true)
        {
            int count = await line.ReadAsync(buffer, ct);
            if (count == 0) return 0;
            (int passing, bool last) = Pass(count);
            if (last) await pull(line);
            if (passing > 0) return passing;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        (int passing, bool last) = Pass(bytes.Length);
        if (passing > 0) await line.WriteAsync(bytes[..passing], ct);
        if (last) await pull(line);
        if (passing < bytes.Length) throw new IOException($"{Name} was pulled out.");
    }

    public ValueTask DisposeAsync() => line.DisposeAsync();

    private (int Passing, bool Last) Pass(int bytes)
    {
        lock (_gate)
        {
            if (_left == int.MaxValue) return (bytes, false);
            int passing = Math.Min(bytes, _left);
            _left -= passing;
            return (passing, passing > 0 && _left == 0);
        }
    }
}
