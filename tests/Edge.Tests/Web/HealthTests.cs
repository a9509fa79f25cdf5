using System.Globalization;
using System.Net;
using System.Text.Json;
using Edge.Operations;
using Inventory.People;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Tests.Web;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_NamesItsParts_AndOnlyANeededOneMakesItUnready()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient nobody = web.Anonymous();
        HealthParts parts = web.Services.GetRequiredService<HealthParts>();

        JsonElement well = await nobody.JsonAsync("/health/ready");
        parts.Add("reader", static () => new PartHealth(false, "unplugged", Needed: false));
        using HttpResponseMessage withoutReader = await nobody.GetAsync("/health/ready");
        parts.Add("disk", static () => new PartHealth(false, "full"));
        using HttpResponseMessage withoutDisk = await nobody.GetAsync("/health/ready");
        using HttpResponseMessage alive = await nobody.GetAsync("/health/live");

        Assert.Equal("ready", well.Text("state"));
        Assert.Equal(["accounts", "history", "ledger", "pages", "samples"], well.GetProperty("parts").EnumerateArray().Select(static part => part.Text("name")));
        Assert.Equal(HttpStatusCode.OK, withoutReader.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, withoutDisk.StatusCode);
        Assert.Contains("unplugged", await withoutDisk.Content.ReadAsStringAsync(WebFixture.Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    /// <summary>What cannot be recorded cannot raise an alarm in the ledger either: people must hear of it all the same.</summary>
    [Fact]
    public async Task CannotRecord_IsAnAlarmOnThePageAndUnreadyUntilItIsOver()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.RecordAsync(web.Received(1));
        DateTimeOffset right = web.Time.GetUtcNow();
        web.Time.SetWallClock(right.AddHours(-2));
        await Assert.ThrowsAsync<Edge.Ledger.LedgerUnavailableException>(() => web.RecordAsync(web.Received(2)));

        JsonElement alarm = (await viewer.JsonAsync("/api/v1/alarms?state=open")).GetProperty("items")[0];
        using HttpResponseMessage ready = await viewer.GetAsync("/health/ready");
        using HttpResponseMessage stock = await viewer.GetAsync("/api/v1/stock");
        web.Time.SetWallClock(right);
        web.Time.Advance(TimeSpan.FromSeconds(5)); // the ledger asks the disk by itself
        await web.RecordAsync(web.Received(3));

        Assert.Equal((0, "cannotRecord", "critical", "台账"),
            (alarm.GetProperty("number").GetInt32(), alarm.Text("kind"), alarm.Text("priority"), alarm.Text("sourceNameZh")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("set the clock right", await ready.Content.ReadAsStringAsync(WebFixture.Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, stock.StatusCode);
        Assert.Equal(0, (await viewer.JsonAsync("/api/v1/alarms?state=open")).GetProperty("items").GetArrayLength());
        Assert.Equal("normal", (await web.Services.GetRequiredService<Edge.Web.Views.AlarmViews>().FindAsync(0, 0, WebFixture.Ct))!.State.ToString().ToLowerInvariant());
    }

    [Fact]
    public async Task Metrics_FromThisMachine_NeedNoKey()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient nobody = web.Anonymous();
        web.Services.GetRequiredService<Metrics>().Counter("edge_reads_total", "Tag reads.", ("reader", "reader-1")).Add(42);
        await web.RecordAsync(web.Received(1));

        using HttpResponseMessage answer = await nobody.GetAsync("/metrics");
        string text = await answer.Content.ReadAsStringAsync(WebFixture.Ct);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Contains("edge_reads_total{reader=\"reader-1\"} 42\n", text, StringComparison.Ordinal);
        Assert.Contains($"edge_ledger_seq {web.Ledger.Current.Seq}\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE edge_http_answers_total counter\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_Text_IsThePrometheusForm()
    {
        Metrics metrics = new();
        metrics.Counter("edge_b_total", "Second\nline", ("port", "a\"b\\c\nd")).Add(3);
        metrics.Counter("edge_b_total", "Second\nline", ("port", "e")).Add();
        metrics.Gauge("edge_a", "First").Set(-1.5);
        metrics.Watch("edge_c", "Third", static () => double.PositiveInfinity);
        using StringWriter text = new(CultureInfo.InvariantCulture);

        metrics.WriteTo(text);

        Assert.Equal(
            "# HELP edge_a First\n# TYPE edge_a gauge\nedge_a -1.5\n"
            + "# HELP edge_b_total Second\\nline\n# TYPE edge_b_total counter\nedge_b_total{port=\"a\\\"b\\\\c\\nd\"} 3\nedge_b_total{port=\"e\"} 1\n"
            + "# HELP edge_c Third\n# TYPE edge_c gauge\nedge_c +Inf\n",
            text.ToString());
    }

    [Fact]
    public void Metrics_SameNameOfAnotherType_IsAMistake()
    {
        Metrics metrics = new();
        Counter counter = metrics.Counter("edge_x", "X");

        Assert.Same(counter, metrics.Counter("edge_x", "X"));
        Assert.Throws<ArgumentException>(() => metrics.Gauge("edge_x", "X"));
        Assert.Throws<ArgumentException>(() => metrics.Counter("edge x", "X"));
    }

    [Fact]
    public void Counter_Counting_TakesNoMemory()
    {
        Counter counter = new Metrics().Counter("edge_x_total", "X");
        counter.Add();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 10_000; i++) counter.Add();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(10_001, counter.Value);
    }

    [Fact]
    public async Task Devices_BrokenOnesComeFirst()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        DateTimeOffset now = web.Time.GetUtcNow();
        web.Live.Update(new Edge.Devices.DeviceHealth("a", "reader", Edge.Devices.DeviceState.InService, 410, "reads/s", null, null, now, now));
        web.Live.Update(new Edge.Devices.DeviceHealth("z", "probe", Edge.Devices.DeviceState.NotInService, null, null, "silent", "No answer.", null, now));

        JsonElement[] devices = (await viewer.JsonAsync("/api/v1/devices")).Items();
        JsonElement hub = await viewer.JsonAsync("/api/v1/hub");

        Assert.Equal(["z", "a"], devices.Select(static device => device.Text("id")));
        Assert.Equal("silent", devices[0].Text("finding"));
        Assert.False(hub.GetProperty("configured").GetBoolean());
    }
}
