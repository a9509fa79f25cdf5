using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Readers.Transports.Posix;

namespace Readers.Contacts;

/// <summary>Opens single lines of a GPIO chip through the kernel's character device.</summary>
/// <remarks>A line belongs to one program at a time; the kernel frees it when the program ends, however it ends.</remarks>
public static class GpioLine
{
    /// <param name="chip"><c>/dev/gpiochip0</c>, or a folder of lines: <see cref="GpioFolder"/>.</param>
    /// <param name="offset">Line of the chip, from 0.</param>
    /// <param name="debounce">Shorter changes are not told.</param>
    /// <exception cref="IOException">No such chip or line, or another program holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not use the chip.</exception>
    public static IContactInput OpenInput(
        string chip, int offset, bool activeLow, ContactPull pull, TimeSpan debounce, TimeProvider time)
    {
        if (GpioFolder.IsOne(chip)) return GpioFolder.OpenInput(chip, offset, activeLow, debounce, time);
        ulong flags = GpioAbi.Input | GpioAbi.EdgeRising | GpioAbi.EdgeFalling | (activeLow ? GpioAbi.ActiveLow : 0)
            | pull switch { ContactPull.Up => GpioAbi.PullUp, ContactPull.Down => GpioAbi.PullDown, _ => 0 };
        SafeFileHandle line = Open(chip, GpioAbi.Request((uint)offset, flags, (uint)debounce.TotalMicroseconds, initial: null));
        return new GpioInput(line, () => Level(line, $"{chip}/{offset}"), $"{chip}/{offset}", time);
    }

    /// <summary>The relay starts fallen off, which means alarm, until somebody says that all is well.</summary>
    /// <exception cref="IOException">No such chip or line, or another program holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not use the chip.</exception>
    public static IOutputLine OpenOutput(string chip, int offset, bool activeLow)
    {
        if (GpioFolder.IsOne(chip)) return GpioFolder.OpenOutput(chip, offset, activeLow);
        ulong flags = GpioAbi.Output | (activeLow ? GpioAbi.ActiveLow : 0);
        return new GpioOutput(Open(chip, GpioAbi.Request((uint)offset, flags, 0, initial: false)), $"{chip}/{offset}");
    }

    private static unsafe SafeFileHandle Open(string chip, GpioAbi.LineRequest request)
    {
        if (!OperatingSystem.IsLinux()) throw new IOException("GPIO lines of the machine itself are supported on Linux.");
        using SafeFileHandle device = Libc.Open(chip, Libc.O_RDWR | Libc.O_CLOEXEC, 0);
        if (device.IsInvalid)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error is Libc.EACCES or Libc.EPERM)
                throw new UnauthorizedAccessException($"{chip}: this account may not open it; add it to the group gpio.");
            throw Libc.Failure($"{chip} cannot be opened", error);
        }
        if (Libc.Control(device, GpioAbi.GetLine, &request) == 0) return new SafeFileHandle(request.Descriptor, ownsHandle: true);
        int refused = Marshal.GetLastPInvokeError();
        throw refused == Libc.EBUSY
            ? new IOException($"{chip} line {request.Lines[0]} is in use by another program or driver.")
            : Libc.Failure($"{chip} line {request.Lines[0]} is refused", refused);
    }

    private static unsafe bool Level(SafeFileHandle line, string name)
    {
        GpioAbi.LineValues values = new() { Mask = 1 };
        if (Libc.Control(line, GpioAbi.GetValues, &values) != 0) throw Libc.Failure($"{name} cannot be read");
        return (values.Bits & 1) != 0;
    }

    private sealed class GpioOutput(SafeFileHandle line, string name) : IOutputLine
    {
        public string Name => name;

        public unsafe void Energize(bool on)
        {
            GpioAbi.LineValues values = new() { Mask = 1, Bits = on ? 1ul : 0 };
            if (Libc.Control(line, GpioAbi.SetValues, &values) != 0) throw Libc.Failure($"{name} cannot be set");
        }

        public void Dispose() => line.Dispose();
    }
}
