using HardwareSim.Score;
using Inventory;
using Inventory.Presence;

namespace Benchmarks;

/// <summary>Writes down what was heard, so that each late or false removal of a simulated run can be looked at afterwards.</summary>
internal sealed class SimulatedCases
{
    private const int Before = 40, After = 60; // seconds around the removal
    private readonly Dictionary<string, List<TagObservation>> _reads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(long Ticks, double Away)>> _chances = new(StringComparer.Ordinal);
    private readonly List<(long Ticks, string Said)> _doors = [];
    private readonly Dictionary<TagUii, string> _names = [];

    public void Heard(in TagObservation read)
    {
        if (!_names.TryGetValue(read.Tag, out string? name)) _reads[_names[read.Tag] = name = read.Tag.ToString()] = [];
        _reads[name].Add(read);
    }

    public void Door(long ticks, string said) => _doors.Add((ticks, said));

    /// <summary>Takes down what the tracker believes of every tag that has been silent for two seconds.</summary>
    public void Look(PresenceTracker tracker, long ticks)
    {
        foreach ((TagUii tag, string name) in _names)
        {
            if (ticks - _reads[name][^1].AtTicks < 2 * TimeSpan.TicksPerSecond || !tracker.TryGetBelief(tag, ticks, out PlaceBelief belief)) continue;
            if (!_chances.TryGetValue(name, out List<(long, double)>? said)) _chances[name] = said = [];
            said.Add((ticks, belief.Zone is null ? belief.Chance : belief.Next is null ? belief.NextChance : 0));
        }
    }

    /// <param name="lateSeconds">Removals noticed later than this are written.</param>
    public void Write(PlaceScore score, double lateSeconds, TextWriter to)
    {
        foreach (JudgedRemoval removal in score.Removals.Where(removal => removal.Seconds > lateSeconds))
            One(FormattableString.Invariant($"LATE {removal.Seconds:F1} s"), removal.Tag, removal.DoorShutAt.UtcTicks, removal.LeftAt.UtcTicks, to);
        foreach (PlaceClaim claim in score.FalselyRemoved) One("FALSE", claim.Tag, claim.At.UtcTicks, claim.At.UtcTicks, to);
    }

    private void One(string what, string tag, long zero, long leftAt, TextWriter to)
    {
        to.WriteLine(FormattableString.Invariant(
            $"\n{what} {tag} left {Seconds(leftAt):F1}; doors: {string.Join(", ", _doors.Where(door => Near(door.Ticks)).Select(door => FormattableString.Invariant($"{door.Said} {Seconds(door.Ticks):F1}")))}"));
        TagObservation[] near = [.. _reads.GetValueOrDefault(tag, []).Where(read => Near(read.AtTicks))];
        foreach (IGrouping<int, TagObservation> antenna in near.GroupBy(static read => read.Antenna).OrderBy(static group => group.Key))
            to.WriteLine($"  antenna {antenna.Key}: {string.Join(' ', antenna.Select(read => FormattableString.Invariant($"{Seconds(read.AtTicks):F1}:{read.RssiDbm:F0}")))}");
        to.WriteLine($"  away: {string.Join(' ', _chances.GetValueOrDefault(tag, []).Where(said => Near(said.Ticks)).Select(said => FormattableString.Invariant($"{Seconds(said.Ticks):F0}:{said.Away:F4}")))}");

        double Seconds(long ticks) => (ticks - zero) / (double)TimeSpan.TicksPerSecond;
        bool Near(long ticks) => Seconds(ticks) is > -Before and < After;
    }
}
