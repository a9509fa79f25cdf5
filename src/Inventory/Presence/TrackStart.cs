namespace Inventory.Presence;

/// <summary>What a tag's track holds before its first read, and when it is taken to be gone.</summary>
internal sealed class TrackStart(PlaceTable places, SiteListening listening, Leads leads)
{
    /// <summary>The track of a tag that is heard for the first time.</summary>
    public void Begin(ref TagTrack track, int antenna, uint nowMs)
    {
        SetZones(ref track, places.FirstZones(antenna));
        track.Logs[TagTrack.Away] = 1; // something that passes by is as likely as a new bag
        if (places.IsOpenRoom) (track.Rate, track.Gaps, track.Gap) = (1, 1, (2, 2)); // seldom, until it is known better
        else track.EpochSinceMs = nowMs;
        track.Epoch = listening.Cabinet(places.CabinetOfAntenna(antenna)).Epoch;
        (track.Concluded, track.Candidate, track.Before) = (TagTrack.Unknown, TagTrack.Unknown, TagTrack.Nowhere);
    }

    /// <summary>The track of a tag of which only the concluded place is known.</summary>
    /// <param name="place">Zone or cabinet, or <see cref="TagTrack.Nowhere"/>.</param>
    public void Restore(ref TagTrack track, short place, uint nowMs)
    {
        track = new TagTrack { Tag = track.Tag, InUse = true };
        Span<ushort> zones = stackalloc ushort[TagTrack.Slots];
        int count = 0;
        for (int antenna = 0; antenna < places.Antennas && place >= 0; antenna++)
        {
            if (places.CabinetOfAntenna(antenna) != places.CabinetOf(place)) continue;
            ReadOnlySpan<ushort> near = places.FirstZones(antenna);
            if (place < places.Zones && near[0] != place) continue;
            if (count == 0)
            {
                near.CopyTo(zones);
                count = near.Length;
            }
            if (track.LinkCount == TagTrack.Links) break;
            track.Heard[track.LinkCount++] = new AntennaLink
            {
                Antenna = (ushort)antenna, RssiDbm = float.NaN,
            };
            Mark(ref track.Heard[track.LinkCount - 1]);
        }
        if (count == 0)
        {
            // nowhere, or a place that no antenna is meant to hear: any zone will do as a start
            count = Math.Min(places.Zones, TagTrack.Slots);
            for (int slot = 0; slot < count; slot++) zones[slot] = (ushort)slot;
            if (place >= 0 && place < places.Zones) zones[0] = (ushort)place;
        }
        for (int at = 0; at < track.LinkCount; at++) track.Heard[at].Share = 1f / track.LinkCount;
        SetZones(ref track, zones[..count]);
        float lead = place >= 0 && place < places.Zones ? leads.Shelf : 0;
        for (int slot = 0; slot < count; slot++)
        {
            float log = zones[slot] == place ? 0 : -lead;
            track.Logs[slot] = log;
            if (!places.IsOpenRoom) track.SetPrior(slot, log);
        }
        if (places.IsOpenRoom) (track.Rate, track.Gaps, track.Gap) = (1, 1.5f, (10, 10));
        else track.EpochSinceMs = nowMs;
        if (place >= 0) track.Epoch = listening.Cabinet(places.CabinetOf(place)).Epoch;
        (track.Concluded, track.Candidate, track.Before) = (TagTrack.Nowhere, TagTrack.Unknown, TagTrack.Nowhere);
        if (place < 0) SetAway(ref track);
    }

    /// <summary>The strengths are weighed anew, by another map: the concluded place leads as it does after a restart, and whether the tag is away stays open.</summary>
    public void Anchor(ref TagTrack track)
    {
        if (places.IsOpenRoom || track.Concluded < 0) return;
        bool known = false;
        float best = float.NegativeInfinity;
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            known |= track.Zones[slot] == track.Concluded;
            best = Math.Max(best, track.Logs[slot]);
        }
        if (!known) return; // a whole cabinet, whose shelves are not concluded
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            float log = track.Zones[slot] == track.Concluded ? 0 : -leads.Shelf;
            track.Logs[slot] = best + log;
            track.SetPrior(slot, log);
        }
        track.Candidate = TagTrack.Unknown;
    }

    /// <summary>Listening counts from here on for an antenna that was not among those of a tag.</summary>
    public void Mark(ref AntennaLink link)
    {
        if (places.IsOpenRoom)
        {
            link.ListenedMark = listening.ListenedMs(link.Antenna);
            return;
        }
        link.VisitMark = (ushort)listening.Visits(link.Antenna);
        (link.HearShare, link.VisitsKnown) = (0.5f, 1);
    }

    /// <summary>The tag is taken to be gone; a few reads bring it back.</summary>
    public void SetAway(ref TagTrack track)
    {
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            track.Logs[slot] = -leads.Back;
            if (!places.IsOpenRoom) track.SetPrior(slot, 0); // it may come back anywhere
        }
        if (places.Zones > track.SlotCount) track.Logs[TagTrack.Rest] = -Math.Max(leads.Cabinet, leads.Back);
        track.Logs[TagTrack.Away] = 0;
        for (int at = 0; at < track.LinkCount; at++) track.Heard[at].Heard = false;
        if (places.IsOpenRoom) (track.Gaps, track.Gap) = (2, (track.Gap.Mean, track.Gap.Mean));
    }

    private void SetZones(ref TagTrack track, ReadOnlySpan<ushort> zones)
    {
        track.SlotCount = (byte)zones.Length;
        for (int slot = 0; slot < TagTrack.Slots; slot++)
        {
            bool used = slot < zones.Length;
            track.Zones[slot] = zones[used ? slot : 0];
            track.Logs[slot] = used ? 0 : float.NegativeInfinity;
            if (used && places.IsOpenRoom) track.Marks[slot] = listening.Expected(zones[slot]);
        }
        track.Logs[TagTrack.Rest] = places.Zones > zones.Length ? -leads.Cabinet : float.NegativeInfinity;
        track.Logs[TagTrack.Away] = -leads.Away;
    }
}

/// <summary>Greatest leads of one place over another, as logarithms: no model of radio is surer than these.</summary>
/// <param name="Shelf">Over another shelf of the same cabinet.</param>
/// <param name="Cabinet">Over another cabinet or another zone of a room: the chance that the tag was moved within the last second.</param>
/// <param name="Away">Of a tag that is read over one that is away.</param>
/// <param name="Back">Of away over any place, after a removal.</param>
internal readonly record struct Leads(float Shelf, float Cabinet, float Away, float Back)
{
    public static Leads From(PresenceOptions options) =>
        new(Shelf: 9, (float)Math.Log(Math.Clamp(options.MeanStay.TotalSeconds, 60, 100_000)), Away: 14,
            // as sure as the removal was, over all entries of the table together
            Back: (float)Math.Log(TagTrack.Entries / (1 - Math.Clamp(options.RemovalChance, 0.5, 0.999))));
}
