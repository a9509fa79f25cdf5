using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Readers.Transports.Posix;
using Readers.Transports.Windows;

namespace Readers.Transports;

/// <summary>A serial line as a transport. Cancelling, disposing and unplugging each end a read at once.</summary>
public static class SerialPort
{
    /// <param name="path"><c>/dev/ttyUSB0</c>, better one of the stable names under <c>/dev/serial/by-id</c>; on Windows <c>COM3</c>.</param>
    /// <exception cref="IOException">No such port, not a serial line, or another program holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">The port is there but this account may not use it.</exception>
    public static IByteTransport Open(string path, SerialSettings settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (OperatingSystem.IsLinux()) return OpenLinux(path, settings);
        if (OperatingSystem.IsWindows()) return new ComTransport(ComPort.Open(path, settings), $"{path} {settings}");
        throw new PlatformNotSupportedException("Serial lines are supported on Linux and Windows.");
    }

    [SupportedOSPlatform("linux")]
    private static DescriptorTransport OpenLinux(string path, SerialSettings settings)
    {
        SafeFileHandle line = Libc.Open(path, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC, 0);
        if (line.IsInvalid)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error is Libc.EACCES or Libc.EPERM)
                throw new UnauthorizedAccessException($"{path}: this account may not open it; add it to the group dialout.");
            throw Libc.Failure($"{path} cannot be opened", error);
        }
        try
        {
            // An advisory lock goes with the process, however it ends; TIOCEXCL on a shared line would outlive a kill.
            if (Libc.Lock(line, Libc.LOCK_EX | Libc.LOCK_NB) != 0)
                throw new IOException($"{path} is in use by another program.");
            Termios.Configure(line, settings, path);
            Termios.SetModemLines(line, settings.ModemLines);
            Termios.Flush(line);
            return new DescriptorTransport(line, $"{path} {settings}");
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }
}
