namespace Inventory.Presence;

/// <summary>The place of a tag that is carried about an open room: each read is evidence, and so is listening without one.</summary>
internal sealed class CarriedWeights(PresenceModel model, PlaceTable places, SiteListening listening, Leads leads)
{
    private const float LongestExpectation = 1; // a longer silence speaks of absence, not of the place
    private const float RateMemory = 150; // moments that a tag's own rate is known from, at first those of the learned tag

    /// <param name="weight">How much of the read is new, 0 to 1; 0 for one that comes with its predecessor.</param>
    public void Apply(ref TagTrack track, int antenna, float rssiDbm, float weight)
    {
        float reference = model.IsLearned ? 0 : Strongest(in track);
        int bin = PresenceModel.BinOf(rssiDbm - reference, model.LowestDb);
        if (places.Zones > TagTrack.Slots) MakeRoom(ref track, places.FirstZones(antenna)[0]);
        if (model.Rates is { } rates)
        {
            weight = weight > 0 ? rates.Tempering[antenna] : 0; // a read that comes with its predecessor is one read told twice
            WeighSilence(ref track, weight);
        }
        Weigh(ref track, antenna, bin, weight);
    }

    private void Weigh(ref TagTrack track, int antenna, int bin, float weight)
    {
        ref float away = ref track.Logs[TagTrack.Away];
        ref float rest = ref track.Logs[TagTrack.Rest];
        away += weight * model.StrayLog(bin);
        rest += weight * model.ElsewhereLog(bin);
        float top = away;
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            track.Logs[slot] += weight * model.Log(antenna, track.Zones[slot], bin);
            top = Math.Max(top, track.Logs[slot]);
        }
        for (int slot = 0; slot < track.SlotCount; slot++) track.Logs[slot] = Math.Max(track.Logs[slot] - top, -leads.Cabinet);
        away = Math.Max(away - top, -leads.Away);
        rest = places.Zones > track.SlotCount ? Math.Clamp(rest - top, -leads.Cabinet, 0) : float.NegativeInfinity;
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
            expected[slot] = track.Rate * (now - track.Marks[slot]) / SiteListening.ExpectedScale;
            track.Marks[slot] = now;
            most = Math.Max(most, expected[slot]);
            if (track.Logs[slot] > track.Logs[best]) best = slot;
        }
        float scale = most > LongestExpectation ? LongestExpectation / most : 1;
        for (int slot = 0; slot < track.SlotCount; slot++) track.Logs[slot] -= scale * expected[slot];

        // reads against reads expected, over the last moments
        track.Rate = Math.Clamp(track.Rate * (1 + ((moment - (scale * expected[best])) / RateMemory)), 0.01f, 10);
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
        track.Marks[least] = listening.Expected(zone);
        track.Logs[least] = rest;
    }

    private static float Strongest(in TagTrack track)
    {
        float strongest = float.NegativeInfinity;
        for (int at = 0; at < track.LinkCount; at++)
            if (track.Heard[at].RssiDbm > strongest) strongest = track.Heard[at].RssiDbm;
        return strongest;
    }
}
