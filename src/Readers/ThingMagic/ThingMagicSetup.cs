namespace Readers.ThingMagic;

/// <summary>Brings a module from whatever state it is in to one that can read: stream stopped, application started, radio set.</summary>
internal sealed class ThingMagicSetup(ThingMagicLine line, ThingMagicOptions options, FaultLog faults)
{
    private const byte ReadFilter = 0x0C, RssiInDbm = 0x09, KeepHighestRssi = 0x06, UniqueByAntenna = 0x00;

    /// <returns>Data of the answer to command 03; null when the module refused something that reading needs, which has been reported.</returns>
    public async ValueTask<byte[]?> RunAsync(CancellationToken ct)
    {
        line.HasRestarted = false;
        // A module left streaming answers nothing else; one that is not streaming refuses this, which does not matter.
        await line.ExchangeAsync(ThingMagicOpcode.MultiProtocolTagOperation, [0, 0, 2], ct);
        await line.ResynchronizeAsync(ct);
        ThingMagicAnswer program = await line.ExchangeAsync(ThingMagicOpcode.GetCurrentProgram, [], ct);
        if (program.IsOk && program.Data.Length == 1 && (program.Data.Span[0] & 3) == 1)
            await line.ExchangeAsync(ThingMagicOpcode.BootFirmware, [], options.BootTimeout, ct);
        byte[] version = (await line.ExchangeAsync(ThingMagicOpcode.Version, [], ct)).Data.ToArray();
        bool ready = await SetAsync("region", ThingMagicOpcode.SetRegion, [options.Region], ct)
            && await SetAsync("protocol", ThingMagicOpcode.SetProtocol, [0, 5], ct);
        if (!ready) return null;
        // What follows is comfort: a module that lacks one of these still reads.
        await line.ExchangeAsync(ThingMagicOpcode.SetOption, [1, ReadFilter, 0], ct); // on, it hides repeated reads
        await line.ExchangeAsync(ThingMagicOpcode.SetOption, [1, RssiInDbm, 1], ct);
        await line.ExchangeAsync(ThingMagicOpcode.SetOption, [1, KeepHighestRssi, 1], ct);
        await line.ExchangeAsync(ThingMagicOpcode.SetOption, [1, UniqueByAntenna, 0], ct); // 0 is on
        return version;
    }

    /// <summary>Session and target of a profile, and the Gen2 settings that the options give; a sweep of a count sets its own target.</summary>
    public async ValueTask ApplyAsync(InventoryFit fit, CancellationToken ct)
    {
        await SetAsync("session", ThingMagicOpcode.SetProtocolParameter, [5, 0, (byte)fit.Session], ct);
        foreach ((string what, byte[] data) in options.Gen2.Commands()) await SetAsync(what, ThingMagicOpcode.SetProtocolParameter, data, ct);
        // With target A alone a tag that has answered in S1 to S3 keeps quiet and looks absent: A, then B.
        await SetAsync("target", ThingMagicOpcode.SetProtocolParameter, fit.Targets == TargetHandling.BothInTurn ? [5, 1, 0, 0] : [5, 1, 1, 0], ct);
    }

    private async ValueTask<bool> SetAsync(string what, ThingMagicOpcode opcode, byte[] data, CancellationToken ct)
    {
        ThingMagicAnswer answer = await line.ExchangeAsync(opcode, data, ct);
        if (answer.IsOk) return true;
        if (answer.Status is null) await line.ResynchronizeAsync(ct);
        string why = answer.Status?.Describe() ?? "It did not answer in time.";
        await faults.ReportAsync(what == "region" ? ReaderTrouble.Region : ReaderTrouble.SettingRefused, $"{what}-refused", $"The module did not take its {what}. {why}", null, ct);
        return false;
    }
}
