using FsCheck;
using FsCheck.Fluent;
using Inventory.Presence;
using static Inventory.Tests.Presence.Site;

namespace Inventory.Tests.Presence;

public sealed class PresenceProperties
{
    private const int Tags = 5;

    /// <summary>Anything that may come: reads with absurd strengths and stamps, listening told twice, doors, restarts, sweeps.</summary>
    private static readonly Gen<Action<Site>[]> s_anything =
        Gen.Choose(0, 11).SelectMany(kind => Gen.Choose(0, 1_000_000).Select(number => Step(kind, number))).ArrayOf(200);

    [Fact]
    public void Table_WhateverComes_IsAProbability() => Check.QuickThrowOnFailure(Prop.ForAll(s_anything.ToArbitrary(), steps =>
    {
        Site site = new(cabinets: 3);
        foreach (Action<Site> step in steps)
        {
            step(site);
            for (int tag = 0; tag < Tags; tag++)
            {
                if (!site.Tracker.TryGetBelief(Tag(tag), site.Now, out PlaceBelief belief)) continue;
                double[] table = site.Tracker.TableOf(Tag(tag));
                Assert.All(table, static chance => Assert.InRange(chance, 0, 1));
                Assert.Equal(1, table.Sum(), 4);
                Assert.InRange(belief.Chance, 0, 1.000001);
                Assert.InRange(belief.NextChance, 0, 1);
                Assert.True(belief.CabinetChance >= belief.Chance - 1e-6, belief.ToString());
            }
        }
    }));

    [Fact]
    public void Changes_WhateverComes_FollowFromEachOther() => Check.QuickThrowOnFailure(Prop.ForAll(s_anything.ToArbitrary(), steps =>
    {
        Site site = new(cabinets: 3);
        foreach (Action<Site> step in steps) step(site);
        foreach (PlaceChange change in site.Changes)
        {
            Assert.Equal(change.Change == PresenceChange.Removed, change.Place is null);
            Assert.InRange(change.Chance, 0.15, 1); // a sure cabinet may come with its likeliest shelf
            Assert.NotEqual(change.Place, change.Change == PresenceChange.Moved ? change.Was : PlaceId.Parse("none"));
        }
    }));

    [Fact]
    public void Sweep_WithoutListening_NeverRemoves() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 4000).Two().ToArbitrary(), gaps =>
        {
            Site site = new();
            site.Run(40, new Lying(Tag(0), 1), new Lying(Tag(1), 6));
            site.Changes.Clear();
            for (int time = 0; time < 200; time++)
            {
                site.Now += (time % 2 == 0 ? gaps.Item1 : gaps.Item2) * TimeSpan.TicksPerMillisecond;
                site.Tracker.Sweep(site.Now, site.Changes);
            }
            Assert.Empty(site.Changes);
        }));

    [Fact]
    public void Observe_ReadsOfTheSameSecondsShuffledAndRepeated_ConcludesTheSame() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            List<(PresenceChange, PlaceId?)> plain = Conclude(static (reads, _) => reads);
            Assert.Equal(plain, Conclude(static (reads, random) => [.. reads.OrderBy(_ => random.Next())]));
            Assert.Equal(plain, Conclude(static (reads, _) => [.. reads.Concat(reads).OrderBy(static read => read.AtTicks)]));
            Assert.Equal(plain, Conclude(static (reads, random) => [.. reads, .. reads.Where(_ => random.Next(3) == 0)]));

            List<(PresenceChange, PlaceId?)> Conclude(Func<TagObservation[], Random, TagObservation[]> disturb)
            {
                Random random = new(seed), order = new(7);
                Site site = new();
                for (int second = 0; second < 90; second++)
                {
                    int shelf = second < 45 ? 1 : 6;
                    TagObservation[] reads = [.. Enumerable.Range(0, 10).Select(at => new TagObservation(
                        Tag(0), shelf ^ (at % 2), (at % 2 == 0 ? -46 : -64) + random.Next(-3, 4),
                        site.Now + (at * TimeSpan.TicksPerSecond / 10)))];
                    foreach (TagObservation read in disturb(reads, order)) site.Tracker.Observe(read, site.Changes);
                    for (int antenna = 0; antenna < site.Layout.Antennas.Count; antenna++)
                        site.Tracker.Listened(new AntennaListened(antenna, site.Now, site.Now + (TimeSpan.TicksPerSecond / 8)));
                    site.Now += TimeSpan.TicksPerSecond;
                }
                return [.. site.Changes.Select(static change => (change.Change, change.Place))];
            }
        }));

    [Fact]
    public void Observe_ClockSetBackAndForth_ConcludesNothingNew() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(-100_000, 100_000).ArrayOf(5).ToArbitrary(), jumps =>
        {
            Site site = new();
            site.Run(40, new Lying(Tag(0), 1));
            site.Changes.Clear();
            foreach (int seconds in jumps)
            {
                site.Now += seconds * TimeSpan.TicksPerSecond;
                site.Run(20, new Lying(Tag(0), 1));
            }
            Assert.Empty(site.Changes);
        }));

    [Fact]
    public void Sweep_StillBagReadNowAndThen_IsNeverRemoved() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 40).Select(static tenths => tenths / 10.0).ToArbitrary(), gap =>
        {
            Site site = new();
            PlaceId cabinet = site.Layout.Zones[0].Cabinet;
            site.Tracker.DoorClosed(cabinet, site.Now);
            for (int opening = 0; opening < 30; opening++)
            {
                site.Run(60, new Lying(Tag(0), 1, gap));
                site.Tracker.DoorOpened(cabinet, site.Now);
                site.Run(8, new Lying(Tag(0), 1, gap));
                site.Tracker.DoorClosed(cabinet, site.Now);
            }
            Assert.Equal(PresenceChange.Arrived, Assert.Single(site.Changes).Change);
        }));

    [Fact]
    public void Sweep_BagTakenThroughTheDoor_IsRemovedInTimeBoundedByItsGap() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 12).Select(static tenths => tenths / 10.0).ToArbitrary(), gap =>
        {
            Site site = new();
            PlaceId cabinet = site.Layout.Zones[0].Cabinet;
            site.Tracker.DoorClosed(cabinet, site.Now);
            site.Run(120, new Lying(Tag(0), 1, gap, Rssi: -40, Neighbour: -50));
            site.Tracker.DoorOpened(cabinet, site.Now);
            site.Run(4, new Lying(Tag(0), 1, gap, Rssi: -40, Neighbour: -50));
            site.Run(8);
            site.Tracker.DoorClosed(cabinet, site.Now);
            site.Changes.Clear();

            site.Run(20 + (60 * gap));

            Assert.Equal(PresenceChange.Removed, Assert.Single(site.Changes).Change);
        }));

    [Fact]
    public void Observe_KnownTags_AllocatesNothing()
    {
        Site site = new();
        Lying[] bags = [.. Enumerable.Range(0, 50).Select(static bag => new Lying(Tag(bag), bag % 8))];
        site.Run(60, bags);
        site.Changes.Clear();
        TagObservation[] reads = new TagObservation[64];

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1000; round++)
        {
            for (int at = 0; at < reads.Length; at++)
                reads[at] = new TagObservation(bags[at % bags.Length].Tag, at % bags.Length % 8, -45, site.Now += 10_000);
            site.Tracker.Observe(reads, site.Changes);
            site.Tracker.Listened(new AntennaListened(round % 8, site.Now - 640_000, site.Now));
            site.Tracker.Sweep(site.Now, site.Changes);
            site.Tracker.TryGetBelief(bags[0].Tag, site.Now, out _);
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Empty(site.Changes);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void TagTrack_Size_StaysWithinItsFourLines() =>
        Assert.InRange(System.Runtime.CompilerServices.Unsafe.SizeOf<TagTrack>(), 1, TagTrack.Bytes);

    [Fact]
    public void Find_TagsAddedAndForgotten_AreFoundAsADictionaryWouldFindThem() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 3000).ArrayOf(4000).ToArbitrary(), numbers =>
        {
            TagTable table = new();
            Dictionary<TagUii, int> known = [];
            foreach (int number in numbers)
            {
                TagUii tag = Tag(number / 2);
                Assert.Equal(known.GetValueOrDefault(tag, -1), table.Find(tag));
                if (known.Remove(tag, out int position)) table.Remove(position);
                else if (number % 2 == 0) known[tag] = table.Add(tag);
            }
            Assert.Equal(known.Count, table.Count);
            foreach ((TagUii tag, int position) in known) Assert.Equal(tag, table[position].Tag);
        }));

    private static Action<Site> Step(int kind, int number)
    {
        TagUii tag = Tag(number % Tags);
        return kind switch
        {
            0 or 1 or 2 or 3 => site => site.Read(tag, number / 7 % 12, number % 11 == 0 ? float.NaN : -(number % 130)),
            4 => site => site.Read(tag, number % 2, -50),
            5 => static site => site.Now += TimeSpan.TicksPerSecond,
            6 => site => site.Now += (number - 500_000) * TimeSpan.TicksPerMillisecond,
            7 => site => site.Tracker.Listened(new AntennaListened(number % 12, site.Now - (number % 9000 * 10_000), site.Now)),
            8 => site => site.Tracker.Sweep(site.Now, site.Changes),
            9 => site => site.Tracker.DoorOpened(site.Layout.Zones[number % 12].Cabinet, site.Now),
            10 => site => site.Tracker.DoorClosed(site.Layout.Zones[number % 12].Cabinet, site.Now),
            _ when number % 3 == 0 => site => site.Tracker.Forget(tag),
            _ => site => site.Tracker.Restore(tag, number % 2 == 0 ? null : site.Layout.Zones[number % 12], site.Now),
        };
    }
}
