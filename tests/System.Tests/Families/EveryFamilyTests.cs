using System.Globalization;
using System.Text.Json;
using Edge.Ledger;
using Edge.Operations;
using Edge.RawReads;
using HardwareSim;
using Inventory;
using Inventory.Presence;

namespace SystemTests.Families;

/// <summary>A reader of each family, probes and doors in one site, with everything going wrong that can: nothing read is lost, and the
/// devices page says what is wrong and since when.</summary>
/// <remarks>FAMILIES_MINUTES is how long it goes on, in simulated time (default: each fault once; the long form is 60).</remarks>
public sealed class EveryFamilyTests
{
    private const double Speed = 10;
    private static readonly TimeSpan s_lasts = TimeSpan.FromSeconds(40), s_seenWithin = TimeSpan.FromSeconds(38), s_backWithin = TimeSpan.FromSeconds(60);

    /// <summary>Fault of the simulator, families that it is for, and what the page may call it.</summary>
    private static readonly (string Fault, ReaderKind[] Kinds, string[] Findings)[] s_faults =
    [
        ("unplug", Enum.GetValues<ReaderKind>(), ["unplugged", "closed", "not-answering"]),
        ("silence", Enum.GetValues<ReaderKind>(), ["silent", "not-answering"]),
        ("trouble", Enum.GetValues<ReaderKind>(), ["BadAntenna", "RadioPaused", "ChannelsBusy", "DeviceError"]),
        ("noise", Enum.GetValues<ReaderKind>(), ["noise", "silent", "not-answering"]),
        ("late", [ReaderKind.R2000, ReaderKind.ThingMagic, ReaderKind.M100], ["SlowAnswers", "silent"]),
    ];

    [Fact]
    public async Task Run_EveryFamilyWithEveryFault_LosesNothingAndSaysWhatIsWrong()
    {
        TimeSpan duration = TimeSpan.FromMinutes(double.Parse(
            Environment.GetEnvironmentVariable("FAMILIES_MINUTES") ?? "0", CultureInfo.InvariantCulture));
        await using FamilySite site = await FamilySite.StartAsync(
            Speed, ReaderKind.R2000, ReaderKind.Llrp, ReaderKind.ThingMagic, ReaderKind.M100, ReaderKind.LlrpImpinj);
        long began = site.Time.GetTimestamp();
        await site.UntilAsync(site.Readers, s_backWithin, "in service", IsInService);
        foreach (string id in site.Readers) await HeardAsync(site, id);

        do
        {
            foreach ((string fault, ReaderKind[] kinds, string[] findings) in s_faults) await EndureAsync(site, fault, kinds, findings);
        }
        while (site.Time.GetElapsedTime(began) < duration);

        Dictionary<string, JsonElement> devices = await site.DevicesAsync();
        foreach (ProbePlace probe in site.Simulated.Probes)
            Assert.Equal("inService", devices[$"{probe.Cabinet}/{probe.Name}"].GetProperty("state").GetString());
        await AssertNothingLostAsync(site);
    }

    private static async Task EndureAsync(FamilySite site, string fault, ReaderKind[] kinds, string[] findings)
    {
        string[] readers = [.. site.Simulated.ReaderPorts.Where(port => kinds.Contains(port.Kind)).Select(static port => port.Id)];
        string argument = fault == "late" ? "2.5s" : "";
        DateTimeOffset before = site.Time.GetUtcNow();
        site.Apply(string.Join(';', readers.Select(id => $"{fault} {id} {s_lasts.TotalSeconds:0}s {argument}")));

        Dictionary<string, JsonElement> seen = await site.UntilAsync(
            readers, s_seenWithin, $"reported for {fault}", device => Told(device).Any(told => findings.Contains(told.Finding)));

        foreach (JsonElement device in seen.Values)
        {
            (_, DateTimeOffset since) = Told(device).First(told => findings.Contains(told.Finding));
            // On a machine that stalls, a line may have been too slow a moment before.
            Assert.InRange(since, before - s_backWithin, site.Time.GetUtcNow());
            Assert.NotEqual(JsonValueKind.Null, device.GetProperty("lastSeenAt").ValueKind);
        }
        await site.UntilAsync(readers, s_lasts + s_backWithin, $"back after {fault}", IsInService);
        foreach (string id in readers) await HeardAsync(site, id);
    }

    /// <summary>What the page says is wrong with a device, and since when: with its line, or what it reports itself.</summary>
    private static IEnumerable<(string Finding, DateTimeOffset Since)> Told(JsonElement device)
    {
        if (device.GetProperty("finding").GetString() is { } finding) yield return (finding, device.GetProperty("since").GetDateTimeOffset());
        foreach (JsonElement fault in device.GetProperty("faults").EnumerateArray())
            yield return (fault.GetProperty("finding").GetString()!, fault.GetProperty("since").GetDateTimeOffset());
    }

    private static bool IsInService(JsonElement device) => device.GetProperty("state").GetString() == "inService";

    private static async Task HeardAsync(FamilySite site, string reader)
    {
        long before = Reads(site, reader);
        await site.UntilAsync([reader], s_backWithin, "reading", _ => Reads(site, reader) > before + 20);
    }

    private static long Reads(FamilySite site, string reader) => site.Metric($"edge_reads_total{{reader=\"{reader}\"}}");

    /// <summary>Every read that a driver gave is kept for replay, every bag that was heard is in the ledger, and none was taken for gone.</summary>
    private static async Task AssertNothingLostAsync(FamilySite site)
    {
        await site.StopAsync();
        long told = site.Readers.Sum(id => Reads(site, id));
        PresenceLayout layout = SiteLayout.Of(site.Configuration.Settings);
        HeardNames names = new(layout.Antennas, [.. site.Simulated.Cabinets.Select(static cabinet => PlaceId.Parse(cabinet.Id))]);
        Dictionary<string, int> heard = [];
        foreach (Heard one in RingReader.Read(
            Path.Combine(site.DataFolder, RawReadRing.FolderName), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, names,
            static (file, at) => Assert.Fail($"{file} is damaged at {at}.")))
        {
            if (one.Kind == HeardKind.Read) heard[one.Read.Tag.ToString()] = heard.GetValueOrDefault(one.Read.Tag.ToString()) + 1;
        }
        Assert.Equal(told, heard.Values.Sum());

        HashSet<string> placed = [];
        foreach (LedgerEntry entry in await site.Ledger.ReadAsync(0, int.MaxValue, TestContext.Current.CancellationToken))
        {
            if (entry.Event is not TagPlaced tag) continue;
            Assert.NotEqual(PresenceChange.Removed, tag.Change);
            placed.Add(tag.Tag.ToString());
        }
        Assert.True(placed.Count > 40, $"Only {placed.Count} bags were placed.");
        string[] bags = [.. site.Simulated.World.Tags.Where(static tag => tag.Bag is not null).Select(static tag => tag.Uii.ToString())];
        Assert.Empty(bags.Where(bag => heard.GetValueOrDefault(bag) >= 100).Except(placed));
    }
}
