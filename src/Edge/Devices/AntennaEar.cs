using Readers;

namespace Edge.Devices;

/// <summary>Notices that an antenna has gone deaf: it listens on and hears nothing, or next to nothing, where it used to hear tags all the time.</summary>
internal sealed class AntennaEar
{
    /// <summary>So many reads have stayed away, against what is usual: too many for chance.</summary>
    private const double ReadsThatShouldHaveCome = 50;
    private const double SilentSeconds = 10, HabitSeconds = 60;

    /// <summary>A read weighs against so many that stayed away: a cut cable still hears a strong tag now and then.</summary>
    private const double WeightOfARead = 10;

    /// <summary>A silence that nobody could tell from an emptied shelf is what is usual from then on.</summary>
    private const double UsualAfterSeconds = 600;

    /// <summary>A door that was opened so shortly before may have let out what was heard.</summary>
    private static readonly TimeSpan s_hand = TimeSpan.FromSeconds(10);

    private double _readsPerSecond, _missed, _silentSeconds;
    private DateTimeOffset? _heardAt;
    private bool _told;

    public void Listened(in ListeningPeriod period)
    {
        double seconds = (period.EndedAt - period.StartedAt).TotalSeconds;
        if (seconds <= 0) return;
        _missed = Math.Max(0, _missed + (_readsPerSecond * seconds) - (WeightOfARead * period.Reads));
        if (_missed == 0)
        {
            (_silentSeconds, _heardAt, _told) = (0, period.EndedAt, false);
            _readsPerSecond += ((period.Reads / seconds) - _readsPerSecond) * (1 - Math.Exp(-seconds / HabitSeconds));
            return;
        }
        _silentSeconds += seconds;
        if (!_told && _silentSeconds > UsualAfterSeconds) (_readsPerSecond, _missed) = (0, 0);
    }

    /// <param name="shutSince">Since when the door of its cabinet has been shut; null when it is open or nobody knows.</param>
    /// <returns>When it heard tags as usual last, if it is deaf now; a shelf that somebody has emptied makes no deaf antenna.</returns>
    public DateTimeOffset? DeafSince(DateTimeOffset? shutSince)
    {
        if (_heardAt is not { } heard || _silentSeconds < SilentSeconds || _missed < ReadsThatShouldHaveCome) return null;
        _told |= shutSince < heard - s_hand;
        return _told ? heard : null;
    }
}
