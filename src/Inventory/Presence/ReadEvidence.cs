namespace Inventory.Presence;

/// <summary>What one read changes in a tag's track: its antennas, its read rate, its table of places.</summary>
internal sealed class ReadEvidence(PresenceModel model, PlaceTable places, SiteListening listening, TrackStart start, PresenceOptions options)
{
    private const float MostGaps = 16; // gaps in the mean: few enough to follow a bag that was moved
    private const float LongestGapInMeans = 5; // a longer one was an absence, not the way the tag is read
    private const float JumpDb = 9, NewsDb = 4;
    private const uint SettlingMs = 60_000;
    private const float PassingVisits = 4; // a bag that is carried past is heard for 1 to 4 s
    private const double Noteworthy = 0.05; // after a silence that unlikely it may have been moved

    private readonly CarriedWeights _carried = new(model, places, listening, Leads.From(options));
    private readonly StillWeights _still = new(model, places, listening, Leads.From(options));
    private readonly float[] _freshness = Freshness(options.Correlation);

    public void Use(Couplings couplings) => _still.Use(couplings);

    /// <param name="passing">
    /// Another cabinet's antenna hears it, for the first few times: it may be carried past, so this says nothing of its silence at home.
    /// </param>
    /// <returns>How much of the read was new evidence, 0 to 1.</returns>
    public float Apply(ref TagTrack track, in TagObservation read, uint nowMs, out bool passing)
    {
        int known = IndexOf(in track, read.Antenna);
        passing = !places.IsOpenRoom && track.Concluded >= 0 && places.CabinetOfAntenna(read.Antenna) != places.HomeOf(track)
            && (known < 0 || track.Heard[known].VisitsHeard < PassingVisits);
        if (places.IsOpenRoom) CountGap(ref track);
        else if (!passing) FollowEpochs(ref track, nowMs);
        int at = LinkTo(ref track, read.Antenna, out bool fresh);
        bool visited = !places.IsOpenRoom && Silence.Learn(ref track, at, listening, alone: passing);
        ref AntennaLink link = ref track.Heard[at];
        float weight = fresh ? 1 : _freshness[Math.Min(link.SinceLastReadMs(nowMs), (uint)_freshness.Length - 1)];
        link.ReadAt(nowMs);
        if (!places.IsOpenRoom && !passing) Lifting.Observe(ref track, in link, read.RssiDbm, weight, in listening.Cabinet(places.HomeOf(track)), listening);
        Share(ref track, at, weight, fresh);
        bool newStrength = float.IsNaN(link.RssiDbm) || !(link.Heard || places.IsOpenRoom);
        float off = MathF.Abs(read.RssiDbm - link.RssiDbm);
        uint since = track.EpochSinceMs;
        if (newStrength) link.RssiDbm = read.RssiDbm;
        else if (!float.IsNaN(read.RssiDbm)) Follow(ref link, read.RssiDbm - link.RssiDbm, weight);
        link.Heard = true;
        listening.Heard(read.Antenna, read.RssiDbm);

        if (places.IsOpenRoom) _carried.Apply(ref track, read.Antenna, read.RssiDbm, weight);
        else _still.Apply(ref track, read.Antenna, weight, IsNews(), nowMs);
        return weight;

        // a new antenna or another strength, or, early in a field, time in which others that would hear it were silent
        bool IsNews() => newStrength || off > NewsDb || (visited && nowMs - since < SettlingMs);
    }

    /// <summary>A still bag's strength jumps when something near it was shifted; a carried one's is never twice the same.</summary>
    private void Follow(ref AntennaLink link, float offDb, float weight)
    {
        float step = (0.3f * weight) + 0.01f;
        if (!places.IsOpenRoom && MathF.Abs(offDb) > JumpDb) step = Math.Max(step, 0.5f);
        link.RssiDbm += step * offDb;
    }

    /// <summary>Starts a new epoch when the door was moved, or after a silence in which the bag may have been.</summary>
    private void FollowEpochs(ref TagTrack track, uint nowMs)
    {
        if (track.LinkCount == 0) return;
        ref readonly CabinetState cabinet = ref listening.Cabinet(places.HomeOf(track));
        ushort epoch = cabinet.Epoch;
        bool silent = Silence.MayBeNoteworthy(track, listening)
            && Silence.Chance(track, listening, Silence.Stretch.All) < Noteworthy;
        if (epoch == track.Epoch && !silent) return;
        double left = Chances.At(track, places, listening).Away;
        if (epoch == track.Epoch && left < 0.02) return;
        // the field at an open door is half the one before and half the one after: as evidence it would be counted twice
        bool wasOpen = cabinet.HasContact && (((ushort)(epoch - track.Epoch) % 2 == 1) ^ cabinet.Open);
        _still.BeginEpoch(ref track, epoch, left, counts: epoch != track.Epoch && !wasOpen, nowMs);
    }

    private static void Share(ref TagTrack track, int at, float weight, bool fresh)
    {
        float step = fresh && track.LinkCount == 1 ? 1 : (0.15f * weight) + 0.002f;
        for (int other = 0; other < track.LinkCount; other++) track.Heard[other].Share *= 1 - step;
        track.Heard[at].Share += step;
    }

    private static int IndexOf(in TagTrack track, int antenna)
    {
        for (int at = 0; at < track.LinkCount; at++)
            if (track.Heard[at].Antenna == antenna) return at;
        return -1;
    }

    private int LinkTo(ref TagTrack track, int antenna, out bool fresh)
    {
        int known = IndexOf(in track, antenna), least = 0;
        fresh = known < 0;
        if (!fresh) return known;
        for (int at = 0; at < track.LinkCount; at++)
            if (track.Heard[at].Share < track.Heard[least].Share) least = at;
        int free = track.LinkCount < TagTrack.Links ? track.LinkCount++ : least;
        track.Heard[free] = new AntennaLink
        {
            Antenna = (ushort)antenna, RssiDbm = float.NaN,
        };
        start.Mark(ref track.Heard[free]);
        return free;
    }

    private void CountGap(ref TagTrack track)
    {
        float gap = Exposure(in track);
        for (int at = 0; at < track.LinkCount; at++) track.Heard[at].ListenedMark = listening.ListenedMs(track.Heard[at].Antenna);
        if (gap <= 0) return; // heard again in the same period
        (float mean, float spread) = track.Gap;
        gap = Math.Min(gap, (LongestGapInMeans * mean) + 1);
        track.Gaps = Math.Min(track.Gaps + 1, MostGaps);
        track.Gap = (mean + ((gap - mean) / track.Gaps), spread + ((MathF.Abs(gap - mean) - spread) / track.Gaps));
    }

    /// <summary>Seconds of listening since the last read, each antenna by its share.</summary>
    private float Exposure(in TagTrack track)
    {
        float exposure = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            exposure += link.Share * (listening.ListenedMs(link.Antenna) - link.ListenedMark) * 0.001f;
        }
        return exposure;
    }

    private static float[] Freshness(TimeSpan correlation)
    {
        float[] byMs = new float[(int)Math.Clamp(correlation.TotalMilliseconds * 8, 1, 60_000)];
        for (int ms = 0; ms < byMs.Length; ms++) byMs[ms] = (float)(1 - Math.Exp(-ms / correlation.TotalMilliseconds));
        return byMs;
    }
}
