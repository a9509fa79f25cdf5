namespace Inventory.Presence;

/// <summary>Puts a tag's chances into words for the rest of the house.</summary>
internal static class Beliefs
{
    public static PlaceBelief Describe(
        in TagTrack track, in Chances chances, PlaceTable places, SiteListening listening, PresenceOptions options, long nowTicks)
    {
        int slot = chances.BestSlot;
        int zone = track.Zones[slot];
        int cabinet = places.CabinetOf(zone);
        short place = places.PlaceFor(zone);
        bool whole = place >= places.Zones;
        double inCabinet = chances.OfCabinet(track, places, cabinet);
        double here = whole ? inCabinet : chances.Of[slot];

        (PlaceId? Place, double Chance) first = (places[place], here), second = (null, chances.Away);
        for (int other = 0; other < track.SlotCount; other++)
        {
            if (other == slot || (whole && places.CabinetOf(track.Zones[other]) == cabinet)) continue;
            if (chances.Of[other] > second.Chance) second = (places[places.PlaceFor(track.Zones[other])], chances.Of[other]);
        }
        if (chances.Away > here) (first, second) = ((null, chances.Away), first);
        return new PlaceBelief(
            first.Place, first.Chance, first.Chance >= options.SureChance, second.Place, second.Chance,
            track.LastHeardTicks > 0 ? new DateTimeOffset(track.LastHeardTicks, TimeSpan.Zero) : null,
            Verified(track, listening, options, nowTicks))
        {
            HeardInsideAt = places.IsOpenRoom || track.HeardInsideTicks == 0 ? null : new DateTimeOffset(track.HeardInsideTicks, TimeSpan.Zero),
            CabinetChance = first.Place is null ? first.Chance : inCabinet,
            Shelf = whole && first.Place is not null ? places[zone] : null,
            ShelfChance = whole && first.Place is not null ? chances.Of[slot] : 0,
        };
    }

    private static bool Verified(in TagTrack track, SiteListening listening, PresenceOptions options, long nowTicks)
    {
        if (nowTicks - track.LastHeardTicks <= options.VerifiedFor.Ticks) return true; // an antenna that counts has no listening periods
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            if (link.Share >= 0.05f && nowTicks - listening.LastListenedTicks(link.Antenna) <= options.VerifiedFor.Ticks) return true;
        }
        return false;
    }
}
