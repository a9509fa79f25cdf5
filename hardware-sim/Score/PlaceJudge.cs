using HardwareSim.Truth;

namespace HardwareSim.Score;

/// <summary>Compares the service's claims of place with the truth. Two people get the same result from the same run.</summary>
/// <remarks>
/// A stay counts from 30 s after its beginning (the first one, at the start of the run, from its beginning). An event whose place is the
/// truth, or was within the last 30 s, is never false. Time to notice runs from the closing of the door, at most 120 s after the act.
/// </remarks>
internal sealed class PlaceJudge(
    TruthLog truth, IReadOnlyList<SimulatedCabinetDoor> doors, DateTimeOffset startedAt, Windows windows, Func<string, string> zone)
{
    private const long Grace = 30 * TimeSpan.TicksPerSecond, DoorLimit = 120 * TimeSpan.TicksPerSecond;
    private const long Settled = 60 * TimeSpan.TicksPerSecond, Search = 600 * TimeSpan.TicksPerSecond;
    private readonly long _start = startedAt.UtcTicks;
    private readonly List<double> _removals = [], _arrivals = [];
    private readonly List<JudgedRemoval> _left = [];
    private readonly List<PlaceClaim> _falselyRemoved = [];
    private long _counted, _right, _bagSeconds;
    private int _falseMoves;

    private readonly record struct Stay(long From, long To, string? Zone);

    public PlaceScore Judge(IReadOnlyList<PlaceClaim> claims, Func<string, bool> counts)
    {
        ILookup<string, PlaceClaim> byTag = claims.ToLookup(static claim => claim.Tag, StringComparer.Ordinal);
        foreach ((string tag, List<TrueStay> stays) in truth.Stays)
        {
            if (!counts(tag)) continue;
            PlaceClaim[] said = [.. byTag[tag]];
            Stay[] really = [.. Merge(stays)];
            Seconds(really, said);
            Falsehoods(really, said);
            for (int i = 1; i < really.Length; i++) Delay(tag, really, i, said);
        }
        _removals.Sort();
        _arrivals.Sort();
        return new PlaceScore(_counted, _right, _falseMoves, _falselyRemoved.Count, _bagSeconds / 86_400.0, _removals, _arrivals)
        {
            Removals = _left, FalselyRemoved = _falselyRemoved,
        };
    }

    private IEnumerable<Stay> Merge(List<TrueStay> stays)
    {
        Stay? open = null;
        foreach (TrueStay stay in stays)
        {
            string? here = stay.Place is null ? null : zone(stay.Place);
            long from = _start + stay.FromTicks;
            if (open is { } last && last.Zone == here) continue;
            if (open is { } ended) yield return ended with { To = from };
            open = new Stay(from, long.MaxValue, here);
        }
        if (open is { } end) yield return end;
    }

    private void Seconds(Stay[] really, PlaceClaim[] said)
    {
        foreach (Stay stay in really)
        {
            if (stay.Zone is null) continue;
            _bagSeconds += windows.Seconds(stay.From, stay.To);
            long from = stay.From <= _start ? stay.From : stay.From + Grace;
            _counted += windows.Seconds(from, stay.To);
            // Piece by piece between the claims: what was said holds until something else is said.
            string? belief = null;
            long since = from;
            foreach (PlaceClaim claim in said)
            {
                long at = Math.Clamp(claim.At.UtcTicks, from, Math.Max(from, stay.To));
                if (belief == stay.Zone) _right += windows.Seconds(since, at);
                (belief, since) = (claim.Place is null ? null : zone(claim.Place), at);
            }
            if (belief == stay.Zone) _right += windows.Seconds(since, stay.To);
        }
    }

    private void Falsehoods(Stay[] really, PlaceClaim[] said)
    {
        foreach (PlaceClaim claim in said)
        {
            long at = claim.At.UtcTicks;
            if (!windows.Holds(at)) continue;
            Stay[] recent = [.. really.Where(stay => stay.From <= at && stay.To > at - Grace)];
            if (claim.Kind == ClaimKind.Removed)
            {
                bool wasThere = recent.Length > 0 && Array.TrueForAll(recent, static stay => stay.Zone is not null)
                    && recent[0].From <= at - Grace;
                if (wasThere) _falselyRemoved.Add(claim);
            }
            else if (!Array.Exists(recent, stay => stay.Zone == zone(claim.Place!)))
            {
                _falseMoves++;
            }
        }
    }

    private void Delay(string tag, Stay[] really, int index, PlaceClaim[] said)
    {
        (Stay before, Stay after) = (really[index - 1], really[index]);
        long at = after.From;
        bool leaves = before.Zone is not null && after.Zone is null;
        bool comes = before.Zone is null && after.Zone is not null;
        if ((!leaves && !comes) || !windows.Holds(at)) return;
        long reference = Reference(leaves ? before.Zone! : after.Zone!, at);
        Stay later = Array.FindLast(really, stay => stay.From <= reference + Settled);
        if (reference + Settled > windows.To || (leaves ? later.Zone is not null : later.Zone != after.Zone)) return;
        foreach (PlaceClaim claim in said)
        {
            long noticed = claim.At.UtcTicks;
            if (noticed < at || noticed > reference + Search) continue;
            bool fits = leaves
                ? claim.Kind == ClaimKind.Removed
                : claim.Kind != ClaimKind.Removed && zone(claim.Place!) == after.Zone;
            if (!fits) continue;
            Add(Math.Max(0, noticed - reference) / (double)TimeSpan.TicksPerSecond);
            return;
        }
        if (reference + Search <= windows.To) Add(double.PositiveInfinity); // else the run ended before it could be called missed

        void Add(double seconds)
        {
            (leaves ? _removals : _arrivals).Add(seconds);
            if (leaves) _left.Add(new JudgedRemoval(tag, At(at), At(reference), seconds));
        }

        static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
    }

    private long Reference(string place, long at)
    {
        string cabinet = place.Split('/')[0];
        foreach (SimulatedCabinetDoor door in doors)
        {
            if (door.Cabinet != cabinet || door.ClosedTicks is not { } closed || _start + closed < at) continue;
            return Math.Min(_start + closed, at + DoorLimit);
        }
        return doors.Any(door => door.Cabinet == cabinet) ? at + DoorLimit : at;
    }
}

/// <summary>A door opening with the name of its cabinet; in order of time.</summary>
internal readonly record struct SimulatedCabinetDoor(string Cabinet, long OpenedTicks, long? ClosedTicks);
