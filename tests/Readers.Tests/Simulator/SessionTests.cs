using HardwareSim;
using HardwareSim.Radio;

namespace Readers.Tests.Simulator;

/// <summary>What the sessions make of ten seconds on one antenna, and the flags behind it.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData(10, Session.S0, 180, 184)]
    [InlineData(10, Session.S1, 8.6, 9)]
    [InlineData(10, Session.S2, 1.0, 1)]
    [InlineData(50, Session.S0, 199, 42)]
    [InlineData(50, Session.S1, 42, 9)]
    [InlineData(50, Session.S2, 5.0, 1)]
    [InlineData(200, Session.S0, 201, 10)]
    [InlineData(200, Session.S1, 159, 8)]
    [InlineData(200, Session.S2, 20, 1)]
    [InlineData(1000, Session.S0, 194, 2)]
    [InlineData(1000, Session.S1, 195, 2)]
    [InlineData(1000, Session.S2, 100, 1)]
    public void Run_TenSeconds_GivesTheTablesReads(int tags, Session session, double readsPerSecond, double perTag)
    {
        double reads = 0, median = 0;
        const int Seeds = 6;
        for (int seed = 0; seed < Seeds; seed++)
        {
            int[] counts = TenSeconds(new Seed(seed), tags, session);
            reads += counts.Sum() / 10.0 / Seeds;
            Array.Sort(counts);
            median += (double)counts[tags / 2] / Seeds;
        }

        Assert.InRange(reads, readsPerSecond * 0.9, (readsPerSecond * 1.1) + 0.1);
        Assert.InRange(median, (perTag * 0.85) - 1, (perTag * 1.15) + 1);
    }

    [Fact]
    public void TagFlags_S1_FallsBackWhetherPoweredOrNot()
    {
        TagFlags flags = new() { S1Ticks = 12_000_000 };
        flags.Acknowledged(Session.S1, 0);

        Assert.True(flags.IsB(Session.S1, 11_000_000));
        Assert.False(flags.IsB(Session.S2, 1));
        flags.Powered(11_500_000);
        Assert.False(flags.IsB(Session.S1, 12_000_001));
    }

    [Fact]
    public void TagFlags_S2_HoldsWhilePoweredAndSomeTimeAfter()
    {
        TagFlags flags = new() { S2Ticks = 20_000_000 };
        flags.Acknowledged(Session.S2, 0);
        for (long at = 0; at <= 600_000_000; at += 10_000_000) flags.Powered(at);

        Assert.True(flags.IsB(Session.S2, 619_000_000));
        Assert.False(flags.IsB(Session.S2, 620_000_000));
        flags.Powered(700_000_000);
        Assert.False(flags.IsB(Session.S2, 700_000_001)); // power does not bring it back
    }

    [Fact]
    public void TagFlags_AskedForB_TurnsBackToA()
    {
        TagFlags flags = new();
        flags.Acknowledged(Session.S1, 0);
        flags.Acknowledged(Session.S1, 10);

        Assert.False(flags.IsB(Session.S1, 11));
    }

    /// <summary>D250, a hop every 0.4 s, strengths with 6 dB spread, nine answers in ten decoded, capture at 1.5 dB.</summary>
    private static int[] TenSeconds(Seed seed, int tags, Session session)
    {
        Dice dice = seed.Stream("tags");
        RoundSettings settings = new(AirProfile.D250, TimeFactor: 1, DecodeChance: 0.9) { CaptureDb = 1.5 };
        InventoryRound round = new(seed.Stream("round"));
        double[] rssi = [.. Enumerable.Range(0, tags).Select(_ => dice.Normal(-50, 6))];
        TagFlags[] flags = [.. Enumerable.Range(0, tags).Select(_ => new TagFlags { S1Ticks = (long)(dice.Normal(1.2, 0.1) * 1e7) })];
        int[] counts = new int[tags];
        double at = 0, hop = 0;
        List<Singulation> found = [];
        while (at < 10e6)
        {
            if (at - hop >= 400_000) (hop, at) = (at, at + 2000);
            long now = (long)(at * 10);
            Participant[] asked = [.. Enumerable.Range(0, tags).Where(tag => !flags[tag].IsB(session, now)).Select(
                tag => new Participant(tag, rssi[tag], 0))];
            foreach (TagFlags flag in flags) flag.Powered(now);
            found.Clear();
            double took = round.Run(asked, settings, Math.Max(1, hop + 400_000 - at), found);
            foreach (Singulation read in found)
            {
                counts[asked[read.Participant].Tag]++;
                flags[asked[read.Participant].Tag].Acknowledged(session, now + (long)(read.AtMicroseconds * 10));
            }
            at += took;
        }
        return counts;
    }
}
