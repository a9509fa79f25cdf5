using System.Net;
using System.Text;
using Edge.Devices;
using Edge.Web.Live;
using Inventory;
using Inventory.ColdChain;
using Inventory.People;

namespace Edge.Tests.Web;

public sealed class LiveTests
{
    [Fact]
    public async Task Live_Clock_BeatsEveryTwoSeconds()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(viewer, "");

        Assert.Equal("clock 2026-11-22T06:00:00Z", await live.NextAsync());
        await web.TickAsync();
        Assert.Equal("clock 2026-11-22T06:00:02Z", await live.NextAsync());
    }

    [Fact]
    public async Task Live_Commit_TellsBagStockAndFridge()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(viewer, "");
        await live.NextAsync();

        await web.PlaceAsync(1, "fridge-1/shelf-1");

        List<string> told = [await live.NextAsync(), await live.NextAsync(), await live.NextAsync()];
        Assert.Equal([$"stock {web.Ledger.Current.Seq}", $"unit {TestBags.Key(1)}", "fridge fridge-1"], told);
        Assert.Equal(web.Ledger.Current.Seq, live.LastId);
    }

    [Fact]
    public async Task Live_Topics_OnlyThoseAskedFor()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(viewer, "?topics=alarm,device,unheard-of");
        await live.NextAsync();

        await web.PlaceAsync(1, "fridge-1/shelf-1");
        web.Live.Update(new DeviceHealth("reader-1", "reader", DeviceState.InService, 1, "reads/s", null, null, null, web.Time.GetUtcNow()));
        string device = await live.NextAsync();
        await web.RecordAsync(new AlarmRaised(1, AlarmKind.ReaderLost, AlarmPriority.High, "reader-1", null, 0, web.Time.GetUtcNow()));
        await web.TickAsync();

        Assert.Equal("device reader-1", device);
        List<string> told = [await live.NextAsync(), await live.NextAsync()];
        Assert.Contains("alarm 1 unacknowledged", told);
    }

    [Fact]
    public async Task Live_AlarmOver_IsToldAsNormal()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.RecordAsync(new AlarmRaised(1, AlarmKind.ReaderLost, AlarmPriority.High, "reader-1", null, 0, web.Time.GetUtcNow()));
        await using EventReader live = await EventReader.OpenAsync(viewer, "?topics=alarm");
        await live.NextAsync();

        await web.RecordAsync(new AlarmAcknowledged(1, "seen", web.Time.GetUtcNow()), new AlarmReturned(1, web.Time.GetUtcNow()));

        Assert.Equal("alarm 1 normal", await live.NextAsync());
    }

    [Fact]
    public async Task Live_ComesBackAfterAFew_HearsThem()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.RecordAsync(web.Received(1));
        long seen = web.Ledger.Current.Seq;
        await web.RecordAsync(web.Received(2), web.Received(3));

        await using EventReader live = await EventReader.OpenAsync(viewer, "?topics=unit", lastId: $"{seen}");
        await live.NextAsync();

        Assert.Equal([$"unit {TestBags.Key(2)}", $"unit {TestBags.Key(3)}"], (string[])[await live.NextAsync(), await live.NextAsync()]);
    }

    [Theory]
    [InlineData("999999")] // of another ledger, or of one that was restored
    [InlineData("nonsense")]
    public async Task Live_ComesBackFromElsewhere_ReadsEverythingAgain(string lastId)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(viewer, "", lastId);
        await live.NextAsync();

        Assert.StartsWith("reset ", await live.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_BehindByThousands_ComesToOneReset()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.RecordAsync([.. Enumerable.Range(1, 1_500).Select(i => web.Received(i))]);

        await using EventReader live = await EventReader.OpenAsync(viewer, "", lastId: "1");
        List<string> told = [await live.NextAsync()];
        while (!told[^1].StartsWith("reset ", StringComparison.Ordinal)) told.Add(await live.NextAsync());

        // What devices say may come before it, where the hub had not looked at the last commits yet; not one of the thousands does.
        Assert.InRange(told.Count, 1, 10);
        Assert.DoesNotContain(told, static each => each.StartsWith("unit ", StringComparison.Ordinal));
    }

    [Fact]
    public void Client_ThatDoesNotKeepUp_HoldsNoMoreThanItsBound()
    {
        LiveClient client = new(Topics.All);

        for (int i = 0; i < 100_000; i++) client.AddUnit(TestBags.Key(i));
        client.Commit(7);
        LiveBatch batch = client.Take();

        Assert.True(batch.Reset);
        Assert.Equal(7, batch.Seq);
        Assert.Empty(batch.Units);
        Assert.False(client.Take().Reset);
    }

    [Fact]
    public void Client_SameNewsManyTimes_IsOne()
    {
        LiveClient client = new(Topics.Unit | Topics.Stock);

        for (int i = 0; i < 100_000; i++)
        {
            client.AddUnit(TestBags.Key(1));
            client.AddStock();
            client.AddFridge("fridge-1");
        }
        client.Commit(1);
        LiveBatch batch = client.Take();

        Assert.False(batch.Reset);
        Assert.Single(batch.Units);
        Assert.True(batch.Stock);
        Assert.Empty(batch.Fridges);
    }

    [Fact]
    public async Task Live_ManyChangesAtOnce_GoOutTogether()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(viewer, "?topics=fridge");
        await live.NextAsync();

        for (int i = 0; i < 50; i++) web.Live.Update(PlaceId.Parse("fridge-1"), static cabinet => cabinet);
        string first = await live.NextAsync();
        for (int i = 0; i < 3; i++) await web.TickAsync();
        List<string> rest = [];
        while (rest.Count(static one => one.StartsWith("clock", StringComparison.Ordinal)) < 3) rest.Add(await live.NextAsync());

        Assert.Equal("fridge fridge-1", first);
        Assert.True(rest.Count(static one => one.StartsWith("fridge", StringComparison.Ordinal)) <= 1, string.Join(", ", rest));
    }

    [Fact]
    public async Task Live_SessionEnds_StreamEnds()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(viewer, "");
        await live.NextAsync();

        web.Accounts.SetDisabled("viewer", true, null, Actor.Service);
        await web.TickAsync();

        await live.EndAsync();
    }

    [Fact]
    public async Task Live_ServiceStops_StreamEndsAtOnce()
    {
        WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(viewer, "");
        await live.NextAsync();

        await web.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), WebFixture.Ct);

        await live.EndAsync();
    }

    [Fact]
    public async Task Live_WithoutAccount_IsRefused()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient nobody = web.Anonymous();

        using HttpResponseMessage answer = await nobody.GetAsync("/api/v1/live");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    /// <summary>Reads one stream, each event as its name and the value that tells it from others.</summary>
    private sealed class EventReader(HttpResponseMessage answer, StreamReader text) : IAsyncDisposable
    {
        public long LastId { get; private set; }

        public static async Task<EventReader> OpenAsync(WebClient client, string query, string? lastId = null)
        {
            HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/live" + query);
            if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
            HttpResponseMessage answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
            return new EventReader(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(WebFixture.Ct), Encoding.UTF8));
        }

        public async Task<string> NextAsync()
        {
            string? name = null, data = null;
            while (true)
            {
                string line = await text.ReadLineAsync(WebFixture.Ct) ?? throw new EndOfStreamException("The stream ended.");
                if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
                if (line.StartsWith("id: ", StringComparison.Ordinal)) LastId = long.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
                if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
                if (line.Length == 0 && name is not null) return $"{name} {Short(name, data!)}";
            }
        }

        public async Task EndAsync()
        {
            try
            {
                while (await text.ReadLineAsync(WebFixture.Ct) is not null) { }
            }
            catch (IOException)
            {
                return; // cut off is an end too
            }
        }

        public ValueTask DisposeAsync()
        {
            text.Dispose();
            answer.Dispose();
            return ValueTask.CompletedTask;
        }

        private static string Short(string name, string data)
        {
            System.Text.Json.JsonElement json = System.Text.Json.JsonDocument.Parse(data).RootElement;
            return name switch
            {
                "clock" => json.Text("now"),
                "unit" => json.Text("key"),
                "fridge" or "device" => json.Text("id"),
                "stock" or "reset" => json.GetProperty("seq").ToString(),
                "alarm" => $"{json.GetProperty("number")} {json.Text("state")}",
                _ => data,
            };
        }
    }
}
