using System.Net;
using System.Text;
using Edge.Devices;
using Edge.Web;
using Edge.Web.Live;
using Inventory;
using Inventory.ColdChain;
using Inventory.People;
using Testing;

namespace Edge.Tests.Web;

public sealed class LiveTests
{
    [Fact]
    public async Task Live_Clock_BeatsEveryTwoSeconds()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(web, viewer, "");

        Assert.Equal("clock 2026-11-22T06:00:00Z", await live.ReadAsync());
        web.Time.Advance(LiveRoute.Clock);
        Assert.Equal("clock 2026-11-22T06:00:02Z", await live.ReadAsync());
    }

    [Fact]
    public async Task Live_Commit_TellsBagStockAndFridge()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(web, viewer, "");

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
        await using EventReader live = await EventReader.OpenAsync(web, viewer, "?topics=alarm,device,unheard-of");

        await web.PlaceAsync(1, "fridge-1/shelf-1");
        web.Live.Update(new DeviceHealth("reader-1", "reader", DeviceState.InService, 1, "reads/s", null, null, null, web.Time.GetUtcNow()));
        string device = await live.NextAsync();
        await web.RecordAsync(new AlarmRaised(1, AlarmKind.ReaderLost, AlarmPriority.High, "reader-1", null, 0, web.Time.GetUtcNow()));

        Assert.Equal("device reader-1", device);
        Assert.Equal("alarm 1 unacknowledged", await live.NextAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Live_Walk_IsToldWhenItIsRecordedAndWhileAPointIsListenedTo(bool recorded)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient technician = await web.SignedInAsync(Role.Technician);
        await using EventReader live = await EventReader.OpenAsync(web, technician, "?topics=walk");

        if (recorded) Assert.Equal(HttpStatusCode.OK, (await technician.ExchangeAsync("/api/v1/commissionings", new { cabinet = "fridge-1", tag = "3074257BF400000000000007", secondsPerPoint = 3 })).Status);
        else web.Live.WalkChanged(1);

        Assert.Equal("walk {\"number\":1}", await live.NextAsync());
    }

    [Fact]
    public async Task Live_AlarmOver_IsToldAsNormal()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.RecordAsync(new AlarmRaised(1, AlarmKind.ReaderLost, AlarmPriority.High, "reader-1", null, 0, web.Time.GetUtcNow()));
        await using EventReader live = await EventReader.OpenAsync(web, viewer, "?topics=alarm");

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

        await using EventReader live = await EventReader.OpenAsync(web, viewer, "?topics=unit", lastId: $"{seen}");

        Assert.Equal([$"unit {TestBags.Key(2)}", $"unit {TestBags.Key(3)}"], (string[])[await live.NextAsync(), await live.NextAsync()]);
    }

    [Theory]
    [InlineData("999999")] // of another ledger, or of one that was restored
    [InlineData("nonsense")]
    public async Task Live_ComesBackFromElsewhere_ReadsEverythingAgain(string lastId)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(web, viewer, "", lastId);

        Assert.StartsWith("reset ", await live.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_BehindByThousands_ComesToOneReset()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await web.RecordAsync([.. Enumerable.Range(1, 1_500).Select(i => web.Received(i))]);

        await using EventReader live = await EventReader.OpenAsync(web, viewer, "", lastId: "1");
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
        await using EventReader live = await EventReader.OpenAsync(web, viewer, "?topics=fridge");

        for (int i = 0; i < 50; i++) web.Live.Update(PlaceId.Parse("fridge-1"), static cabinet => cabinet);
        string first = await live.NextAsync();
        List<string> rest = [];
        while (rest.Count(static one => one.StartsWith("clock", StringComparison.Ordinal)) < 3) rest.Add(await live.InTimeAsync(live.ReadAsync()));

        Assert.Equal("fridge fridge-1", first);
        Assert.True(rest.Count(static one => one.StartsWith("fridge", StringComparison.Ordinal)) <= 1, string.Join(", ", rest));
    }

    [Fact]
    public async Task Live_SessionEnds_StreamEnds()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(web, viewer, "");

        web.Accounts.SetDisabled("viewer", true, null, Actor.Service);

        await live.InTimeAsync(live.EndAsync());
    }

    [Fact]
    public async Task Live_ServiceStops_StreamEndsAtOnce()
    {
        WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);
        await using EventReader live = await EventReader.OpenAsync(web, viewer, "");

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
    private sealed class EventReader(WebFixture web, HttpResponseMessage answer, StreamReader text) : IAsyncDisposable
    {
        public long LastId { get; private set; }

        /// <summary>When this is back, the stream hears of everything.</summary>
        public static async Task<EventReader> OpenAsync(WebFixture web, WebClient client, string query, string? lastId = null)
        {
            HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/live" + query);
            if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
            HttpResponseMessage answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
            return new EventReader(web, answer, new StreamReader(await answer.Content.ReadAsStreamAsync(WebFixture.Ct), Encoding.UTF8));
        }

        /// <summary>The next news, whatever the clock says before it.</summary>
        public async Task<string> NextAsync()
        {
            while (true)
                if (await InTimeAsync(ReadAsync()) is var next && !next.StartsWith("clock ", StringComparison.Ordinal)) return next;
        }

        public Task<T> InTimeAsync<T>(Task<T> told) => Wait.MovingAsync(web.Time, TimeSpan.FromMilliseconds(10), told);

        /// <summary>The next event as it comes.</summary>
        public async Task<string> ReadAsync()
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

        /// <returns>Lines before the end.</returns>
        public async Task<int> EndAsync()
        {
            int lines = 0;
            try
            {
                while (await text.ReadLineAsync(WebFixture.Ct) is not null) lines++;
            }
            catch (IOException)
            {
                return lines; // cut off is an end too
            }
            return lines;
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
