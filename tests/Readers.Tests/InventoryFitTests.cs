namespace Readers.Tests;

/// <summary>What a profile becomes on readers that can much and readers that can little.</summary>
public sealed class InventoryFitTests
{
    private static readonly ReaderCapabilities s_able = new()
    {
        Model = "able", AntennaPorts = 4, Power = new PowerRange(10, 30.5), ChoosesTarget = true, CountsInSteps = true, Tid = TidReading.Along,
    };

    [Fact]
    public void Of_EverythingCanBeHad_LacksNothing()
    {
        InventoryFit fit = InventoryFit.Of(Profile(Session.S1, new(1, 30), new(4, 10)) with { ReadTid = true }, s_able);

        Assert.Empty(fit.Shortfalls);
        Assert.Equal((Session.S1, TargetHandling.BothInTurn, true), (fit.Session, fit.Targets, fit.ReadTid));
    }

    [Fact]
    public void Of_PortAndPowerBeyondTheReader_AreSaidAndMendedNotIgnored()
    {
        InventoryFit fit = InventoryFit.Of(Profile(Session.S0, new(5, 20), new(1, 33), new(2, 5)), s_able);

        Assert.Equal([new(1, 30), new(2, 10)], fit.Antennas);
        Assert.Equal(
            [(ShortfallKind.AntennaPort, (byte?)5), (ShortfallKind.Power, 1), (ShortfallKind.Power, 2)],
            fit.Shortfalls.Select(static lacking => (lacking.Kind, lacking.Port)));
    }

    [Fact]
    public void Of_MoreThanTheReaderHas_IsAsMuchAsItHas()
    {
        InventoryFit fit = InventoryFit.Of(
            Profile(Session.S1, new(1, 27) { MoreDb = 6 }, new(2, 24) { MoreDb = 3 }, new(3, 33) { MoreDb = 1 }), s_able);

        Assert.Equal([30, 27, 30], fit.Antennas.Select(static antenna => antenna.TransmitDbm));
        Assert.Equal([3, 3, 0], fit.Antennas.Select(static antenna => antenna.MoreDb));
    }

    [Fact]
    public void Of_CountOnAReaderThatChooses_AsksOneTargetASweep()
    {
        InventoryFit fit = InventoryFit.Of(Profile(Session.S1, new AntennaSettings(1, 30)) with { Count = new CountPlan() }, s_able);

        Assert.Equal((Session.S2, TargetHandling.OneASweep), (fit.Session, fit.Targets));
        Assert.Equal(10, fit.InStep(fit.Antennas[0], -25).PowerDbm); // not below what the reader can give
    }

    [Fact]
    public void Of_CountWhereSessionsAreUnknown_CountsInS0AndSaysSo()
    {
        ReaderCapabilities old = s_able with { Sessions = [Session.S0], ChoosesTarget = false };

        InventoryFit fit = InventoryFit.Of(Profile(Session.S1, new AntennaSettings(1, 30)) with { Count = new CountPlan() }, old);

        Assert.Equal((Session.S0, TargetHandling.Everybody), (fit.Session, fit.Targets));
        Assert.Equal(ShortfallKind.Session, Assert.Single(fit.Shortfalls).Kind);
    }

    [Fact]
    public void Of_CountWhereTheDriverKnowsNoSteps_WatchesAndSaysSo()
    {
        InventoryFit fit = InventoryFit.Of(
            Profile(Session.S1, new AntennaSettings(1, 30)) with { Count = new CountPlan(), ReadTid = true },
            s_able with { CountsInSteps = false, Tid = TidReading.None });

        Assert.Null(fit.Count);
        Assert.False(fit.ReadTid);
        Assert.Equal([ShortfallKind.Tid, ShortfallKind.Exhaustion], fit.Shortfalls.Select(static lacking => lacking.Kind));
    }

    private static InventoryProfile Profile(Session session, params AntennaSettings[] antennas) => new(antennas, session, PollInputs: false);
}
