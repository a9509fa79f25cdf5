using HardwareSim;
using HardwareSim.Radio;

namespace Readers.Tests.Simulator;

public sealed class InventoryRoundTests
{
    /// <summary>Microseconds: Query, QueryRep, QueryAdjust, ACK, RN16, EPC, empty, collided, singulated.</summary>
    [Fact]
    public void AirProfile_EveryDuration_IsTheTablesOne()
    {
        (AirProfile Air, double[] Table)[] rows =
        [
            (AirProfile.D250, [1023, 262, 450, 788, 624, 2416, 402, 1002, 4320]),
            (AirProfile.D320, [542, 138, 231, 400, 488, 1888, 225, 694, 3050]),
            (AirProfile.F640, [240, 66, 105, 175, 36, 211, 88, 133, 550]),
            (AirProfile.R250, [1023, 262, 450, 788, 1248, 4832, 466, 1626, 7360]),
            (AirProfile.R160, [886, 212, 362, 632, 1950, 7550, 475, 2288, 10595]),
        ];
        foreach ((AirProfile a, double[] table) in rows)
        {
            double[] got = [a.Query, a.QueryRep, a.QueryAdjust, a.Ack, a.Handle, a.Reply96, a.Empty, a.Collided, a.Singulated];
            for (int i = 0; i < table.Length; i++) Assert.InRange(got[i], table[i] - 0.6, table[i] + 0.6);
        }
    }

    [Theory]
    [InlineData(1, 4.7, 10, 9, 0, 0.0096, 0.0059, 0.0017, 0.0163)]
    [InlineData(10, 9.4, 28, 13, 5, 0.056, 0.038, 0.0079, 0.126)]
    [InlineData(50, 37, 146, 54, 42, 0.287, 0.198, 0.040, 0.656)]
    [InlineData(200, 103, 579, 200, 178, 1.14, 0.790, 0.156, 2.64)]
    [InlineData(1000, 600, 2904, 963, 941, 5.76, 3.98, 0.784, 13.3)]
    public void Run_EquallyStrongTags_TakesTheTablesTime(
        int tags, double frames, double slots, double empty, double collided, double d250, double d320, double f640, double r160)
    {
        (AirProfile, double)[] profiles =
            [(AirProfile.D250, d250), (AirProfile.D320, d320), (AirProfile.F640, f640), (AirProfile.R160, r160)];
        foreach ((AirProfile profile, double expected) in profiles)
        {
            double sum = 0, sumFrames = 0, sumSlots = 0, sumEmpty = 0, sumCollided = 0;
            const int Runs = 100;
            Participant[] all = [.. Enumerable.Range(0, tags).Select(static i => new Participant(i, -50, 0))];
            RoundSettings settings = new(profile, TimeFactor: 1, DecodeChance: 1, Capture: false);
            for (int run = 0; run < Runs; run++)
            {
                InventoryRound round = new(new Seed(run).Stream("round"));
                List<Singulation> found = [];
                sum += round.Run(all, settings, double.MaxValue, found) / 1e6;
                Assert.Equal(tags, found.DistinctBy(static s => s.Participant).Count());
                (sumFrames, sumSlots) = (sumFrames + round.Frames, sumSlots + round.Slots);
                (sumEmpty, sumCollided) = (sumEmpty + round.EmptySlots, sumCollided + round.CollidedSlots);
            }
            double share = tags == 1 ? 0.10 : 0.05;
            Within(expected, sum / Runs, share);
            Within(frames, sumFrames / Runs, share);
            Within(slots, sumSlots / Runs, share);
            Within(empty, sumEmpty / Runs, share, rounding: 0.5); // the table prints whole slots
            Within(collided, sumCollided / Runs, share, rounding: 0.5);
        }
    }

    private static void Within(double expected, double measured, double share, double rounding = 0) =>
        Assert.True(Math.Abs(measured - expected) <= (share * expected) + rounding, $"{measured} instead of {expected}");
}
