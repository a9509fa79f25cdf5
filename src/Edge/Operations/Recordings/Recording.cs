using Inventory;
using Readers;

namespace Edge.Operations.Recordings;

/// <summary>A file of recorded reads, opened as the reader that it came from: the same events in the same order.</summary>
internal abstract class Recording(string path)
{
    /// <summary>Words for <c>--format</c>.</summary>
    public static readonly string[] Formats = ["r420", "sweep"];

    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="ports">Ports of the reader that recorded it, for the time in which each has listened.</param>
    public static Recording Open(string format, string path, IReadOnlyList<byte> ports) => format switch
    {
        "r420" => new R420Recording(path, ports),
        "sweep" => new SweepRecording(path),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    /// <exception cref="RecordingException">The file is not of this format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public abstract IEnumerable<ReaderEvent> Events();

    /// <summary>A tag as the recording writes it.</summary>
    public virtual string Write(TagUii tag) => tag.ToString();

    /// <summary>Lines after the heading, with their number, cut at commas.</summary>
    protected IEnumerable<(int Line, string Text)> Lines(string heading)
    {
        using StreamReader file = new(Path);
        string? first = file.ReadLine();
        if (first is null || !first.StartsWith(heading, StringComparison.Ordinal))
            throw new RecordingException(Path, 1, $"the heading must begin with '{heading}'");
        int line = 1;
        while (file.ReadLine() is { } text)
        {
            line++;
            if (text.Length > 0) yield return (line, text);
        }
    }
}

/// <summary>A recording is not what its format says.</summary>
internal sealed class RecordingException(string path, int line, string what)
    : Exception($"{path} line {line}: {what}.");
