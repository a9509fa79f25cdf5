using Inventory.Presence;

namespace Inventory.Tests.Presence;

public sealed class StillWeightsTests
{
    /// <summary>Π(1/k) / (b + Σ P/k)^(n + 1.5), tempered by 0.8, with b 12 dB over the limit of -68 dBm: computed here for one zone after the other.</summary>
    [Theory]
    [InlineData(-50, -55)]
    [InlineData(-50, -63)]
    [InlineData(-62, -51)]
    [InlineData(-66, -66)]
    public void Observe_OneReadByEachOfTwoAntennas_WeighsTheShelvesByTheFormula(float first, float second)
    {
        Site site = new(cabinets: 1, shelves: 3, kind: CabinetKind.SheetShelves);
        Couplings couplings = Couplings.Prior(site.Layout);

        site.Read(Site.Tag(1), 0, first);
        site.Read(Site.Tag(1), 1, second);

        double[] table = site.Tracker.TableOf(Site.Tag(1));
        Assert.Equal(0.8 * (Log(0) - Log(1)), Math.Log(table[0] / table[1]), 1e-3);
        Assert.Equal(0.8 * (Log(0) - Log(2)), Math.Log(table[0] / table[2]), 1e-3); // nobody has listened on shelf 3 yet

        double Log(int zone)
        {
            double k0 = Math.Exp(couplings.Log(zone, 0)), k1 = Math.Exp(couplings.Log(zone, 1));
            return -Math.Log(k0 * k1) - (3.5 * Math.Log(Power(-56) + (Power(first) / k0) + (Power(second) / k1)));
        }
    }

    private static double Power(double dbm) => Math.Pow(10, dbm / 20);
}
