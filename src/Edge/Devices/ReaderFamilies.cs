using Edge.Operations;
using Readers;
using Readers.Llrp;
using Readers.M100;
using Readers.R2000;
using Readers.ThingMagic;
using Readers.Transports;

namespace Edge.Devices;

/// <summary>From the settings' family to its driver: the one place that knows them all.</summary>
internal static class ReaderFamilies
{
    /// <summary>Electrical inputs, and outputs, that a family can have; what one reader has, it tells when it is asked.</summary>
    public static int LinesAtMost(ReaderFamily family) => family switch
    {
        ReaderFamily.R2000 => 2,
        ReaderFamily.ThingMagic => 4,
        ReaderFamily.M100 => 0,
        _ => ReaderSection.LinesAtMost,
    };

    /// <summary>A pin of these is an input or an output, as it is told.</summary>
    public static bool SharesPins(ReaderFamily family) => family == ReaderFamily.ThingMagic;

    public static M100Marks MarksOf(ModuleMarks marks) => marks == ModuleMarks.R200 ? M100Marks.R200 : M100Marks.Standard;

    public static ITagReader Create(ReaderSection settings, IByteTransport transport, TimeProvider time) =>
        settings.Family switch
        {
            ReaderFamily.R2000 => new R2000Reader(transport, new R2000Options { Address = (byte)settings.Address, SelfCheck = SelfCheckOf(settings.SelfCheck) }, time),
            ReaderFamily.Llrp => new LlrpReader(transport, OptionsOf(settings.Llrp), time),
            ReaderFamily.ThingMagic => new ThingMagicReader(transport, OptionsOf(settings, settings.ThingMagic ?? new ThingMagicSection()), time),
            ReaderFamily.M100 => new M100Reader(
                transport, new M100Options { Region = M100Channels.CodeOf(settings.Region!.Value), Marks = MarksOf(settings.Marks) }, time),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Family, "Unknown reader family."),
        };

    internal static ThingMagicOptions OptionsOf(ReaderSection settings, ThingMagicSection section) => new()
    {
        Region = ThingMagicRegions.CodeOf(settings.Region!.Value),
        Continuous = section.Continuous,
        SearchTime = TimeSpan.FromMilliseconds(section.TurnMs),
        Gen2 = new ThingMagicGen2
        {
            Encoding = section.Encoding,
            LinkFrequency = section.LinkFrequency,
            Tari = section.Tari,
            Q = section.Q is { } q ? new ThingMagicQ((byte)q) : null,
        },
        SelfCheck = SelfCheckOf(settings.SelfCheck),
    };

    private static SelfCheckOptions SelfCheckOf(SelfCheckSection? section) => section is null ? new SelfCheckOptions() : new SelfCheckOptions
    {
        Interval = TimeSpan.FromMinutes(section.EveryMinutes),
        HotCelsius = section.HotCelsius,
        PoorReturnLossDb = section.PoorReturnLossDb,
    };

    private static LlrpOptions OptionsOf(LlrpSection? section) => section is null ? new LlrpOptions() : new LlrpOptions
    {
        Version = section.Version == LlrpSection.Version11 ? (byte)2 : (byte)1,
        RfMode = (ushort?)section.RfMode,
        LowDutyCycle = section.RestAfterSeconds is { } rest
            ? new LlrpLowDutyCycle(TimeSpan.FromSeconds(rest), TimeSpan.FromMilliseconds(section.LookEveryMs))
            : null,
    };
}
