using System.Globalization;

namespace Readers.Transports;

/// <summary>Where a device is: a serial port or a TCP address, with TLS or without, as people write it in the settings.</summary>
/// <param name="Host">Null for a serial port.</param>
/// <param name="Port">TCP port; 0 for a serial port.</param>
/// <param name="Path">Null for TCP.</param>
public sealed record TransportAddress(string? Host, int Port, string? Path)
{
    private const int Sha256Digits = 64;

    /// <summary>The connection is inside TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>With TLS: SHA-256 of the one certificate that is accepted, 64 hexadecimal digits; null for the machine's store.</summary>
    public string? CertificateSha256 { get; init; }

    /// <param name="text">
    /// <c>/dev/ttyUSB0</c>, <c>COM3</c>, <c>tcp://192.0.2.7:4001</c>, <c>tcp://[2001:db8::7]:4001</c>, <c>tls://192.0.2.7:5085</c> or
    /// <c>tls://192.0.2.7:5085#SHA256</c>.
    /// </param>
    public static bool TryParse(string? text, out TransportAddress? address)
    {
        address = null;
        if (string.IsNullOrWhiteSpace(text)) return false;
        text = text.Trim();
        if (text.StartsWith("tcp://", StringComparison.OrdinalIgnoreCase)) address = ParseTcp(text["tcp://".Length..]);
        else if (text.StartsWith("tls://", StringComparison.OrdinalIgnoreCase)) address = ParseTls(text["tls://".Length..]);
        else if (text.StartsWith('/') || IsCom(text)) address = new TransportAddress(null, 0, text);
        return address is not null;
    }

    /// <exception cref="FormatException">Not an address; the message shows the forms.</exception>
    public static TransportAddress Parse(string text) => TryParse(text, out TransportAddress? address)
        ? address!
        : throw new FormatException($"\"{text}\" is no port: write /dev/ttyUSB0, COM3, tcp://host:port or tls://host:port.");

    /// <exception cref="IOException">The device cannot be reached.</exception>
    /// <exception cref="UnauthorizedAccessException">The serial port may not be used by this account.</exception>
    public async ValueTask<IByteTransport> OpenAsync(SerialSettings serial, CancellationToken ct)
    {
        if (Path is not null) return SerialPort.Open(Path, serial);
        return Tls ? await TlsTransport.ConnectAsync(Host!, Port, CertificateSha256, ct) : await TcpTransport.ConnectAsync(Host!, Port, ct);
    }

    public override string ToString()
    {
        if (Path is not null) return Path;
        string host = Host!.Contains(':') ? $"[{Host}]" : Host;
        return $"{(Tls ? "tls" : "tcp")}://{host}:{Port}{(CertificateSha256 is null ? "" : $"#{CertificateSha256}")}";
    }

    private static TransportAddress? ParseTls(string rest)
    {
        string[] parts = rest.Split('#');
        bool good = parts is [_] || (parts is [_, { Length: Sha256Digits } digits] && digits.All(char.IsAsciiHexDigit));
        return good && ParseTcp(parts[0]) is { } address
            ? address with { Tls = true, CertificateSha256 = parts.Length > 1 ? parts[1].ToUpperInvariant() : null }
            : null;
    }

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
