using Edge.Operations;

namespace Edge.Devices;

/// <summary>Which shelf lamps are to burn, and until when. A restart puts them out.</summary>
internal sealed class ShelfLights(SiteSettings settings, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _litAt = [];
    private TaskCompletionSource _changed = New();

    /// <summary>Completes when a lamp is lit or put out.</summary>
    public Task Changed { get { lock (_gate) return _changed.Task; } }

    /// <summary>Every place with a lamp, in the order of the settings; until when it burns, null while it does not.</summary>
    public IReadOnlyList<(string Place, DateTimeOffset? Until)> All => [.. settings.Lights.Select(light => (light.Place, UntilOf(light.Place)))];

    public DateTimeOffset? UntilOf(string place)
    {
        if (Find(place) is not { } light) return null;
        lock (_gate)
        {
            if (!_litAt.TryGetValue(place, out long litAt)) return null;
            TimeSpan left = TimeSpan.FromSeconds(light.Seconds) - time.GetElapsedTime(litAt);
            return left > TimeSpan.Zero ? time.GetUtcNow() + left : null;
        }
    }

    /// <summary>Lights a lamp, or one that burns for its whole time again; or puts it out.</summary>
    /// <returns>False where there is no lamp.</returns>
    public bool Set(string place, bool on)
    {
        if (Find(place) is null) return false;
        lock (_gate)
        {
            if (on) _litAt[place] = time.GetTimestamp();
            else _litAt.Remove(place);
            _changed.SetResult();
            _changed = New();
        }
        return true;
    }

    private LightSection? Find(string place) => settings.Lights.Find(light => light.Place == place);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
