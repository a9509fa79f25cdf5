using Edge.Ledger;
using Edge.Operations;
using Inventory.ColdChain;
using Readers.Contacts;

namespace Edge.Devices;

/// <summary>A lamp or buzzer that follows the alarms of this site, without hub, page or network.</summary>
/// <remarks>
/// The relay is pulled in while all is well and falls off on alarm: a dead service, a dead machine and a cut wire are alarms too.
/// So is a ledger that cannot record, since it could record no alarm either.
/// </remarks>
/// <param name="open">Opens the line; called again after a loss.</param>
internal sealed partial class SignalWorker(
    SignalSection settings, Func<IOutputLine> open, SqliteLedger ledger, LiveSite live, TimeProvider time,
    ILogger<SignalWorker> log) : BackgroundService
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
                if (_lost != gone.Message) LogLost(settings.Id, gone.Message);
                _lost = gone.Message;
                Publish(DeviceState.NotInService, LostLine.Finding(gone));
            }
            await Task.Delay(s_reopenAfter, time, stoppingToken);
        }
    }

    private async Task DriveAsync(CancellationToken ct)
    {
        using IOutputLine line = open();
        try
        {
            await FollowAsync(line, ct);
        }
        finally
        {
            line.Energize(false); // nobody watches any more: that is an alarm
        }
    }

    private async Task FollowAsync(IOutputLine line, CancellationToken ct)
    {
        Task? news = null;
        while (true)
        {
            LedgerSnapshot now = ledger.Current;
            line.Energize(ledger.Health.CanRecord && !now.State.Alarms.Values.Any(Calls));
            if (_lost is not null || !live.Devices.ContainsKey(settings.Id))
            {
                _lost = null;
                Publish(DeviceState.InService, null);
            }
            news ??= ledger.WaitPastAsync(now.Seq, ct).AsTask();
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

    /// <summary>A lamp stays on until the alarm is over and somebody has seen it; a buzzer is silenced by whoever takes the alarm.</summary>
    private bool Calls(Alarm alarm) => alarm.Priority <= settings.LowestPriority && settings.Kind switch
    {
        SignalKind.Buzzer => alarm.State == AlarmState.Unacknowledged,
        _ => alarm.State is AlarmState.Unacknowledged or AlarmState.Acknowledged or AlarmState.ReturnedUnacknowledged,
    };

    private void Publish(DeviceState state, string? finding)
    {
        live.Update(new DeviceHealth(
            settings.Id, "signal", state, null, null, finding, _lost, finding is null ? time.GetUtcNow() : null, _age.Since(finding is null))
        { Identity = settings.Source });
    }

    [LoggerMessage(1411, LogLevel.Error, "Signal {Signal} cannot be driven: {Why}")]
    private partial void LogLost(string signal, string why);
}
