using System.Runtime.Intrinsics;

namespace Inventory.Presence;

/// <summary>How likely it is that a bag which lies still in a cabinet is not heard in so many visits of the antennas that hear it.</summary>
/// <remarks>
/// While the field stays as it is, an antenna hears a bag in a fixed share of its visits (finished listening periods). That share is
/// learned for each antenna, from few visits only, so misses follow the beta-binomial law, whose tail is heavier than a power of the share.
/// </remarks>
internal static class Silence
{
    private const float MostVisits = 16; // in the mean: few enough to follow a bag that was moved
    private const float VisitsKept = 8; // of what was learned in another field
    private const float UnseenMisses = 0.25f; // what no visit has shown yet may happen
    private const float Trust = 0.85f; // misses of one moment have a cause in common now and then
    private const int CountedMisses = 24, ExactMisses = 3;
    private static readonly float[] s_fades =
        [.. Enumerable.Range(0, CountedMisses + 1).Select(static visits => MathF.Pow(1 - (1 / MostVisits), visits))];

    /// <summary>Which visits are meant.</summary>
    public enum Stretch
    {
        /// <summary>From the tag's last read until now.</summary>
        All,

        /// <summary>From the tag's last read until the door was last opened, or shut; none when it was heard after that.</summary>
        UntilOpened, UntilClosed,

        /// <summary>Since the door was last opened, or shut.</summary>
        SinceOpened, SinceClosed,
    }

    /// <summary>The tag was read: what each antenna that hears it did since the last read is learned.</summary>
    /// <param name="at">The link that read it.</param>
    /// <param name="alone">What the others did goes on counting as silence.</param>
    /// <returns>Whether a visit of any of them was finished since.</returns>
    public static bool Learn(ref TagTrack track, int at, SiteListening listening, bool alone)
    {
        bool visited = false;
        for (int other = alone ? at : 0; other < (alone ? at + 1 : track.LinkCount); other++)
        {
            ref AntennaLink link = ref track.Heard[other];
            ushort visits = (ushort)listening.Visits(link.Antenna);
            int finished = (ushort)(visits - link.VisitMark);
            if (finished > 0)
            {
                visited = true;
                if (link.HeardInVisit && link.Heard) Count(ref link, 1, heard: true);
                int missed = finished - (link.HeardInVisit ? 1 : 0);
                if (missed > 0 && link.Heard) Count(ref link, missed, heard: false);
                link.HeardInVisit = false;
            }
            link.VisitMark = visits;
        }
        track.Heard[at].HeardInVisit = true;
        return visited;
    }

    /// <summary>The bag is there: its silence begins anew, with nothing learned.</summary>
    public static void End(ref TagTrack track, SiteListening listening)
    {
        for (int at = 0; at < track.LinkCount; at++)
            (track.Heard[at].VisitMark, track.Heard[at].HeardInVisit) = ((ushort)listening.Visits(track.Heard[at].Antenna), false);
    }

    /// <summary>The field is a new one: how often an antenna hears the bag there is known less well.</summary>
    public static void Forget(ref AntennaLink link) => link.VisitsKnown = Math.Min(link.VisitsKnown, VisitsKept);

    public static double Chance(in TagTrack track, SiteListening listening, Stretch stretch)
    {
        bool anyHeard = false;
        for (int at = 0; at < track.LinkCount; at++) anyHeard |= track.Heard[at].Heard;
        float log = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            if (anyHeard && !link.Heard) continue;
            int misses = Misses(in link, listening, stretch);
            if (misses > 0) log += MissedLog(link.HearShare, link.VisitsKnown, misses);
        }
        return log == 0 ? 1 : MathF.Exp(Trust * log);
    }

    /// <summary>Whether so much silence may mean that the bag had left: a quick look before the exact one.</summary>
    public static bool MayBeNoteworthy(in TagTrack track, SiteListening listening)
    {
        float expected = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            if (link.Heard) expected += link.HearShare * Misses(in link, listening, Stretch.All);
        }
        return expected > 1;
    }

    /// <summary>Logarithm of the share of visits in which an antenna that would hear the bag does not, by those that do hear it.</summary>
    public static float MissedShare(in TagTrack track)
    {
        float share = 0, sum = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            if (!track.Heard[at].Heard) continue;
            share += track.Heard[at].Share * track.Heard[at].HearShare;
            sum += track.Heard[at].Share;
        }
        return sum > 0 ? MathF.Log(Math.Clamp(1 - (share / sum), 0.1f, 0.999f)) : 0;
    }

    private static int Misses(in AntennaLink link, SiteListening listening, Stretch stretch)
    {
        ushort mark = link.VisitMark;
        uint now = listening.Visits(link.Antenna);
        (uint opened, uint closed) = listening.VisitsAtDoor(link.Antenna);
        int own = link.HeardInVisit ? 1 : 0;
        return stretch switch
        {
            Stretch.All => Since(now) - own,
            Stretch.UntilOpened => Until(opened) - own,
            Stretch.UntilClosed => Until(closed) - own,
            Stretch.SinceOpened => Math.Min((int)(now - opened) - 1, Since(now) - own), // the first one had begun before
            _ => Math.Min((int)(now - closed) - 1, Since(now) - own),
        };

        int Since(uint visits) => (ushort)((ushort)visits - mark);
        int Until(uint visits) => (short)((ushort)visits - mark);
    }

    private static void Count(ref AntennaLink link, int visits, bool heard)
    {
        float known = link.VisitsKnown, share = link.HearShare;
        int left = Math.Min(visits, CountedMisses);
        for (; left > 0 && known < MostVisits; left--) share += ((heard ? 1 : 0) - share) / ++known;
        if (left > 0) share = heard ? 1 - ((1 - share) * s_fades[left]) : share * s_fades[left];
        (link.VisitsKnown, link.HearShare) = (known, share);
    }

    /// <summary>Sum of ln((m + j)/(n + j)) over the misses j; beyond the first few as the integral that it comes near to.</summary>
    private static float MissedLog(float share, float known, int misses)
    {
        float missed = (known * (1 - share)) + UnseenMisses, all = known + (2 * UnseenMisses), product = 1;
        int exact = Math.Min(misses, ExactMisses);
        for (int miss = 0; miss < exact; miss++) product *= (missed + miss) / (all + miss);
        float log = MathF.Log(product);
        if (misses <= exact) return log;
        float from = exact - 0.5f, to = misses - 0.5f;
        Vector128<float> ends = Vector128.Create(missed + to, missed + from, all + to, all + from);
        return log + Vector128.Dot(ends * Vector128.Log(ends), Vector128.Create(1f, -1, -1, 1)); // what is linear cancels
    }
}
