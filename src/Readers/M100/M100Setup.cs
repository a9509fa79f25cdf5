using System.Text;

namespace Readers.M100;

/// <summary>Brings a module into the state that reading needs, whatever an earlier program or a sleep has left.</summary>
internal sealed class M100Setup(M100Line line, M100Options options, FaultLog faults)
{
    private const string UnknownModel = "M100 module";

    /// <summary>What the protocol fixes, of a module that has not told its name yet. Its limits of power it never tells.</summary>
    public ReaderCapabilities Unasked { get; } = new()
    {
        Model = UnknownModel,
        AntennaPorts = M100Reader.OnlyPort,
        Region = M100Channels.NameOf(options.Region),
        ChannelsKhz = [.. Enumerable.Range(0, 64).Select(channel => M100Channels.FrequencyKhz(options.Region, channel)).OfType<int>()],
        ChoosesTarget = true,
        CountsInSteps = true,
        Tid = TidReading.Apart,
    };

    /// <returns>Null when the module refused what reading needs, which has been reported.</returns>
    public async ValueTask<ReaderCapabilities?> RunAsync(CancellationToken ct)
    {
        line.Hearing = null; // what an earlier program's polling still brings is not of this session
        await line.ExchangeAsync(M100Code.StopMultiPoll, default, ct);
        await line.ResynchronizeAsync(ct);
        M100Answer hardware = await line.ExchangeAsync(M100Code.GetModuleInfo, new byte[] { 0 }, ct);
        if (hardware.Parameter is null) await line.ResynchronizeAsync(ct); // its late answer would be taken for the next one's, which has the same code
        M100Answer software = await line.ExchangeAsync(M100Code.GetModuleInfo, new byte[] { 1 }, ct);
        if (!await SetAsync("region", ReaderTrouble.Region, M100Code.SetRegion, options.Region, ct)) return null;
        await SetAsync("hopping", ReaderTrouble.SettingRefused, M100Code.SetAutoHopping, 0xFF, ct);
        await line.ExchangeAsync(M100Code.SetSelectMode, new byte[] { 1 }, ct, also: M100Code.SetSelect); // never: an old mask would hide tags
        return Unasked with { Model = Text(hardware, UnknownModel), Firmware = Text(software, "unknown") };
    }

    private async ValueTask<bool> SetAsync(string what, ReaderTrouble trouble, M100Code code, byte value, CancellationToken ct)
    {
        M100Answer answer = await line.ExchangeAsync(code, new[] { value }, ct);
        if (answer.IsOk) return true;
        if (answer.Parameter is null) await line.ResynchronizeAsync(ct);
        string why = answer.Error is { } error ? M100Error.Describe(error) : "It did not answer in time.";
        await faults.ReportAsync(trouble, $"{what}-refused", $"The module did not take its {what}. {why}", null, ct);
        return false;
    }

    private static string Text(M100Answer answer, string other) =>
        answer.IsOk && answer.Parameter!.Length > 1 ? Encoding.ASCII.GetString(answer.Parameter, 1, answer.Parameter.Length - 1).Trim('\0', ' ') : other;
}
