namespace Readers.Llrp;

/// <summary>What a profile becomes on one reader: which antennas in which order, in which session, with which target.</summary>
/// <param name="Specs">One entry per AISpec, in order; the reader's spec index is the position from 1.</param>
/// <param name="Shortfalls">What the reader cannot do as asked, beyond what the fit says.</param>
internal sealed record LlrpPlan(IReadOnlyList<LlrpPlan.Spec> Specs, Session Session, IReadOnlyList<Shortfall> Shortfalls)
{
    /// <param name="Antennas">Usually one; all of them where the reader takes one spec only.</param>
    /// <param name="TargetB">Null where the reader chooses by itself.</param>
    /// <param name="EndsTurn">The antenna has listened when this spec ends.</param>
    public sealed record Spec(IReadOnlyList<AntennaSettings> Antennas, bool? TargetB, bool EndsTurn);

    public static LlrpPlan Make(InventoryFit fit, LlrpDevice device)
    {
        List<Shortfall> shortfalls = [];
        IReadOnlyList<AntennaSettings> antennas = fit.Antennas;
        Session session = fit.Session;
        bool both = fit.Targets == TargetHandling.BothInTurn;
        List<Spec> specs = [];
        if (antennas.Count * (both ? 2 : 1) > device.MaxSpecsPerRoSpec)
        {
            shortfalls.Add(new(ShortfallKind.AntennasTogether, null, "The reader takes too few specs for one per antenna; its antennas are reported as listening all together."));
            specs.Add(new Spec(antennas, null, EndsTurn: true));
            if (both) session = Session.S0;
            return new LlrpPlan(specs, session, shortfalls);
        }
        foreach (AntennaSettings antenna in antennas)
        {
            if (both) specs.Add(new Spec([antenna], TargetB: false, EndsTurn: false));
            specs.Add(new Spec([antenna], both ? true : null, EndsTurn: true));
        }
        return new LlrpPlan(specs, session, shortfalls);
    }
}
