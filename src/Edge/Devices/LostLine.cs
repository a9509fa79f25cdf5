using Readers;

namespace Edge.Devices;

/// <summary>Why a contact or signal is not in service, in the words of the devices page.</summary>
internal static class LostLine
{
    public static string Finding(Exception gone) => gone switch
    {
        ReaderLostException reader => reader.Code,
        UnauthorizedAccessException => "no-permission",
        _ => "unplugged",
    };
}
