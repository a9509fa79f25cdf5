using Edge.Devices;
using Edge.Tests.Ledger;
using Inventory.Units;

namespace Edge.Tests.Devices;

public sealed class UnitWatchTests
{
    [Fact]
    public async Task Look_ReservationOver_EndsItOnce()
    {
        await using LedgerFixture site = await LedgerFixture.StartAsync();
        UnitWatch watch = new(site.Ledger, site.Recorder, site.Time);
        DateTimeOffset now = site.Time.GetUtcNow();
        await site.GivenAsync(
            LedgerTestBed.Received(LedgerTestBed.Unit(1), now), new UnitReserved(LedgerTestBed.Unit(1), "A7", now.AddHours(1), now),
            LedgerTestBed.Received(LedgerTestBed.Unit(2), now), new UnitReserved(LedgerTestBed.Unit(2), "A8", now.AddHours(2), now));

        await watch.LookAsync(CancellationToken.None);
        site.Time.Advance(TimeSpan.FromMinutes(59));
        await watch.LookAsync(CancellationToken.None);
        Assert.Empty((await site.EventsAsync()).OfType<ReservationEnded>());
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        ReservationEnded ended = Assert.Single((await site.EventsAsync()).OfType<ReservationEnded>());
        Assert.Equal(("A7", ReservationEnd.Lapsed), (ended.Request, ended.How));
        Assert.Equal(UnitStatus.Available, site.State.Units[LedgerTestBed.Unit(1)].Status);
        Assert.Equal(UnitStatus.Reserved, site.State.Units[LedgerTestBed.Unit(2)].Status);
    }
}
