using HardwareSim;
using HardwareSim.Faults;
using HardwareSim.Goods;
using Readers.Sensors;

namespace Readers.Tests.Simulator;

/// <summary>A hand-held reader with which somebody walks through the room.</summary>
public sealed class HandHeldTests
{
    private const string Hand = "handheld-1";
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly SimulationOptions s_room = new() { Seed = new Seed(5), Bags = 100, Activity = 0, HandHeld = true };

    [Fact]
    public void Walk_BeforeAShutMetalDoor_HearsNothing()
    {
        Listener listener = new();
        SteppedSite site = Site(s_room with { Door = DoorKind.Metal }, listener);
        site.Apply(FaultPlan.Parse($"walk {Hand} fridge-2/shelf-3 5s"));
        site.AdvanceBy(TimeSpan.FromSeconds(15));

        Assert.DoesNotContain(listener.Reads, static read => read.Reader == Hand);
        Assert.Contains(listener.Reads, static read => read.Reader == "reader-2");
        Assert.Equal($"walk: {Hand} is at fridge-2/shelf-3; through its shut door hardly anything is heard: open fridge-2/shelf-3 2m", Assert.Single(site.Said));
    }

    [Fact]
    public void Walk_ToAnOpenDrawerAndAway_HearsItsBagsStrongerThenWeaker()
    {
        Listener listener = new();
        SteppedSite site = Site(s_room, listener);
        site.Apply(FaultPlan.Parse(
            $"open fridge-2/shelf-3 1m; walk {Hand} fridge-2 5s; 00:00:15 walk {Hand} fridge-2/shelf-3 5s; 00:00:30 walk {Hand} fridge-2 5s; 00:00:45 walk {Hand} desk 5s"));
        site.AdvanceBy(TimeSpan.FromSeconds(60));

        // Every tag is compared with itself: at rest before the fridge, with the reader held to the drawer, before the fridge again, at the desk.
        Dictionary<Epc, double> before = listener.Strengths(5, 15), there = listener.Strengths(20, 30), after = listener.Strengths(35, 45);
        Epc[] inDrawer = [.. site.World.Tags.Where(static tag => tag is { Where: Whereabouts.Shelf, Cabinet: 1, Shelf: 2 }).Select(static tag => tag.Uii)];
        Epc[] both = [.. inDrawer.Where(before.ContainsKey)];
        Assert.True(both.Length > 2, $"{both.Length} of {inDrawer.Length} bags heard from before the door");
        Assert.True(inDrawer.Count(there.ContainsKey) > 0.9 * inDrawer.Length, "the reader held to the drawer does not hear what is in it");
        Assert.InRange(both.Average(tag => there[tag] - before[tag]), 8, 30); // 0.7 m and 0.25 m: 40 dB a decade, and echoes
        Assert.Equal(both.Average(tag => before[tag]), both.Where(after.ContainsKey).Average(tag => after[tag]), 2.0);
        Assert.Empty(listener.Strengths(50, 60));
    }

    [Fact]
    public void Walk_ToABagThatLiesAbout_HearsItToo()
    {
        Listener listener = new();
        SteppedSite site = Site(s_room, listener);
        SimulatedTag bag = site.World.Tags.First(static tag => tag.Bag is not null);
        site.World.PutInHand(bag, Walk.Still(new Spot(4.4, 3.0), 0)); // on the bench
        site.Apply(FaultPlan.Parse($"walk {Hand} bench 5s"));
        site.AdvanceBy(TimeSpan.FromSeconds(15));

        Assert.Equal([bag.Uii], listener.Strengths(5, 15).Keys);
    }

    [Fact]
    public void Walk_SameSeed_OtherReadersAndPeopleAreAsWithoutIt()
    {
        SimulationOptions busy = s_room with { Activity = 40 };
        const string Faults = "00:00:30 open fridge-1/shelf-2 2m; 00:01:00 take any";
        Listener with = new(), without = new();
        SteppedSite one = Site(busy, with), other = Site(busy with { HandHeld = false }, without);
        one.Apply(FaultPlan.Parse($"{Faults}; 00:00:10 walk {Hand} fridge-1/shelf-2 20s"));
        other.Apply(FaultPlan.Parse(Faults));
        one.AdvanceBy(TimeSpan.FromMinutes(3));
        other.AdvanceBy(TimeSpan.FromMinutes(3));

        Assert.Contains(with.Reads, static read => read.Reader == Hand);
        Assert.Equal(without.Reads, with.Reads.Where(static read => read.Reader != Hand));
        Assert.Equal(
            other.World.Truth.Stays.Select(static pair => $"{pair.Key} {string.Join(' ', pair.Value)}"),
            one.World.Truth.Stays.Select(static pair => $"{pair.Key} {string.Join(' ', pair.Value)}"));
    }

    [Theory]
    [InlineData("walk reader-1 fridge-1 5s", Hand)]
    [InlineData("walk handheld-1 fridge-9 5s", "fridge-2")]
    [InlineData("walk handheld-1 fridge-1/shelf-9 5s", "fridge-1/shelf-4")]
    public void Walk_NobodyOrNowhere_SaysWhatThereIs(string plan, string hint) => Assert.Contains(
        hint, Assert.Throws<FormatException>(() => Site(s_room, new Listener()).Apply(FaultPlan.Parse(plan))).Message, StringComparison.Ordinal);

    /// <summary>In S1, so that two readers that shared a tag's flags would be seen to disturb each other.</summary>
    private static SteppedSite Site(SimulationOptions options, Listener listener) => new(
        options, s_start, new InventoryProfile([.. Enumerable.Range(1, 4).Select(static port => new AntennaSettings((byte)port, 26))], Session.S1, PollInputs: true),
        TimeSpan.FromSeconds(15), listener);

    private sealed record Read(string Reader, byte Port, Epc Tag, float Dbm, DateTimeOffset At);

    private sealed class Listener : ISiteListener
    {
        public List<Read> Reads { get; } = [];

        public void OnReader(string reader, in ReaderEvent happened)
        {
            if (happened.Kind == ReaderEventKind.TagRead)
                Reads.Add(new Read(reader, happened.Read.AntennaPort, happened.Read.Epc, happened.Read.RssiDbm!.Value, happened.Read.ObservedAt));
        }

        public void OnTemperature(ProbePlace probe, in TemperatureReading reading) { }

        /// <summary>Mean strength of each tag that the hand-held reader heard in these seconds.</summary>
        public Dictionary<Epc, double> Strengths(int from, int to) => Reads
            .Where(read => read.Reader == Hand && read.At >= s_start.AddSeconds(from) && read.At < s_start.AddSeconds(to))
            .GroupBy(static read => read.Tag).ToDictionary(static tag => tag.Key, static tag => (double)tag.Average(static read => read.Dbm));
    }
}
