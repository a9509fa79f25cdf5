namespace Readers.Llrp;

/// <summary>The messages with which a tag's memory is read and written.</summary>
internal static class LlrpAccessRequests
{
    private const byte Gen2 = 1;

    /// <summary>One antenna in session S0, in which a tag that has been counted still answers.</summary>
    public static LlrpWriter AddRoSpec(LlrpWriter writer, uint id, TimeSpan duration, LlrpDevice device, AntennaSettings antenna) =>
        writer.Begin(LlrpMessageType.AddRospec).Parameter(LlrpParameterType.RoSpec, spec =>
        {
            const int RoSpec = 0x8000, Antenna = 0x1000, AccessSpec = 0x0040;
            spec.U32(id).U8(0).U8(0);
            spec.Parameter(LlrpParameterType.RoBoundarySpec, static boundary => boundary
                .Parameter(LlrpParameterType.RoSpecStartTrigger, static trigger => trigger.U8(0))
                .Parameter(LlrpParameterType.RoSpecStopTrigger, static trigger => trigger.U8(0).U32(0)));
            spec.Parameter(LlrpParameterType.AiSpec, ai => ai
                .U16(1).U16(antenna.Port)
                .Parameter(LlrpParameterType.AiSpecStopTrigger, stop => stop.U8(1).U32((uint)duration.TotalMilliseconds))
                .Parameter(LlrpParameterType.InventoryParameterSpec, inventory => inventory
                    .U16(1).U8(Gen2)
                    .Parameter(LlrpParameterType.AntennaConfiguration, settings => AddAntenna(settings, device, antenna))));
            spec.Parameter(LlrpParameterType.RoReportSpec, static report => report
                .U8(1).U16(1)
                .Parameter(LlrpParameterType.TagReportContentSelector, static content => content
                    .U16(RoSpec | Antenna | AccessSpec)
                    .Parameter(LlrpParameterType.C1G2EpcMemorySelector, static memory => memory.U8(0x40))));
        });

    /// <param name="id">Its own number, and that of the ROSpec it goes with.</param>
    /// <param name="port">0 for all antennas.</param>
    /// <param name="tid">The one tag that is meant; null for every tag.</param>
    /// <param name="operations">In order; those after one that fails are not done.</param>
    public static LlrpWriter AddAccessSpec(LlrpWriter writer, uint id, byte port, Epc? tid, params LlrpAccessOperation[] operations)
    {
        // A write is done once: a second round would find the tag changed and might do it again.
        int runs = Array.Exists(operations, static operation => operation.Data is not null) ? 1 : 0;
        return writer.Begin(LlrpMessageType.AddAccessspec).Parameter(LlrpParameterType.AccessSpec, spec => spec
            .U32(id).U16(port).U8(Gen2).Flag(false).U32(id)
            .Parameter(LlrpParameterType.AccessSpecStopTrigger, stop => stop.U8(runs).U16(runs))
            .Parameter(LlrpParameterType.AccessCommand, command =>
            {
                command.Parameter(LlrpParameterType.C1G2TagSpec, tags => tags.Parameter(LlrpParameterType.C1G2TargetTag, target => AddTarget(target, tid)));
                for (int i = 0; i < operations.Length; i++) AddOperation(command, i + 1, operations[i]);
            }));
    }

    private static void AddAntenna(LlrpWriter settings, LlrpDevice device, AntennaSettings antenna)
    {
        settings.U16(antenna.Port);
        if (device.PowerFor(antenna.TransmitDbm) is { } power)
            settings.Parameter(LlrpParameterType.RfTransmitter, transmitter => transmitter.U16(device.HopTableId).U16(1).U16(power.Index));
        settings.Parameter(LlrpParameterType.C1G2InventoryCommand, static command => command
            .Flag(false)
            .Parameter(LlrpParameterType.C1G2SingulationControl, static control => control.U8((int)Session.S0 << 6).U16(8).U32(0)));
    }

    private static void AddOperation(LlrpWriter command, int number, LlrpAccessOperation operation) =>
        command.Parameter(operation.Data is null ? LlrpParameterType.C1G2Read : LlrpParameterType.C1G2Write, op =>
        {
            op.U16(number).U32(operation.Password).U8(operation.Bank << 6).U16(operation.Word).U16(operation.WordCount);
            if (operation.Data is { } data) op.Bytes(data.Span);
        });

    /// <summary>Bank in the two top bits, then "must match", then from which bit, a mask of ones and the bits; an empty mask is every tag.</summary>
    private static void AddTarget(LlrpWriter target, Epc? tid)
    {
        const int TidBank = 2, EpcBank = 1, MustMatch = 0x20;
        if (tid is not { } wanted)
        {
            target.U8((EpcBank << 6) | MustMatch).U16(0).U16(0).U16(0);
            return;
        }
        Span<byte> bits = stackalloc byte[Epc.MaxBytes], ones = stackalloc byte[Epc.MaxBytes];
        bits = wanted.CopyTo(bits);
        ones = ones[..bits.Length];
        ones.Fill(0xFF);
        target.U8((TidBank << 6) | MustMatch).U16(0).U16(bits.Length * 8).Bytes(ones).U16(bits.Length * 8).Bytes(bits);
    }
}
