using Readers;

namespace Edge.Operations.Doctor;

/// <summary>What a trial means, in the words of somebody who has seen these traps before. Pure.</summary>
internal static class TrialJudge
{
    /// <summary>So many reads in the first half and none in the second are no chance.</summary>
    private const int EnoughReads = 3;
    private static readonly TimeSpan s_skewWorthTelling = TimeSpan.FromSeconds(60);

    public static IEnumerable<Finding> Judge(string subject, ReaderSection settings, ReaderTrial trial, TimeSpan length)
    {
        if (trial.Capabilities is { } can) yield return OfCapabilities(subject, can);
        if (trial.Inputs.Count > 0) yield return Finding.Well(subject, DoctorWords.InputLevels, OfInputs(trial));
        foreach (Finding measured in OfMeasured(subject, trial)) yield return measured;
        foreach (ReaderFault fault in trial.Faults) yield return OfFault(subject, fault);
        if (trial.Lost is { } lost) yield return Finding.Wrong(subject, DoctorWords.Lost, lost);
        if (trial.Antennas.Count == 0)
        {
            if (trial.Lost is null) yield return Finding.Wrong(subject, DoctorWords.TrialNothing, length.TotalSeconds);
            yield break;
        }
        foreach (AntennaSection antenna in settings.Antennas) yield return OfAntenna(subject, antenna, trial);
        if (settings.Family == ReaderFamily.Llrp && trial.Antennas.Values.All(static antenna => antenna.Tags == 0))
            yield return Finding.Note(subject, DoctorWords.NoReports);
        if (trial.FrequenciesKhz is { } khz) yield return OfFrequencies(subject, settings.Region, khz);
        if (trial.ClockSkew is { } skew && skew.Duration() > s_skewWorthTelling)
            yield return Finding.Note(subject, DoctorWords.ClockSkew, skew.TotalSeconds);
    }

    private static string OfInputs(ReaderTrial trial) =>
        string.Join(", ", trial.Inputs.Select(static input => FormattableString.Invariant($"{input.Key}: {(input.Value ? 1 : 0)}")));

    /// <summary>What of it is wrong comes as a fault too.</summary>
    private static IEnumerable<Finding> OfMeasured(string subject, ReaderTrial trial)
    {
        if (trial.Measured.FirstOrDefault(static one => one.Quantity == ReaderQuantity.Temperature) is { } inside)
            yield return Finding.Well(subject, DoctorWords.Inside, inside.Value);
        string losses = string.Join(", ", trial.Measured.Where(static one => one.Quantity == ReaderQuantity.ReturnLoss)
            .OrderBy(static one => one.AntennaPort).Select(static one => FormattableString.Invariant($"{one.AntennaPort}: {one.Value}")));
        if (losses.Length > 0) yield return Finding.Well(subject, DoctorWords.ReturnLosses, losses);
    }

    private static Finding OfAntenna(string subject, AntennaSection antenna, ReaderTrial trial)
    {
        if (!trial.Antennas.TryGetValue((byte)antenna.Port, out AntennaTrial? heard) || heard is { ListenedSeconds: 0, Early: 0, Late: 0 })
            return Finding.Wrong(subject, DoctorWords.AntennaNotListening, antenna.Port);
        if (heard.Early + heard.Late == 0) return Finding.Wrong(subject, DoctorWords.AntennaDeaf, antenna.Port, heard.ListenedSeconds);
        return heard is { Early: >= EnoughReads, Late: 0, LateSeconds: > 0 }
            ? Finding.Wrong(subject, DoctorWords.ReadsOnce, antenna.Port, heard.Early)
            : Finding.Well(subject, DoctorWords.AntennaHears, antenna.Port, heard.ListenedSeconds, heard.Early + heard.Late, heard.Tags);
    }

    private static Finding OfCapabilities(string subject, ReaderCapabilities can) => Finding.Well(
        subject, DoctorWords.Can, can.Model, can.Firmware ?? "?", can.AntennaPorts is { } ports ? ports : "?",
        can.Power is { } power ? FormattableString.Invariant($"{power.MinDbm:0.##}–{power.MaxDbm:0.##}") : "?", can.Inputs, can.Outputs);

    private static Finding OfFault(string subject, ReaderFault fault) => fault.Code switch
    {
        "foreign-rospec" => Finding.Wrong(subject, DoctorWords.ForeignRoSpec, fault.Description),
        "second-client" => Finding.Wrong(subject, DoctorWords.SecondClient),
        _ => Finding.Wrong(subject, DoctorWords.ReaderSays, fault.Code, fault.Description),
    };

    private static Finding OfFrequencies(string subject, RadioRegion? region, (int Lowest, int Highest) khz)
    {
        (int lowest, int highest) = region switch
        {
            RadioRegion.China => (920_000, 925_000),
            RadioRegion.Europe => (865_000, 868_000),
            RadioRegion.EuropeUpper => (915_000, 921_000),
            RadioRegion.NorthAmerica => (902_000, 928_000),
            RadioRegion.Korea => (917_000, 923_500),
            _ => (0, int.MaxValue),
        };
        return khz.Lowest >= lowest && khz.Highest <= highest
            ? Finding.Well(subject, DoctorWords.Frequencies, khz.Lowest / 1000.0, khz.Highest / 1000.0)
            : Finding.Wrong(subject, DoctorWords.RegionDiffers, khz.Lowest / 1000.0, khz.Highest / 1000.0, region!);
    }
}
