using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Edge.Devices;
using Edge.Ledger;
using Edge.Ledger.Samples;
using Edge.Operations;
using Edge.Web;
using Edge.Web.Accounts;
using Inventory;
using Inventory.People;
using Inventory.Presence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Web;

/// <summary>The real web host on a free port of the loopback, over a real ledger in a folder of its own, with a clock that tests move.</summary>
internal sealed class WebFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private bool _ownsFolder;
    private readonly WebApplication _app;

    private WebFixture(TemporaryFolder folder, bool ownsFolder, WebApplication app, SqliteLedger ledger, ManualTime time, StubBeliefs beliefs, LiveSite live)
    {
        (_folder, _ownsFolder, _app, Ledger, Time, Beliefs, Live) = (folder, ownsFolder, app, ledger, time, beliefs, live);
        Address = new Uri(app.Urls.First());
    }

    public SqliteLedger Ledger { get; }
    public ManualTime Time { get; }
    public StubBeliefs Beliefs { get; }
    public LiveSite Live { get; }
    public Uri Address { get; }
    public string Pages => _folder.File("pages");
    public IServiceProvider Services => _app.Services;
    public AccountStore Accounts => Services.GetRequiredService<AccountStore>();
    public TemperatureStore Samples => Services.GetRequiredService<TemperatureStore>();
    public KeyStore Keys => Services.GetRequiredService<KeyStore>();

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<WebFixture> StartAsync(
        Func<SiteSettings, SiteSettings>? change = null, TemporaryFolder? folder = null, Action<IServiceCollection>? services = null)
    {
        bool own = folder is null;
        folder ??= new TemporaryFolder();
        ManualTime time = new();
        SiteSettings settings = TestSite.Settings();
        if (change is not null) settings = change(settings);
        LedgerOptions options = new(folder.File("data"));
        SqliteLedger ledger = await SqliteLedger.OpenAsync(options, time, NullLogger<SqliteLedger>.Instance, Ct);
        TemperatureStore samples = await TemperatureStore.OpenAsync(
            folder.File("data"), 90, time, NullLogger<TemperatureStore>.Instance, Ct);
        SiteTables tables = SiteTables.Load(settings, folder.Path, out IReadOnlyList<SettingsFault> faults);
        Assert.Empty(faults);
        StubBeliefs beliefs = new();
        LiveSite live = new();
        Directory.CreateDirectory(folder.File("pages"));
        Directory.CreateDirectory(folder.File("pages/assets"));
        await File.WriteAllTextAsync(folder.File("pages/index.html"), "<!doctype html><title>pages</title>", Ct);
        await File.WriteAllTextAsync(folder.File("pages/assets/app-1a2b.js"), "export {};", Ct);
        await File.WriteAllTextAsync(folder.File("secret.txt"), "not for the web", Ct);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (Environment.GetEnvironmentVariable("WEB_TEST_LOG") is not null) builder.Logging.AddConsole();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(ledger).AddSingleton<ILedger>(ledger).AddSingleton(samples).AddSingleton(new SiteRules(settings, tables, ledger));
        builder.Services.AddSingleton(live);
        builder.Services.AddSingleton<IBeliefs>(beliefs);
        builder.Services.AddEdgeWeb(settings, folder.File("data"), folder.File("pages"));
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapEdgeWeb();
        await app.StartAsync(Ct);
        return new WebFixture(folder, own, app, ledger, time, beliefs, live);
    }

    /// <summary>A browser of its own: cookies kept, the CSRF token sent once it is signed in.</summary>
    public WebClient Anonymous() => new(Address);

    /// <summary>
    /// A browser in which somebody of the role is signed in, and the ledger knows: what is counted after this is the test's own. The account is named as
    /// the role.
    /// </summary>
    public async Task<WebClient> SignedInAsync(Role role)
    {
#pragma warning disable CA1308 // accounts of the tests are written small
        string account = role.ToString().ToLowerInvariant();
#pragma warning restore CA1308
        if (Accounts.Find(account) is null)
            Accounts.Add(account, $"{role} 测试", role, PasswordHash.Make(TestSite.Password, 1_000), mustChange: false, Actor.Service);
        WebClient client = Anonymous();
        long before = Ledger.Current.Seq;
        await client.SignInAsync(account, TestSite.Password);
        await WaitForAsync(entry => entry.Event is PersonSignedIn signedIn && signedIn.Account == account, before);
        return client;
    }

    /// <summary>Restarts the host over the same files.</summary>
    public async Task<WebFixture> RestartAsync()
    {
        await StopAsync();
        WebFixture next = await StartAsync(folder: _folder);
        next._ownsFolder = _ownsFolder;
        return next;
    }

    public async Task StopAsync()
    {
        TemperatureStore samples = Samples;
        await _app.StopAsync(Ct);
        await _app.DisposeAsync();
        await samples.DisposeAsync();
        await Ledger.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder) _folder.Dispose();
    }

    /// <summary>Records events as the service itself does.</summary>
    public async Task<CommandAnswer> RecordAsync(params DomainEvent[] events) =>
        await Ledger.ExecuteAsync(
            new LedgerCommand(Guid.NewGuid().ToString("n"), Actor.Service, _ => new Decision.Accepted(events)), Ct);

    /// <summary>Waits until the ledger says so; a lost event ends as the test's own time-out.</summary>
    /// <param name="after">Entry behind which it is looked for.</param>
    public async Task<LedgerEntry> WaitForAsync(Func<LedgerEntry, bool> wanted, long after = 0)
    {
        long seen = after;
        while (true)
        {
            await Ledger.WaitPastAsync(seen, Ct);
            foreach (LedgerEntry entry in await Ledger.ReadAsync(seen, 100, Ct))
            {
                seen = entry.Seq;
                if (wanted(entry)) return entry;
            }
        }
    }
}

/// <summary>One browser.</summary>
internal sealed class WebClient : IDisposable
{
    private readonly HttpClient _http;
    private string? _csrf;

    public WebClient(Uri address) =>
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = address, Timeout = TimeSpan.FromSeconds(30),
        };

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public string? Csrf => _csrf;

    public async Task SignInAsync(string account, string password)
    {
        using HttpResponseMessage answer = await PostAsync("/api/v1/session", new { account, password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await TakeTokenAsync(answer);
    }

    public async Task<JsonElement> TakeTokenAsync(HttpResponseMessage answer)
    {
        JsonElement session = await answer.Content.ReadFromJsonAsync<JsonElement>(WebFixture.Ct);
        _csrf = session.GetProperty("csrfToken").GetString();
        return session;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<JsonElement> JsonAsync(string path)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(WebFixture.Ct)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(WebFixture.Ct);
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body, string? idempotencyKey = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType()) };
        request.Headers.Add("Idempotency-Key", idempotencyKey ?? Guid.NewGuid().ToString("n"));
        return SendAsync(request);
    }

    /// <summary>Posts and reads what comes back, whatever the status.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> ExchangeAsync(string path, object body, string? idempotencyKey = null)
    {
        using HttpResponseMessage answer = await PostAsync(path, body, idempotencyKey);
        string text = await answer.Content.ReadAsStringAsync(WebFixture.Ct);
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_csrf is not null && request.Method != HttpMethod.Get && !request.Headers.Contains("X-Csrf-Token"))
            request.Headers.Add("X-Csrf-Token", _csrf);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, WebFixture.Ct);
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A tracker that believes what the test says.</summary>
internal sealed class StubBeliefs : IBeliefs
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<TagUii, PlaceBelief> _said = new();

    public PlaceBelief this[TagUii tag] { set => _said[tag] = value; }

    public PlaceBelief? Find(TagUii tag, DateTimeOffset at) => _said.TryGetValue(tag, out PlaceBelief belief) ? belief : null;
}
