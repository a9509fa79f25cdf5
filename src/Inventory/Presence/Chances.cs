using System.Runtime.Intrinsics;

namespace Inventory.Presence;

/// <summary>A tag's table at one instant: its last table, and what silence since then says. Sums to 1.</summary>
internal ref struct Chances
{
    private const float UnknownDb = 10, UnheardDb = -10; // over an antenna's limit

    private const double LeastSpread = 0.25, LeastSpreadSeconds = 0.02; // of gaps, in their mean and beside it
    private const double OpenDoorLossDb = 6; // both ways: power leaves through the open door
    private const double LeastHidden = 1e-5;

    /// <summary>By slot, then all other zones, then away.</summary>
    public Lanes Of;

    public int BestSlot;

    public readonly double Away => Of[TagTrack.Away];

    public static Chances At(in TagTrack track, PlaceTable places, SiteListening listening)
    {
        Chances chances = default;
        for (int slot = 1; slot < track.SlotCount; slot++)
            if (track.Logs[slot] > track.Logs[chances.BestSlot]) chances.BestSlot = slot;
        Vector256<float> weights = Vector256.Exp(track.Logs);
        double gone = weights[TagTrack.Away], present = Vector256.Sum(weights.WithElement(TagTrack.Away, 0));
        ref readonly CabinetState cabinet = ref listening.Cabinet(places.HomeOf(track));

        (double left, double stays) = places.IsOpenRoom ? InRoom(in track, in cabinet, listening) : Inside(in track, in cabinet, listening);
        double away = gone + (left * present);
        double sum = (present * stays) + away;
        chances.Of = weights * (float)(stays / sum);
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

    /// <summary>Of a bag that lay in a cabinet: chance that it has left, and of this silence where it has not.</summary>
    private static (double Left, double Stays) Inside(in TagTrack track, in CabinetState cabinet, SiteListening listening)
    {
        double silent = Silence.Chance(track, listening, Silence.Stretch.All);
        if (silent == 1) return (0, 1);
        double left = 1 - Math.Exp(-cabinet.ChangesSince(track.ChangeMark, track.StirMark, listening.BagsPerOpening));
        double stirs = cabinet.StirsSince(track.ChangeMark, track.StirMark);
        if (!cabinet.HasContact)
        {
            return (left, (1 - left) * (silent + Faded(in track, listening, stirs)));
        }
        double stays = (1 - left) * (silent + LeastHidden + (cabinet.RedrawnByDoor * HiddenByDoor(in track, in cabinet, listening, stirs)));
        double inside = Silence.Chance(track, listening, cabinet.Open ? Silence.Stretch.All : Silence.Stretch.SinceClosed);
        (double lifted, double putBack) = Lifting.Chance(in track, inside + LeastHidden);
        return (((1 - lifted) * left) + (lifted * (1 - putBack)), ((1 - lifted) * stays) + (lifted * putBack));
    }

    /// <summary>The same of a tag in an open room.</summary>
    private static (double Left, double Stays) InRoom(in TagTrack track, in CabinetState cabinet, SiteListening listening)
    {
        double seconds = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            seconds += 0.001 * link.Share * (listening.ListenedMs(link.Antenna) - link.ListenedMark);
        }
        if (seconds <= 0) return (0, 1);
        double left = 1 - Math.Exp(-cabinet.ChangesSince(track.ChangeMark, track.StirMark, listening.BagsPerOpening));
        double stirs = cabinet.StirsSince(track.ChangeMark, track.StirMark);
        return (left, (1 - left) * (Unheard(in track, seconds) + Faded(in track, listening, stirs)));
    }

    /// <summary>How likely it is that a tag which is heard as before stays silent for so long.</summary>
    /// <remarks>
    /// A gap is the time until its turn comes again, and then misses of turns: a fixed part and an exponential one. Both are known
    /// from a few gaps only, hence the heavy tail of a Pareto law in place of an exponential one.
    /// </remarks>
    private static double Unheard(in TagTrack track, double seconds)
    {
        (float mean, float deviation) = track.Gap;
        double spread = Math.Max(1.4 * deviation, LeastSpread * mean) + LeastSpreadSeconds;
        double over = Math.Max(seconds - Math.Max(mean - spread, 0), 0);
        return Math.Pow(1 + (over / (track.Gaps * spread)), -track.Gaps);
    }

    /// <summary>Chance that the bag lies there and is not heard, where nobody knows when its field was drawn anew.</summary>
    private static double Faded(in TagTrack track, SiteListening listening, double stirs)
    {
        double fade = FadeChance(in track, listening, 0);
        return stirs <= 1 ? stirs * fade : Math.Pow(fade, stirs);
    }

    /// <summary>Chance that the bag lies there and no antenna hears it any more, because the field was drawn anew.</summary>
    /// <remarks>
    /// That happens when the door moves, and now and then while it stands open: a bag that fell silent well before the door was
    /// shut was taken rather. A bag that stays silent through two fields must have been unlucky twice.
    /// </remarks>
    private static double HiddenByDoor(in TagTrack track, in CabinetState cabinet, SiteListening listening, double stirs)
    {
        int moves = (ushort)(cabinet.Epoch - track.Epoch);
        double shut = FadeChance(in track, listening, 0), open = FadeChance(in track, listening, OpenDoorLossDb);
        (double now, double other) = cabinet.Open ? (open, shut) : (FadeChance(in track, listening, 0, looked: true), open);
        double stirred = Math.Min(stirs, 1) * open;
        if (moves == 0) return stirred;
        (Silence.Stretch last, Silence.Stretch first, Silence.Stretch since) = cabinet.Open
            ? (Silence.Stretch.UntilOpened, Silence.Stretch.UntilClosed, Silence.Stretch.SinceOpened)
            : (Silence.Stretch.UntilClosed, Silence.Stretch.UntilOpened, Silence.Stretch.SinceClosed);
        double atLast = Silence.Chance(track, listening, last) * now;
        if (moves == 1 && cabinet.Open) return atLast + stirred;
        double before = (moves == 1 ? 0 : moves == 2 ? Silence.Chance(track, listening, first) : Math.Pow(shut, Math.Min(moves, 6) - 2))
            * other;
        // what was hidden before the door moved last may be heard since, if there was time for it
        double still = now + ((1 - now) * Silence.Chance(track, listening, since));
        return atLast + ((before + stirred) * still);
    }

    /// <summary>Chance that a new draw of the field leaves the tag below the limit of every antenna that has heard it.</summary>
    /// <remarks>
    /// For one antenna: the powers of n draws with mean m over the limit are known; then the next one, exponential with an unknown
    /// mean, is below the limit with chance 1 - (1 + 1/(n·m))^-(n + 1/2).
    /// </remarks>
    /// <param name="looked">True for silence that lasted while the antennas looked harder: by so much lower was their limit.</param>
    private static double FadeChance(in TagTrack track, SiteListening listening, double lossDb, bool looked = false)
    {
        Lanes strengths = default, means = default, fields = default; // over the limits of antennas
        int antennas = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            if (link.Share < 0.01f && link.Epochs < 2) continue;
            float edge = listening.EdgeDbm(link.Antenna) + (float)lossDb - (looked ? listening.LookedDb(link.Antenna, link.VisitMark) : 0);
            strengths[antennas] = link.Heard && !float.IsNaN(link.RssiDbm) ? link.RssiDbm - edge : link.Epochs == 0 ? UnknownDb : UnheardDb;
            means[antennas] = link.MeanDbm - edge;
            fields[antennas++] = link.Epochs;
        }
        Vector256<float> sum = Power(strengths) + (Power(means) * fields);
        Lanes heard = Vector256.Exp(Vector256.Log(Vector256<float>.One + (Vector256<float>.One / sum)) * -(fields + Vector256.Create(1.5f)));
        double fade = 1;
        for (int at = 0; at < antennas; at++) fade *= 1 - heard[at];
        return Math.Max(fade, 1e-7);
    }

    private static Vector256<float> Power(Vector256<float> overLimitDb) => Vector256.Exp(overLimitDb * (MathF.Log(10) / 20));
}
