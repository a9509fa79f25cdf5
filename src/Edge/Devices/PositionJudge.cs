using Edge.Operations;
using Readers.Gnss;
using Readers.Sensors;

namespace Edge.Devices;

/// <summary>What a receiver's reports, and their absence, mean for where the vehicle is. Ages count by the monotonic clock. Any thread.</summary>
internal sealed class PositionJudge(PositionSection settings, TimeProvider time)
{
    /// <summary>Sentences come, but none has told a whole position for too long: most are damaged.</summary>
    public const string StalePosition = nameof(StalePosition);

    private readonly Lock _gate = new();
    private readonly TimeSpan _staleAfter = TimeSpan.FromSeconds(settings.StaleAfterSeconds);
    private readonly TroubleAge _age = new(time);
    private GnssFix? _last;
    private long _lastAt;
    private FixFault _fault;
    private string? _lost;
    private DateTimeOffset? _heardAt;

    /// <summary>The receiver has said something.</summary>
    public void Take(in GnssReport report)
    {
        lock (_gate)
        {
            (_heardAt, _lost, _fault) = (report.ObservedAt, null, report.Fault);
            if (report.Fix is not { } fix) return;
            (_last, _lastAt) = (fix, time.GetTimestamp());
        }
    }

    /// <param name="finding">Why the receiver is not to be had.</param>
    public void Lose(string finding)
    {
        lock (_gate) _lost = finding;
    }

    /// <remarks>
    /// A fix that is younger than the limit stays the present position, also under a bridge: its age is told with it. A line that is gone is a
    /// finding at once.
    /// </remarks>
    public PositionLive Now()
    {
        lock (_gate)
        {
            bool fresh = _last is not null && time.GetElapsedTime(_lastAt) <= _staleAfter;
            PositionState state = this switch
            {
                _ when fresh => _last!.Quality == ReadingQuality.Good ? PositionState.Current : PositionState.Suspect,
                { _lost: not null } => PositionState.Lost,
                { _heardAt: null } => PositionState.NeverHeard,
                { _fault: FixFault.None or FixFault.Frozen } => PositionState.Stale,
                _ => PositionState.NoFix,
            };
            string? finding = _lost ?? state switch
            {
                PositionState.Current => null,
                PositionState.Suspect => _last!.Fault.ToString(),
                PositionState.NeverHeard => "starting",
                _ when _fault == FixFault.None => StalePosition,
                _ => _fault.ToString(),
            };
            return new PositionLive(settings.Id, state, _last, finding, _age.Since(finding is null, fresh ? null : _last?.ObservedAt))
            {
                LastTimestamp = _lastAt,
                HeardAt = _heardAt,
            };
        }
    }
}
