using System.Globalization;
using System.Text;
using Edge.Ledger;
using Edge.Operations;
using Edge.RawReads;
using HardwareSim;
using HardwareSim.Faults;
using HardwareSim.Truth;
using Inventory;
using Inventory.ColdChain;
using Inventory.Presence;

namespace SystemTests.Families;

/// <summary>A reader of each family, two transmitters on one RS-485 line, 1-wire probes and door contacts in one site, with everything
/// going wrong that can: nothing that was read is lost, and the devices page says what is wrong, since when, and what to do.</summary>
/// <remarks>
/// <c>FAMILIES_MINUTES</c> is how long it goes on, in the site's time (short form: 4, which is each device in trouble a few times; long form: 60),
/// <c>FAMILIES_SEED</c> what goes wrong when, <c>FAMILIES_SPEED</c> seconds of the site in one of the machine.
/// </remarks>
public sealed class EveryFamilyTests
{
    private static readonly TimeSpan s_ready = TimeSpan.FromSeconds(90), s_recovered = TimeSpan.FromSeconds(20), s_inFlight = TimeSpan.FromSeconds(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_EveryDeviceWithEveryFault_LosesNothingAndSaysWhatIsWrong()
    {
        (double minutes, int seed, double speed) = (Number("FAMILIES_MINUTES", 4), (int)Number("FAMILIES_SEED", 3), Number("FAMILIES_SPEED", 10));
        await using FamilySite site = await FamilySite.StartAsync(
            speed, ReaderKind.Llrp, ReaderKind.ThingMagic, ReaderKind.R2000, ReaderKind.M100, ReaderKind.LlrpImpinj);
        await site.UntilAsync([.. site.Readers, .. site.Probes], s_ready, "in service", static device => device.GetProperty("state").GetString() == "inService");
        await Task.Delay(TimeSpan.FromSeconds(20), site.Time, Ct); // what an antenna usually hears is known by then

        PageWatch watch = new(site);
        using CancellationTokenSource over = new();
        Task watched = Task.Run(() => watch.RunAsync(over.Token), Ct);
        DateTimeOffset began = site.Time.GetUtcNow();
        TimeSpan start = began - site.Simulated.World.StartedAt, duration = TimeSpan.FromMinutes(minutes);
        IReadOnlyList<PlannedFault> plan = FaultSchedule.Make(site.Simulated, seed, start, duration);
        site.Simulated.Apply(new FaultPlan([.. plan.Select(static planned => planned.Fault)]));
        await Task.Delay(duration / 4, site.Time, Ct);
        long held = Held(site);
        await Task.Delay(duration - (duration / 4) + (2 * s_recovered), site.Time, Ct);
        long grown = Held(site) - held;
        DateTimeOffset ended = site.Time.GetUtcNow();
        await over.CancelAsync();
        await watched;

        Assert.False(site.HasStopped, "The service has stopped by itself.");
        Dictionary<string, Span[]> excused = Excused(site.Simulated, plan, watch, began);
        await AssertProbesAsync(site, plan, watch, began, ended);
        await site.StopAsync();
        ReadBooks books = Books(site, excused, ended - s_inFlight);
        (int judged, List<string> wrong) = PageJudge.Judge(plan, watch, site.Simulated.World.StartedAt);
        TestContext.Current.TestOutputHelper?.WriteLine(Summary(plan, watch, books, judged, ended - began, grown, seed));
        foreach (string one in PageJudge.Unexplained(plan, watch, site.Simulated.DoorLines, site.Simulated.World.StartedAt)) TestContext.Current.TestOutputHelper?.WriteLine($"unexplained: {one}");
        foreach (string one in wrong) TestContext.Current.TestOutputHelper?.WriteLine($"wrong: {one}");
        foreach (PlannedFault one in plan) TestContext.Current.TestOutputHelper?.WriteLine($"{site.Simulated.World.StartedAt + one.From:HH:mm:ss.f} {one}");

        Assert.Empty(wrong);
        Assert.Empty(PageJudge.WithoutWords(watch));
        Assert.True(judged >= plan.Count(static fault => fault.Tells.Length > 0) / 2, $"This machine stalled too often to judge more than {judged} faults.");
        Assert.Empty(books.Missing);
        Assert.InRange(books.Invented, 0, site.Simulated.World.Truth.Reads.Garbled);
        Assert.True(books.Owed > books.Sent / 4, $"Only {books.Owed} of {books.Sent} reads fell into time without faults.");
        Assert.Equal(site.Readers.Sum(id => site.Metric($"edge_reads_total{{reader=\"{id}\"}}")), books.Arrived);
        await AssertLedgerAsync(site, plan, excused, began, ended);
        Assert.True(grown < 40_000_000, $"{grown / 1e6:0} MB more are held at the end than after a quarter of the time.");
        Assert.Empty(await site.EndAsync());
    }

    private static double Number(string name, double usual) =>
        double.Parse(Environment.GetEnvironmentVariable(name) ?? usual.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Memory without what the simulator writes down for this test.</summary>
    private static long Held(FamilySite site)
    {
        long all = GC.GetTotalMemory(forceFullCollection: true);
        lock (site.Simulated.World.Gate) return all - site.Simulated.World.Truth.Reads.HeldBytes;
    }

    /// <summary>When each reader's line carried no reads, or could lose them without the service's fault.</summary>
    private static Dictionary<string, Span[]> Excused(SimulatedSite site, IReadOnlyList<PlannedFault> plan, PageWatch watch, DateTimeOffset began) =>
        site.ReaderPorts.Select((reader, index) => (reader.Id, Index: index)).ToDictionary(static reader => reader.Id, reader => (Span[])
        [
            new Span(DateTimeOffset.MinValue, began),
            .. plan.Where(fault => fault.CostsReads && fault.Fault.Target == reader.Id)
                .Select(fault => new Span(site.World.StartedAt + fault.From, site.World.StartedAt + fault.To).Wider(s_inFlight, s_recovered)),
            .. watch.Stalls.Select(static stall => stall.Wider(s_recovered / 2, s_recovered)),
        ]);

    private static ReadBooks Books(FamilySite site, Dictionary<string, Span[]> excused, DateTimeOffset until)
    {
        lock (site.Simulated.World.Gate) site.Simulated.World.Truth.Reads.IsOn = false; // a round may still be told to nobody
        PresenceLayout layout = SiteLayout.Of(site.Configuration.Settings);
        HeardNames names = new(layout.Antennas, [.. site.Simulated.Cabinets.Select(static cabinet => PlaceId.Parse(cabinet.Id))]);
        return ReadBooks.Of(site.Simulated, names, RingReader.Read(
            Path.Combine(site.DataFolder, RawReadRing.FolderName), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, names,
            static (file, at) => Assert.Fail($"{file} is damaged at {at}.")), excused, until);
    }

    /// <summary>Every probe was sampled all the time, and what counts as temperature was one.</summary>
    private static async Task AssertProbesAsync(
        FamilySite site, IReadOnlyList<PlannedFault> plan, PageWatch watch, DateTimeOffset began, DateTimeOffset ended)
    {
        foreach (ProbePlace probe in site.Simulated.Probes)
        {
            string id = $"{probe.Cabinet}/{probe.Name}";
            PlannedFault[] faults = [.. plan.Where(fault => fault.Fault.Target == id
                || (probe.Unit is not null && fault.Fault.Target == site.Simulated.TransmitterLine!.Id))];
            double faulty = faults.Sum(static fault => (fault.To - fault.From + s_recovered).TotalSeconds) + watch.Stalls.Sum(static stall => (stall.To - stall.From).TotalSeconds);
            IReadOnlyList<ProbeSample> good = await site.Samples.GoodSinceAsync(id, began, Ct);
            double due = ((ended - began).TotalSeconds - faulty) / 5;
            Assert.True(good.Count >= due * 0.9, $"{id} gave {good.Count} good samples where {due:0} were due.");
            IReadOnlyList<float> truth = site.Simulated.World.Truth.Celsius[probe.Device];
            foreach (ProbeSample sample in good)
            {
                int second = Math.Min((int)(sample.At - site.Simulated.World.StartedAt).TotalSeconds, truth.Count - 1);
                Assert.InRange(sample.Celsius!.Value, truth[second] - 1.2, truth[second] + 1.2);
            }
        }
    }

    /// <summary>Every door that moved is in the ledger, and a bag that was taken for gone while its reader was not to be had is found again.</summary>
    private static async Task AssertLedgerAsync(
        FamilySite site, IReadOnlyList<PlannedFault> plan, Dictionary<string, Span[]> excused, DateTimeOffset began, DateTimeOffset ended)
    {
        List<(string Cabinet, bool Open, DateTimeOffset At)> moves = [];
        Dictionary<string, TagPlaced> gone = [];
        int removals = 0;
        foreach (LedgerEntry entry in await site.Ledger.ReadAsync(0, int.MaxValue, Ct))
        {
            if (entry.Event is DoorOpened opened) moves.Add((opened.Cabinet.ToString(), true, opened.OccurredAt));
            if (entry.Event is DoorClosed shut) moves.Add((shut.Cabinet.ToString(), false, shut.OccurredAt));
            if (entry.Event is not TagPlaced placed) continue;
            gone.Remove(placed.Tag.ToString());
            if (placed.Change != PresenceChange.Removed) continue;
            removals++;
            gone[placed.Tag.ToString()] = placed;
        }
        int doors = 0;
        foreach (DoorOpening truth in site.Simulated.World.Truth.Doors)
        {
            string cabinet = site.Simulated.Cabinets[truth.Cabinet].Id;
            (DateTimeOffset from, DateTimeOffset to) = (site.Simulated.World.At(truth.OpenedTicks), site.Simulated.World.At(truth.ClosedTicks ?? 0));
            string reader = site.Simulated.DoorLines.First(door => door.Cabinet == cabinet).Reader;
            if (excused[reader].Any(span => span.Meets(from, to))) continue;
            if (plan.Any(fault => fault.Fault.Kind == FaultKind.Late && fault.Fault.Target == reader
                && new Span(site.Simulated.World.StartedAt + fault.From, site.Simulated.World.StartedAt + fault.To + s_recovered).Meets(from, to))) continue;
            doors++;
            Assert.Contains(moves, move => move.Cabinet == cabinet && move.Open && (move.At - from).Duration() < TimeSpan.FromSeconds(3));
            Assert.Contains(moves, move => move.Cabinet == cabinet && !move.Open && (move.At - to).Duration() < TimeSpan.FromSeconds(3));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{doors} openings of doors judged; {removals} times a bag that lay still was taken for gone, {gone.Count} of them to the end.");
        Assert.DoesNotContain(gone.Values, removed => removed.OccurredAt < ended - s_ready);
    }

    private static string Summary(
        IReadOnlyList<PlannedFault> plan, PageWatch watch, ReadBooks books, int judged, TimeSpan lasted, long grown, int seed)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{lasted:hh\\:mm\\:ss} of the site's time, seed {seed}: {plan.Count} faults, {judged} findings judged, {watch.Stalls.Count} stalls of this machine.");
        text.AppendLine(string.Join(", ", plan.GroupBy(static fault => fault.Fault.Kind).OrderBy(static kind => kind.Key).Select(static kind => $"{kind.Key} {kind.Count()}")));
        text.AppendLine(CultureInfo.InvariantCulture, $"{books.Sent} reads told, {books.Arrived} arrived; {books.Owed} told on a sound line, {books.Missing.Count} of them missing.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Destroyed by faults: {string.Join(", ", books.Destroyed.Select(static fate => $"{fate.Key} {fate.Value}"))}.");
        foreach (MissingRead miss in books.Missing.OrderBy(static miss => miss.At).Take(20)) text.AppendLine(CultureInfo.InvariantCulture, $"missing: {miss}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{grown / 1e6:0.0} MB more held than after a quarter of the time.");
        return text.ToString();
    }
}
