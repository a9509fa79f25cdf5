using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inventory.Presence;

/// <summary>The place of a bag that lies still in a cabinet, from how strong each antenna hears it.</summary>
/// <remarks>
/// In a metal box the field at a resting bag is a fixed draw of a Rayleigh fade for each antenna: a thousand reads say no more than
/// one, and a new draw comes only when the door or a bag is moved. So the strengths of one epoch count once, however often they
/// are read, and the epochs add up. The chance of the strengths in a zone z, with powers P over the antennas that hear the tag and
/// couplings k, the tag's own mean power being unknown and integrated out, is Π(1/k) / (b + Σ P/k)^(n + a), with a and b of the inverse
/// gamma law that mean powers are taken to follow. An antenna that would hear it and does not counts by the share of fades that reach
/// below its limit.
/// </remarks>
internal sealed class StillWeights(PresenceModel model, PlaceTable places, SiteListening listening, Leads leads)
{
    private const float StrengthPrior = 1.5f, UsualOverEdgeDb = 12; // a bag that would have to be very much stronger than others
    private const float Trust = 0.8f; // couplings differ from bag to bag
    private const float AwayPerRead = 3; // what passes by is gone after a few reads
    private const float SameFieldDb = 4;
    private const float StaleShare = 0.02f; // of the reads: an antenna that has lost the bag to others
    private const uint StaleMs = 3000;
    private const float LeastChange = 0.0001f; // of a new place at a new epoch, whatever was believed
    private const float BackElsewhere = 0.1f; // of bags that seemed to have left and are heard again
    private const byte MostEpochs = 8;
    private const float LeastChanceOfSilence = 1e-6f;
    private const float UnheardPower = 0.3f; // of an antenna's limit, where it heard nothing in an epoch

    private Couplings _couplings = model.Couplings;

    public void Use(Couplings couplings) => _couplings = couplings;

    /// <summary>A new epoch: what was concluded of the last one becomes the prior, mixed with the chance of a new place.</summary>
    /// <param name="left">Chance, until it was heard again just now, that the bag had left its place.</param>
    /// <param name="counts">Whether the strengths of the last epoch go into the prior: not if they go on, or were of an open door.</param>
    public void BeginEpoch(ref TagTrack track, ushort epoch, double left, bool counts, uint nowMs)
    {
        bool newField = epoch != track.Epoch;
        float change = Math.Max((float)left * BackElsewhere, LeastChange);
        Lanes logs = Vector256.Create(float.NegativeInfinity);
        for (int slot = 0; slot < track.SlotCount; slot++) logs[slot] = counts ? track.Logs[slot] : track.Prior(slot);
        Vector256<float> was = Vector256.Exp(logs);
        logs = Vector256.Log((was * ((1 - change) / Vector256.Sum(was))) + Vector256.Create(change / track.SlotCount));
        for (int slot = 0; slot < track.SlotCount; slot++) track.SetPrior(slot, logs[slot]);
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref AntennaLink link = ref track.Heard[at];
            if (counts && link.Heard) link.BeforeDbm = link.RssiDbm;
            if (newField)
            {
                Remember(ref link);
                Silence.Forget(ref link);
            }
            link.Heard = false;
        }
        if (newField) track.LiftLog = double.NegativeInfinity;
        (track.Epoch, track.EpochSinceMs) = (epoch, nowMs);
    }

    /// <param name="news">Whether the read said anything that the last ones had not.</param>
    public void Apply(ref TagTrack track, int antenna, float weight, bool news, uint nowMs)
    {
        if (!news && track.Logs[TagTrack.Away] <= -leads.Away) return;
        if (places.Zones > TagTrack.Slots) MakeRoom(ref track, places.FirstZones(antenna)[0]);
        float before = Best(in track);
        float away = Math.Max(track.Logs[TagTrack.Away] - before - (AwayPerRead * weight), -leads.Away);
        Weigh(ref track, nowMs);

        float best = Best(in track);
        float top = Math.Max(away, 0);
        int cabinet = -1;
        for (int slot = 0; slot < track.SlotCount; slot++)
            if (track.Logs[slot] == best) cabinet = places.CabinetOf(track.Zones[slot]);
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            float least = places.CabinetOf(track.Zones[slot]) == cabinet ? -leads.Shelf : -leads.Cabinet, log = track.Logs[slot] - best;
            track.Logs[slot] = (log > least ? log : least) - top;
        }
        track.Logs[TagTrack.Away] = away - top;
        if (places.Zones > track.SlotCount) track.Logs[TagTrack.Rest] = -leads.Cabinet - top;
    }

    private void Weigh(ref TagTrack track, uint nowMs)
    {
        Lanes strengths = default, limits = default, excuses = default;
        Antennas hearing = default, silent = default;
        int heard = 0, unheard = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref AntennaLink link = ref track.Heard[at];
            if (link.Share < StaleShare && link.SinceLastReadMs(nowMs) > StaleMs) link.Heard = false;
            if (!link.Heard) continue;
            strengths[heard] = float.IsNaN(link.RssiDbm) ? listening.EdgeDbm(link.Antenna) + 10 : link.RssiDbm;
            hearing[heard++] = link.Antenna;
        }
        float missed = float.NaN;
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            int own = places.OwnAntenna(track.Zones[slot]);
            if (own < 0 || hearing[..heard].Contains((ushort)own)) continue;
            if (unheard == 0) missed = Silence.MissedShare(track);
            excuses[unheard] = missed * listening.VisitsInEpoch(own, nowMs - track.EpochSinceMs);
            limits[unheard] = listening.EdgeDbm(own);
            silent[unheard++] = (ushort)own;
        }
        float usual = Power(listening.EdgeDbm(hearing[0]) + UsualOverEdgeDb);
        Lanes powers = Power(strengths);
        (limits, excuses) = (Power(limits), Vector256.Exp(excuses));
        Vector256<float> sum = Vector256<float>.Zero, product = Vector256<float>.One, chance = Vector256<float>.One; // by slot
        for (int at = 0; at < heard; at++)
        {
            Vector256<float> inverse = _couplings.Inverse(track.Zones, hearing[at]);
            sum += inverse * powers[at];
            product *= inverse;
        }
        Vector256<float> perMean = Vector256.Create((float)heard) / sum;
        for (int at = 0; at < unheard; at++)
        {
            Vector256<float> depth = _couplings.Inverse(track.Zones, silent[at]) * limits[at] * perMean;
            chance *= (depth + Vector256.Create(excuses[at])) / (depth + Vector256<float>.One);
        }
        Lanes logs = Vector256.Log(Vector256.Max(chance, Vector256.Create(LeastChanceOfSilence)) * product)
            - (Vector256.Log(sum + Vector256.Create(usual)) * (heard + StrengthPrior));
        float trust = Trust * Novelty(in track);
        for (int slot = 0; slot < track.SlotCount; slot++) track.Logs[slot] = track.Prior(slot) + (trust * logs[slot]);
    }

    /// <summary>Share of the strengths that is new since the prior: a drawer that stays shut keeps its field, whatever the door does.</summary>
    private static float Novelty(in TagTrack track)
    {
        float shares = 0, news = 0;
        for (int at = 0; at < track.LinkCount; at++)
        {
            ref readonly AntennaLink link = ref track.Heard[at];
            if (!link.Heard) continue;
            float off = link.RssiDbm - link.BeforeDbm, square = off * off;
            shares += link.Share;
            news += link.Share * (float.IsNaN(off) ? 1 : square / (square + (SameFieldDb * SameFieldDb)));
        }
        return shares > 0 ? news / shares : 1;
    }

    /// <summary>Takes the strength of an epoch that is over into the antenna's mean.</summary>
    private void Remember(ref AntennaLink link)
    {
        float now = link.Heard && !float.IsNaN(link.RssiDbm) ? Power(link.RssiDbm) : UnheardPower * Power(listening.EdgeDbm(link.Antenna));
        float mean = link.Epochs == 0 ? now : Power(link.MeanDbm);
        if (link.Epochs < MostEpochs) link.Epochs++;
        link.MeanDbm = 20 * MathF.Log10(mean + ((now - mean) / link.Epochs));
    }

    /// <summary>Puts the antenna's own zone into the table, in the place of the least likely one.</summary>
    private void MakeRoom(ref TagTrack track, ushort zone)
    {
        int least = 0;
        float prior = float.NaN;
        for (int slot = 0; slot < track.SlotCount; slot++)
        {
            if (track.Zones[slot] == zone) return;
            if (track.Logs[slot] < track.Logs[least]) least = slot;
            // as likely as the least likely of its cabinet that is still in the table
            if (places.CabinetOf(track.Zones[slot]) == places.CabinetOf(zone)) prior = float.IsNaN(prior) ? track.Prior(slot) : Math.Min(prior, track.Prior(slot));
        }
        if (float.IsNaN(prior)) prior = -leads.Cabinet;
        track.Zones[least] = zone;
        track.Logs[least] = prior;
        track.SetPrior(least, prior);
    }

    private static float Best(in TagTrack track)
    {
        float best = float.NegativeInfinity;
        for (int slot = 0; slot < track.SlotCount; slot++)
            if (track.Logs[slot] > best) best = track.Logs[slot];
        return best;
    }

    /// <summary>Power at the tag, one way, as a ratio to a fixed level: the strength at the reader has the path twice.</summary>
    private static float Power(float rssiDbm) => MathF.Exp(rssiDbm * (MathF.Log(10) / 20));

    private static Vector256<float> Power(Vector256<float> rssiDbm) => Vector256.Exp(rssiDbm * (MathF.Log(10) / 20));

    [InlineArray(TagTrack.Links)]
    private struct Antennas { private ushort _first; }
}
