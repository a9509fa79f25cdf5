using Readers;

namespace Edge.Devices;

/// <summary>Notices that an antenna has gone deaf: it listens on and hears nothing, where it used to hear tags all the time.</summary>
internal sealed class AntennaEar
{
    /// <summary>So many reads would have come in the silence by habit: too many to have stayed away by chance.</summary>
    private const double ReadsThatShouldHaveCome = 50;
    private const double SilentSeconds = 10, HabitSeconds = 60;

    /// <summary>A door that was opened so shortly before the last read may have let out what was heard.</summary>
    private static readonly TimeSpan s_hand = TimeSpan.FromSeconds(10);

    private double _readsPerSecond, _silentSeconds;
    private DateTimeOffset? _heardAt;
    private bool _told;

    public void Listened(in ListeningPeriod period)
    {
        double seconds = (period.EndedAt - period.StartedAt).TotalSeconds;
        if (seconds <= 0) return;
        if (period.Reads == 0)
        {
            _silentSeconds += seconds;
            return;
        }
        _readsPerSecond += ((period.Reads / seconds) - _readsPerSecond) * (1 - Math.Exp(-seconds / HabitSeconds));
        (_silentSeconds, _heardAt, _told) = (0, period.EndedAt, false);
    }

    /// <param name="shutSince">Since when the door of its cabinet has been shut; null when it is open or nobody knows.</param>
    /// <returns>When it heard a tag last, if it is deaf now; a shelf that somebody has emptied makes no deaf antenna.</returns>
    public DateTimeOffset? DeafSince(DateTimeOffset? shutSince)
    {
        if (_heardAt is not { } heard || _silentSeconds < SilentSeconds || _readsPerSecond * _silentSeconds < ReadsThatShouldHaveCome) return null;
        _told |= shutSince < heard - s_hand;
        return _told ? heard : null;
    }
}
