using System.Diagnostics;
using HardwareSim.Devices;
using Readers.Transports;
using Testing;

namespace Readers.Tests.Transports;

/// <summary>The serial port over a real pseudo-terminal of the kernel.</summary>
public sealed class SerialPortTests
{
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(2); // far above any scheduling, far below any time-out

    [Fact]
    public async Task ReadAndWrite_EveryByteValue_PassesUnchanged()
    {
        await using PseudoTerminal device = PseudoTerminal.Open();
        await using IByteTransport port = SerialPort.Open(device.Path, new SerialSettings());
        byte[] all = [.. Enumerable.Range(0, 256).Select(static i => (byte)i)]; // with XON, XOFF, CR, LF, ^C, ^D, DEL, FF

        await device.WriteAsync(all, Ct);
        Assert.Equal(all, await ReadExactly(port, all.Length));

        await port.WriteAsync(all, Ct);
        Assert.Equal(all, await ReadExactly(device, all.Length));
    }

    [Fact]
    public async Task Write_MoreThanTheKernelHolds_WaitsAndLosesNothing()
    {
        await using PseudoTerminal device = PseudoTerminal.Open();
        await using IByteTransport port = SerialPort.Open(device.Path, new SerialSettings());
        byte[] much = new byte[100_000];
        new Random(5).NextBytes(much);

        Task write = port.WriteAsync(much, Ct).AsTask();

        Assert.Equal(much, await ReadExactly(device, much.Length));
        await write;
    }

    [Fact]
    public async Task Read_Cancelled_EndsAtOnceAndThePortStaysUsable()
    {
        await using PseudoTerminal device = PseudoTerminal.Open();
        await using IByteTransport port = SerialPort.Open(device.Path, new SerialSettings());
        using CancellationTokenSource stop = new();
        Task<int> read = port.ReadAsync(new byte[8], stop.Token).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(s_atOnce, Ct));

        await device.WriteAsync(new byte[] { 7 }, Ct);
        Assert.Equal([7], await ReadExactly(port, 1));
    }

    [Fact]
    public async Task Read_PortDisposed_EndsAtOnce()
    {
        await using PseudoTerminal device = PseudoTerminal.Open();
        IByteTransport port = SerialPort.Open(device.Path, new SerialSettings());
        Task<int> read = port.ReadAsync(new byte[8], CancellationToken.None).AsTask();

        await port.DisposeAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => read.WaitAsync(s_atOnce, Ct));
        await Assert.ThrowsAnyAsync<IOException>(async () => await port.ReadAsync(new byte[8], Ct));
        await Assert.ThrowsAnyAsync<IOException>(async () => await port.WriteAsync(new byte[8], Ct));
    }

    [Fact]
    public async Task Read_Unplugged_EndsAtOnceAndTheNextPortWorks()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("reader");
        PseudoTerminal device = PseudoTerminal.Open(path);
        await using (IByteTransport port = SerialPort.Open(path, new SerialSettings()))
        {
            Task<int> read = port.ReadAsync(new byte[8], CancellationToken.None).AsTask();

            await device.DisposeAsync();

            await Assert.ThrowsAnyAsync<IOException>(() => read.WaitAsync(s_atOnce, Ct));
            await Assert.ThrowsAnyAsync<IOException>(async () => await port.WriteAsync(new byte[1], Ct));
        }
        Assert.ThrowsAny<IOException>(() => SerialPort.Open(path, new SerialSettings()));

        await using PseudoTerminal again = PseudoTerminal.Open(path);
        await using IByteTransport second = SerialPort.Open(path, new SerialSettings());
        await again.WriteAsync(new byte[] { 1, 2, 3 }, Ct);
        Assert.Equal([1, 2, 3], await ReadExactly(second, 3));
    }

    [Fact]
    public async Task Open_LeftoversOfAnEarlierSession_AreThrownAway()
    {
        await using PseudoTerminal device = PseudoTerminal.Open();
        await using (IByteTransport first = SerialPort.Open(device.Path, new SerialSettings()))
        {
            await device.WriteAsync("old"u8.ToArray(), Ct);
        }

        await using IByteTransport second = SerialPort.Open(device.Path, new SerialSettings());
        await device.WriteAsync("new"u8.ToArray(), Ct);

        Assert.Equal("new"u8.ToArray(), await ReadExactly(second, 3));
    }

    [Fact]
    public async Task Open_PortHeldBySomebodyElse_IsRefused()
    {
        await using PseudoTerminal device = PseudoTerminal.Open();
        await using (SerialPort.Open(device.Path, new SerialSettings()))
        {
            Assert.Contains("in use", Assert.Throws<IOException>(() => SerialPort.Open(device.Path, new())).Message,
                StringComparison.Ordinal);
        }

        await using IByteTransport after = SerialPort.Open(device.Path, new SerialSettings()); // and free again after it is closed
    }

    [Fact]
    public void Open_OrdinaryFile_IsRefused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("plain");
        File.WriteAllText(path, "");

        Assert.Contains("not a serial line", Assert.Throws<IOException>(() => SerialPort.Open(path, new())).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9600, SerialParity.None, 1, "9600 baud", "-parenb", "-cstopb")]
    [InlineData(115200, SerialParity.None, 2, "115200 baud", "-parenb", "cstopb")]
    [InlineData(921600, SerialParity.Even, 1, "921600 baud", "parenb", "-parodd")]
    public async Task Open_Settings_ReachTheKernel(int baud, SerialParity parity, int stopBits, string speed, string first, string second)
    {
        await using PseudoTerminal device = PseudoTerminal.Open();
        await using IByteTransport port = SerialPort.Open(device.Path, new SerialSettings(baud, parity, stopBits));

        string state = await Stty(device.Path);

        Assert.Contains(speed, state, StringComparison.Ordinal);
        string[] flags = state.Split(' ', '\n', ';');
        // The kernel's pseudo-terminal driver drops parity by itself, so only lines without it can be checked there.
        if (parity == SerialParity.None) Assert.Contains(first, flags);
        Assert.Contains(second, flags);
        foreach (string flag in new[] { "-icanon", "-echo", "-isig", "-ixon", "-opost", "-icrnl", "cs8", "-crtscts" })
            Assert.Contains(flag, flags);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<byte[]> ReadExactly(IByteTransport transport, int count)
    {
        byte[] bytes = new byte[count];
        int have = 0;
        while (have < count) have += await transport.ReadAsync(bytes.AsMemory(have), Ct).AsTask().WaitAsync(s_atOnce, Ct);
        return bytes;
    }

    private static async Task<string> Stty(string path)
    {
        using Process stty = Process.Start(new ProcessStartInfo("stty", ["-a", "-F", path]) { RedirectStandardOutput = true })!;
        string state = await stty.StandardOutput.ReadToEndAsync(Ct);
        await stty.WaitForExitAsync(Ct);
        return state;
    }
}
