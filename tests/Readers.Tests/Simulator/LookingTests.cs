using HardwareSim;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>Antennas that are given more power for a while, by the real drivers on simulated readers.</summary>
public sealed class LookingTests : IAsyncDisposable
{
    private const int UsualDbm = 20, MoreDb = 5, LessDb = 6;

    private readonly PacedTime _time = new(4);

    public ValueTask DisposeAsync() => _time.DisposeAsync();

    [Theory]
    [InlineData(ReaderKind.R2000)]
    [InlineData(ReaderKind.ThingMagic)]
    [InlineData(ReaderKind.M100)]
    [InlineData(ReaderKind.Llrp)]
    [InlineData(ReaderKind.LlrpImpinj)]
    public async Task Change_MorePower_IsToldBetweenTheWeakerReadsAndTheStronger(ReaderKind kind)
    {
        using TemporaryFolder folder = new();
        await using SimulatedSite site = await CabinetAsync(kind, folder);
        InventoryProfile usual = SimulatedReaderRun.Profile(site.ReaderPorts[0], powerDbm: UsualDbm);
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, _time, usual);
        Assert.All((await run.NextAsync(static told => told.Kind == ReaderEventKind.Tuned)).Fit!.Antennas, static antenna => Assert.Equal(0, antenna.MoreDb));

        Dictionary<(Epc, byte), float> before = await StrengthsAsync(run, ends: null);
        run.Reader.Change(usual with { Antennas = [.. usual.Antennas.Select(static antenna => antenna with { MoreDb = MoreDb })] });
        Dictionary<(Epc, byte), float> meanwhile = await StrengthsAsync(run, ends: ReaderEventKind.Tuned);
        Assert.All(run.Reader.Fit!.Antennas, static antenna => Assert.Equal(UsualDbm + MoreDb, antenna.TransmitDbm));
        Dictionary<(Epc, byte), float> after = await StrengthsAsync(run, ends: null);

        Assert.InRange(Gain(before, after), MoreDb - 1, MoreDb + 1);
        if (meanwhile.Count > 3) Assert.InRange(Gain(before, meanwhile), -1, 1);
    }

    [Theory]
    [InlineData(ReaderKind.R2000)]
    [InlineData(ReaderKind.ThingMagic)]
    [InlineData(ReaderKind.M100)]
    [InlineData(ReaderKind.Llrp)]
    [InlineData(ReaderKind.LlrpImpinj)]
    public async Task Change_OneAntennaWithLessPower_TheOthersPause(ReaderKind kind)
    {
        using TemporaryFolder folder = new();
        await using SimulatedSite site = await CabinetAsync(kind, folder);
        InventoryProfile usual = SimulatedReaderRun.Profile(site.ReaderPorts[0], powerDbm: 26);
        AntennaSettings sought = usual.Antennas[^1] with { MoreDb = -LessDb };
        await using SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, _time, usual);
        await run.NextAsync(static told => told.Kind == ReaderEventKind.Tuned);
        Dictionary<(Epc, byte), float> before = await StrengthsAsync(run, ends: null, atLeast: 16);

        run.Reader.Change(usual with { Antennas = [sought], Session = Session.S0 });
        await StrengthsAsync(run, ends: ReaderEventKind.Tuned);
        Assert.Equal(26 - LessDb, Assert.Single(run.Reader.Fit!.Antennas).TransmitDbm);
        Dictionary<(Epc, byte), float> sole = await StrengthsAsync(run, ends: null, atLeast: 8);
        run.Reader.Change(usual);
        await StrengthsAsync(run, ends: ReaderEventKind.Tuned);
        Dictionary<(Epc, byte), float> after = await StrengthsAsync(run, ends: null, atLeast: 16);

        Assert.All(sole.Keys, heard => Assert.Equal(sought.Port, heard.Item2));
        Assert.InRange(Gain(before, sole), -LessDb - 2, -LessDb + 3); // the weakest are not heard any more
        Assert.InRange(Gain(before, after), -2, 2);
        Assert.Equal(usual.Antennas.Count, after.Keys.Select(static heard => heard.Item2).Distinct().Count());
    }

    private Task<SimulatedSite> CabinetAsync(ReaderKind kind, TemporaryFolder folder) => SimulatedSite.StartAsync(
        new SimulationOptions { Seed = new Seed(5), Cabinets = 1, ShelvesPerCabinet = kind == ReaderKind.M100 ? 1 : 4, Bags = 30, Readers = [kind], Activity = 0 },
        _time, folder.Path, TestContext.Current.CancellationToken);

    /// <summary>The last strength of each tag at each antenna, over so many listening periods or until the event comes.</summary>
    private static async Task<Dictionary<(Epc, byte), float>> StrengthsAsync(SimulatedReaderRun run, ReaderEventKind? ends, int atLeast = 40)
    {
        Dictionary<(Epc, byte), float> strengths = [];
        for (int periods = 0; periods < atLeast || ends is not null;)
        {
            ReaderEvent told = await run.NextAsync();
            if (told.Kind == ends) break;
            if (told.Kind == ReaderEventKind.Listened) periods++;
            if (told is { Kind: ReaderEventKind.TagRead, Read.RssiDbm: { } rssi }) strengths[(told.Read.Epc, told.Read.AntennaPort)] = rssi;
        }
        return strengths;
    }

    private static double Gain(Dictionary<(Epc, byte), float> before, Dictionary<(Epc, byte), float> after)
    {
        double[] gains = [.. before.Keys.Intersect(after.Keys).Select(key => (double)(after[key] - before[key])).Order()];
        Assert.True(gains.Length > 3, $"{gains.Length} tags were heard before and after");
        return gains[gains.Length / 2];
    }
}
