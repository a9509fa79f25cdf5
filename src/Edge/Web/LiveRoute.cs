using System.Globalization;
using Edge.Web.Guard;
using Edge.Web.Live;
using Edge.Web.Views;
using Inventory.Identification;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Edge.Web;

/// <summary>Server-sent events: what changed, as it changes.</summary>
internal static class LiveRoute
{
    /// <summary>A page that has not heard the clock for two of these says that it is not live.</summary>
    public static readonly TimeSpan Clock = TimeSpan.FromSeconds(2);

    /// <summary>Changes within this time go out together.</summary>
    private static readonly TimeSpan s_together = TimeSpan.FromMilliseconds(200);

    /// <summary>A browser shares one stream between its pages; more than this is no site but a mistake.</summary>
    private const int MostClients = 200;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/live", StreamAsync).WithName("live").WithTags("live").Produces<LiveEvents>(200, "text/event-stream")
            .Problems(401, 403, 429).Needs(Permission.Read).WithMetadata(KeepsQuiet.Mark).WithMetadata(new DisableRequestTimeoutAttribute());

    private static async Task<IResult> StreamAsync(
        HttpContext http, string? topics, LiveHub hub, LiveViews views, IHostApplicationLifetime host, TimeProvider time, CancellationToken ct)
    {
        if (hub.Clients >= MostClients) return Problem.Answer(ProblemKind.TooMany);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping);
        using LiveHub.Subscription subscription = hub.Subscribe(LiveNews.Parse(topics));
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // a proxy in between must not collect them
        try
        {
            await SendAsync(http, new EventStream(http.Response.BodyWriter), subscription, views, time, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return Results.Empty; // the page went, or the service stops
        }
        return Results.Empty;
    }

    private static async Task SendAsync(
        HttpContext http, EventStream stream, LiveHub.Subscription subscription, LiveViews views, TimeProvider time, CancellationToken ct)
    {
        using PeriodicTimer timer = new(Clock, time);
        stream.WriteRetry(Clock);
        stream.Write("clock", subscription.Seq, new ClockEvent(time.GetUtcNow()));
        await stream.FlushAsync(ct);
        if ((string?)http.Request.Headers["Last-Event-ID"] is { Length: > 0 } last)
        {
            bool known = long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long after);
            await subscription.Hub.CatchUpAsync(subscription.Client, known ? after : long.MaxValue, subscription.Seq, ct);
        }
        Task<bool> tick = timer.WaitForNextTickAsync(ct).AsTask(), news = subscription.Client.WaitAsync(ct).AsTask();
        long seq = subscription.Seq, sentAt = time.GetTimestamp() - time.TimestampFrequency;
        while (true)
        {
            await Task.WhenAny(tick, news);
            if (tick.IsCompleted)
            {
                await tick;
                if (!views.MayStillListen(http)) return;
                stream.Write("clock", seq, new ClockEvent(time.GetUtcNow()));
                tick = timer.WaitForNextTickAsync(ct).AsTask();
            }
            if (news.IsCompleted)
            {
                await news;
                TimeSpan wait = s_together - time.GetElapsedTime(sentAt);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, ct);
                LiveBatch batch = subscription.Client.Take();
                seq = Math.Max(seq, batch.Seq);
                await WriteAsync(stream, batch, seq, views, ct);
                sentAt = time.GetTimestamp();
                news = subscription.Client.WaitAsync(ct).AsTask();
            }
            if (!await stream.FlushAsync(ct)) return;
        }
    }

    private static async Task WriteAsync(EventStream stream, LiveBatch batch, long seq, LiveViews views, CancellationToken ct)
    {
        if (batch.Reset)
        {
            stream.Write("reset", seq, new SeqEvent(seq));
            return;
        }
        foreach (int number in batch.Alarms)
            if (await views.AlarmAsync(number, seq, ct) is { } alarm)
                stream.Write("alarm", seq, alarm);
        if (batch.Stock) stream.Write("stock", seq, new SeqEvent(seq));
        foreach (UnitKey key in batch.Units) stream.Write("unit", seq, new UnitEvent(key.ToString()));
        foreach (string id in batch.Fridges) stream.Write("fridge", seq, new IdEvent(id));
        foreach (string id in batch.Devices) stream.Write("device", seq, new IdEvent(id));
        foreach (string id in batch.Trays) stream.Write("tray", seq, new IdEvent(id));
        foreach (int number in batch.Stocktakes) stream.Write("stocktake", seq, new NumberEvent(number));
        foreach (int number in batch.Searches) stream.Write("search", seq, new NumberEvent(number));
        foreach (int number in batch.Walks) stream.Write("walk", seq, new NumberEvent(number));
        if (batch.Hub) stream.Write("hub", seq, views.Hub());
    }
}
