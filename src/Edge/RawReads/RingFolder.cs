namespace Edge.RawReads;

/// <summary>The files of the ring: one an hour and one a start, the oldest dropped when there is too much of them.</summary>
/// <param name="folder">Made when the first block comes.</param>
/// <param name="maxBytes">Of all files together; the one that is being written is kept in any case.</param>
/// <param name="keep">A file whose newest reads are older is dropped.</param>
internal sealed class RingFolder(string folder, long maxBytes, TimeSpan keep) : IDisposable
{
    private static readonly TimeSpan s_fileSpan = TimeSpan.FromHours(1);
    private FileStream? _file;
    private long _bytes;
    private DateTimeOffset _begins;
    private byte[] _scratch = [];

    /// <exception cref="IOException">The disk refuses; the next block is tried in a new file.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Append(ReadOnlySpan<byte> block, DateTimeOffset now)
    {
        try
        {
            if (_file is null || now - _begins >= s_fileSpan || now < _begins) Begin(now);
            _bytes += RingFile.Append(_file!, block, ref _scratch);
            if (_bytes > maxBytes) DropOldest(now);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Files with reads of a stretch of time, oldest first.</summary>
    public static IReadOnlyList<string> Between(string folder, DateTimeOffset from, DateTimeOffset to)
    {
        string[] files = All(folder);
        // A file reaches until the next begins.
        return [.. files.Where((file, i) =>
            RingFile.BeginOf(file) <= to && (i + 1 == files.Length || RingFile.BeginOf(files[i + 1]) >= from))];
    }

    public void Dispose() => Close();

    private void Begin(DateTimeOffset now)
    {
        Close();
        Directory.CreateDirectory(folder);
        DropOldest(now);
        _file = new FileStream(Path.Combine(folder, RingFile.NameOf(now)), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _begins = now;
    }

    /// <summary>Drops what is too old or too much; never the file that is being written.</summary>
    private void DropOldest(DateTimeOffset now)
    {
        string[] files = All(folder);
        _bytes = files.Sum(static file => new FileInfo(file).Length);
        for (int i = 0; i < files.Length && files[i] != _file?.Name; i++)
        {
            DateTimeOffset ends = i + 1 < files.Length ? RingFile.BeginOf(files[i + 1])!.Value : RingFile.BeginOf(files[i])!.Value + s_fileSpan;
            if (ends >= now - keep && _bytes <= maxBytes) return;
            _bytes -= new FileInfo(files[i]).Length;
            File.Delete(files[i]);
        }
    }

    private static string[] All(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        string[] files = [.. Directory.EnumerateFiles(folder, "*" + RingFile.Extension).Where(static file => RingFile.BeginOf(file) is not null)];
        Array.Sort(files, StringComparer.Ordinal); // their names are their instants
        return files;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
