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
    private const double UnseenMisses = 0.25; // what no visit has shown yet may happen
    private const double Trust = 0.85; // misses of one moment have a cause in common now and then
    private const int CountedMisses = 24;

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
    public static void Learn(ref TagTrack track, int at, SiteListening listening)
    {
        for (int other = 0; other < track.LinkCount; other++)
        {
            ref AntennaLink link = ref track.Heard[other];
            ushort visits = (ushort)listening.Visits(link.Antenna);
            int finished = (ushort)(visits - link.VisitMark);
            if (finished > 0)
            {
                if (link.HeardInVisit && link.Heard) Count(ref link, 1, heard: true);
                int missed = finished - (link.HeardInVisit ? 1 : 0);
                if (missed > 0 && link.Heard) Count(ref link, missed, heard: false);
                link.HeardInVisit = false;
            }
            link.VisitMark = visits;
        }
        track.Heard[at].HeardInVisit = true;
    }

    /// <summary>The field is a new one: how often an antenna hears the bag there is known less well.</summary>
    public static void Forget(ref AntennaLink link) => link.VisitsKnown = Math.Min(link.VisitsKnown, VisitsKept);

    public static double Chance(in TagTrack track, SiteListening listening, Stretch stretch)
    {
        bool anyHeard = false;
        for (int at = 0; at < track.LinkCount; at++) anyHeard |= track.Heard[at].Heard;
        double log = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            if (anyHeard && !link.Heard) continue;
            int misses = Misses(in link, listening, stretch);
            if (misses > 0) log += MissedLog(link.HearShare, link.VisitsKnown, misses);
        }
        return Math.Exp(Trust * log);
    }

    /// <summary>Chance that an antenna which would hear the bag has not heard it in this many visits.</summary>
    public static float Excuse(in TagTrack track, float visits)
    {
        float share = 0, sum = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            if (!track.Heard[at].Heard) continue;
            share += track.Heard[at].Share * track.Heard[at].HearShare;
            sum += track.Heard[at].Share;
        }
        return sum > 0 ? MathF.Pow(Math.Clamp(1 - (share / sum), 0.1f, 0.999f), visits) : 1;
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
        for (int visit = 0; visit < Math.Min(visits, CountedMisses); visit++)
        {
            float known = Math.Min(link.VisitsKnown + 1, MostVisits);
            link.HearShare += ((heard ? 1 : 0) - link.HearShare) / known;
            link.VisitsKnown = known;
        }
    }

    private static double MissedLog(double share, double known, int misses)
    {
        double missed = (known * (1 - share)) + UnseenMisses, all = known + (2 * UnseenMisses), log = 0;
        int counted = Math.Min(misses, CountedMisses);
        for (int miss = 0; miss < counted; miss++) log += Math.Log((missed + miss) / (all + miss));
        return misses > counted ? log - ((all - missed) * Math.Log((all + misses) / (all + counted))) : log;
    }
}
