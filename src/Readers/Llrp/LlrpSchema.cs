namespace Readers.Llrp;

/// <summary>Names and layouts of messages and parameters, for decoding. The driver itself does not use it.</summary>
/// <remarks>
/// A layout is a list of <c>name:kind</c>. Kinds: u8 u16 u32 u64 s8 s16 s32; flags8 and flags16 with names for the bits from the
/// top down, separated by /; top2, the two top bits of a byte; text (length u16, UTF-8); u8s u16s u32s (count u16); bits (count
/// of bits u16, then bytes); hex, the rest; * sub-parameters follow. Sources: LLRP 1.0.1 sections 16 and 17, LLRP 1.1.
/// </remarks>
internal static class LlrpSchema
{
    private static readonly Dictionary<LlrpMessageType, string> s_messages = new()
    {
        [LlrpMessageType.GetReaderCapabilities] = "requestedData:u8 *",
        [LlrpMessageType.GetReaderConfig] = "antenna:u16 requestedData:u8 gpiPort:u16 gpoPort:u16 *",
        [LlrpMessageType.SetReaderConfig] = "resetToFactoryDefault:flags8 *",
        [LlrpMessageType.DeleteRospec] = "roSpecId:u32",
        [LlrpMessageType.StartRospec] = "roSpecId:u32",
        [LlrpMessageType.StopRospec] = "roSpecId:u32",
        [LlrpMessageType.EnableRospec] = "roSpecId:u32",
        [LlrpMessageType.DisableRospec] = "roSpecId:u32",
        [LlrpMessageType.DeleteAccessspec] = "accessSpecId:u32",
        [LlrpMessageType.EnableAccessspec] = "accessSpecId:u32",
        [LlrpMessageType.DisableAccessspec] = "accessSpecId:u32",
        [LlrpMessageType.SetProtocolVersion] = "protocolVersion:u8",
        [LlrpMessageType.GetSupportedVersionResponse] = "currentVersion:u8 supportedVersion:u8 *",
        [LlrpMessageType.CustomMessage] = "vendor:u32 subtype:u8 data:hex",
    };

    private static readonly Dictionary<int, (string Name, string Layout)> s_parameters = Parse("""
        1 AntennaID antennaId:u16
        2 FirstSeenTimestampUTC microseconds:u64
        3 FirstSeenTimestampUptime microseconds:u64
        4 LastSeenTimestampUTC microseconds:u64
        5 LastSeenTimestampUptime microseconds:u64
        6 PeakRSSI rssiDbm:s8
        7 ChannelIndex channelIndex:u16
        8 TagSeenCount count:u16
        9 ROSpecID roSpecId:u32
        10 InventoryParameterSpecID inventoryParameterSpecId:u16
        11 C1G2_CRC crc:u16
        12 C1G2_PC pc:u16
        13 EPC_96 epc:hex
        14 SpecIndex specIndex:u16
        15 ClientRequestOpSpecResult result:u16
        16 AccessSpecID accessSpecId:u32
        17 OpSpecID opSpecId:u16
        18 C1G2SingulationDetails collisions:u16 emptySlots:u16
        19 C1G2XPCW1 xpcW1:u16
        20 C1G2XPCW2 xpcW2:u16
        128 UTCTimestamp microseconds:u64
        129 Uptime microseconds:u64
        137 GeneralDeviceCapabilities maxAntennas:u16 canSetAntennaProperties/hasUtcClock:flags16 manufacturer:u32 model:u32 firmware:text *
        138 MaximumReceiveSensitivity sensitivityDbm:s16
        139 ReceiveSensitivityTableEntry index:u16 relativeDb:s16
        140 PerAntennaAirProtocol antenna:u16 protocols:u8s
        141 GPIOCapabilities inputs:u16 outputs:u16
        142 LLRPCapabilities canDoRfSurvey/canReportBufferFillWarning/supportsClientRequestOpSpec/canDoStateAwareSingulation/supportsHolding:flags8 maxPriority:u8 clientRequestOpSpecTimeoutMs:u16 maxRoSpecs:u32 maxSpecsPerRoSpec:u32 maxInventoryParameterSpecsPerAiSpec:u32 maxAccessSpecs:u32 maxOpSpecsPerAccessSpec:u32
        143 RegulatoryCapabilities country:u16 standard:u16 *
        144 UHFBandCapabilities *
        145 TransmitPowerLevelTableEntry index:u16 powerCentiDbm:s16
        146 FrequencyInformation hopping:flags8 *
        147 FrequencyHopTable hopTableId:u8 reserved:u8 frequenciesKhz:u32s
        148 FixedFrequencyTable frequenciesKhz:u32s
        149 PerAntennaReceiveSensitivityRange antenna:u16 minIndex:u16 maxIndex:u16
        177 ROSpec roSpecId:u32 priority:u8 state:u8 *
        178 ROBoundarySpec *
        179 ROSpecStartTrigger trigger:u8 *
        180 PeriodicTriggerValue offsetMs:u32 periodMs:u32 *
        181 GPITriggerValue port:u16 high:flags8 timeoutMs:u32
        182 ROSpecStopTrigger trigger:u8 durationMs:u32 *
        183 AISpec antennas:u16s *
        184 AISpecStopTrigger trigger:u8 durationMs:u32 *
        185 TagObservationTrigger trigger:u8 reserved:u8 tags:u16 attempts:u16 idleMs:u16 timeoutMs:u32
        186 InventoryParameterSpec inventoryParameterSpecId:u16 protocol:u8 *
        187 RFSurveySpec antenna:u16 startKhz:u32 endKhz:u32 *
        188 RFSurveySpecStopTrigger trigger:u8 durationMs:u32 n:u32
        207 AccessSpec accessSpecId:u32 antenna:u16 protocol:u8 active:flags8 roSpecId:u32 *
        208 AccessSpecStopTrigger trigger:u8 operations:u16
        209 AccessCommand *
        210 ClientRequestOpSpec opSpecId:u16
        211 ClientRequestResponse accessSpecId:u32 *
        217 LLRPConfigurationStateValue value:u32
        218 Identification kind:u8 readerId:u8s
        219 GPOWriteData port:u16 high:flags8
        220 KeepaliveSpec trigger:u8 periodMs:u32
        221 AntennaProperties connected:flags8 antenna:u16 gainCentiDbi:s16
        222 AntennaConfiguration antenna:u16 *
        223 RFReceiver sensitivityIndex:u16
        224 RFTransmitter hopTableId:u16 channelIndex:u16 powerIndex:u16
        225 GPIPortCurrentState port:u16 enabled:flags8 state:u8
        226 EventsAndReports hold:flags8
        237 ROReportSpec trigger:u8 n:u16 *
        238 TagReportContentSelector roSpecId/specIndex/inventoryParameterSpecId/antenna/channelIndex/peakRssi/firstSeen/lastSeen/seenCount/accessSpecId:flags16 *
        239 AccessReportSpec trigger:u8
        240 TagReportData *
        241 EPCData epc:bits
        242 RFSurveyReportData *
        243 FrequencyRSSILevelEntry frequencyKhz:u32 bandwidthKhz:u32 averageDbm:s8 peakDbm:s8 *
        244 ReaderEventNotificationSpec *
        245 EventNotificationState eventType:u16 on:flags8
        246 ReaderEventNotificationData *
        247 HoppingEvent hopTableId:u16 nextChannelIndex:u16
        248 GPIEvent port:u16 high:flags8
        249 ROSpecEvent event:u8 roSpecId:u32 preemptingRoSpecId:u32
        250 ReportBufferLevelWarningEvent percent:u8
        251 ReportBufferOverflowErrorEvent
        252 ReaderExceptionEvent message:text *
        253 RFSurveyEvent event:u8 roSpecId:u32 specIndex:u16
        254 AISpecEvent event:u8 roSpecId:u32 specIndex:u16 *
        255 AntennaEvent connected:u8 antenna:u16
        256 ConnectionAttemptEvent status:u16
        257 ConnectionCloseEvent
        287 LLRPStatus code:u16 message:text *
        288 FieldError field:u16 code:u16
        289 ParameterError parameterType:u16 code:u16 *
        327 C1G2LLRPCapabilities canBlockErase/canBlockWrite/canBlockPermalock/canTagRecommission:flags8 maxSelectFilters:u16
        328 UHFC1G2RFModeTable *
        329 UHFC1G2RFModeTableEntry modeId:u32 divideRatio/conformant:flags8 miller:u8 forwardModulation:u8 spectralMask:u8 bdr:s32 pie:s32 minTari:s32 maxTari:s32 stepTari:s32
        330 C1G2InventoryCommand stateAware:flags8 *
        331 C1G2Filter truncate:top2 *
        332 C1G2TagInventoryMask bank:top2 pointer:u16 mask:bits
        333 C1G2TagInventoryStateAwareFilterAction target:u8 action:u8
        334 C1G2TagInventoryStateUnawareFilterAction action:u8
        335 C1G2RFControl modeIndex:u16 tari:u16
        336 C1G2SingulationControl session:top2 population:u16 transitMs:u32 *
        337 C1G2TagInventoryStateAwareSingulationAction stateB/notSelected:flags8
        338 C1G2TagSpec *
        339 C1G2TargetTag bankAndMatch:u8 pointer:u16 mask:bits data:bits
        341 C1G2Read opSpecId:u16 password:u32 bank:top2 wordPointer:u16 wordCount:u16
        342 C1G2Write opSpecId:u16 password:u32 bank:top2 wordPointer:u16 words:u16s
        343 C1G2Kill opSpecId:u16 password:u32
        344 C1G2Lock opSpecId:u16 password:u32 *
        345 C1G2LockPayload privilege:u8 field:u8
        346 C1G2BlockErase opSpecId:u16 password:u32 bank:top2 wordPointer:u16 wordCount:u16
        347 C1G2BlockWrite opSpecId:u16 password:u32 bank:top2 wordPointer:u16 words:u16s
        348 C1G2EPCMemorySelector crc/pc/xpc:flags8
        349 C1G2ReadOpSpecResult result:u8 opSpecId:u16 words:u16s
        350 C1G2WriteOpSpecResult result:u8 opSpecId:u16 wordsWritten:u16
        351 C1G2KillOpSpecResult result:u8 opSpecId:u16
        352 C1G2LockOpSpecResult result:u8 opSpecId:u16
        353 C1G2BlockEraseOpSpecResult result:u8 opSpecId:u16
        354 C1G2BlockWriteOpSpecResult result:u8 opSpecId:u16 wordsWritten:u16
        1023 Custom vendor:u32 subtype:u32 data:hex
        """);

    /// <summary>Impinj's parameters (vendor 25882) by subtype.</summary>
    private static readonly Dictionary<uint, (string Name, string Layout)> s_impinj = new()
    {
        [22] = ("ImpinjSubRegulatoryRegion", "region:u16"),
        [23] = ("ImpinjInventorySearchMode", "mode:u16"),
        [28] = ("ImpinjLowDutyCycle", "mode:u16 emptyFieldTimeoutMs:u16 fieldPingIntervalMs:u16"),
        [37] = ("ImpinjReaderTemperature", "celsius:s16"),
        [50] = ("ImpinjTagReportContentSelector", "*"),
        [51] = ("ImpinjEnableSerializedTID", "mode:u16"),
        [52] = ("ImpinjEnableRFPhaseAngle", "mode:u16"),
        [53] = ("ImpinjEnablePeakRSSI", "mode:u16"),
        [55] = ("ImpinjSerializedTID", "words:u16s"),
        [56] = ("ImpinjRFPhaseAngle", "phase:u16"),
        [57] = ("ImpinjPeakRSSI", "rssiCentiDbm:s16"),
        [67] = ("ImpinjEnableRFDopplerFrequency", "mode:u16"),
        [68] = ("ImpinjRFDopplerFrequency", "doppler:s16"),
    };

    /// <summary>The standard's name: <c>GET_READER_CONFIG</c>; null for an unknown number.</summary>
    public static string? NameOf(LlrpMessageType type)
    {
        if (Enum.GetName(type) is not { } name) return null;
        return string.Concat(name.Select(static (c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
    }

    /// <summary>What a message's body begins with; sub-parameters where nothing else is known.</summary>
    public static string LayoutOf(LlrpMessageType type) => s_messages.GetValueOrDefault(type, "*");

    /// <returns>Null for an unknown parameter.</returns>
    public static (string Name, string Layout)? Find(LlrpParameterType type) =>
        s_parameters.TryGetValue((int)type, out (string, string) known) ? known : null;

    /// <returns>Null for a parameter of another vendor or one that is not known.</returns>
    public static (string Name, string Layout)? FindCustom(uint vendor, uint subtype) =>
        vendor == LlrpDevice.Impinj && s_impinj.TryGetValue(subtype, out (string, string) known) ? known : null;

    private static Dictionary<int, (string Name, string Layout)> Parse(string table) => table.Split('\n')
        .Select(static line => line.Split(' ', 3))
        .ToDictionary(static part => int.Parse(part[0], null), static part => (part[1], part.Length > 2 ? part[2].TrimEnd() : ""));
}
