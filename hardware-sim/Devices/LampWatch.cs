namespace HardwareSim.Devices;

/// <summary>Looks at the lamps and tells which of them goes on or out.</summary>
/// <param name="isPulledIn">Whether a lamp's relay has current.</param>
internal sealed class LampWatch(IReadOnlyList<LampPlace> lamps, Func<LampPlace, bool> isPulledIn, Action<string> say)
{
    private readonly Dictionary<string, bool> _burning = [];

    public void Look()
    {
        foreach (LampPlace lamp in lamps)
        {
            // An alarm's lamp hangs on the contact that is closed when the relay has fallen off.
            bool burns = isPulledIn(lamp) == (lamp.Shows is not null);
            if (_burning.TryGetValue(lamp.Id, out bool was) && was == burns) continue;
            bool first = !_burning.ContainsKey(lamp.Id);
            _burning[lamp.Id] = burns;
            if (first && lamp.Shows is not null && !burns) continue; // a dark shelf is no news
            string what = lamp.Shows is { } place ? $"the lamp at {place}" : "the alarm lamp";
            say($"lamp: {what} {(burns ? "burns" : "is dark")}{(first ? ", as long as no service says that all is well" : "")}.");
        }
    }
}
