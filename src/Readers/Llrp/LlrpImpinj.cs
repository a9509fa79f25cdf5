namespace Readers.Llrp;

/// <summary>Parameters that only Impinj's readers take, after their extensions have been switched on.</summary>
internal static class LlrpImpinj
{
    private const ushort SearchMode = 23, LowDutyCycle = 28, ReportContent = 50, Phase = 52, PeakRssi = 53, On = 1;

    /// <summary>Which target is asked. These readers know no state-aware singulation; their search modes do the same.</summary>
    public static void AddSearch(LlrpWriter command, LlrpPlan.Spec turn, LlrpLowDutyCycle? rest)
    {
        const ushort OnlyA = 1, BothInTurn = 2, OnlyB = 5;
        Add(command, SearchMode, turn.TargetB switch { null => BothInTurn, false => OnlyA, true => OnlyB });
        if (rest is { } duty && turn.TargetB is null) // in a count nobody rests
            Add(command, LowDutyCycle, On, (ushort)duty.EmptyFieldAfter.TotalMilliseconds, (ushort)duty.PingEvery.TotalMilliseconds);
    }

    /// <summary>Phase of the backscatter, and strength in hundredths of a decibel.</summary>
    public static void AddReport(LlrpWriter report) =>
        report.Parameter(LlrpParameterType.Custom, static content =>
        {
            content.U32(LlrpDevice.Impinj).U32(ReportContent);
            Add(content, Phase, On);
            Add(content, PeakRssi, On);
        });

    private static void Add(LlrpWriter parent, uint subtype, params ushort[] values) =>
        parent.Parameter(LlrpParameterType.Custom, custom =>
        {
            custom.U32(LlrpDevice.Impinj).U32(subtype);
            foreach (ushort value in values) custom.U16(value);
        });
}
