namespace Inventory.Presence;

/// <summary>A tag's table at one instant: its last table, and what silence since then says. Sums to 1.</summary>
internal ref struct Chances
{
    /// <summary>By slot, then all other zones, then away.</summary>
    public TagTrack.EntryLogs Of;

    /// <summary>How likely so long a silence is for a tag that lies there and is heard as before.</summary>
    public double Silence;

    public int BestSlot;

    public readonly double Away => Of[TagTrack.Away];

    public static Chances At(in TagTrack track, PlaceTable places, SiteListening listening)
    {
        Chances chances = default;
        double total = 0;
        for (int entry = 0; entry < TagTrack.Entries; entry++)
        {
            double weight = Math.Exp(track.Logs[entry]);
            if (entry < track.SlotCount && track.Logs[entry] > track.Logs[chances.BestSlot]) chances.BestSlot = entry;
            chances.Of[entry] = (float)weight;
            total += weight;
        }
        int home = places.CabinetOf(track.Concluded >= 0 ? track.Concluded : track.Zones[chances.BestSlot]);
        ref readonly CabinetState cabinet = ref listening.Cabinet(home);

        (double exposure, double untilOpened, double untilClosed) = Exposure(in track, listening);
        chances.Silence = Silent(in track, exposure);
        double left = 0, hidden = 0;
        if (exposure > 0)
        {
            left = 1 - Math.Exp(-cabinet.ChangesSince(track.ChangeMark));
            double fade = FadeChance(in track, listening);
            double redraws = cabinet.RedrawsSince(track.RedrawMark);
            hidden = cabinet.HasContact
                ? 1e-5 + HiddenByDoor(in track, fade, redraws, untilOpened, untilClosed)
                : Math.Min(redraws, 1) * Math.Pow(fade, Math.Max(redraws, 1));
        }
        double stays = (1 - left) * (chances.Silence + hidden);
        double away = chances.Of[TagTrack.Away] + (left * (total - chances.Of[TagTrack.Away]));
        double sum = ((total - chances.Of[TagTrack.Away]) * stays) + away;
        for (int entry = 0; entry < TagTrack.Away; entry++) chances.Of[entry] = (float)(chances.Of[entry] * stays / sum);
        chances.Of[TagTrack.Away] = (float)(away / sum);
        return chances;
    }

    public readonly double OfCabinet(in TagTrack track, PlaceTable places, int cabinet)
    {
        double sum = 0;
        for (int slot = 0; slot < track.SlotCount; slot++)
            if (places.CabinetOf(track.Zones[slot]) == cabinet) sum += Of[slot];
        return sum;
    }

    /// <summary>
    /// Seconds of listening since the last read, each antenna by its share of the tag's reads: until now, and until the door was
    /// last opened and shut (negative when the tag was heard after that).
    /// </summary>
    private static (double All, double UntilOpened, double UntilClosed) Exposure(in TagTrack track, SiteListening listening)
    {
        double all = 0, opened = 0, closed = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            (uint openedMs, uint closedMs) = listening.ListenedAtDoorMs(link.Antenna);
            all += link.Share * (listening.ListenedMs(link.Antenna) - link.ListenedMark);
            opened += link.Share * (int)(openedMs - link.ListenedMark);
            closed += link.Share * (int)(closedMs - link.ListenedMark);
        }
        return (all * 0.001, opened * 0.001, closed * 0.001);
    }

    /// <summary>How likely it is that a bag which is heard as before stays silent for so long.</summary>
    /// <remarks>Its rate is known from a few gaps only, hence the heavy tail of a Pareto law in place of an exponential one.</remarks>
    private static double Silent(in TagTrack track, double exposure) =>
        Math.Pow(1 + (Math.Max(exposure, 0) / track.GapSum), -track.Gaps);

    /// <summary>Chance that the bag lies there and no antenna hears it any more, because the field was drawn anew.</summary>
    /// <remarks>
    /// That happens when the door moves, hardly in between: a bag that fell silent well before the door was shut was taken. A bag
    /// that stays silent through two fields must have been unlucky twice.
    /// </remarks>
    private static double HiddenByDoor(
        in TagTrack track, double fade, double redraws, double untilOpened, double untilClosed)
    {
        if (redraws < 1) return redraws * fade;
        if (redraws >= 3) return Math.Pow(fade, Math.Min(redraws, 5) - 1);
        double sinceOpened = untilOpened >= 0 ? Silent(in track, untilOpened) * fade : 0;
        double sinceClosed = untilClosed >= 0 ? Silent(in track, untilClosed) * fade : 0;
        return untilClosed >= untilOpened && redraws >= 2 ? (sinceOpened * fade) + sinceClosed : sinceOpened + sinceClosed;
    }

    /// <summary>Chance of a fade deeper than the margin at every antenna that hears the tag: a power law, as in any closed box.</summary>
    private static double FadeChance(in TagTrack track, SiteListening listening)
    {
        double fade = 1;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            if (link.Share < 0.02f) continue;
            double marginDb = float.IsNaN(link.RssiDbm) ? 5 : (link.RssiDbm - listening.EdgeDbm(link.Antenna)) / 2;
            fade *= Math.Clamp(Math.Pow(10, -marginDb / 10), 0.001, 0.6);
        }
        return Math.Max(fade, 1e-6);
    }
}
