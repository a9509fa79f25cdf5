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
        0x1A or 0x1B or 0x1D or 0x2A or 0x2B or 0x2E => "SpecialCommandFailed",
        0x20 => "HoppingChannelsBusy",
        >= 0xA0 and <= 0xAF => "Read" + TagError(code),
        >= 0xB0 and <= 0xBF => "Write" + TagError(code),
        >= 0xC0 and <= 0xCF => "Lock" + TagError(code),
        >= 0xD0 and <= 0xDF => "Kill" + TagError(code),
        >= 0xE0 and <= 0xEF => "Special" + TagError(code),
        _ => "Unknown",
    };

    public static ReaderTrouble TroubleOf(byte code) => code == 0x20 ? ReaderTrouble.ChannelsBusy : ReaderTrouble.DeviceError;

    /// <summary>For people: what is wrong, then what to do.</summary>
    public static string Describe(byte code) => code switch
    {
        0x09 => "No tag answered the read. Bring the tag nearer to the antenna and try again.",
        0x10 => "No tag answered the write. Bring the tag nearer to the antenna and try again; writing needs more power than reading.",
        0x12 => "No tag answered the kill. This service never asks for that: look for another program on the line.",
        0x13 => "No tag answered the lock. Bring the tag nearer to the antenna and try again.",
        NoTag => "No tag answered. Nothing is wrong in an empty field; else bring the tag nearer or choose more power.",
        0x16 => "The tag refuses the access because the password is wrong or missing. Check the password in the settings of the label desk.",
        0x17 => "The module does not know the command. Its firmware may be older than the command; ask the maker.",
        0x1A or 0x1B or 0x1D or 0x2A or 0x2B or 0x2E => "A command special to NXP or Impinj tags failed. The tag may be of another make.",
        0x20 => "All channels are in use by others; the module waits for a free one. Move other readers away, or let them take turns.",
        >= 0xA0 and <= 0xEF => $"The tag {TriedTo(code)}, and {TagWords(code)}",
        _ => $"The module reports the unknown error {code:X2}. Look into the maker's paper; its firmware is newer than this service.",
    };

    private static string TriedTo(byte code) => (code & 0xF0) switch
    {
        0xA0 => "was read",
        0xB0 => "was written",
        0xC0 => "was to be locked",
        0xD0 => "was to be killed",
        _ => "was sent a command of its maker",
    };

    private static string TagWords(byte code) => (code & 0xF) switch
    {
        0x3 => "has not so much memory. Use a tag whose chip holds the number.",
        0x4 => "its memory is locked. Give the access password, or use another tag.",
        0xB => "got too little power for that. Bring it nearer to the antenna or choose more power.",
        0xF => "reports an error and cannot say which. Try again; if it goes on, use another tag.",
        _ => "reports an error without a name. Try again; if it goes on, use another tag.",
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
