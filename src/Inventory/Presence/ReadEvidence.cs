namespace Inventory.Presence;

/// <summary>What one read changes in a tag's track: its antennas, its read rate, its table of places.</summary>
internal sealed class ReadEvidence(PresenceModel model, PlaceTable places, SiteListening listening, PresenceOptions options)
{
    /// <summary>Greatest lead over another shelf of the same cabinet: no radio model is better than this. ln(90).</summary>
    private const float ShelfLead = 4.5f;

    private const float AwayLead = 14;

    /// <summary>
    /// How many independent moments of each antenna are remembered: a bag at rest sends the same evidence again and again, and
    /// repeating it must not make it certain. What is carried about a room does not repeat itself.
    /// </summary>
    private const float Memory = 5;

    private const float LongestExpectation = 1; // a longer silence speaks of absence, not of the place
    private const float RateMemory = 150; // moments that a tag's own rate is known from, at first those of the learned tag
    private const float MostGaps = 16; // gaps in the mean: few enough to follow a bag that was moved
    private const float LongestGapInMeans = 5; // a longer one was an absence, not the way the tag is read

    /// <summary>A lead is never greater than the chance that the tag was moved within the last second.</summary>
    private readonly float _greatestLead = (float)Math.Log(Math.Clamp(options.MeanStay.TotalSeconds, 60, 100_000));

    private readonly float[] _freshness = Freshness(options.Correlation);

    /// <summary>The track of a tag that is heard for the first time.</summary>
    public void Begin(ref TagTrack track, int antenna)
    {
        SetZones(ref track, places.FirstZones(antenna));
        track.Logs[TagTrack.Away] = 1; // something that passes by is as likely as a new bag
        (track.Gaps, track.GapSum) = (1, 5);
        track.Rate = 1;
        (track.Concluded, track.Candidate, track.Before) = (TagTrack.Unknown, TagTrack.Unknown, TagTrack.Nowhere);
    }

    public void SetZones(ref TagTrack track, ReadOnlySpan<ushort> zones)
    {
        track.SlotCount = (byte)zones.Length;
        for (int slot = 0; slot < TagTrack.Slots; slot++)
        {
            track.Zones[slot] = slot < zones.Length ? zones[slot] : ushort.MaxValue;
            track.Logs[slot] = slot < zones.Length ? 0 : float.NegativeInfinity;
            if (slot < zones.Length) track.ExpectedMarks[slot] = listening.Expected(zones[slot]);
        }
        track.Logs[TagTrack.Rest] = places.Zones > zones.Length ? -_greatestLead : float.NegativeInfinity;
        track.Logs[TagTrack.Away] = -AwayLead;
    }

    /// <summary>The track of a tag of which only the concluded place is known.</summary>
    public void Restore(ref TagTrack track, short place)
    {
        track = new TagTrack { Tag = track.Tag, InUse = true };
        Span<ushort> zones = stackalloc ushort[TagTrack.Slots];
        int count = 0;
        float lead = 0;
        for (int antenna = 0; antenna < places.Antennas && place >= 0; antenna++)
        {
            if (places.CabinetOfAntenna(antenna) != places.CabinetOf(place)) continue;
            ReadOnlySpan<ushort> near = places.FirstZones(antenna);
            if (place < places.Zones && near[0] != place) continue;
            if (count == 0)
            {
                near.CopyTo(zones);
                (count, lead) = (near.Length, place < places.Zones ? ShelfLead : 0);
            }
            if (track.LinkCount == TagTrack.Links) break;
            track.Heard[track.LinkCount++] = new AntennaLink
            {
                Antenna = (ushort)antenna, RssiDbm = float.NaN, ListenedMark = listening.ListenedMs(antenna),
            };
        }
        if (count == 0)
        {
            // nowhere, or a place that no antenna is meant to hear: any zone will do as a start
            count = Math.Min(places.Zones, TagTrack.Slots);
            for (int slot = 0; slot < count; slot++) zones[slot] = (ushort)slot;
            if (place >= 0 && place < places.Zones) (zones[0], lead) = ((ushort)place, ShelfLead);
        }
        for (int at = 0; at < track.LinkCount; at++) track.Heard[at].Share = 1f / track.LinkCount;
        SetZones(ref track, zones[..count]);
        for (int slot = 0; slot < count; slot++)
            if (zones[slot] != place) track.Logs[slot] = -lead;
        (track.Gaps, track.GapSum) = (1.5f, 15);
        track.Rate = 1;
        (track.Concluded, track.Candidate, track.Before) = (TagTrack.Nowhere, TagTrack.Unknown, TagTrack.Nowhere);
        if (place < 0) SetAway(ref track);
    }

    /// <summary>The tag is taken to be gone; a few reads bring it back.</summary>
    public static void SetAway(ref TagTrack track)
    {
        for (int entry = 0; entry < TagTrack.Away; entry++) track.Logs[entry] = Math.Min(track.Logs[entry], 0) - 4;
        track.Logs[TagTrack.Away] = 0;
        (track.Gaps, track.GapSum) = (2, 2 * track.GapSum / track.Gaps);
    }

    /// <returns>How much of the read was new evidence, 0 to 1.</returns>
    public float Apply(ref TagTrack track, in TagObservation read, uint nowMs)
    {
        int at = LinkTo(ref track, read.Antenna, nowMs, out bool fresh);
        ref AntennaLink link = ref track.Heard[at];
        float weight = fresh ? 1 : _freshness[Math.Min(nowMs - link.LastReadMs, (uint)_freshness.Length - 1)];
        link.LastReadMs = nowMs;

        CountGap(ref track);
        float step = fresh && track.LinkCount == 1 ? 1 : (0.15f * weight) + 0.002f;
        for (int other = 0; other < track.LinkCount; other++) track.Heard[other].Share *= 1 - step;
        link.Share += step;
        float toMean = (0.3f * weight) + 0.01f;
        link.RssiDbm = float.IsNaN(link.RssiDbm) ? read.RssiDbm
            : float.IsNaN(read.RssiDbm) ? link.RssiDbm : link.RssiDbm + (toMean * (read.RssiDbm - link.RssiDbm));
        listening.Heard(read.Antenna, read.RssiDbm);

        float reference = model.IsLearned ? track.OffsetDb : Strongest(in track);
        int bin = PresenceModel.BinOf(read.RssiDbm - reference, model.LowestDb);
        if (places.Zones > TagTrack.Slots) MakeRoom(ref track, places.FirstZones(read.Antenna)[0]);
        if (model.Rates is { } rates)
        {
            // a read that comes with its predecessor is one read told twice
            float tempering = fresh || weight > 0 ? rates.Tempering[read.Antenna] : 0;
            WeighSilence(ref track, tempering);
            Weigh(ref track, read.Antenna, bin, tempering);
        }
        else
        {
            Weigh(ref track, read.Antenna, bin, weight);
        }
        return weight;
    }

    private void Weigh(ref TagTrack track, int antenna, int bin, float weight)
    {
        int best = 0;
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            track.Logs[slot] += weight * model.Log(antenna, track.Zones[slot], bin);
            if (track.Logs[slot] > track.Logs[best]) best = slot;
        }
        ref float away = ref track.Logs[TagTrack.Away];
        ref float rest = ref track.Logs[TagTrack.Rest];
        away += weight * model.StrayLog(bin);
        rest += weight * model.ElsewhereLog(bin);

        int cabinet = places.CabinetOf(track.Zones[best]);
        bool room = places.IsRoom(cabinet);
        float keep = room ? 1 : 1 - (weight / (Memory * track.LinkCount));
        float top = Math.Max(track.Logs[best], away);
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            float least = places.CabinetOf(track.Zones[slot]) == cabinet ? -ShelfLead : -_greatestLead;
            track.Logs[slot] = Math.Max((track.Logs[slot] - top) * keep, least);
        }
        away = Math.Max((away - top) * keep, -AwayLead);
        rest = places.Zones > track.SlotCount ? Math.Clamp((rest - top) * keep, -_greatestLead, 0) : float.NegativeInfinity;
    }

    /// <summary>Listening time since the last read speaks against zones in which the tag would have been read more often.</summary>
    private void WeighSilence(ref TagTrack track, float moment)
    {
        Span<float> expected = stackalloc float[TagTrack.Slots];
        float most = 0;
        int best = 0;
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            uint now = listening.Expected(track.Zones[slot]);
            expected[slot] = track.Rate * (now - track.ExpectedMarks[slot]) / SiteListening.ExpectedScale;
            track.ExpectedMarks[slot] = now;
            most = Math.Max(most, expected[slot]);
            if (track.Logs[slot] > track.Logs[best]) best = slot;
        }
        float scale = most > LongestExpectation ? LongestExpectation / most : 1;
        for (int slot = 0; slot < track.SlotCount; slot++) track.Logs[slot] -= scale * expected[slot];

        // reads against reads expected, over the last moments
        track.Rate = Math.Clamp(track.Rate + (((moment * track.Rate) - (scale * expected[best] * track.Rate)) / RateMemory), 0.01f, 10);
    }

    /// <summary>Puts the antenna's own zone into the table, in the place of the least likely one.</summary>
    private void MakeRoom(ref TagTrack track, ushort zone)
    {
        int least = 0;
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            if (track.Zones[slot] == zone) return;
            if (track.Logs[slot] < track.Logs[least]) least = slot;
        }
        float rest = track.Logs[TagTrack.Rest];
        track.Logs[TagTrack.Rest] = Math.Max(rest, track.Logs[least]);
        track.Zones[least] = zone;
        track.ExpectedMarks[least] = listening.Expected(zone);
        track.Logs[least] = rest;
    }

    private int LinkTo(ref TagTrack track, int antenna, uint nowMs, out bool fresh)
    {
        int least = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            if (track.Heard[at].Antenna == antenna)
            {
                fresh = false;
                return at;
            }
            if (track.Heard[at].Share < track.Heard[least].Share) least = at;
        }
        fresh = true;
        int free = track.LinkCount < TagTrack.Links ? track.LinkCount++ : least;
        track.Heard[free] = new AntennaLink
        {
            Antenna = (ushort)antenna, LastReadMs = nowMs, RssiDbm = float.NaN, ListenedMark = listening.ListenedMs(antenna),
        };
        return free;
    }

    private void CountGap(ref TagTrack track)
    {
        float gap = TakeExposure(ref track);
        if (gap <= 0) return; // heard again in the same period
        gap = Math.Min(gap, (LongestGapInMeans * track.GapSum / track.Gaps) + 1);
        if (track.Gaps < MostGaps) track.Gaps++;
        else track.GapSum *= (MostGaps - 1) / MostGaps;
        track.GapSum += gap;
    }

    /// <summary>Seconds of listening since the last read, each antenna by its share; starts counting anew.</summary>
    private float TakeExposure(ref TagTrack track)
    {
        float exposure = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref AntennaLink link = ref track.Heard[at];
            uint listened = listening.ListenedMs(link.Antenna);
            exposure += link.Share * (listened - link.ListenedMark) * 0.001f;
            link.ListenedMark = listened;
        }
        return exposure;
    }

    private static float Strongest(in TagTrack track)
    {
        float strongest = float.NegativeInfinity;
        for (int at = 0; at < track.LinkCount; at++)
            if (track.Heard[at].RssiDbm > strongest) strongest = track.Heard[at].RssiDbm;
        return strongest;
    }

    private static float[] Freshness(TimeSpan correlation)
    {
        float[] byMs = new float[(int)Math.Clamp(correlation.TotalMilliseconds * 8, 1, 60_000)];
        for (int ms = 0; ms < byMs.Length; ms++) byMs[ms] = (float)(1 - Math.Exp(-ms / correlation.TotalMilliseconds));
        return byMs;
    }
}
