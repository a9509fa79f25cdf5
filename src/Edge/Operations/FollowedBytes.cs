using System.Runtime.CompilerServices;
using Readers.Transports;

namespace Edge.Operations;

/// <summary>Bytes as they come, until somebody ends it: from a port that is only listened to, or from a capture that still grows.</summary>
internal static class FollowedBytes
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(200);

    /// <param name="source">A serial port, <c>tcp://host:port</c>, or a file.</param>
    /// <returns>Null when it is neither.</returns>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>>? Open(string source, int baudRate, TimeProvider time, CancellationToken ct)
    {
        if (IsFile(source)) return FileAsync(source, time, ct);
        return TransportAddress.TryParse(source, out TransportAddress? address) ? PortAsync(address!, baudRate, ct) : null;
    }

    /// <summary>A serial port is also a path; a capture is a regular file.</summary>
    public static bool IsFile(string source) =>
        File.Exists(source) && (File.GetAttributes(source) & FileAttributes.Device) == 0 && !source.StartsWith("/dev/", StringComparison.Ordinal)
        && File.ResolveLinkTarget(source, returnFinalTarget: true)?.FullName.StartsWith("/dev/", StringComparison.Ordinal) != true;

    /// <exception cref="IOException">The port cannot be opened, or is gone.</exception>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> PortAsync(
        TransportAddress address, int baudRate, [EnumeratorCancellation] CancellationToken ct)
    {
        await using IByteTransport line = await address.OpenAsync(new SerialSettings(baudRate), ct);
        byte[] buffer = new byte[4096];
        while (true)
        {
            int count = await line.ReadAsync(buffer, ct);
            if (count == 0) throw new IOException($"{line.Name}: the far end closed the line.");
            yield return buffer.AsMemory(0, count);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> FileAsync(string path, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            if (file.Length < file.Position) file.Position = 0; // begun anew
            int count = await file.ReadAsync(buffer, ct);
            if (count > 0) yield return buffer.AsMemory(0, count);
            else await Task.Delay(s_lookAgain, time, ct);
        }
    }
}
