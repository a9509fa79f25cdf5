using System.Globalization;
using Inventory.Presence;

namespace Edge.Operations.Recordings;

/// <summary>Plays the recordings of a request once, with one configuration.</summary>
/// <exception cref="ReplayException">Request and configuration do not fit together.</exception>
internal sealed class ReplayRun
{
    private readonly ReplayRequest _request;
    private readonly byte[] _ports;
    private readonly PresenceLayout _layout;
    private readonly Replayer _replayer;
    private readonly DateTimeOffset _from, _to;

    public ReplayRun(ReplayRequest request, SiteSettings site)
    {
        ReaderSection reader = RecordedReader.Of(site, request.Reader);
        (_request, _ports, _layout) = (request, RecordedReader.Ports(reader), SiteLayout.Of(site));
        PresenceModel model = request.Model is { } file
            ? PresenceModel.Learned(_layout, LearnedModelFile.Read(file, _layout))
            : PresenceModel.Prior(_layout);
        _replayer = new Replayer(_layout, model, SiteLayout.Options(site.Presence), reader.Id);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(site.Site.TimeZone);
        _from = Instant(request.From, zone) ?? DateTimeOffset.MinValue;
        _to = Instant(request.To, zone) ?? DateTimeOffset.MaxValue;
    }

    /// <param name="lines">What is concluded goes there; null where only the summary is wanted.</param>
    /// <param name="every">Step of recorded time at which beliefs are written; zero for none.</param>
    public ReplaySummary Play(ReplayLines? lines, TimeSpan every, TimeProvider time, CancellationToken ct)
    {
        ReplayJudge judge = new(_layout);
        Recording? recording = null;
        _replayer.Concluded = change =>
        {
            judge.Concluded(change);
            lines?.Write(change, recording!.Write(change.Tag));
        };
        if (every > TimeSpan.Zero && lines is not null)
            _replayer.Every(every, (tag, belief, at) => lines.Write(belief, at, recording!.Write(tag)));
        _replayer.Every(TimeSpan.FromSeconds(1), (tag, belief, _) => judge.Believed(tag, belief));
        long started = time.GetTimestamp();
        foreach (string path in _request.Files)
        {
            recording = Open(path);
            if (!_request.Continue) _replayer.Reset();
            judge.Begin(recording.Name);
            _replayer.Play(recording, ct);
            judge.End();
        }
        double seconds = time.GetElapsedTime(started).TotalSeconds;
        return new ReplaySummary(
            _request.Files.Count, _replayer.Reads, _replayer.Tags, _replayer.Ticks / TimeSpan.TicksPerSecond, judge.Moves,
            _replayer.Reads / seconds, judge.JudgedSeconds, judge.RightSeconds, judge.FalseMoves);
    }

    private Recording Open(string path)
    {
        Recording recording = Recording.Open(_request.Format, path, _ports);
        if (recording is RingRecording ring) return ring.Between(_from, _to);
        return _request is { From: null, To: null }
            ? recording
            : throw new ReplayException("--from and --to choose a stretch of the service's own ring; they need --format ring.");
    }

    /// <summary>With an offset as it stands, without one in the site's zone.</summary>
    private static DateTimeOffset? Instant(string? text, TimeZoneInfo zone)
    {
        if (text is null) return null;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime parsed))
        {
            if (parsed.Kind == DateTimeKind.Unspecified) return new DateTimeOffset(parsed, zone.GetUtcOffset(parsed));
            return new DateTimeOffset(parsed).ToUniversalTime();
        }
        throw new ReplayException($"'{text}' is no instant; write 2026-11-22T03:12 for the site's clock or 2026-11-21T19:12:00Z.");
    }
}
