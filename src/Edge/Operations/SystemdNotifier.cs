using System.Net.Sockets;
using System.Text;

namespace Edge.Operations;

/// <summary>
/// Tells systemd that the service is ready, alive and stopping (sd_notify, a datagram to the socket named in NOTIFY_SOCKET).
/// Does nothing where there is no such socket.
/// </summary>
internal sealed partial class SystemdNotifier(
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SystemdNotifier> log) : BackgroundService
{
    private readonly string? _socket = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(_socket)) return;
        using CancellationTokenRegistration ready = lifetime.ApplicationStarted.Register(() => Send("READY=1"));
        using CancellationTokenRegistration stopping = lifetime.ApplicationStopping.Register(() => Send("STOPPING=1"));
        if (WatchdogInterval() is not { } interval) return;
        using PeriodicTimer beat = new(interval, time);
        try
        {
            while (await beat.WaitForNextTickAsync(stoppingToken)) Send("WATCHDOG=1");
        }
        catch (OperationCanceledException)
        {
            Send("STOPPING=1");
        }
    }

    /// <summary>Half of what systemd allows; null when it does not watch.</summary>
    private static TimeSpan? WatchdogInterval() =>
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), out long microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds / 2.0)
            : null;

    private void Send(string state)
    {
        try
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // A leading @ means Linux's abstract name space, where the first byte is zero.
            string path = _socket!.StartsWith('@') ? '\0' + _socket[1..] : _socket;
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e)
        {
            LogUnheard(e, state);
        }
    }

    [LoggerMessage(1901, LogLevel.Warning, "systemd did not take {State}")]
    private partial void LogUnheard(Exception e, string state);
}
