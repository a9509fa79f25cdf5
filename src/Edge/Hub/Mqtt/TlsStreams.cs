using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Hub.Mqtt;

/// <summary>Encrypts a connection by a site's certificate files.</summary>
internal static class TlsStreams
{
    /// <summary>Name and chain of the broker are checked; there is no switch that turns this off.</summary>
    /// <exception cref="AuthenticationException">One side does not trust the other.</exception>
    /// <exception cref="CryptographicException">A file is no certificate or no key.</exception>
    /// <exception cref="IOException">A file or the connection cannot be read.</exception>
    public static async Task<Stream> AuthenticateAsync(Stream plain, string host, HubTls tls, CancellationToken ct)
    {
        SslStream secure = new(plain);
        try
        {
            await secure.AuthenticateAsClientAsync(Options(host, tls), ct);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Options(string host, HubTls tls)
    {
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck, // a private authority has no list that a site could reach
        };
        if (tls.AuthorityFile is not null)
        {
            X509ChainPolicy policy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(tls.AuthorityFile);
            policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // for servers
            options.CertificateChainPolicy = policy;
        }
        if (tls.CertificateFile is not null)
            options.ClientCertificateContext = SslStreamCertificateContext.Create(LoadOwn(tls.CertificateFile, tls.KeyFile), null);
        return options;
    }

    private static X509Certificate2 LoadOwn(string certificateFile, string? keyFile)
    {
        X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile ?? certificateFile);
        if (!OperatingSystem.IsWindows()) return certificate;
        using (certificate) // Windows refuses a key that exists in memory only
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
