namespace Edge.Devices;

/// <summary>Since when a device is well, or has trouble. A trouble that changes its face is one trouble, as old as its beginning.</summary>
internal sealed class TroubleAge(TimeProvider time)
{
    /// <summary>A line that works for a moment in between is not mended.</summary>
    private static readonly TimeSpan s_mendedAfter = TimeSpan.FromSeconds(10);

    private bool? _well;
    private DateTimeOffset _since, _troubleSince;
    private long _wellAt;

    /// <param name="began">When the trouble began, where that is known better than by now; counts only when it is new.</param>
    public DateTimeOffset Since(bool well, DateTimeOffset? began = null)
    {
        if (_well == well) return _since;
        bool comesBack = _well == true && _troubleSince != default && time.GetElapsedTime(_wellAt) < s_mendedAfter;
        _well = well;
        if (well)
        {
            _wellAt = time.GetTimestamp();
            return _since = time.GetUtcNow();
        }
        if (!comesBack) _troubleSince = began ?? time.GetUtcNow();
        return _since = _troubleSince;
    }
}
