namespace Readers.Llrp;

/// <summary>The messages with which the driver sets a reader up.</summary>
internal static class LlrpRequests
{
    /// <summary>Keep-alives and the events that the driver lives on. Leaves everything else as it is.</summary>
    /// <param name="events">False for a reader that refuses to be told which events to send.</param>
    public static LlrpWriter Configure(LlrpWriter writer, LlrpOptions options, int inputs, bool events)
    {
        writer.Begin(LlrpMessageType.SetReaderConfig).Flag(false);
        if (events)
        {
            writer.Parameter(LlrpParameterType.ReaderEventNotificationSpec, static spec =>
            {
                // GPI, ROSpec, buffer warning, reader exception, AISpec, antenna
                foreach (int type in (ReadOnlySpan<int>)[1, 2, 3, 4, 6, 8])
                    spec.Parameter(LlrpParameterType.EventNotificationState, state => state.U16(type).Flag(true));
            });
            for (int port = 1; port <= inputs; port++)
            {
                int line = port;
                writer.Parameter(LlrpParameterType.GpiPortCurrentState, state => state.U16(line).Flag(true).U8(2)); // 2: level unknown
            }
        }
        return writer.Parameter(
            LlrpParameterType.KeepaliveSpec, keepalive => keepalive.U8(1).U32((uint)options.KeepalivePeriod.TotalMilliseconds));
    }

    public static LlrpWriter SetOutput(LlrpWriter writer, byte line, bool high) => writer.Begin(LlrpMessageType.SetReaderConfig).Flag(false)
        .Parameter(LlrpParameterType.GpoWriteData, output => output.U16(line).Flag(high));

    /// <summary>Every antenna in turn, then the end: the driver starts it again, so that settings can change between two runs.</summary>
    public static LlrpWriter AddRoSpec(LlrpWriter writer, LlrpOptions options, LlrpPlan plan, LlrpDevice device) =>
        writer.Begin(LlrpMessageType.AddRospec).Parameter(LlrpParameterType.RoSpec, spec =>
        {
            spec.U32(options.RoSpecId).U8(0).U8(0);
            spec.Parameter(LlrpParameterType.RoBoundarySpec, static boundary => boundary
                .Parameter(LlrpParameterType.RoSpecStartTrigger, static trigger => trigger.U8(0))
                .Parameter(LlrpParameterType.RoSpecStopTrigger, static trigger => trigger.U8(0).U32(0)));
            ushort id = 1;
            foreach (LlrpPlan.Spec turn in plan.Specs) AddAiSpec(spec, options, plan, device, turn, id++);
            spec.Parameter(LlrpParameterType.RoReportSpec, report => AddReport(report, plan, device));
        });

    private static void AddAiSpec(LlrpWriter spec, LlrpOptions options, LlrpPlan plan, LlrpDevice device, LlrpPlan.Spec turn, ushort id) =>
        spec.Parameter(LlrpParameterType.AiSpec, ai =>
        {
            ai.U16(turn.Antennas.Count);
            foreach (AntennaSettings antenna in turn.Antennas) ai.U16(antenna.Port);
            uint milliseconds = (uint)(turn.Duration ?? options.TurnDuration * turn.Antennas.Count).TotalMilliseconds;
            ai.Parameter(LlrpParameterType.AiSpecStopTrigger, stop => stop.U8(1).U32(milliseconds));
            ai.Parameter(LlrpParameterType.InventoryParameterSpec, inventory =>
            {
                inventory.U16(id).U8(1); // EPC Gen2
                foreach (AntennaSettings antenna in turn.Antennas)
                    inventory.Parameter(
                        LlrpParameterType.AntennaConfiguration, settings => AddAntenna(settings, options, plan, device, turn, antenna));
            });
        });

    private static void AddAntenna(
        LlrpWriter settings, LlrpOptions options, LlrpPlan plan, LlrpDevice device, LlrpPlan.Spec turn, AntennaSettings antenna)
    {
        settings.U16(antenna.Port);
        if (device.PowerFor(antenna.TransmitDbm) is { } power)
            settings.Parameter(LlrpParameterType.RfTransmitter, transmitter => transmitter.U16(device.HopTableId).U16(1).U16(power.Index));
        settings.Parameter(LlrpParameterType.C1G2InventoryCommand, command =>
        {
            command.Flag(turn.TargetB is not null && !device.IsImpinj);
            if (options.RfMode is { } mode) command.Parameter(LlrpParameterType.C1G2RfControl, control => control.U16(mode).U16(0));
            command.Parameter(LlrpParameterType.C1G2SingulationControl, control =>
            {
                control.U8((int)plan.Session << 6).U16(options.TagPopulation).U32(0);
                if (turn.TargetB is { } targetB && !device.IsImpinj)
                    control.Parameter(LlrpParameterType.C1G2TagInventoryStateAwareSingulation, action => action.Flag(targetB));
            });
            if (device.IsImpinj) LlrpImpinj.AddSearch(command, turn, options.LowDutyCycle);
        });
    }

    /// <summary>Each tag as it is read, with what a read consists of.</summary>
    private static void AddReport(LlrpWriter report, LlrpPlan plan, LlrpDevice device)
    {
        const int RoSpec = 0x8000, Antenna = 0x1000, Channel = 0x0800, Rssi = 0x0400, LastSeen = 0x0100, Count = 0x0080, AccessSpec = 0x0040;
        report.U8(1).U16(1);
        report.Parameter(LlrpParameterType.TagReportContentSelector, content => content
            .U16(RoSpec | Antenna | Channel | Rssi | LastSeen | Count | (plan.ReadTid ? AccessSpec : 0))
            .Parameter(LlrpParameterType.C1G2EpcMemorySelector, static memory => memory.U8(0x40)));
        if (device.IsImpinj) LlrpImpinj.AddReport(report);
    }
}
