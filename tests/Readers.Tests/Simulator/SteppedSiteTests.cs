using System.Security.Cryptography;
using System.Text;
using HardwareSim;
using HardwareSim.Faults;
using Readers.Sensors;

namespace Readers.Tests.Simulator;

public sealed class SteppedSiteTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly InventoryProfile Watch = Profile(24, Session.S1);

    [Fact]
    public void AdvanceBy_SameSeed_SameEventsAndSameTruth()
    {
        SimulationOptions options = new() { Seed = new Seed(5), Activity = 40 };
        Listener first = new(), second = new(), other = new();
        SteppedSite a = Advanced(options, first, TimeSpan.FromMinutes(30));
        SteppedSite b = new(options, Start, Watch, TimeSpan.FromSeconds(15), second);
        for (int i = 0; i < 300; i++) b.AdvanceBy(TimeSpan.FromSeconds(6)); // the size of a step does not matter
        Advanced(options with { Seed = new Seed(6) }, other, TimeSpan.FromMinutes(1));

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(TruthOf(a), TruthOf(b));
        Assert.NotEqual(first.Digest, other.Digest);
        Assert.True(first.Reads > 50_000, $"{first.Reads} reads");
    }

    [Fact]
    public void AdvanceBy_OtherSession_LeavesTheTruthAsItIs()
    {
        SimulationOptions options = new() { Seed = new Seed(5), Activity = 40 };
        SteppedSite s1 = Advanced(options, new Listener(), TimeSpan.FromMinutes(20));
        SteppedSite s0 = new(options, Start, Profile(30, Session.S0), TimeSpan.FromSeconds(15), new Listener());
        s0.AdvanceBy(TimeSpan.FromMinutes(20));

        Assert.Equal(TruthOf(s1), TruthOf(s0));
    }

    [Fact]
    public void AdvanceBy_BusyDay_KeepsEveryBagInOnePlace()
    {
        SteppedSite site = Advanced(new SimulationOptions { Seed = new Seed(3), Activity = 50 }, new Listener(), TimeSpan.FromHours(2));
        SimulatedWorld world = site.World;

        foreach (SimulatedCabinet cabinet in world.Cabinets)
        {
            for (int shelf = 0; shelf < cabinet.Shelves.Count; shelf++)
            {
                int there = world.Tags.Count(
                    tag => tag.Where == HardwareSim.Goods.Whereabouts.Shelf && tag.Cabinet == cabinet.Index && tag.Shelf == shelf);
                Assert.Equal(there, cabinet.Radio.At(shelf).Bags);
            }
        }
        Assert.True(world.Tags.Count > 204, "nothing was delivered");
        Assert.Contains(world.Truth.Stays.Values, static stays => stays.Count > 2 && stays[^1].Away);
        Assert.InRange(world.Tags.Count(static tag => tag.Bag is not null && tag.Where == HardwareSim.Goods.Whereabouts.Shelf), 140, 200);
        Assert.Equal(
            world.Cabinets.Count(static cabinet => cabinet.DoorOpen), world.Truth.Doors.Count(static door => door.ClosedTicks is null));
    }

    [Fact]
    public void AdvanceBy_S0InFullDrawers_ReadsBetweenAHundredAndSevenHundredASecond()
    {
        Listener listener = new();
        SteppedSite site = new(
            new SimulationOptions { Activity = 0 }, Start, Profile(27, Session.S0), TimeSpan.FromSeconds(15), listener);
        site.AdvanceBy(TimeSpan.FromSeconds(60));

        double perReader = listener.Reads / 60.0 / 2;
        Assert.InRange(perReader, 80, 231); // the profile's ceiling is 231
    }

    [Fact]
    public void AdvanceBy_MetalDrawers_StrongestAntennaIsMostlyTheOwn()
    {
        Listener listener = new();
        SteppedSite site = new(new SimulationOptions { Activity = 0, StrayTags = 0 }, Start, Watch, TimeSpan.FromSeconds(15), listener);
        site.AdvanceBy(TimeSpan.FromSeconds(40));

        int own = 0, heard = 0;
        foreach (HardwareSim.Goods.SimulatedTag tag in site.World.Tags)
        {
            if (!listener.Heard.TryGetValue(tag.Uii, out Dictionary<(string, byte), List<float>>? antennas)) continue;
            heard++;
            ((string reader, byte port), _) = antennas.MaxBy(static pair => pair.Value.Average());
            if (reader == $"reader-{tag.Cabinet + 1}" && port == tag.Shelf + 1) own++;
        }
        Assert.InRange(heard / 200.0, 0.93, 1.0);
        Assert.InRange((double)own / heard, 0.90, 1.0);
    }

    [Fact]
    public void AdvanceBy_OpenShelves_StrongestAntennaIsNearlyChance()
    {
        Listener listener = new();
        SteppedSite site = new(
            new SimulationOptions { Activity = 0, StrayTags = 0, Cabinet = CabinetKind.OpenShelves }, Start, Watch,
            TimeSpan.FromSeconds(15), listener);
        site.AdvanceBy(TimeSpan.FromSeconds(40));

        int own = site.World.Tags.Count(tag => listener.Heard.TryGetValue(tag.Uii, out var antennas)
            && antennas.MaxBy(static pair => pair.Value.Average()).Key == ($"reader-{tag.Cabinet + 1}", (byte)(tag.Shelf + 1)));
        Assert.InRange(own / 200.0, 0.2, 0.55);
    }

    [Fact]
    public void AdvanceBy_BagTakenOut_IsNotHeardAfterTheDoorHasClosed()
    {
        Listener listener = new();
        SteppedSite site = new(new SimulationOptions { Activity = 0 }, Start, Watch, TimeSpan.FromSeconds(15), listener);
        site.AdvanceBy(TimeSpan.FromMinutes(1));
        site.Apply(FaultPlan.Parse("00:01:00 take fridge-1/shelf-2"));
        site.AdvanceBy(TimeSpan.FromMinutes(3));
        HardwareSim.Goods.SimulatedTag gone = Assert.Single(site.World.Tags, static tag => tag.Where == HardwareSim.Goods.Whereabouts.Away);
        string bag = $"take: {gone.Bag!.Din} {gone.Bag.ProductCode}";
        Assert.Equal([$"{bag} goes from fridge-1/shelf-2.", $"{bag} is out and the door of fridge-1 is shut."], site.Said);
        Epc taken = gone.Uii;
        long closed = Assert.Single(site.World.Truth.Doors).ClosedTicks!.Value;

        Assert.True(listener.LastHeard[taken] <= site.World.At(closed).AddSeconds(8)); // carried away from the door
        Assert.Equal([true, false], listener.Inputs.Where(static i => i.Reader == "reader-1").Skip(1).Select(static i => i.High));
    }

    [Theory]
    [InlineData("00:00:20 silence reader-1 20s")]
    [InlineData("00:00:20 unplug reader-1 20s")]
    public void Apply_ReaderAway_HearsNothingAndDoesNotListen(string plan)
    {
        Listener listener = new();
        SteppedSite site = new(new SimulationOptions { Activity = 0 }, Start, Watch, TimeSpan.FromSeconds(15), listener);
        site.Apply(FaultPlan.Parse(plan));
        site.AdvanceBy(TimeSpan.FromSeconds(60));

        Assert.DoesNotContain(listener.Listened, static l => l.Reader == "reader-1"
            && l.Period.StartedAt > Start.AddSeconds(21) && l.Period.EndedAt < Start.AddSeconds(40));
        Assert.Contains(listener.Listened, static l => l.Reader == "reader-1" && l.Period.StartedAt > Start.AddSeconds(41));
        Assert.Contains(listener.Listened, static l => l.Reader == "reader-2" && l.Period.StartedAt > Start.AddSeconds(30));
    }

    [Fact]
    public void Apply_DeafAntenna_ListensButHearsNothing()
    {
        Listener listener = new();
        SteppedSite site = new(new SimulationOptions { Activity = 0 }, Start, Watch, TimeSpan.FromSeconds(15), listener);
        site.Apply(FaultPlan.Parse("00:00:10 deaf reader-2/3 1h"));
        site.AdvanceBy(TimeSpan.FromSeconds(30));

        ListeningPeriod[] late = [.. listener.Listened.Where(static l => l.Reader == "reader-2" && l.Period.AntennaPort == 3
            && l.Period.StartedAt > Start.AddSeconds(11)).Select(static l => l.Period)];
        Assert.NotEmpty(late);
        Assert.All(late, static period => Assert.Equal(0, period.Reads));
    }

    private static InventoryProfile Profile(int dbm, Session session) =>
        new([.. Enumerable.Range(1, 4).Select(port => new AntennaSettings((byte)port, dbm))], session, PollInputs: true);

    private static SteppedSite Advanced(SimulationOptions options, Listener listener, TimeSpan time)
    {
        SteppedSite site = new(options, Start, Watch, TimeSpan.FromSeconds(15), listener);
        site.AdvanceBy(time);
        return site;
    }

    private static string TruthOf(SteppedSite site) => string.Join('\n', site.World.Truth.Stays.Select(
        static pair => $"{pair.Key} {string.Join(' ', pair.Value)}").Concat(site.World.Truth.Doors.Select(static door => door.ToString())));

    private sealed class Listener : ISiteListener
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private DateTimeOffset _last;

        public int Reads { get; private set; }
        public Dictionary<Epc, Dictionary<(string, byte), List<float>>> Heard { get; } = [];
        public Dictionary<Epc, DateTimeOffset> LastHeard { get; } = [];
        public List<(string Reader, ListeningPeriod Period)> Listened { get; } = [];
        public List<(string Reader, bool High)> Inputs { get; } = [];
        public string Digest => Convert.ToHexString(_hash.GetCurrentHash());

        public void OnReader(string reader, in ReaderEvent happened)
        {
            DateTimeOffset at = happened.Kind switch
            {
                ReaderEventKind.TagRead => happened.Read.ObservedAt,
                ReaderEventKind.Listened => happened.Listening.EndedAt,
                _ => happened.Input.ObservedAt,
            };
            Assert.True(at >= _last, "events in order of time");
            _last = at;
            if (happened.Kind == ReaderEventKind.TagRead)
            {
                TagRead read = happened.Read;
                Reads++;
                LastHeard[read.Epc] = read.ObservedAt;
                if (!Heard.TryGetValue(read.Epc, out Dictionary<(string, byte), List<float>>? antennas)) Heard[read.Epc] = antennas = [];
                if (!antennas.TryGetValue((reader, read.AntennaPort), out List<float>? values))
                    antennas[(reader, read.AntennaPort)] = values = [];
                values.Add(read.RssiDbm!.Value);
                _hash.AppendData(Encoding.ASCII.GetBytes($"{reader}{read.Epc}{read.AntennaPort}{read.RssiDbm}{at.UtcTicks}"));
            }
            else if (happened.Kind == ReaderEventKind.Listened)
            {
                Listened.Add((reader, happened.Listening));
            }
            else
            {
                Inputs.Add((reader, happened.Input.High));
            }
        }

        public void OnTemperature(ProbePlace probe, in TemperatureReading reading) =>
            _hash.AppendData(Encoding.ASCII.GetBytes($"{probe.Device}{reading.Celsius}{reading.ObservedAt.UtcTicks}"));
    }
}
