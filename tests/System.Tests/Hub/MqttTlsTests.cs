using Edge.Hub;
using Edge.Hub.Mqtt;
using Testing;

namespace SystemTests.Hub;

/// <summary>Mutual TLS and one site's rights, as deploy/mosquitto sets them up.</summary>
public sealed class MqttTlsTests : IDisposable
{
    private readonly TestCertificates _authority = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Send_UnderTheSitesRights_OwnTopicsTakenOthersRefused()
    {
        await using MosquittoBroker broker = await StartAsync();
        await using IHubConnection connection = await MqttClientTests.ConnectAsync(Options(broker, Site("0042"), _authority.AuthorityPem));

        PublishOutcome own = await connection.PublishAsync(Message("blood/v1/r1/0042/ev/unit"), Ct);
        PublishOutcome others = await connection.PublishAsync(Message("blood/v1/r1/0077/ev/unit"), Ct);

        Assert.True(own.IsAccepted);
        Assert.Equal(MqttReason.NotAuthorized, others.Reason);
        Assert.False(others.IsAccepted);
        Assert.True((await connection.PublishAsync(Message("blood/v1/r1/0042/ev/unit"), Ct)).IsAccepted); // the connection goes on
    }

    [Fact]
    public async Task Connect_BrokerOfAnotherAuthority_IsRefusedByUs()
    {
        using TestCertificates other = new("Other authority");
        await using MosquittoBroker broker = await StartAsync();

        HubConnectResult result = await TryAsync(Options(broker, Site("0042"), other.AuthorityPem));

        Assert.Null(result.Connection);
        Assert.Contains("certificate", result.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Connect_BrokerUnderAnotherName_IsRefusedByUs()
    {
        (string certificate, string key) = _authority.IssueClient("elsewhere"); // neither the name nor the purpose fit
        await using MosquittoBroker broker = await StartAsync((certificate, key));

        HubConnectResult result = await TryAsync(Options(broker, Site("0042"), _authority.AuthorityPem));

        Assert.Null(result.Connection);
    }

    [Fact]
    public async Task Connect_WithoutOurCertificate_IsRefusedByTheBroker()
    {
        await using MosquittoBroker broker = await StartAsync();
        HubConnectOptions options = Options(broker, Site("0042"), _authority.AuthorityPem);

        HubConnectResult result = await TryAsync(options with { Tls = options.Tls! with { CertificateFile = null, KeyFile = null } });

        Assert.Null(result.Connection);
        Assert.NotNull(result.Detail);
    }

    [Fact]
    public async Task Connect_CertificateOfAnotherAuthority_IsRefusedByTheBroker()
    {
        using TestCertificates other = new("Other authority");
        await using MosquittoBroker broker = await StartAsync();

        Assert.Null((await TryAsync(Options(broker, other.IssueClient("0042"), _authority.AuthorityPem))).Connection);
    }

    [Fact]
    public async Task Connect_FileIsNoCertificate_IsAResultNotAnException()
    {
        await using MosquittoBroker broker = await StartAsync();

        HubConnectResult result = await TryAsync(Options(broker, ("nonsense", "nonsense"), _authority.AuthorityPem));

        Assert.Null(result.Connection);
        Assert.NotNull(result.Detail);
    }

    private static HubMessage Message(string topic) => new() { Topic = topic, Payload = "x"u8.ToArray() };

    private static Task<HubConnectResult> TryAsync(HubConnectOptions options) =>
        new MqttHubClient(TimeProvider.System).ConnectAsync(options, Ct);

    private (string Certificate, string Key) Site(string id) => _authority.IssueClient(id);

    private HubConnectOptions Options(MosquittoBroker broker, (string Certificate, string Key) own, string authority)
    {
        File.WriteAllText(_folder.File("authority.pem"), authority);
        File.WriteAllText(_folder.File("site.pem"), own.Certificate);
        File.WriteAllText(_folder.File("site.key"), own.Key);
        return MqttClientTests.Options(broker) with
        {
            Host = "localhost",
            Tls = new HubTls(_folder.File("authority.pem"), _folder.File("site.pem"), _folder.File("site.key")),
        };
    }

    /// <summary>With the configuration and the access rules that the project ships, on other files and another port.</summary>
    private Task<MosquittoBroker> StartAsync((string Certificate, string Key)? server = null)
    {
        (string certificate, string key) = server ?? _authority.IssueServer();
        string shipped = Path.Combine(AppContext.BaseDirectory, "mosquitto");
        return MosquittoBroker.StartAsync(
            File.ReadAllText(Path.Combine(shipped, "hub.conf"))
                .Replace("listener 8883", "listener {port} 127.0.0.1", StringComparison.Ordinal)
                .Replace("/etc/mosquitto/certs/", "{folder}/", StringComparison.Ordinal)
                .Replace("/etc/mosquitto/", "{folder}/", StringComparison.Ordinal)
                .Replace("/var/lib/mosquitto/", "{folder}/", StringComparison.Ordinal),
            new Dictionary<string, string>
            {
                ["authority.pem"] = _authority.AuthorityPem, ["broker.pem"] = certificate, ["broker.key"] = key,
                ["sites.acl"] = File.ReadAllText(Path.Combine(shipped, "sites.acl")),
            });
    }
}
