using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Readers.Transports;
using Testing;

namespace Readers.Tests.Transports;

/// <summary>A device with a certificate of its own, on loopback.</summary>
public sealed class TlsTransportTests : IDisposable
{
    private readonly TestCertificates _authority = new();
    private readonly X509Certificate2 _certificate;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TlsTransportTests()
    {
        (string certificate, string key) = _authority.IssueServer();
        using X509Certificate2 pem = X509Certificate2.CreateFromPem(certificate, key);
        _certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        _listener.Start();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Address => $"tls://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    [Fact]
    public async Task OpenAsync_CertificateNamedInTheAddress_CarriesBytesBothWays()
    {
        Task<SslStream> accepting = AcceptAsync();
        string named = $"{Address}#{_certificate.GetCertHashString(HashAlgorithmName.SHA256)}";
        await using IByteTransport line = await TransportAddress.Parse(named).OpenAsync(new SerialSettings(), Ct);
        await using SslStream device = await accepting;
        byte[] buffer = new byte[16];

        await line.WriteAsync(new byte[] { 4, 62 }, Ct);
        Assert.Equal(2, await device.ReadAtLeastAsync(buffer, 2, cancellationToken: Ct));
        await device.WriteAsync(new byte[] { 4, 72, 0 }, Ct);
        Assert.Equal(3, await line.ReadAsync(buffer, Ct));
        Assert.Equal([4, 72, 0], buffer[..3]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF")]
    public async Task OpenAsync_CertificateOfNobodyKnown_IsRefusedAndSaysWhichItIs(string fingerprint)
    {
        Task<SslStream> accepting = AcceptAsync();

        IOException refused = await Assert.ThrowsAnyAsync<IOException>(
            async () => await TransportAddress.Parse(Address + fingerprint).OpenAsync(new SerialSettings(), Ct));

        Assert.Contains(_certificate.GetCertHashString(HashAlgorithmName.SHA256), refused.Message, StringComparison.Ordinal);
        await Task.WhenAny(accepting); // by the version of TLS the device hears of it now or with its first read
    }

    [Fact]
    public async Task DisposeAsync_WhileReading_EndsTheReadAtOnce()
    {
        Task<SslStream> accepting = AcceptAsync();
        IByteTransport line = await TransportAddress.Parse($"{Address}#{_certificate.GetCertHashString(HashAlgorithmName.SHA256)}")
            .OpenAsync(new SerialSettings(), Ct);
        await using SslStream device = await accepting;
        Task<int> reading = line.ReadAsync(new byte[1], CancellationToken.None).AsTask();

        await line.DisposeAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => reading.WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
    }

    private async Task<SslStream> AcceptAsync()
    {
        SslStream stream = new(new NetworkStream(await _listener.AcceptSocketAsync(Ct), ownsSocket: true));
        await stream.AuthenticateAsServerAsync(_certificate, clientCertificateRequired: false, SslProtocols.None, checkCertificateRevocation: false);
        return stream;
    }
}
