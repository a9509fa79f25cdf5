using Inventory;
using Readers;
using Readers.Contacts;

namespace Edge.Devices;

/// <summary>Keeps one door contact open, at a reader or at this machine, and tells its changes and how fresh its level is.</summary>
/// <param name="source">For the devices page: <c>/dev/gpiochip0/17</c>, <c>reader-1/gpi/1</c>.</param>
/// <param name="open">Opens the line; called again after a loss.</param>
internal sealed partial class ContactWorker(
    PlaceId cabinet, string source, Func<IContactInput> open, DoorWatch doors, LiveSite live, TimeProvider time,
    ILogger<ContactWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_reopenAfter = TimeSpan.FromSeconds(1), s_sayAgainAfter = TimeSpan.FromSeconds(1);
    private readonly string _id = $"{cabinet}/door";
    private readonly TroubleAge _age = new(time);
    private DeviceHealth? _health;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Publish(DeviceState.Starting, "starting", null, null);
        while (true)
        {
            try
            {
                await WatchAsync(stoppingToken);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                if (_health?.Detail != gone.Message) LogLost(_id, gone.Message); // once, not each second
                doors.Lose(cabinet);
                Publish(DeviceState.NotInService, LostLine.Finding(gone), gone.Message, _health?.LastSeenAt);
            }
            await Task.Delay(s_reopenAfter, time, stoppingToken);
        }
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        await using IContactInput input = open();
        Task<ContactState>? next = null;
        try
        {
            while (true)
            {
                next ??= input.NextAsync(ct).AsTask();
                if (await Task.WhenAny(next, Task.Delay(s_sayAgainAfter, time, ct)) == next)
                {
                    ContactState state = await next;
                    next = null;
                    await doors.ObserveAsync(cabinet, state, ct);
                }
                ct.ThrowIfCancellationRequested();
                if (input.HeardAt is { } heardAt) Publish(DeviceState.InService, null, null, heardAt);
            }
        }
        finally
        {
            if (next is not null) await Task.WhenAny(next); // it ends with the token or with the line
        }
    }

    private void Publish(DeviceState state, string? finding, string? detail, DateTimeOffset? heardAt)
    {
        _health = new DeviceHealth(_id, "contact", state, null, null, finding, detail, heardAt, _age.Since(finding is null, heardAt)) { Identity = source };
        live.Update(_health);
    }

    [LoggerMessage(1401, LogLevel.Warning, "Door contact {Contact} lost: {Why}")]
    private partial void LogLost(string contact, string why);
}
