using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Readers.Transports.Windows;

/// <summary>Opens and sets up a serial line of Windows.</summary>
[SupportedOSPlatform("windows")]
internal static class ComPort
{
    /// <summary>Read and write take turns on one handle; a write waits at most this long for the read before it.</summary>
    private const uint ReadSliceMs = 20;

    /// <summary>A line that takes no byte for so long (an adapter that hangs) fails its write, in time for a stop within five seconds.</summary>
    private const uint WriteLimitMs = 2000;
    private const uint Binary = 1, CheckParity = 2, DtrOn = 1 << 4, RtsOn = 1 << 12;

    /// <summary>Is there a port of this name, whether or not somebody holds it?</summary>
    public static unsafe bool Exists(string name)
    {
        const int Length = 1024; // a device's path
        char* target = stackalloc char[Length];
        return Kernel32.QueryDevice(name, target, Length) != 0;
    }

    /// <param name="name"><c>COM3</c>.</param>
    /// <exception cref="IOException">No such port, not a serial line, refused settings, or another program holds it.</exception>
    public static SafeFileHandle Open(string name, SerialSettings settings)
    {
        // With the prefix also ports above COM9 are found. No sharing: Windows itself keeps a second program out.
        SafeFileHandle line = Kernel32.CreateFile(
            $@"\\.\{name}", Kernel32.GenericRead | Kernel32.GenericWrite, 0, 0, Kernel32.OpenExisting, 0, 0);
        if (line.IsInvalid)
        {
            throw Marshal.GetLastPInvokeError() switch
            {
                Kernel32.AccessDenied or Kernel32.SharingViolation => new IOException($"{name} is in use by another program."),
                Kernel32.FileNotFound or Kernel32.PathNotFound => new IOException($"There is no port {name}."),
                int error => Kernel32.Failure($"{name} cannot be opened", error),
            };
        }
        try
        {
            Configure(line, name, settings);
            return line;
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    private static void Configure(SafeFileHandle line, string name, SerialSettings settings)
    {
        Kernel32.LineState state = new() { Length = (uint)Marshal.SizeOf<Kernel32.LineState>() };
        if (!Kernel32.GetState(line, ref state)) throw Kernel32.Failure($"{name} is not a serial line");
        state.BaudRate = (uint)settings.BaudRate;
        state.Flags = Binary | (settings.Parity == SerialParity.None ? 0 : CheckParity) | (settings.ModemLines ? DtrOn | RtsOn : 0);
        state.ByteSize = 8;
        state.Parity = settings.Parity switch { SerialParity.Odd => 1, SerialParity.Even => 2, _ => 0 };
        state.StopBits = (byte)(settings.StopBits == 2 ? 2 : 0);
        if (!Kernel32.SetState(line, ref state)) throw Kernel32.Failure($"{name} refuses {settings}");
        Kernel32.LineTimeouts limits = new() { ReadTotalConstant = ReadSliceMs, WriteTotalConstant = WriteLimitMs };
        if (!Kernel32.SetTimeouts(line, ref limits)) throw Kernel32.Failure($"{name} refuses time-outs");
        _ = Kernel32.Purge(line, Kernel32.PurgeAll); // bytes of an earlier session answer nothing of this one
    }
}
