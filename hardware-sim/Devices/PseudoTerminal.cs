using System.Text;
using Microsoft.Win32.SafeHandles;
using Readers.Transports;
using Readers.Transports.Posix;

namespace HardwareSim.Devices;

/// <summary>The device's side of a serial line that is not there: what is written here is read from <see cref="Path"/>.</summary>
/// <remarks>
/// Linux only. The terminal side is also kept open here, so that programs may open and close the port as they like without a
/// hang-up on this side. Disposing unplugs: a program that has the port open gets an error at once.
/// </remarks>
public sealed class PseudoTerminal : IByteTransport
{
    private readonly DescriptorTransport _master;
    private readonly SafeFileHandle _terminal;
    private readonly string? _link;

    private PseudoTerminal(DescriptorTransport master, SafeFileHandle terminal, string path, string? link) =>
        (_master, _terminal, Path, _link) = (master, terminal, path, link);

    /// <summary>The port to open: the link when one was asked for, else <c>/dev/pts/N</c>.</summary>
    public string Path { get; }

    /// <summary>Bits a second that whoever opened the port last has set; nothing of it slows the bytes.</summary>
    public int BaudRate => Termios.SpeedOf(_terminal, Path);

    public string Name => $"device side of {Path}";

    /// <param name="link">A name that stays over unplugging and plugging in again; replaced when it exists, removed at the end.</param>
    /// <exception cref="IOException">No pseudo-terminal is to be had.</exception>
    public static PseudoTerminal Open(string? link = null)
    {
        SafeFileHandle master = Libc.OpenPseudoTerminal(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (master.IsInvalid || Libc.GrantPseudoTerminal(master) != 0 || Libc.UnlockPseudoTerminal(master) != 0)
            throw Libc.Failure("No pseudo-terminal");
        string path = NameOf(master);
        SafeFileHandle terminal = Libc.Open(path, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC, 0);
        if (terminal.IsInvalid) throw Libc.Failure($"{path} cannot be opened");
        // Before anybody opens the port it would echo and translate line ends back into the device.
        Termios.Configure(terminal, new SerialSettings(), path);
        if (link is not null)
        {
            File.Delete(link);
            File.CreateSymbolicLink(link, path);
        }
        return new PseudoTerminal(new DescriptorTransport(master, $"device side of {path}"), terminal, link ?? path, link);
    }

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct) => _master.ReadAsync(buffer, ct);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) => _master.WriteAsync(bytes, ct);

    public async ValueTask DisposeAsync()
    {
        if (_link is not null) File.Delete(_link);
        _terminal.Dispose();
        await _master.DisposeAsync();
    }

    private static unsafe string NameOf(SafeFileHandle master)
    {
        byte* name = stackalloc byte[128];
        if (Libc.NameOfPseudoTerminal(master, name, 128) != 0) throw Libc.Failure("No name of the pseudo-terminal");
        return Encoding.ASCII.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }
}
