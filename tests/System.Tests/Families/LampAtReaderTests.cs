using System.Text.Json;
using HardwareSim;

namespace SystemTests.Families;

/// <summary>Lamps wired to outputs of readers: pulled in while all is well, fallen off on alarm and when the service has gone.</summary>
public sealed class LampAtReaderTests
{
    private const double Speed = 10;
    private const int ShelfLine = 4;
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(30), s_alarmWithin = TimeSpan.FromSeconds(90);

    private static readonly (string Lamp, string Reader, int Line)[] s_lamps = [("lamp-1", "reader-1", 2), ("lamp-2", "reader-2", 1), ("lamp-3", "reader-3", 3)];

    [Fact]
    public async Task Run_ReadersRestartThenAnAlarm_RelaysComeBackAndFallOff()
    {
        await using FamilySite site = await StartAsync();
        await UntilAsync(site, pulledIn: true, s_within);

        // A reader that restarts lets its relays fall off; an LLRP reader closes its connection then, the others do not even say so.
        site.Apply(string.Join(';', s_lamps.Select(static lamp => $"restart {lamp.Reader}")));
        await UntilAsync(site, pulledIn: false, s_within);
        await UntilAsync(site, pulledIn: true, s_within);

        site.Apply("unplug reader-4 5m");
        await UntilAsync(site, pulledIn: false, s_alarmWithin); // after 30 s it is an alarm
        Dictionary<string, JsonElement> devices = await site.DevicesAsync();
        Assert.All(s_lamps, lamp => Assert.Equal("inService", devices[lamp.Lamp].GetProperty("state").GetString()));
        Assert.Equal("reader-2/gpo/1", devices["lamp-2"].GetProperty("identity").GetString());
    }

    [Fact]
    public async Task Stop_AllIsWell_RelaysFallOff()
    {
        await using FamilySite site = await StartAsync();
        await UntilAsync(site, pulledIn: true, s_within);

        await site.StopAsync();

        Assert.All(s_lamps, lamp => Assert.False(site.Simulated.IsOutputHigh(lamp.Reader, lamp.Line), lamp.Reader));
    }

    [Fact]
    public async Task Run_ReaderAway_LampIsShownAsLostWithIt()
    {
        await using FamilySite site = await StartAsync();
        await UntilAsync(site, pulledIn: true, s_within);

        site.Apply("unplug reader-2 20s");

        Dictionary<string, JsonElement> lost = await site.UntilAsync(
            ["lamp-2"], s_within, "lost", static device => device.GetProperty("state").GetString() == "notInService");
        Assert.Equal("reader-lost", lost["lamp-2"].GetProperty("finding").GetString());
        await site.UntilAsync(["lamp-2"], s_within + s_within, "back", static device => device.GetProperty("state").GetString() == "inService");
    }

    [Fact]
    public async Task Light_AskedForAShelf_BurnsThereForItsTime()
    {
        await using FamilySite site = await StartAsync();
        await site.UntilAsync(["light-1"], s_within, "in service", static device => device.GetProperty("state").GetString() == "inService");
        Assert.False(site.Simulated.IsOutputHigh("reader-2", ShelfLine)); // unlike an alarm's lamp it is dark while nobody asks

        await site.PostAsync("api/v1/lights", """{ "place": "fridge-1/shelf-1" }""");

        foreach (bool burns in new[] { true, false })
            for (long began = site.Time.GetTimestamp(); site.Simulated.IsOutputHigh("reader-2", ShelfLine) != burns;)
            {
                Assert.True(site.Time.GetElapsedTime(began) < s_within + s_within, $"The shelf's lamp did not {(burns ? "burn" : "go out")}.");
                await Task.Delay(TimeSpan.FromSeconds(0.2), site.Time, TestContext.Current.CancellationToken);
            }
    }

    private static Task<FamilySite> StartAsync() => FamilySite.StartAsync(
        Speed,
        string.Join(", ", s_lamps.Select(static lamp =>
            $$"""{ "Id": "{{lamp.Lamp}}", "Reader": "{{lamp.Reader}}", "Line": {{lamp.Line}}, "LowestPriority": "Medium" }""")),
        $$"""{ "Id": "light-1", "Place": "fridge-1/shelf-1", "Reader": "reader-2", "Line": {{ShelfLine}}, "Seconds": 20 }""",
        ReaderKind.R2000, ReaderKind.Llrp, ReaderKind.ThingMagic, ReaderKind.R2000);

    private static async Task UntilAsync(FamilySite site, bool pulledIn, TimeSpan simulated)
    {
        HashSet<string> waiting = [.. s_lamps.Select(static lamp => lamp.Reader)];
        for (long began = site.Time.GetTimestamp(); ;)
        {
            foreach ((_, string reader, int line) in s_lamps)
                if (site.Simulated.IsOutputHigh(reader, line) == pulledIn) waiting.Remove(reader);
            if (waiting.Count == 0) return;
            Assert.True(site.Time.GetElapsedTime(began) < simulated, $"The relays of {string.Join(", ", waiting)} did not become {(pulledIn ? "pulled in" : "fallen off")}.");
            await Task.Delay(TimeSpan.FromSeconds(0.2), site.Time, TestContext.Current.CancellationToken);
        }
    }
}
