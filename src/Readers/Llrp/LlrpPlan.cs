namespace Readers.Llrp;

/// <summary>What a profile becomes on one reader: which antennas in which order, in which session, with which target.</summary>
/// <param name="Specs">One entry per AISpec, in order; the reader's spec index is the position from 1.</param>
/// <param name="Shortfalls">What the reader cannot do as asked, in words.</param>
internal sealed record LlrpPlan(IReadOnlyList<LlrpPlan.Spec> Specs, Session Session, IReadOnlyList<(byte? Port, string Words)> Shortfalls)
{
    /// <param name="Antennas">Usually one; all of them where the reader takes one spec only.</param>
    /// <param name="TargetB">Null where the reader chooses by itself.</param>
    /// <param name="EndsTurn">The antenna has listened when this spec ends.</param>
    public sealed record Spec(IReadOnlyList<AntennaSettings> Antennas, bool? TargetB, bool EndsTurn);

    public static LlrpPlan Make(InventoryProfile profile, LlrpDevice device)
    {
        List<(byte?, string)> shortfalls = [];
        List<AntennaSettings> antennas = [];
        foreach (AntennaSettings antenna in profile.Antennas)
        {
            if (antenna.Port <= device.MaxAntennas) antennas.Add(antenna);
            else shortfalls.Add((antenna.Port, $"The reader has {device.MaxAntennas} antenna ports."));
            if (device.PowerTable.Count > 0 && device.PowerTable.Max(static entry => entry.CentiDbm) < antenna.PowerDbm * 100)
                shortfalls.Add((antenna.Port, $"{antenna.PowerDbm} dBm is above the reader's strongest power, which is used instead."));
        }
        Session session = profile.Session;
        bool dual = session != Session.S0;
        if (dual && !device.CanChooseTarget && !device.IsImpinj)
        {
            // With one target a tag that has answered keeps quiet for seconds, and its silence would look like absence.
            shortfalls.Add((null, $"The reader cannot read tags of both states in session {session}; S0 is used instead."));
            session = Session.S0;
            dual = false;
        }
        bool both = dual && device.CanChooseTarget && !device.IsImpinj; // Impinj readers turn the target by themselves
        List<Spec> specs = [];
        if (antennas.Count * (both ? 2 : 1) > device.MaxSpecsPerRoSpec)
        {
            shortfalls.Add((null, "The reader takes too few specs for one per antenna; its antennas are reported as listening all together."));
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
