using Edge.Devices;
using Edge.RawReads;
using Inventory;
using Inventory.Presence;
using Readers;

namespace Edge.Operations.Recordings;

/// <summary>A file of recorded reads, opened as the reader that it came from: the same events in the same order.</summary>
internal abstract class Recording(string path)
{
    /// <summary>Words for <c>--format</c>.</summary>
    public static readonly string[] Formats = ["r420", "sweep", "llrp", "ring"];

    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="ports">Ports of the reader that recorded it, for the time in which each has listened.</param>
    public static Recording Open(string format, string path, IReadOnlyList<byte> ports) => format switch
    {
        "r420" => new R420Recording(path, ports),
        "sweep" => new SweepRecording(path),
        "llrp" => new LlrpRecording(path, ports),
        "ring" => new RingRecording(path),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    /// <summary>What the one reader told that recorded it.</summary>
    /// <exception cref="RecordingException">The file is not of this format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public abstract IEnumerable<ReaderEvent> Events();

    /// <summary>What the presence tracker was, or would have been, told.</summary>
    /// <param name="reader">Which reader of the site recorded it, where the recording does not say so.</param>
    /// <exception cref="RecordingException">The file is not of this format.</exception>
    /// <exception cref="ReplayException">The site has no such antenna.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public virtual IEnumerable<Heard> Heard(HeardNames names, string reader)
    {
        AntennaIndex antennas = new(new PresenceLayout([], names.Antennas));
        foreach (ReaderEvent told in Events())
        {
            if (told.Kind == ReaderEventKind.TagRead)
            {
                TagRead read = told.Read;
                yield return RawReads.Heard.Of(new TagObservation(
                    Uii(read.Epc), Antenna(read.AntennaPort), read.RssiDbm ?? float.NaN, read.ObservedAt.UtcTicks));
            }
            else if (told.Kind == ReaderEventKind.Listened)
            {
                ListeningPeriod period = told.Listening;
                yield return RawReads.Heard.Of(new AntennaListened(
                    Antenna(period.AntennaPort), period.StartedAt.UtcTicks, period.EndedAt.UtcTicks));
            }
        }

        int Antenna(byte port) => antennas.Find(reader, port) is >= 0 and int antenna
            ? antenna
            : throw new ReplayException($"{Name} has reads of antenna {port}; the configuration has no such antenna at that reader.");
    }

    /// <summary>A tag as the recording writes it.</summary>
    public virtual string Write(TagUii tag) => tag.ToString();

    /// <summary>The tag that <see cref="Write"/> writes so; null where the text is none.</summary>
    public virtual TagUii? Read(string text) => TagUii.TryParse(text, out TagUii tag) && tag.LengthBytes > 0 ? tag : null;

    internal static TagUii Uii(Epc epc)
    {
        Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
        return new TagUii(epc.CopyTo(bytes));
    }

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
internal sealed class RecordingException(string where, string what) : Exception($"{where}: {what}.")
{
    public RecordingException(string path, int line, string what) : this($"{path} line {line}", what) { }
}
