using System.Globalization;

namespace Readers.Transports;

/// <summary>Where a device is: a serial port or a TCP address, as people write it in the settings.</summary>
/// <param name="Host">Null for a serial port.</param>
/// <param name="Port">TCP port; 0 for a serial port.</param>
/// <param name="Path">Null for TCP.</param>
public sealed record TransportAddress(string? Host, int Port, string? Path)
{
    /// <param name="text"><c>/dev/ttyUSB0</c>, <c>COM3</c>, <c>tcp://192.0.2.7:4001</c> or <c>tcp://[2001:db8::7]:4001</c>.</param>
    public static bool TryParse(string? text, out TransportAddress? address)
    {
        address = null;
        if (string.IsNullOrWhiteSpace(text)) return false;
        text = text.Trim();
        if (text.StartsWith("tcp://", StringComparison.OrdinalIgnoreCase)) address = ParseTcp(text["tcp://".Length..]);
        else if (text.StartsWith('/') || IsCom(text)) address = new TransportAddress(null, 0, text);
        return address is not null;
    }

    /// <exception cref="FormatException">Not an address; the message shows the forms.</exception>
    public static TransportAddress Parse(string text) => TryParse(text, out TransportAddress? address)
        ? address!
        : throw new FormatException($"\"{text}\" is no port: write /dev/ttyUSB0, COM3 or tcp://host:port.");

    /// <exception cref="IOException">The device cannot be reached.</exception>
    /// <exception cref="UnauthorizedAccessException">The serial port may not be used by this account.</exception>
    public async ValueTask<IByteTransport> OpenAsync(SerialSettings serial, CancellationToken ct) => Path is null
        ? await TcpTransport.ConnectAsync(Host!, Port, ct)
        : SerialPort.Open(Path, serial);

    public override string ToString() => Path ?? (Host!.Contains(':') ? $"tcp://[{Host}]:{Port}" : $"tcp://{Host}:{Port}");

    private static TransportAddress? ParseTcp(string rest)
    {
        int colon = rest.LastIndexOf(':');
        if (colon < 1) return null;
        string host = rest[..colon];
        if (host.StartsWith('[') && host.EndsWith(']')) host = host[1..^1];
        else if (host.Contains(':')) return null;
        bool good = Uri.CheckHostName(host) != UriHostNameType.Unknown;
        good &= int.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        return good && port is > 0 and <= ushort.MaxValue ? new TransportAddress(host, port, null) : null;
    }

    private static bool IsCom(string text) => text.Length > 3
        && text.StartsWith("COM", StringComparison.OrdinalIgnoreCase) && text.AsSpan(3).ContainsAnyExceptInRange('0', '9') is false;
}
