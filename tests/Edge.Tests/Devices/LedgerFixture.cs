using Edge.Devices;
using Edge.Ledger;
using Inventory;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Devices;

/// <summary>A real ledger in a folder of its own, with the service's recorder running on a clock that the test moves.</summary>
public sealed class LedgerFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private LedgerFixture(TemporaryFolder folder, SqliteLedger ledger, ManualTime time)
    {
        (_folder, Ledger, Time) = (folder, ledger, time);
        Recorder = new ServiceRecorder(
            ledger, new ServiceBoot(Guid.NewGuid(), time.GetUtcNow()), time, NullLogger<ServiceRecorder>.Instance);
        Alarms = new AlarmDesk(ledger, Recorder, NullLogger<AlarmDesk>.Instance);
    }

    public ManualTime Time { get; }
    public SqliteLedger Ledger { get; }
    internal ServiceRecorder Recorder { get; }
    internal AlarmDesk Alarms { get; }
    public string Folder => _folder.Path;
    public SiteState State => Ledger.Current.State;

    public static async Task<LedgerFixture> StartAsync()
    {
        ManualTime time = new();
        TemporaryFolder folder = new();
        SqliteLedger ledger = await SqliteLedger.OpenAsync(
            new LedgerOptions(folder.Path), time, NullLogger<SqliteLedger>.Instance, CancellationToken.None);
        LedgerFixture fixture = new(folder, ledger, time);
        await fixture.Recorder.StartAsync(CancellationToken.None);
        await ledger.WaitPastAsync(0, CancellationToken.None); // the start's own event
        return fixture;
    }

    /// <summary>Records events as a test's given facts.</summary>
    public async Task GivenAsync(params DomainEvent[] events) => await Ledger.ExecuteAsync(
        new LedgerCommand(Guid.NewGuid().ToString(), Actor.Service, _ => new Decision.Accepted(events)), CancellationToken.None);

    /// <summary>Every event so far, after all that waits in the recorder was recorded.</summary>
    public async Task<List<DomainEvent>> EventsAsync()
    {
        TaskCompletionSource seen = new();
        await Recorder.RecordAsync("mark", _ =>
        {
            seen.TrySetResult();
            return new Decision.Refused(Refusal.AlreadyKnown);
        }, CancellationToken.None);
        await seen.Task;
        await GivenAsync(new Inventory.People.PersonSignedIn("marker", Time.GetUtcNow()));
        IReadOnlyList<LedgerEntry> entries = await Ledger.ReadAsync(0, 10_000, CancellationToken.None);
        return [.. entries.Select(static entry => entry.Event).Where(static e => e is not Inventory.People.PersonSignedIn)];
    }

    /// <summary>Waits until the ledger's state is as the test says; the test runner's own limit ends a wait for ever.</summary>
    public async Task UntilAsync(Func<SiteState, bool> holds)
    {
        for (LedgerSnapshot seen = Ledger.Current; !holds(seen.State); seen = Ledger.Current)
            await Ledger.WaitPastAsync(seen.Seq, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await Recorder.StopAsync(CancellationToken.None);
        Recorder.Dispose();
        await Ledger.DisposeAsync();
        _folder.Dispose();
    }
}
