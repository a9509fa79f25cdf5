using Edge.Hub.Mqtt;

namespace Edge.Hub;

/// <summary>How long to stay away from the broker. Full jitter: after an outage thousands of sites must not come in step.</summary>
/// <param name="min">Most for the first try; doubles with each failure.</param>
/// <param name="max">Most of all.</param>
internal sealed class ReconnectDelay(TimeSpan min, TimeSpan max, Random random)
{
    private static readonly TimeSpan s_takenOver = TimeSpan.FromSeconds(60);
    private int _failures;

    /// <summary>The connection has held: the next loss is a new one.</summary>
    public void Forget() => _failures = 0;

    /// <param name="reason">The broker's reason for the last loss or refusal; null when it gave none.</param>
    public TimeSpan Next(MqttReason? reason)
    {
        _failures = Math.Min(_failures + 1, 30);
        TimeSpan most = TimeSpan.FromTicks((long)Math.Min(min.Ticks * Math.Pow(2, _failures - 1), max.Ticks));
        return reason switch
        {
            // another process has our name: whoever comes back at once starts a fight
            MqttReason.SessionTakenOver => s_takenOver + Jitter(max),
            MqttReason.ServerBusy or MqttReason.ConnectionRateExceeded or MqttReason.QuotaExceeded or MqttReason.Banned
                or MqttReason.NotAuthorized or MqttReason.BadUserNameOrPassword or MqttReason.BadAuthenticationMethod
                or MqttReason.ClientIdNotValid or MqttReason.UnsupportedProtocolVersion => Jitter(max), // trying harder does not help
            _ => Jitter(most),
        };
    }

    private TimeSpan Jitter(TimeSpan most) => most * random.NextDouble();
}
