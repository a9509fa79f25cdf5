namespace Inventory.Presence;

/// <summary>Whether a bag is being lifted out of its cabinet, from how its strength changes while the door stands open.</summary>
/// <remarks>
/// A bag that lies still keeps its strength at each antenna until the field changes, and then the new one follows a Rayleigh fade. A bag in
/// somebody's hand before the open door is heard weakly, whatever it was before: most often just over the antenna's limit.
/// </remarks>
internal static class Lifting
{
    private const double PutBack = 0.3; // of bags that are lifted: looked at, or put elsewhere in the same opening
    private const double SpreadDb = 3; // of one read around the strength so far
    private const double ShiftedDb = 10, Shifted = 0.1; // neighbours are taken or shifted
    private const double Stirred = 0.02; // the whole field is another one
    private const double CarriedDb = 8; // mean strength over the antenna's limit
    private const double MostOfOneRead = 8;

    /// <summary>Takes a read into the chance of being lifted. Behind a shut door the bag is inside.</summary>
    public static void Observe(
        ref TagTrack track, in AntennaLink link, float rssiDbm, float weight, in CabinetState cabinet, SiteListening listening)
    {
        if (!cabinet.Open || float.IsNaN(rssiDbm))
        {
            track.LiftLog = double.NegativeInfinity;
            return;
        }
        double usual = Math.Log(0.5 * listening.BagsPerOpening / Math.Max(cabinet.Bags, 4)); // half of it is still to come
        double still = Still(in link, rssiDbm);
        if (double.IsNaN(still)) return;
        double over = Math.Max(rssiDbm - listening.EdgeDbm(link.Antenna), 0);
        double lifted = Math.Exp(-over / CarriedDb) / CarriedDb;
        track.LiftLog = Math.Max(track.LiftLog + (weight * Math.Clamp(Math.Log(lifted / still), -MostOfOneRead, MostOfOneRead)), usual);
    }

    /// <summary>It was heard behind a shut door: whoever lifted it has put it back.</summary>
    public static void End(ref TagTrack track, in CabinetState cabinet)
    {
        if (!cabinet.Open) track.LiftLog = double.NegativeInfinity;
    }

    /// <summary>Chance that the bag was lifted, and that it lies inside again although lifted, after a silence that long.</summary>
    /// <param name="silent">How likely the silence since the door was shut, or since the last read, is for a bag that lies inside.</param>
    public static (double Lifted, double Inside) Chance(in TagTrack track, double silent)
    {
        double lifted = 1 / (1 + Math.Exp(-track.LiftLog));
        return (lifted, PutBack * silent);
    }

    /// <returns>Density per dB of this strength for a bag that lies still; not a number where nothing is known.</returns>
    private static double Still(in AntennaLink link, float rssiDbm)
    {
        if (float.IsNaN(link.RssiDbm)) return double.NaN;
        if (!link.Heard) return link.Epochs > 0 ? Rayleigh(rssiDbm - link.MeanDbm) : double.NaN;
        double off = rssiDbm - link.RssiDbm;
        return ((1 - Shifted - Stirred) * Normal(off, SpreadDb)) + (Shifted * Normal(off, ShiftedDb))
            + (Stirred * Rayleigh(rssiDbm - (link.Epochs > 0 ? link.MeanDbm : link.RssiDbm)));
    }

    private static double Normal(double off, double spread) =>
        Math.Exp(-0.5 * off * off / (spread * spread)) / (spread * Math.Sqrt(2 * Math.PI));

    /// <summary>Density per dB of a two-way strength, relative to its mean power.</summary>
    private static double Rayleigh(double overMeanDb)
    {
        double power = Math.Pow(10, overMeanDb / 20);
        return Math.Log(10) / 20 * power * Math.Exp(-power);
    }
}
