namespace Readers;

/// <summary>What a fault means for whoever has to put it right: one vocabulary over the codes of all families.</summary>
public enum ReaderTrouble : byte
{
    /// <summary>An error of the device that has no word of its own here.</summary>
    DeviceError,

    /// <summary>No antenna is connected to the port.</summary>
    NoAntenna,

    /// <summary>Power comes back or is not reached: antenna or cable.</summary>
    BadAntenna,

    /// <summary>Too hot, too cold, or the supply is outside its limits: the radio pauses.</summary>
    RadioPaused,

    /// <summary>The frequency region is missing or not allowed.</summary>
    Region,

    /// <summary>All channels are in use by others.</summary>
    ChannelsBusy,

    /// <summary>The device lost reads before it could tell them.</summary>
    ReadsLost,

    /// <summary>Answers come too late or not at all, but the device lives.</summary>
    SlowAnswers,

    /// <summary>Bytes on the line make no sense.</summary>
    Noise,

    /// <summary>An answer of a shape that no manual knows.</summary>
    StrangeAnswer,

    /// <summary>The device refused a setting or a command that reading needs.</summary>
    SettingRefused,

    /// <summary>Another program uses the same reader.</summary>
    OtherProgram,

    /// <summary>The device cannot do what the settings ask for; it does what it can.</summary>
    Unsupported,

    /// <summary>Hotter than it should be; it still reads.</summary>
    TooHot,
}
