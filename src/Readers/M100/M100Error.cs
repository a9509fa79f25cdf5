namespace Readers.M100;

/// <summary>Error codes of a response with code FF. Those from A0 on hold the tag's own error in their low half.</summary>
public static class M100Error
{
    public const byte NoTag = 0x15;

    /// <summary>Name for programs.</summary>
    public static string NameOf(byte code) => code switch
    {
        0x09 => "ReadNoTag",
        0x10 => "WriteNoTag",
        0x12 => "KillNoTag",
        0x13 => "LockNoTag",
        NoTag => "InventoryNoTag",
        0x16 => "AccessDenied",
        0x17 => "InvalidCommand",
        0x20 => "HoppingChannelsBusy",
        >= 0xA0 and <= 0xAF => "Read" + TagError(code),
        >= 0xB0 and <= 0xBF => "Write" + TagError(code),
        >= 0xC0 and <= 0xCF => "Lock" + TagError(code),
        >= 0xD0 and <= 0xDF => "Kill" + TagError(code),
        >= 0xE0 and <= 0xEF => "Special" + TagError(code),
        _ => "Unknown",
    };

    public static ReaderTrouble TroubleOf(byte code) => code == 0x20 ? ReaderTrouble.ChannelsBusy : ReaderTrouble.DeviceError;

    /// <summary>One plain sentence for people.</summary>
    public static string Describe(byte code) => code switch
    {
        NoTag => "No tag answered.",
        0x16 => "The tag refuses the access: the password is wrong or missing.",
        0x17 => "The module does not know the command.",
        0x20 => "All channels are in use by others; the module waits for a free one.",
        _ => $"The module reports {NameOf(code)} ({code:X2}).",
    };

    private static string TagError(byte code) => (code & 0xF) switch
    {
        0x0 => "Other",
        0x3 => "MemoryOverrun",
        0x4 => "MemoryLocked",
        0xB => "InsufficientPower",
        0xF => "NonSpecific",
        _ => "TagError",
    };
}
