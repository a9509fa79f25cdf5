using System.Numerics;
using HardwareSim;
using HardwareSim.Goods;
using HardwareSim.Radio;

namespace Readers.Tests.Simulator;

/// <summary>Metal cabinets as reverberant rooms: gains, bandwidths, shares of bags that are heard, what leaks through doors.</summary>
public sealed class CavityTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, false, 0.021, -6.9, 1.2)]
    [InlineData(10, false, 0.061, -11.6, 3.7)]
    [InlineData(50, false, 0.163, -15.9, 9.7)]
    [InlineData(100, false, 0.223, -17.3, 13.3)]
    [InlineData(200, false, 0.304, -18.6, 18.2)]
    [InlineData(100, true, 0.473, -20.5, 28.2)]
    public void Cavity_Loads_GiveTheTablesGain(int bags, bool open, double sigma, double gain, double bandwidth)
    {
        Cavity cavity = Cavity.Box(antennas: 4);
        cavity.Bags = bags;
        cavity.Aperture = open ? 0.25 : 0;

        Assert.Equal(sigma, cavity.Sigma, 0.003);
        Assert.Equal(gain, cavity.GainDb, 0.15);
        Assert.InRange(cavity.BandwidthMhz, bandwidth * 0.96, bandwidth * 1.04);
    }

    [Theory]
    [InlineData(1.2, 0.25, 0.96)]
    [InlineData(1.2, 3.75, 0.09)]
    [InlineData(3.7, 3.75, 0.49)]
    [InlineData(18.2, 3.75, 0.96)]
    public void Link_TwoChannels_FadeTogetherAsTheLoadSays(double bandwidth, double apartMhz, double correlation)
    {
        int other = (int)(apartMhz / Channels.SpacingMhz);
        Complex product = 0;
        const int Links = 4000;
        double power = 0;
        for (int i = 0; i < Links; i++)
        {
            Link link = new(new Seed(i).Stream("link"));
            link.Update(0, 0, bandwidth, 0);
            product += link.Forward(0) * Complex.Conjugate(link.Forward(other));
            power += (link.Forward(0).Magnitude * link.Forward(0).Magnitude) / Links;
        }
        double measured = Math.Pow((product / Links).Magnitude, 2);

        Assert.Equal(1, power, 0.06);
        Assert.Equal(correlation, measured, 0.09); // a twentieth of the power drifts on all channels alike
    }

    [Fact]
    public void Link_LoadChanges_ForgetsAsManyTimesAsBagsMoved()
    {
        Complex one = 0, many = 0, moved = 0;
        const int Links = 4000;
        for (int i = 0; i < Links; i++)
        {
            Link link = new(new Seed(i).Stream("link"));
            link.Update(0, 0, 10, 0);
            Complex before = link.Forward(3);
            link.Update(0, Math.Log(0.93), 10, 0);
            one += before * Complex.Conjugate(link.Forward(3)) / Links;
            link.Update(0, 20 * Math.Log(0.93), 10, 0);
            many += before * Complex.Conjugate(link.Forward(3)) / Links;
            link.Update(1, 20 * Math.Log(0.93), 10, 0);
            moved += before * Complex.Conjugate(link.Forward(3)) / Links;
        }

        Assert.Equal(0.93, one.Magnitude, 0.05);
        Assert.Equal((0.95 * Math.Pow(0.93, 20)) + 0.05, many.Magnitude, 0.06);
        Assert.Equal(0, moved.Magnitude, 0.05);
    }

    /// <summary>Shares in per cent: powered at the own antenna, at the next drawer's, by any antenna on one of four channels.</summary>
    [Theory]
    [InlineData(5, 15, 83, 16, 91)]
    [InlineData(5, 24, 98, 69, 99.8)]
    [InlineData(25, 15, 66, 5, 70)]
    [InlineData(25, 18, 80, 13, 85)]
    [InlineData(25, 21, 89, 27, 93)]
    [InlineData(25, 24, 94, 46, 98)]
    [InlineData(25, 30, 98, 78, 99.9)]
    [InlineData(50, 15, 55, 3, 59)]
    [InlineData(50, 24, 92, 35, 95)]
    [InlineData(50, 30, 98, 70, 99.6)]
    public void Ether_MetalDrawers_PowerTheTablesShares(int bags, double txDbm, double own, double next, double any)
    {
        int tags = 0, ownHits = 0, nextHits = 0, nextPairs = 0, anyHits = 0;
        int[] channels = [0, 5, 10, 15];
        for (int seed = 0; seed < 1500 / bags; seed++)
        {
            SimulatedWorld world = Filled(CabinetKind.MetalDrawers, seed, bags * 4);
            foreach (SimulatedTag tag in world.Tags)
            {
                bool heard = false;
                foreach (SimulatedAntenna antenna in world.Antennas)
                {
                    foreach (int channel in channels)
                    {
                        bool powered = world.Ether.TryPower(antenna, tag, txDbm, channel, 0, out _);
                        heard |= powered;
                        if (antenna.Shelf == tag.Shelf && powered) ownHits++;
                        if (Math.Abs(antenna.Shelf - tag.Shelf) != 1) continue;
                        nextPairs++;
                        if (powered) nextHits++;
                    }
                }
                tags++;
                if (heard) anyHits++;
            }
        }

        Assert.Equal(own, 100.0 * ownHits / (4 * tags), 4.0);
        Assert.Equal(next, 100.0 * nextHits / nextPairs, 6.0);
        Assert.Equal(any, 100.0 * anyHits / tags, 4.0);
    }

    [Theory]
    [InlineData(15, 70)]
    [InlineData(21, 97.5)]
    [InlineData(27, 99.9)]
    public void Ether_OpenShelves_AreHeardByAnyAntennaAsTheTableSays(double txDbm, double any)
    {
        int tags = 0, hits = 0;
        for (int seed = 0; seed < 8; seed++)
        {
            SimulatedWorld world = Filled(CabinetKind.OpenShelves, seed, 100);
            foreach (SimulatedTag tag in world.Tags)
            {
                tags++;
                if (world.Antennas.Any(antenna => new[] { 0, 5, 10, 15 }.Any(
                    channel => world.Ether.TryPower(antenna, tag, txDbm, channel, 0, out _)))) hits++;
            }
        }

        Assert.Equal(any, 100.0 * hits / tags, 6.0); // the near antenna's direct ray adds a little at low power
    }

    /// <summary>A wet bag in front of a cabinet with 100 bags and 30 dBm: mean power at the tag, dBm.</summary>
    [Theory]
    [InlineData(DoorKind.Metal, DoorState.Open, 0.5, -8.5)]
    [InlineData(DoorKind.Metal, DoorState.Open, 1, -14.5)]
    [InlineData(DoorKind.Metal, DoorState.Open, 2, -20.5)]
    [InlineData(DoorKind.PlainGlass, DoorState.Closed, 1, -16)]
    [InlineData(DoorKind.Metal, DoorState.Ajar, 1, -22)]
    [InlineData(DoorKind.CoatedGlass, DoorState.Closed, 1, -31)]
    [InlineData(DoorKind.CoatedGlass, DoorState.Closed, 2, -37)]
    public void Ether_BagBeforeTheDoor_GetsTheTablesPower(DoorKind door, DoorState state, double metres, double power)
    {
        SimulatedWorld world = Filled(CabinetKind.OpenShelves, 1, 100, door);
        world.SetDoor(0, state, null);
        SimulatedTag outside = world.Tags[0];
        world.PutInHand(outside, Walk.Still(new Spot(0, metres), 0));
        world.Cabinets[0].Radio.Cavities[0].Bags = 100;

        double mean = 30 + world.Ether.MeanGainDb(world.Antennas[0], outside, 0) + outside.WetDb - 14;

        Assert.Equal(power, mean, 0.7);
    }

    [Fact]
    public void Ether_ClosedMetalDoor_NobodyOutsideIsHeard()
    {
        SimulatedWorld world = Filled(CabinetKind.OpenShelves, 2, 50, DoorKind.Metal);
        world.SetDoor(0, DoorState.Open, null);
        world.SetDoor(0, DoorState.Closed, null);

        foreach (SimulatedTag tag in world.Tags)
        {
            world.PutInHand(tag, Walk.Still(new Spot(0, 0.5), 0));
            foreach (SimulatedAntenna antenna in world.Antennas)
                Assert.False(world.Ether.TryPower(antenna, tag, 30, 3, 0, out _));
        }
    }

    private static SimulatedWorld Filled(CabinetKind kind, int seed, int bags, DoorKind door = DoorKind.Metal)
    {
        SimulatedWorld world = new(
            new SimulationOptions
            {
                Seed = new Seed(seed), Cabinets = 1, Cabinet = kind, Door = door, DeadTags = 0, ShyTags = 0, Bags = bags,
            }, Start);
        BagMaker maker = new(new Seed(seed).Stream("bags"), "G1234", ["E0304V00"], TimeZoneInfo.Utc);
        for (int i = 0; i < bags; i++)
        {
            SimulatedBag bag = maker.Make(Start);
            Epc.TryCreate(Convert.FromHexString(bag.TagUiiHex), out Epc uii);
            world.PutOnShelf(world.Add(uii, bag.ProtocolControl, bag), 0, i % 4);
        }
        return world;
    }
}
