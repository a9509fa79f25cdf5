using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Readers.Transports.Posix;

/// <summary>Line settings of a Linux terminal, spoken to the kernel directly (struct termios2, TCGETS2 and TCSETS2).</summary>
/// <remarks>
/// Not tcsetattr and cfsetspeed: since glibc 2.42 the latter takes plain numbers where older ones take the codes B9600 …, and a
/// run-time lookup cannot tell which one it got. The kernel's own interface has one meaning everywhere and takes any speed.
/// Layout and request numbers are the generic ones, shared by x64 and arm64.
/// </remarks>
internal static class Termios
{
    private const nuint TCGETS2 = 0x802C542A, TCSETS2 = 0x402C542B, TCFLSH = 0x540B, TIOCMBIS = 0x5416, TIOCMBIC = 0x5417;
    private const int TCIOFLUSH = 2, TIOCM_DTR = 2, TIOCM_RTS = 4;
    private const uint BOTHER = 0x1000, CBAUD = 0x100F, CIBAUD = 0x100F0000;
    private const uint CS8 = 0x30, CSIZE = 0x30, CSTOPB = 0x40, CREAD = 0x80, PARENB = 0x100, PARODD = 0x200, CLOCAL = 0x800,
        CRTSCTS = 0x80000000;
    private const uint INPCK = 0x10;
    private const int VTIME = 5, VMIN = 6;

    [StructLayout(LayoutKind.Sequential)]
    private struct Termios2
    {
        public uint InputFlags, OutputFlags, ControlFlags, LocalFlags;
        public byte Line;
        public ControlCharacters Characters;
        public uint InputSpeed, OutputSpeed;
    }

    [InlineArray(19)]
    private struct ControlCharacters
    {
        private byte _first;
    }

    /// <summary>Raw bytes both ways: no echo, no translation, no flow control; a read returns as soon as one byte is there.</summary>
    public static unsafe void Configure(SafeFileHandle line, SerialSettings settings, string name)
    {
        Termios2 state;
        if (Libc.Control(line, TCGETS2, &state) != 0) throw Libc.Failure($"{name} is not a serial line");
        state.InputFlags = settings.Parity == SerialParity.None ? 0 : INPCK;
        state.OutputFlags = 0;
        state.LocalFlags = 0;
        state.ControlFlags &= ~(CBAUD | CIBAUD | CSIZE | CSTOPB | PARENB | PARODD | CRTSCTS);
        state.ControlFlags |= CS8 | CREAD | CLOCAL | SpeedCode(settings.BaudRate)
            | (settings.StopBits == 2 ? CSTOPB : 0)
            | settings.Parity switch
            {
                SerialParity.Even => PARENB,
                SerialParity.Odd => PARENB | PARODD,
                _ => 0,
            };
        state.Characters[VTIME] = 0;
        state.Characters[VMIN] = 1; // with 0 an empty line and a line that hung up would both read as 0 bytes
        state.InputSpeed = state.OutputSpeed = (uint)settings.BaudRate;
        if (Libc.Control(line, TCSETS2, &state) != 0) throw Libc.Failure($"{name} refuses {settings}");
    }

    /// <summary>Bits a second that the line is set to.</summary>
    public static unsafe int SpeedOf(SafeFileHandle line, string name)
    {
        Termios2 state;
        return Libc.Control(line, TCGETS2, &state) == 0 ? (int)state.OutputSpeed : throw Libc.Failure($"{name} is not a serial line");
    }

    /// <summary>The code of a usual speed, so that stty and its like show it; any other speed is said by its number alone.</summary>
    private static uint SpeedCode(int baudRate) => baudRate switch
    {
        1200 => 0x9,
        2400 => 0xB,
        4800 => 0xC,
        9600 => 0xD,
        19_200 => 0xE,
        38_400 => 0xF,
        57_600 => 0x1001,
        115_200 => 0x1002,
        230_400 => 0x1003,
        460_800 => 0x1004,
        921_600 => 0x1007,
        _ => BOTHER,
    };

    /// <summary>Throws away what waits in either direction: bytes of an earlier session answer nothing of this one.</summary>
    public static unsafe void Flush(SafeFileHandle line) => _ = Libc.Control(line, TCFLSH, (void*)TCIOFLUSH);

    /// <summary>Sets both modem lines. Adapters without them, and pseudo-terminals, refuse: that is no fault.</summary>
    public static unsafe void SetModemLines(SafeFileHandle line, bool on)
    {
        int bits = TIOCM_DTR | TIOCM_RTS;
        _ = Libc.Control(line, on ? TIOCMBIS : TIOCMBIC, &bits);
    }
}
