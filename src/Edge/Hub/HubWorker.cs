using Edge.Hub.Mqtt;
using Edge.Ledger;

namespace Edge.Hub;

/// <summary>Keeps this site connected to the hub for the life of the host.</summary>
internal sealed partial class HubWorker(
    IHubClient client, HubConnectSettings settings, HubSession session, EventPump pump, HubReporter reporter, ReconnectDelay delay,
    TimeProvider time, ILogger<HubWorker> log) : BackgroundService
{
    /// <summary>A connection that held this long was a good one.</summary>
    private static readonly TimeSpan s_heldFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_reportEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await pump.LoadAsync(stoppingToken);
        Task reporting = ReportAsync(stoppingToken);
        try
        {
            for (int number = 1; ; number++)
            {
                TimeSpan wait = delay.Next(await ConnectOnceAsync(number, stoppingToken));
                stoppingToken.ThrowIfCancellationRequested();
                LogWaiting(reporter.ConnectionError, wait.TotalSeconds);
                await Task.Delay(wait, time, stoppingToken);
            }
        }
        finally
        {
            await reporting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>The broker's reason for the end, or for not beginning; null when it gave none.</returns>
    private async Task<MqttReason?> ConnectOnceAsync(int number, CancellationToken ct)
    {
        long from = time.GetTimestamp();
        try
        {
            reporter.LookAt(settings.CertificateFile);
            HubConnectResult result = await client.ConnectAsync(settings.Create(number), ct);
            if (result.Connection is null)
            {
                reporter.ConnectionError = result.Detail;
                return result.Reason;
            }
            LogConnected(number);
            HubLoss loss = await session.RunAsync(result.Connection, number, ct);
            reporter.ConnectionError = loss.Detail;
            if (time.GetElapsedTime(from) >= s_heldFor) delay.Forget();
            return loss.Reason;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) // a secret's file, or the ledger
        {
            LogFailed(e);
            reporter.ConnectionError = e.Message;
            return null;
        }
    }

    private async Task ReportAsync(CancellationToken ct)
    {
        using PeriodicTimer beat = new(s_reportEvery, time);
        do
        {
            try
            {
                await reporter.ReportAsync(session.IsUp, ct);
            }
            catch (LedgerDamagedException e)
            {
                LogFailed(e);
            }
        }
        while (await beat.WaitForNextTickAsync(ct));
    }

    [LoggerMessage(1401, LogLevel.Information, "Connected to the hub, connection {Number}")]
    private partial void LogConnected(int number);

    [LoggerMessage(1402, LogLevel.Warning, "No connection to the hub: {Error} Trying again in {Seconds:0.#} s")]
    private partial void LogWaiting(string? error, double seconds);

    [LoggerMessage(1403, LogLevel.Error, "The way to the hub failed")]
    private partial void LogFailed(Exception e);
}
