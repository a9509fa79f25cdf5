using Edge.Devices;
using Edge.Hub;
using Edge.Hub.Mqtt;
using Inventory.ColdChain;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Hub;

public sealed class HubReporterTests : IAsyncDisposable
{
    private readonly PumpBed _bed = new();
    private readonly HubStatus _status = new();
    private readonly LiveSite _live = new();
    private readonly List<AlarmCondition> _alarms = [];
    private readonly HubReporter _reporter;
    private readonly HubCommands _commands;

    public HubReporterTests()
    {
        HubTopics topics = new("r1", "0042");
        StatePublisher states = new(
            _bed.Ledger, _live, new HubSite("r1", "0042", Guid.Empty, "1", []), topics, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5), _bed.Time,
            NullLogger.Instance);
        _commands = new HubCommands(_bed.Pump, states, _bed.Limit, topics, NullLogger.Instance);
        _reporter = new HubReporter(
            _bed.Ledger, _bed.Cursor, _bed.Pump, _commands, _bed.Parked, _status,
            _live, _alarms.Add, "hub:8883", _bed.Time);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DeviceHealth Health => _live.Devices["hub"];

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Report_NotConnected_SaysWhatWaitsSinceWhenAndWhy()
    {
        DateTimeOffset first = _bed.Time.GetUtcNow();
        _bed.Ledger.RecordBags(3);
        _bed.Time.Advance(TimeSpan.FromMinutes(1));
        _reporter.ConnectionError = "no route";

        await _reporter.ReportAsync(connected: false, Ct);

        HubState now = _status.Current;
        Assert.Equal((true, false, 3L, (DateTimeOffset?)first, 0L, "no route"),
            (now.Configured, now.Connected, now.Waiting, now.OldestWaitingAt, now.AckedSeq, now.LastError));
        Assert.Equal((DeviceState.NotInService, "unreachable", 3d), (Health.State, Health.Finding, Health.Figure));
    }

    [Fact]
    public async Task Report_LostForLong_IsAnAlarmThatOnlyAConnectionEnds()
    {
        await _reporter.ReportAsync(connected: false, Ct);
        Assert.Empty(_alarms); // a restart says nothing about the alarm before it

        _bed.Time.Advance(TimeSpan.FromMinutes(10));
        await _reporter.ReportAsync(connected: false, Ct);
        Assert.Equal((AlarmKind.HubLost, true), (_alarms[^1].Kind, _alarms[^1].Active));

        await _reporter.ReportAsync(connected: true, Ct);
        Assert.False(_alarms[^1].Active);
        _bed.Time.Advance(TimeSpan.FromMinutes(9));
        int before = _alarms.Count;
        await _reporter.ReportAsync(connected: false, Ct);
        Assert.Equal(before, _alarms.Count);
    }

    [Fact]
    public async Task Report_NothingNew_DoesNotDisturbThePages()
    {
        List<LiveChange> changes = [];
        _live.Changed += changes.Add;

        for (int i = 0; i < 5; i++)
        {
            await _reporter.ReportAsync(connected: true, Ct);
            _bed.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([LiveTopic.Device, LiveTopic.Hub], changes.Select(static change => change.Topic));
    }

    [Fact]
    public async Task Report_NobodySubscribedForLong_IsAFinding()
    {
        FakeConnection connection = new() { Answer = static _ => MqttReason.NoMatchingSubscribers };
        await _bed.StartAsync(connection);
        _bed.Ledger.RecordBags(1);
        await _bed.SettledAsync(1);
        await _reporter.ReportAsync(connected: true, Ct);
        Assert.Equal(DeviceState.InService, Health.State);

        _bed.Time.Advance(TimeSpan.FromMinutes(5));
        await _reporter.ReportAsync(connected: true, Ct);

        Assert.Equal((DeviceState.Degraded, "nobodyListens"), (Health.State, Health.Finding));
    }

    [Fact]
    public async Task Report_HubHasStoredMoreThanThereIs_IsAFinding()
    {
        await _bed.StartAsync(new FakeConnection());
        _bed.Ledger.RecordBags(3);
        await _bed.SettledAsync(3);
        FakeConnection telling = new();
        telling.Deliver(new HubDelivery("blood/v1/r1/0042/ack", """{"seq":9}"""u8.ToArray(), true, 1, null, default));
        using CancellationTokenSource stop = new();
        Task running = _commands.RunAsync(telling, stop.Token);
        await Wait.UntilAsync(() => _commands.AppliedSeq > 0);
        await _reporter.ReportAsync(connected: true, Ct);

        Assert.Equal((DeviceState.Degraded, "knowsMore"), (Health.State, Health.Finding));
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Theory]
    [InlineData(29, "certificateEnds")]
    [InlineData(31, null)]
    public async Task Report_CertificateNearItsEnd_IsAFinding(int days, string? finding)
    {
        using TestCertificates authority = new();
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("site.pem"), authority.IssueClient("0042", _bed.Time.GetUtcNow().AddDays(days)).Certificate, Ct);

        _reporter.LookAt(folder.File("site.pem"));
        await _reporter.ReportAsync(connected: true, Ct);

        Assert.Equal(finding, Health.Finding);
    }
}
