using Edge.Ledger;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Devices;

/// <summary>What time alone does to bags: a reservation ends by itself.</summary>
internal sealed class UnitWatch(ILedger ledger, ServiceRecorder recorder, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private SiteState? _seen;
    private List<BloodUnit> _reserved = [];

    /// <summary>One look. Only what is due becomes a command, and a command that came too late is refused by its decision.</summary>
    public async ValueTask LookAsync(CancellationToken ct)
    {
        SiteState state = ledger.Current.State;
        DateTimeOffset now = time.GetUtcNow();
        if (!ReferenceEquals(_seen?.Units, state.Units))
            _reserved = [.. state.Units.Values.Where(static unit => unit.Reservation is not null)];
        _seen = state;
        foreach (BloodUnit unit in _reserved.Where(unit => unit.Reservation!.Until <= now))
        {
            UnitKey key = unit.Key;
            await recorder.RecordAsync("reservation", current => EndingReservation.Decide(current, new EndReservation(key, Lapsed: true, now)), ct);
        }
        _reserved.RemoveAll(unit => unit.Reservation!.Until <= now);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer beat = new(s_beat, time);
        while (await beat.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }
}
