namespace Edge.Web.Accounts;

/// <summary>Writes the one-time code into the service's log at each start until there is an account: a service has no console.</summary>
internal sealed partial class FirstStartNotice(FirstStartCode firstStart, ILogger<FirstStartNotice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (firstStart.Current is { } code) LogCode(code);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1572, LogLevel.Warning, "There is no account yet: whoever types the one-time code {Code} on the pages becomes the administrator")]
    private partial void LogCode(string code);
}
