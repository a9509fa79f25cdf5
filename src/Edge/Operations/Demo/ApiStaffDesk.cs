using System.Net.Http.Headers;
using System.Text.Json;
using Edge.Web;
using HardwareSim.Goods;
using HardwareSim.People;

namespace Edge.Operations.Demo;

/// <summary>The simulated staff's desk: the service's own HTTP API, with a machine's key, as any other system would use it.</summary>
internal sealed class ApiStaffDesk : IStaffDesk, IDisposable
{
    private static readonly JsonSerializerOptions s_json = Json();

    private readonly HttpClient _http;
    private readonly Guid _run = Guid.NewGuid();
    private int _calls;

    public ApiStaffDesk(Uri service, string key)
    {
        _http = new HttpClient { BaseAddress = service };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Task ReceiveAsync(SimulatedBag bag, CancellationToken ct) => PostAsync("receipts", new ReceiptRequest(
        [new ReceiptUnit(
            bag.Din, bag.ProductCode, bag.GroupScan[2..], bag.ExpiryScan,
            bag.TagKind == TagKind.Associated ? bag.TagUiiHex : null, Quarantine: false)],
        "demonstration blood centre"), ct);

    public Task IssueAsync(SimulatedBag bag, CancellationToken ct) =>
        PostAsync("issues", new IssueRequest([bag.UnitKey], "ward-12", null, "nearest shelf"), ct); // these people do not look for the first to expire

    public Task ReturnAsync(SimulatedBag bag, CancellationToken ct) => PostAsync("returns", new ReturnRequest([bag.UnitKey]), ct);

    public void Dispose() => _http.Dispose();

    private static JsonSerializerOptions Json()
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web);
        ApiJson.Apply(options);
        return options;
    }

    private async Task PostAsync<T>(string route, T body, CancellationToken ct)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri($"api/v1/{route}", UriKind.Relative));
        request.Headers.Add("Idempotency-Key", $"demo-{_run:n}-{Interlocked.Increment(ref _calls)}");
        request.Content = JsonContent.Create(body, options: s_json);
        using HttpResponseMessage response = await _http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        ActionResults? answer = await response.Content.ReadFromJsonAsync<ActionResults>(s_json, ct);
        if (answer?.Results.FirstOrDefault(static result => !result.Accepted) is { Refusal: { } refusal } refused)
            throw new InvalidOperationException($"{refused.Unit}: {refusal.En}");
    }
}
