using System.Runtime.Versioning;

namespace Edge.Operations.Windows;

/// <summary>Writes down when the machine slept or was switched off: nothing was heard then, and an inspector will ask why.</summary>
internal sealed partial class PowerLog(ILogger<PowerLog> log) : IHostedService
{
    [SupportedOSPlatform("windows")]
    public Task StartAsync(CancellationToken cancellationToken)
    {
        WindowsService.PowerChanged += Tell;
        return Task.CompletedTask;
    }

    [SupportedOSPlatform("windows")]
    public Task StopAsync(CancellationToken cancellationToken)
    {
        WindowsService.PowerChanged -= Tell;
        return Task.CompletedTask;
    }

    internal void Tell(ServiceOrder order)
    {
        switch (order)
        {
            case ServiceOrder.Sleep: LogAsleep(); break;
            case ServiceOrder.Wake: LogAwake(); break;
            case ServiceOrder.PowerOff: LogOff(); break;
            default: throw new ArgumentOutOfRangeException(nameof(order), order, "No change of power.");
        }
    }

    [LoggerMessage(1911, LogLevel.Warning, "The machine goes to sleep; until it wakes nothing is heard and no alarm can be raised")]
    private partial void LogAsleep();

    [LoggerMessage(1912, LogLevel.Warning, "The machine has woken")]
    private partial void LogAwake();

    [LoggerMessage(1913, LogLevel.Warning, "The machine is switched off; until it is back nothing is heard and no alarm can be raised")]
    private partial void LogOff();
}
