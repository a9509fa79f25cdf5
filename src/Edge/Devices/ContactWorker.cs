using Edge.Operations;
using Readers;
using Readers.Contacts;

namespace Edge.Devices;

/// <summary>Keeps one door contact on a line of this machine open and tells its changes.</summary>
/// <param name="id">Names the contact on the devices page: <c>fridge-1/door</c>.</param>
/// <param name="open">Opens the line; called again after a loss.</param>
internal sealed partial class ContactWorker(
    string id, GpioInputSection settings, Func<IContactInput> open, DoorWatch doors, LiveSite live, TimeProvider time,
    ILogger<ContactWorker> log) : BackgroundService
{
    private static readonly TimeSpan s_reopenAfter = TimeSpan.FromSeconds(1);
    private readonly TroubleAge _age = new(time);
    private string? _lost;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await WatchAsync(stoppingToken);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                if (_lost != gone.Message) LogLost(id, gone.Message); // once, not each second
                _lost = gone.Message;
                Publish(DeviceState.NotInService, gone is IOException ? "unplugged" : "no-permission", null);
            }
            await Task.Delay(s_reopenAfter, time, stoppingToken);
        }
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        await using IContactInput input = open();
        while (true)
        {
            ContactState state = await input.NextAsync(ct);
            _lost = null;
            Publish(DeviceState.InService, null, state.ObservedAt);
            await doors.ObserveAsync(settings.Source, state, ct);
        }
    }

    private void Publish(DeviceState state, string? finding, DateTimeOffset? heardAt) => live.Update(
        new DeviceHealth(id, "contact", state, null, null, finding, _lost, heardAt, _age.Since(finding is null)) { Identity = settings.Source });

    [LoggerMessage(1401, LogLevel.Warning, "Door contact {Contact} lost: {Why}")]
    private partial void LogLost(string contact, string why);
}
