using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Readers.Transports;

/// <summary>A TCP connection inside TLS, for readers that offer it (LLRP on port 5085).</summary>
/// <remarks>
/// Readers make their certificates themselves, so most cannot be checked against the machine's store: then the certificate's SHA-256 stands
/// in the address, and exactly this certificate is accepted, whatever name it bears.
/// </remarks>
public sealed class TlsTransport : IByteTransport
{
    private readonly SslStream _stream;
    private volatile bool _closed;

    private TlsTransport(SslStream stream, string name) => (_stream, Name) = (stream, name);

    public string Name { get; }

    /// <param name="certificateSha256">64 hexadecimal digits; null to check against the machine's store.</param>
    /// <exception cref="IOException">Nobody answers, or the far end is not who it should be.</exception>
    public static async ValueTask<TlsTransport> ConnectAsync(string host, int port, string? certificateSha256, CancellationToken ct)
    {
        string name = $"tls://{host}:{port}";
        Socket socket = await TcpTransport.ConnectSocketAsync(host, port, name, ct);
        string seen = "";
        SslStream stream = new(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, Check);
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(TcpTransport.ConnectLimit);
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, limit.Token);
            return new TlsTransport(stream, name);
        }
        catch (AuthenticationException refused)
        {
            await stream.DisposeAsync();
            throw new IOException(
                $"{name} shows a certificate that is not trusted. If it is the reader's own, write its SHA-256 behind the address: {name}#{seen}", refused);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await stream.DisposeAsync();
            throw new IOException($"{name} accepts connections but does not speak TLS.");
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }

        bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            seen = certificate?.GetCertHashString(HashAlgorithmName.SHA256) ?? "";
            return certificateSha256 is null
                ? errors == SslPolicyErrors.None
                : string.Equals(seen, certificateSha256, StringComparison.OrdinalIgnoreCase);
        }
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length);
        try
        {
            int count = await _stream.ReadAsync(buffer, ct);
            // A stream that is closed under its reader may tell it that the far end has ended.
            return count > 0 || !_closed ? count : throw new IOException($"{Name} was closed.");
        }
        catch (ObjectDisposedException closed)
        {
            throw new IOException($"{Name} was closed.", closed);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await _stream.WriteAsync(bytes, ct);
        }
        catch (ObjectDisposedException closed)
        {
            throw new IOException($"{Name} was closed.", closed);
        }
    }

    public ValueTask DisposeAsync()
    {
        _closed = true;
        return _stream.DisposeAsync();
    }
}
