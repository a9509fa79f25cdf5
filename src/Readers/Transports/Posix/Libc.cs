using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Readers.Transports.Posix;

/// <summary>The few calls of the C library that a terminal line, a pseudo-terminal and an event descriptor need.</summary>
/// <remarks>
/// Constants are those of Linux on x64 and arm64, where they are the same (asm-generic). Every call sets errno, read with
/// <see cref="Marshal.GetLastPInvokeError"/>.
/// </remarks>
internal static partial class Libc
{
    public const int O_RDONLY = 0, O_RDWR = 2, O_NOCTTY = 0x100, O_NONBLOCK = 0x800, O_CLOEXEC = 0x80000;
    public const int EFD_CLOEXEC = 0x80000, EFD_NONBLOCK = 0x800;
    public const short POLLIN = 0x1, POLLPRI = 0x2, POLLOUT = 0x4, POLLERR = 0x8, POLLHUP = 0x10, POLLNVAL = 0x20;
    public const int LOCK_EX = 2, LOCK_NB = 4;
    public const int EPERM = 1, ENOENT = 2, EINTR = 4, EIO = 5, ENXIO = 6, EAGAIN = 11, EACCES = 13, EBUSY = 16, ENODEV = 19,
        EINVAL = 22, ENOTTY = 25;

    private const string Name = "libc";

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(SafeFileHandle descriptor, byte* buffer, nuint count);

    [LibraryImport(Name, EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(SafeFileHandle descriptor, byte* buffer, nuint count);

    [LibraryImport(Name, EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMs);

    [LibraryImport(Name, EntryPoint = "eventfd", SetLastError = true)]
    public static partial SafeFileHandle EventDescriptor(uint initial, int flags);

    [LibraryImport(Name, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle descriptor, int operation);

    [LibraryImport(Name, EntryPoint = "ioctl", SetLastError = true)]
    public static unsafe partial int Control(SafeFileHandle descriptor, nuint request, void* argument);

    [LibraryImport(Name, EntryPoint = "posix_openpt", SetLastError = true)]
    public static partial SafeFileHandle OpenPseudoTerminal(int flags);

    [LibraryImport(Name, EntryPoint = "grantpt", SetLastError = true)]
    public static partial int GrantPseudoTerminal(SafeFileHandle descriptor);

    [LibraryImport(Name, EntryPoint = "unlockpt", SetLastError = true)]
    public static partial int UnlockPseudoTerminal(SafeFileHandle descriptor);

    [LibraryImport(Name, EntryPoint = "ptsname_r", SetLastError = true)]
    public static unsafe partial int NameOfPseudoTerminal(SafeFileHandle descriptor, byte* buffer, nuint size);

    /// <summary>An error of the last call as an exception whose message says what was attempted.</summary>
    public static IOException Failure(string what) => Failure(what, Marshal.GetLastPInvokeError());

    public static IOException Failure(string what, int error) =>
        new($"{what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).", error);
}
