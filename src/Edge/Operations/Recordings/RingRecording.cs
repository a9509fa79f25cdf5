using Edge.RawReads;
using Readers;

namespace Edge.Operations.Recordings;

/// <summary>The service's own ring of raw reads, or one file of it: every reader and every door of the site.</summary>
internal sealed class RingRecording(string path) : Recording(path)
{
    private DateTimeOffset _from = DateTimeOffset.MinValue, _to = DateTimeOffset.MaxValue;

    /// <summary>Only what was heard between two instants.</summary>
    public RingRecording Between(DateTimeOffset from, DateTimeOffset to)
    {
        (_from, _to) = (from, to);
        return this;
    }

    public override IEnumerable<ReaderEvent> Events() =>
        throw new ReplayException("A ring holds the reads of all readers; it cannot be taken as the recording of one.");

    public override IEnumerable<Heard> Heard(HeardNames names, string reader) => RingReader.Read(
        Path, _from, _to, names, static (file, offset) => throw new RecordingException($"{file} byte {offset}", "the file was cut or damaged from here on"));
}
