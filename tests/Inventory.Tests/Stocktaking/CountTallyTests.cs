using Inventory.Stocktaking;

namespace Inventory.Tests.Stocktaking;

public sealed class CountTallyTests
{
    private static readonly TagUii s_tag = TagUii.Parse("3034");
    private readonly CountTally _tally = new(expectedTags: 1);

    [Fact]
    public void Observe_ReadsOfOneMoment_AreOneHit()
    {
        Assert.True(Read(0, antenna: 1, rssi: -60));
        Assert.False(Read(100, antenna: 1, rssi: -55));
        Assert.False(Read(200, antenna: 2, rssi: -70));
        Assert.False(Read(900, antenna: 2, rssi: -71));

        Assert.True(_tally.TryGet(s_tag, out TagTally heard));
        Assert.Equal((3, 1, -55f, 1), (heard.Hits, heard.Rounds, heard.BestRssiDbm, heard.BestAntenna));
        Assert.Equal(4, _tally.Reads);
    }

    [Fact]
    public void NextRound_TagHeardAgain_CountsTheRoundAndNoNewTag()
    {
        Read(0, 1, -60);
        Assert.Equal(1, _tally.NewInRound);
        _tally.NextRound();
        Read(5_000, 1, -60);

        Assert.Equal(0, _tally.NewInRound);
        Assert.True(_tally.TryGet(s_tag, out TagTally heard));
        Assert.Equal(2, heard.Rounds);
    }

    [Fact]
    public void Observe_ReaderWithoutStrength_KeepsTheAntennaAndNoStrength()
    {
        Read(0, antenna: 3, rssi: float.NaN);

        Assert.True(_tally.TryGet(s_tag, out TagTally heard));
        Assert.Equal((3, float.NegativeInfinity), (heard.BestAntenna, heard.BestRssiDbm));
    }

    [Fact]
    public void Observe_MoreTagsThanExpected_AreAllKept()
    {
        for (byte tag = 0; tag < 100; tag++) _tally.Observe(new TagUii([tag]), 1, -60, tag);

        Assert.Equal(100, _tally.Tags);
        Assert.All(_tally.All(), static pair => Assert.Equal(1, pair.Value.Hits));
    }

    private bool Read(long ms, int antenna, float rssi) =>
        _tally.Observe(s_tag, antenna, rssi, ms * TimeSpan.TicksPerMillisecond);
}
