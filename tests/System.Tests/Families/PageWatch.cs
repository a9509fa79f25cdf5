using System.Text.Json;

namespace SystemTests.Families;

/// <summary>One look at one device on the devices page.</summary>
/// <param name="Told">What is wrong with it, and since when: with its line, and what it reports itself.</param>
internal sealed record Look(DateTimeOffset At, IReadOnlyList<(string Finding, DateTimeOffset Since)> Told);

/// <summary>Looks at the devices page once a second, as a technician would who never sleeps, and at how well this machine keeps up.</summary>
internal sealed class PageWatch(FamilySite site)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1), s_beat = TimeSpan.FromSeconds(0.5);

    /// <summary>So late, the shortest time-outs of the drivers (a second of the site's time) have run out without anybody's fault.</summary>
    private static readonly TimeSpan s_stalled = TimeSpan.FromSeconds(0.7);

    private readonly Dictionary<string, List<Look>> _looks = [];
    private readonly List<Span> _stalls = [];

    public IReadOnlyDictionary<string, List<Look>> Looks => _looks;

    /// <summary>When this machine did not let the service run in time: fast time makes a second of every tenth.</summary>
    public IReadOnlyList<Span> Stalls => _stalls;

    public Task RunAsync(CancellationToken over) => Task.WhenAll(LookAsync(over), FeelAsync(over));

    private async Task LookAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            foreach ((string id, JsonElement device) in await site.DevicesAsync())
            {
                if (!_looks.TryGetValue(id, out List<Look>? looks)) _looks[id] = looks = [];
                looks.Add(new Look(site.Time.GetUtcNow(), [.. Told(device)]));
            }
            await Task.WhenAny(Task.Delay(s_look, site.Time, over));
        }
    }

    private async Task FeelAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            DateTimeOffset before = site.Time.GetUtcNow();
            await Task.WhenAny(Task.Delay(s_beat, site.Time, over));
            DateTimeOffset now = site.Time.GetUtcNow();
            if (now - before > s_beat + s_stalled) _stalls.Add(new Span(before, now));
        }
    }

    private static IEnumerable<(string Finding, DateTimeOffset Since)> Told(JsonElement device)
    {
        if (device.GetProperty("finding").GetString() is { } finding) yield return (finding, device.GetProperty("since").GetDateTimeOffset());
        foreach (JsonElement fault in device.GetProperty("faults").EnumerateArray())
            yield return (fault.GetProperty("finding").GetString()!, fault.GetProperty("since").GetDateTimeOffset());
    }
}

/// <summary>A stretch of the site's time.</summary>
internal readonly record struct Span(DateTimeOffset From, DateTimeOffset To)
{
    public bool Meets(DateTimeOffset from, DateTimeOffset to) => From <= to && from <= To;

    public Span Wider(TimeSpan before, TimeSpan after) => new(From - before, To + after);
}
