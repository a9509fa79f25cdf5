using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Readers.Transports.Windows;

/// <summary>The few calls of kernel32 that a serial line needs. Errors by <see cref="Marshal.GetLastPInvokeError"/>.</summary>
[SupportedOSPlatform("windows")]
internal static partial class Kernel32
{
    public const uint GenericRead = 0x80000000, GenericWrite = 0x40000000, OpenExisting = 3;
    public const uint PurgeAll = 0xF; // aborts and clears both directions
    public const int FileNotFound = 2, PathNotFound = 3, AccessDenied = 5, SharingViolation = 32;

    private const string Name = "kernel32";

    /// <summary>Settings of a line (DCB).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineState
    {
        public uint Length, BaudRate, Flags;
        public ushort Reserved, XonLimit, XoffLimit;
        public byte ByteSize, Parity, StopBits, XonChar, XoffChar, ErrorChar, EofChar, EventChar;
        public ushort Reserved1;
    }

    /// <summary>Milliseconds (COMMTIMEOUTS).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineTimeouts
    {
        public uint ReadInterval, ReadTotalMultiplier, ReadTotalConstant, WriteTotalMultiplier, WriteTotalConstant;
    }

    /// <summary>Bytes that wait (COMSTAT).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineStatus
    {
        public uint Flags, InQueue, OutQueue;
    }

    [LibraryImport(Name, EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial SafeFileHandle CreateFile(
        string path, uint access, uint share, nint security, uint disposition, uint attributes, nint template);

    [LibraryImport(Name, EntryPoint = "ReadFile", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static unsafe partial bool Read(SafeFileHandle file, byte* buffer, uint count, out uint read, nint overlapped);

    [LibraryImport(Name, EntryPoint = "WriteFile", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static unsafe partial bool Write(SafeFileHandle file, byte* buffer, uint count, out uint written, nint overlapped);

    [LibraryImport(Name, EntryPoint = "GetCommState", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetState(SafeFileHandle line, ref LineState state);

    [LibraryImport(Name, EntryPoint = "SetCommState", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetState(SafeFileHandle line, ref LineState state);

    [LibraryImport(Name, EntryPoint = "SetCommTimeouts", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetTimeouts(SafeFileHandle line, ref LineTimeouts timeouts);

    [LibraryImport(Name, EntryPoint = "ClearCommError", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool ClearError(SafeFileHandle line, out uint errors, out LineStatus status);

    [LibraryImport(Name, EntryPoint = "PurgeComm", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Purge(SafeFileHandle line, uint what);

    /// <summary>What stands behind a short name such as <c>COM3</c>; 0 when there is none.</summary>
    [LibraryImport(Name, EntryPoint = "QueryDosDeviceW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static unsafe partial uint QueryDevice(string name, char* target, uint length);

    public static IOException Failure(string what) => Failure(what, Marshal.GetLastPInvokeError());

    public static IOException Failure(string what, int error) =>
        new($"{what}: {Marshal.GetPInvokeErrorMessage(error).TrimEnd('.', ' ', '\r', '\n')} (error {error}).", error);
}
