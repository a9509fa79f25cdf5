using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Devices;
using Edge.Ledger;
using Inventory.ColdChain;

namespace Edge.Hub;

/// <summary>Says how it stands with the hub: to the API, to the page of devices, and as an alarm when it lasts.</summary>
internal sealed class HubReporter(
    ILedger ledger, SavedCursor cursor, EventPump pump, HubCommands commands, ParkedMessages parked, HubStatus status, LiveSite live,
    Action<AlarmCondition> alarm, string host, TimeProvider time)
{
    private const string Id = "hub";
    private static readonly TimeSpan s_alarmAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_nobodyAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromDays(30);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private DateTimeOffset? _since, _lastUpAt, _certificateEnds;
    private (long After, DateTimeOffset? RecordedAt) _oldest = (-1, null);
    private DeviceHealth? _last;

    /// <summary>Why there is no connection; null when there is one.</summary>
    public string? ConnectionError { get; set; }

    /// <summary>Looks at the site's certificate; called before each connect.</summary>
    public void LookAt(string? certificateFile)
    {
        _certificateEnds = null;
        if (certificateFile is null) return;
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(certificateFile);
            _certificateEnds = certificate.NotAfter.ToUniversalTime();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            ConnectionError = $"The site's certificate cannot be read: {e.Message}";
        }
    }

    public async Task ReportAsync(bool connected, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_since is null || connected != status.Current.Connected) _since = now;
        if (connected) _lastUpAt = now;
        long settled = pump.Settled;
        long waiting = Math.Max(0, ledger.Current.Seq - settled);
        string? error = connected ? pump.Trouble : ConnectionError;
        status.Set(new HubState(
            true, connected, waiting, waiting == 0 ? null : await OldestAsync(settled, ct), cursor.Position, error, _since)
        {
            AppliedSeq = commands.AppliedSeq, Parked = parked.Count, NobodyListensSince = pump.NobodyListensSince,
        });
        ReportHealth(connected, waiting, error, now);
        // an alarm ends by a connection, not by a restart that has not got one yet
        if (connected) Alarm(false);
        else if (now - (_lastUpAt ?? _startedAt) >= s_alarmAfter) Alarm(true);

        void Alarm(bool active) => alarm(new AlarmCondition(AlarmKind.HubLost, AlarmPriority.Medium, Id, active, null, 0, now));
    }

    private void ReportHealth(bool connected, long waiting, string? error, DateTimeOffset now)
    {
        (string? finding, string? detail) = Finding(connected, error, now);
        DeviceState state = (connected, finding) switch
        {
            (false, _) when error is null => DeviceState.Starting,
            (false, _) => DeviceState.NotInService,
            (true, null) => DeviceState.InService,
            _ => DeviceState.Degraded,
        };
        DeviceHealth health = new(Id, "hub", state, waiting, "waiting", finding, detail, _lastUpAt, _since ?? now) { Identity = host };
        if (_last is { } last && last with { LastSeenAt = health.LastSeenAt } == health with { Antennas = last.Antennas }) return;
        _last = health;
        live.Update(health);
    }

    private (string? Code, string? Detail) Finding(bool connected, string? error, DateTimeOffset now)
    {
        if (!connected) return error is null ? (null, null) : ("unreachable", error);
        if (error is not null) return ("rejected", error);
        if (commands.AppliedSeq > ledger.Current.Seq)
            return ("knowsMore", $"The hub has stored entries up to {commands.AppliedSeq}, this ledger ends at {ledger.Current.Seq}: stop the service and restore with --hub-up-to {commands.AppliedSeq}.");
        if (parked.Count > 0) return ("parked", $"{parked.Count} messages that the broker did not take wait for a person.");
        if (_certificateEnds - now < s_renewBefore) return ("certificateEnds", $"The site's certificate ends on {_certificateEnds:yyyy-MM-dd}: renew it.");
        return now - pump.NobodyListensSince >= s_nobodyAfter
            ? ("nobodyListens", "The broker takes our events, but nobody is subscribed to them.")
            : (null, null);
    }

    private async ValueTask<DateTimeOffset?> OldestAsync(long settled, CancellationToken ct)
    {
        if (_oldest.After != settled || _oldest.RecordedAt is null)
            _oldest = (settled, (await ledger.ReadAsync(settled, 1, ct)) is [var first, ..] ? first.RecordedAt : null);
        return _oldest.RecordedAt;
    }
}
