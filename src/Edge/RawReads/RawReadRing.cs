using System.Threading.Channels;
using Edge.Operations;

namespace Edge.RawReads;

/// <summary>
/// Keeps what the presence tracker was told, so that a night can be played again. It never holds reads up: where the disk does
/// not follow or refuses, reads are dropped here, and only here, and counted.
/// </summary>
internal sealed partial class RawReadRing : IHostedService, IDisposable
{
    /// <summary>Beside the ledger.</summary>
    public const string FolderName = "reads";

    private const int Blocks = 4;
    private static readonly TimeSpan s_writeEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Channel<BlockWriter> _full = Channel.CreateBounded<BlockWriter>(Blocks), _empty = Channel.CreateBounded<BlockWriter>(Blocks);
    private readonly RingFolder _folder;
    private readonly TimeProvider _time;
    private readonly ILogger<RawReadRing> _log;
    private readonly Counter _lost;
    private readonly bool _on;
    private BlockWriter _open;
    private ITimer? _timer;
    private Task _written = Task.CompletedTask;
    private bool _refused;

    public RawReadRing(RawReadSection settings, string folder, HeardNames names, Metrics metrics, TimeProvider time, ILogger<RawReadRing> log)
    {
        (_time, _log, _on) = (time, log, settings.MaxMegabytes > 0);
        _folder = new RingFolder(folder, settings.MaxMegabytes * 1_000_000L, TimeSpan.FromDays(settings.KeepDays));
        _lost = metrics.Counter("edge_raw_read_blocks_lost_total", "Blocks of raw reads that could not be kept for replay.");
        _open = new BlockWriter(names);
        for (int i = 1; i < Blocks; i++) _empty.Writer.TryWrite(new BlockWriter(names));
    }

    /// <summary>While there is none, the next block that is full is lost.</summary>
    public int FreeBlocks => _empty.Reader.Count;

    /// <summary>Quick and without allocation; any thread.</summary>
    public void Add(in Heard heard)
    {
        if (!_on) return;
        lock (_gate)
        {
            _open.Add(heard);
            if (_open.IsFull) HandOver();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_on) return Task.CompletedTask;
        _timer = _time.CreateTimer(_ => { lock (_gate) HandOver(); }, null, s_writeEvery, s_writeEvery);
        _written = Task.Run(WriteAllAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        lock (_gate) HandOver();
        _full.Writer.TryComplete();
        await _written.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _folder.Dispose();
    }

    private async Task WriteAllAsync()
    {
        await foreach (BlockWriter block in _full.Reader.ReadAllAsync())
        {
            Write(block);
            block.Clear();
            _empty.Writer.TryWrite(block);
        }
    }

    private void HandOver()
    {
        if (_open.IsEmpty) return;
        if (_empty.Reader.TryRead(out BlockWriter? next) && _full.Writer.TryWrite(_open))
        {
            _open = next;
            return;
        }
        _lost.Add();
        _open.Clear();
    }

    private void Write(BlockWriter block)
    {
        try
        {
            _folder.Append(block.Written, _time.GetUtcNow());
            _refused = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _lost.Add();
            if (!_refused) LogRefused(e, e.Message); // once: a full disk would fill the log too
            _refused = true;
        }
    }

    [LoggerMessage(1010, LogLevel.Warning, "Raw reads cannot be kept for replay: {Why}")]
    private partial void LogRefused(Exception e, string why);
}
