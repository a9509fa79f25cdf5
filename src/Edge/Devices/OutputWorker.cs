using Edge.Operations;
using Readers.Contacts;

namespace Edge.Devices;

/// <summary>Keeps one output open, at a reader or at this machine, and its relay as it is wanted. Fallen off at its start and at its end.</summary>
/// <param name="kind">Of the devices page.</param>
/// <param name="open">Opens the line; called again after a loss.</param>
internal abstract partial class OutputWorker(
    OutputSection settings, string kind, Func<IOutputLine> open, LiveSite live, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan s_reopenAfter = TimeSpan.FromSeconds(1), s_sayAgainAfter = TimeSpan.FromSeconds(1);
    private readonly TroubleAge _age = new(time);
    private string? _lost;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await DriveAsync(stoppingToken);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                if (_lost != gone.Message) LogLost(kind, settings.Id, gone.Message);
                _lost = gone.Message;
                Publish(DeviceState.NotInService, LostLine.Finding(gone));
            }
            await Task.Delay(s_reopenAfter, time, stoppingToken);
        }
    }

    /// <returns>Whether the relay is to be pulled in, and what to wait for until that may have changed.</returns>
    protected abstract (bool On, Func<CancellationToken, Task> News) Look();

    private async Task DriveAsync(CancellationToken ct)
    {
        using IOutputLine line = open();
        try
        {
            await FollowAsync(line, ct);
        }
        finally
        {
            line.Energize(false); // nobody watches any more
        }
    }

    private async Task FollowAsync(IOutputLine line, CancellationToken ct)
    {
        Task? news = null;
        while (true)
        {
            (bool on, Func<CancellationToken, Task> wait) = Look();
            line.Energize(on);
            if (_lost is not null || !live.Devices.ContainsKey(settings.Id))
            {
                _lost = null;
                Publish(DeviceState.InService, null);
            }
            news ??= wait(ct);
            try
            {
                await news.WaitAsync(s_sayAgainAfter, time, ct); // a line that was disturbed, or a full disk, is set right by then
                news = null;
            }
            catch (TimeoutException)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
    }

    private void Publish(DeviceState state, string? finding) => live.Update(new DeviceHealth(
        settings.Id, kind, state, null, null, finding, _lost, finding is null ? time.GetUtcNow() : null, _age.Since(finding is null))
    { Identity = settings.Source });

    [LoggerMessage(1411, LogLevel.Error, "The {Kind} {Id} cannot be driven: {Why}")]
    private partial void LogLost(string kind, string id, string why);
}
