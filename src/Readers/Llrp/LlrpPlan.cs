namespace Readers.Llrp;

/// <summary>What a profile becomes on one reader: which antennas in which order, in which session, with which target.</summary>
/// <param name="Specs">One entry per AISpec, in order; the reader's spec index is the position from 1.</param>
/// <param name="ReadTid">Reports are to tell which AccessSpec has read a tag's memory.</param>
/// <param name="Shortfalls">What the reader cannot do as asked, beyond what the fit says.</param>
internal sealed record LlrpPlan(IReadOnlyList<LlrpPlan.Spec> Specs, Session Session, bool ReadTid, IReadOnlyList<Shortfall> Shortfalls)
{
    /// <summary>A step that the driver, for whatever reason, does not stop ends so long after its limit.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(1);

    /// <param name="Antennas">Usually one; all of them where the reader takes one spec only.</param>
    /// <param name="TargetB">Null where the reader chooses by itself.</param>
    /// <param name="EndsTurn">The antenna has listened when this spec ends.</param>
    public sealed record Spec(IReadOnlyList<AntennaSettings> Antennas, bool? TargetB, bool EndsTurn)
    {
        /// <summary>Null for one turn of each antenna.</summary>
        public TimeSpan? Duration { get; init; }
    }

    /// <summary>Watching: every antenna in its turn.</summary>
    public static LlrpPlan Make(InventoryFit fit, LlrpDevice device)
    {
        IReadOnlyList<AntennaSettings> antennas = fit.Antennas;
        bool both = fit.Targets == TargetHandling.BothInTurn;
        if (antennas.Count * (both ? 2 : 1) > device.MaxSpecsPerRoSpec)
        {
            Shortfall together = new(ShortfallKind.AntennasTogether, null, "The reader takes too few specs for one per antenna; its antennas are reported as listening all together.");
            return new LlrpPlan([new Spec(antennas, null, EndsTurn: true)], both ? Session.S0 : fit.Session, fit.ReadTid, [together]);
        }
        List<Spec> specs = [];
        foreach (AntennaSettings antenna in antennas)
        {
            if (both) specs.Add(new Spec([antenna], TargetB: false, EndsTurn: false));
            specs.Add(new Spec([antenna], both ? true : null, EndsTurn: true));
        }
        return new LlrpPlan(specs, fit.Session, fit.ReadTid, []);
    }

    /// <summary>Counting: one step.</summary>
    /// <param name="antenna">With the step's power.</param>
    public static LlrpPlan Step(InventoryFit fit, AntennaSettings antenna, bool? targetB) =>
        new([new Spec([antenna], targetB, EndsTurn: true) { Duration = fit.Count!.StepLimit + s_margin }], fit.Session, fit.ReadTid, []);
}
