using System.Runtime.Versioning;

namespace Edge.Operations.Windows;

/// <summary>Writes down when the machine slept: nothing was heard then, and an inspector will ask why.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class PowerLog(ILogger<PowerLog> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        WindowsService.Woken += Tell;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        WindowsService.Woken -= Tell;
        return Task.CompletedTask;
    }

    private void Tell(bool awake)
    {
        if (awake) LogAwake();
        else LogAsleep();
    }

    [LoggerMessage(1911, LogLevel.Warning, "The machine goes to sleep; until it wakes nothing is heard and no alarm can be raised")]
    private partial void LogAsleep();

    [LoggerMessage(1912, LogLevel.Warning, "The machine has woken")]
    private partial void LogAwake();
}
