namespace HardwareSim.Score;

public enum ClaimKind : byte { Arrived, Moved, Removed, Back }

/// <summary>What the service says of a tag.</summary>
/// <param name="Tag">UII in upper-case hex.</param>
/// <param name="Place"><c>fridge-1/shelf-2</c>; null with <see cref="ClaimKind.Removed"/>.</param>
/// <param name="At">The instant that the service gives the event.</param>
public readonly record struct PlaceClaim(string Tag, ClaimKind Kind, string? Place, DateTimeOffset At);

/// <summary>An alarm that the service raised.</summary>
/// <param name="Probe">1-wire device.</param>
/// <param name="Rule">Name of the rule, as in <see cref="AlarmRule.Name"/>.</param>
public readonly record struct AlarmClaim(string Probe, string Rule, DateTimeOffset RaisedAt);

/// <summary>Takes down what the service says, to be judged against the truth. Called in the order of the service's ledger.</summary>
public interface IClaims
{
    void Claim(PlaceClaim claim);

    void Claim(AlarmClaim claim);
}

/// <summary>Keeps claims until the run is judged. Thread-safe.</summary>
public sealed class ClaimBook : IClaims
{
    private readonly Lock _gate = new();
    private readonly List<PlaceClaim> _places = [];
    private readonly List<AlarmClaim> _alarms = [];

    public void Claim(PlaceClaim claim)
    {
        lock (_gate) _places.Add(claim);
    }

    public void Claim(AlarmClaim claim)
    {
        lock (_gate) _alarms.Add(claim);
    }

    /// <summary>In order of their instants.</summary>
    public IReadOnlyList<PlaceClaim> Places { get { lock (_gate) return [.. _places.OrderBy(static claim => claim.At)]; } }

    public IReadOnlyList<AlarmClaim> Alarms { get { lock (_gate) return [.. _alarms.OrderBy(static claim => claim.RaisedAt)]; } }
}
