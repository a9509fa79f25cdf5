using System.Text.Json;
using Edge.Ledger;
using HardwareSim;
using Inventory.Presence;

namespace SystemTests.Families;

/// <summary>A door contact wired to an input of a reader, from the simulated hinge to the ledger and the pages.</summary>
public sealed class DoorThroughReaderTests
{
    private const double Speed = 10;
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(20), s_backWithin = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(ReaderKind.Llrp, ReaderKind.ThingMagic)]
    [InlineData(ReaderKind.R2000, ReaderKind.LlrpImpinj)]
    public async Task Door_OpenedAndShut_IsInTheLedgerAndUnknownWhileItsReaderIsLost(ReaderKind first, ReaderKind second)
    {
        // Two readers a fridge; the contact is wired to the first of them.
        await using FamilySite site = await FamilySite.StartAsync(Speed, first, first, second, second);
        string[] contacts = [.. site.Simulated.DoorLines.Select(static door => $"{door.Cabinet}/door")];
        Assert.Equal(2, contacts.Length);
        await site.UntilAsync(contacts, s_backWithin, "in service", static device => State(device) == "inService");

        DateTimeOffset before = site.Time.GetUtcNow();
        site.Apply(string.Join(';', site.Simulated.DoorLines.Select(static door => $"open {door.Cabinet} 40s")));
        foreach (DoorLine door in site.Simulated.DoorLines) await DoorAsync(site, door.Cabinet, open: true, s_within);
        foreach (DoorLine door in site.Simulated.DoorLines) await DoorAsync(site, door.Cabinet, open: false, s_within + TimeSpan.FromSeconds(40));
        await AssertRecordedAsync(site, before);

        site.Apply(string.Join(';', site.Simulated.DoorLines.Select(static door => $"unplug {door.Reader} 40s")));
        Dictionary<string, JsonElement> lost = await site.UntilAsync(contacts, s_within, "lost", static device => State(device) == "notInService");
        foreach (DoorLine door in site.Simulated.DoorLines)
        {
            Assert.Equal("reader-lost", lost[$"{door.Cabinet}/door"].GetProperty("finding").GetString());
            await DoorAsync(site, door.Cabinet, open: null, s_within); // not "shut": nobody knows
        }
        await site.UntilAsync(contacts, s_backWithin + TimeSpan.FromSeconds(40), "back", static device => State(device) == "inService");
        foreach (DoorLine door in site.Simulated.DoorLines) await DoorAsync(site, door.Cabinet, open: false, s_within);
        await AssertRecordedAsync(site, before); // nothing was made up meanwhile
    }

    private static string? State(JsonElement device) => device.GetProperty("state").GetString();

    private static async Task DoorAsync(FamilySite site, string cabinet, bool? open, TimeSpan simulated)
    {
        JsonValueKind wanted = open switch { true => JsonValueKind.True, false => JsonValueKind.False, null => JsonValueKind.Null };
        for (long began = site.Time.GetTimestamp(); ;)
        {
            JsonElement fridge = await site.GetAsync($"api/v1/fridges/{cabinet}");
            if (fridge.GetProperty("doorOpen").ValueKind == wanted) return;
            Assert.True(site.Time.GetElapsedTime(began) < simulated, $"The door of {cabinet} was {fridge.GetProperty("doorOpen")} and not {open}.");
            await Task.Delay(TimeSpan.FromSeconds(0.5), site.Time, TestContext.Current.CancellationToken);
        }
    }

    private static async Task AssertRecordedAsync(FamilySite site, DateTimeOffset opened)
    {
        List<(string Cabinet, bool Open, DateTimeOffset At)> moves = [];
        foreach (LedgerEntry entry in await site.Ledger.ReadAsync(0, int.MaxValue, TestContext.Current.CancellationToken))
        {
            if (entry.Event is DoorOpened open) moves.Add((open.Cabinet.ToString(), true, open.OccurredAt));
            else if (entry.Event is DoorClosed shut) moves.Add((shut.Cabinet.ToString(), false, shut.OccurredAt));
        }
        foreach (DoorLine door in site.Simulated.DoorLines)
        {
            (string Cabinet, bool Open, DateTimeOffset At)[] ofDoor = [.. moves.Where(move => move.Cabinet == door.Cabinet)];
            Assert.Equal([true, false], ofDoor.Select(static move => move.Open));
            Assert.InRange(ofDoor[0].At, opened, opened + s_within);
            Assert.InRange(ofDoor[1].At - ofDoor[0].At, TimeSpan.FromSeconds(40) - s_within, TimeSpan.FromSeconds(40) + s_within);
        }
    }
}
