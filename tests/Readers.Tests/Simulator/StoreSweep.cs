using HardwareSim;
using HardwareSim.Radio;

namespace Readers.Tests.Simulator;

/// <summary>A person who walks through a shop with a hand-held reader: the world of a public recording of sweeps.</summary>
/// <remarks>
/// 36 panels, 27 of them with the 915 listed tags, nine with 180 others 3.3 times farther; each is passed once in a shuffled order, 43 %
/// a second time. The rounds are <see cref="InventoryRound"/> as it stands, so that S0 against S1 comes out of it; the constants of the
/// link are fitted on the statistics of the recording with these very rounds. A tag's field is drawn anew for each round.
/// </remarks>
internal sealed class StoreSweep
{
    public const int Listed = 915;
    private const int Others = 180, Panels = 36, ListedPanels = 27;
    private const double PathM = 49, ReachM = 4.2, Reference = -49.2, Exponent = 1.61, EdgeDbm = -72.4, BeamDegrees = 62;
    private const double AimSigma = 36, AimSeconds = 1, RiceDb = 6, LastingSigma = 2.1, SweepSigma = 0.6, NoiseDb = 1.3;
    private const double RoundSeconds = 0.23, RoundOverhead = 0.011;

    private readonly Tag[] _tags = new Tag[Listed + Others];

    /// <param name="shop">Tags and their lasting gains are those of this seed.</param>
    public StoreSweep(Seed shop)
    {
        Dice dice = shop.Stream("shop");
        for (int i = 0; i < _tags.Length; i++)
        {
            bool listed = i < Listed;
            int panel = listed ? dice.Below(ListedPanels) : ListedPanels + dice.Below(Panels - ListedPanels);
            _tags[i] = new Tag(
                panel, dice.Uniform(-0.6, 0.6), dice.Uniform(0.63, 2.4) * (listed ? 1 : 3.3), dice.Normal(0, LastingSigma),
                (long)(dice.Normal(1.08, 0.08) * TimeSpan.TicksPerSecond));
        }
    }

    private sealed record Tag(int Panel, double Along, double Aside, double GainDb, long S1Ticks);

    /// <returns>Seconds, number of the tag (listed ones first), dBm.</returns>
    public List<(double At, int Tag, int Rssi)> Walk(Seed sweep, Session session)
    {
        Dice dice = sweep.Stream("walk");
        double seconds = session == Session.S0 ? 81 : 70, speed = PathM / seconds;
        int[] panels = [.. Enumerable.Range(0, Panels)];
        dice.Shuffle<int>(panels);
        int[] passes = [.. panels, .. panels.Reverse().Where(_ => dice.Chance(0.43))];
        double step = PathM / passes.Length;
        ILookup<int, double> places = passes.Select((panel, index) => (panel, (index + 0.5) * step))
            .ToLookup(static pass => pass.panel, static pass => pass.Item2);
        double[] gains = [.. _tags.Select(tag => tag.GainDb + dice.Normal(0, SweepSigma))];
        TagFlags[] flags = [.. _tags.Select(static tag => new TagFlags { S1Ticks = tag.S1Ticks })];
        RoundSettings settings = new(AirProfile.R160, TimeFactor: 1, DecodeChance: 0.75, SensitivityDbm: -200)
        {
            StartQ = 5, CaptureDb = 1.5, PerReadMicroseconds = 3500,
        };
        InventoryRound round = new(dice);
        List<Singulation> found = [];
        List<Participant> asked = [];
        List<(double, int, int)> reads = [];
        double aim = dice.Normal(0, AimSigma);
        for (double at = 0; at < seconds;)
        {
            asked.Clear();
            long now = (long)(at * TimeSpan.TicksPerSecond);
            for (int i = 0; i < _tags.Length; i++)
            {
                if (flags[i].IsB(session, now)) continue; // S0 has been forgotten with the carrier
                double rssi = places[_tags[i].Panel].Select(place => Level(i, place + _tags[i].Along - (at * speed))).Max();
                if (rssi >= EdgeDbm) asked.Add(new Participant(i, rssi, 0));
            }
            found.Clear();
            double took = round.Run(
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(asked), settings, RoundSeconds * 1e6, found) / 1e6;
            foreach (Singulation read in found)
            {
                Participant heard = asked[read.Participant];
                double when = at + (read.AtMicroseconds / 1e6);
                flags[heard.Tag].Acknowledged(session, (long)(when * TimeSpan.TicksPerSecond));
                reads.Add((when, heard.Tag, (int)Math.Round(heard.RssiDbm + dice.Normal(0, NoiseDb))));
            }
            at += took + RoundOverhead;
            double keep = Math.Exp(-took / AimSeconds);
            aim = (keep * aim) + (AimSigma * Math.Sqrt(1 - (keep * keep)) * dice.Normal());
        }
        return reads;

        double Level(int tag, double along)
        {
            if (Math.Abs(along) > ReachM) return double.NegativeInfinity;
            double aside = _tags[tag].Aside, distance = Math.Sqrt((along * along) + (aside * aside));
            double off = (Math.Atan2(along, aside) * 180 / Math.PI) - aim;
            double beam = -Math.Min(15, 12 * off * off / (BeamDegrees * BeamDegrees));
            double factor = Math.Pow(10, RiceDb / 10);
            double field = (Math.Sqrt(factor / (factor + 1)) + (Math.Sqrt(1 / (factor + 1)) * dice.ComplexNormal())).Magnitude;
            return Reference - (20 * Exponent * Math.Log10(distance)) + (2 * (beam + gains[tag])) + (40 * Math.Log10(field + 1e-6));
        }
    }
}
