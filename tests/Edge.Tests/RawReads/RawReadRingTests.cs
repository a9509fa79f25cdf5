using Edge.Operations;
using Edge.RawReads;
using FsCheck;
using FsCheck.Fluent;
using Inventory;
using Inventory.Presence;
using Testing;

namespace Edge.Tests.RawReads;

public sealed class RawReadRingTests
{
    [Fact]
    public void Block_AnythingHeard_ComesOutAsItWentIn()
    {
        Gen<Heard> any =
            from kind in Gen.Choose(0, 5)
            from antenna in Gen.Choose(0, 2)
            from tag in Gen.Choose(0, 40)
            from rssi in Gen.OneOf(Gen.Constant(float.NaN), Gen.Choose(-9999, 0).Select(static n => n / 100f))
            from at in Gen.Choose(-1_000_000, int.MaxValue)
            from span in Gen.Choose(0, int.MaxValue)
            select (HeardKind)kind switch
            {
                HeardKind.Read => Heard.Of(new TagObservation(Tag(tag), antenna, rssi, Start + at)),
                HeardKind.Listened => Heard.Of(new AntennaListened(antenna, Start + at - span, Start + at)),
                HeardKind.DoorOpened => Heard.Door(antenna % 2, true, Start + at),
                HeardKind.DoorUnknown => Heard.Door(antenna % 2, open: null, Start + at),
                HeardKind.Tuned => Heard.Tuned(antenna, tag - 20, Start + at),
                _ => Heard.Door(antenna % 2, false, Start + at),
            };
        Prop.ForAll(any.ListOf().ToArbitrary(), static told =>
        {
            BlockWriter block = new(RawReadBed.Names);
            foreach (Heard each in told) block.Add(each);
            Assert.Equal(told, Unpack(block.Written.ToArray(), RawReadBed.Names));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Block_AnyBytes_AreRefusedOrRead()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
        {
            try
            {
                Unpack(bytes, RawReadBed.Names);
            }
            catch (InvalidDataException)
            {
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Block_OfASiteWithOtherAntennas_KeepsWhatIsStillThere()
    {
        BlockWriter block = new(RawReadBed.Names);
        block.Add(Read(1, antenna: 0, at: 5));
        block.Add(Read(2, antenna: 2, at: 6));
        block.Add(Heard.Door(1, true, Start + 7));
        block.Add(Read(1, antenna: 2, at: 8));
        HeardNames fewer = new([RawReadBed.Names.Antennas[2]], [PlaceId.Parse("fridge-2")]);

        List<Heard> heard = Unpack(block.Written.ToArray(), fewer);

        Assert.Equal([Read(2, antenna: 0, at: 6), Heard.Door(0, true, Start + 7), Read(1, antenna: 0, at: 8)], heard);
    }

    [Fact]
    public async Task Add_StoppedAndStartedAgain_KeepsEverythingInOrder()
    {
        await using RawReadBed bed = await RawReadBed.StartAsync();
        List<Heard> told = [.. Enumerable.Range(0, 50_000).Select(static i => Read(i % 300, i % 3, i * 20_000L))];

        foreach (Heard each in told.Take(20_000)) await AddAsync(bed, each);
        await bed.StopRingAsync();
        bed.Time.Advance(TimeSpan.FromSeconds(2));
        await bed.StartRingAsync();
        foreach (Heard each in told.Skip(20_000)) await AddAsync(bed, each);
        await bed.StopRingAsync();

        Assert.Equal(0, bed.Lost);
        Assert.Equal(told, bed.Read());
        Assert.True(FolderBytes(bed) < told.Count * 6, $"{FolderBytes(bed)} bytes for {told.Count} reads");
    }

    [Fact]
    public async Task Add_EveryTenSeconds_HandsABlockToTheDisk()
    {
        await using RawReadBed bed = await RawReadBed.StartAsync();

        bed.Ring.Add(Read(7, 0, 0));
        bed.Time.Advance(TimeSpan.FromSeconds(10));
        bed.Ring.Add(Read(8, 0, 1));
        await bed.StopRingAsync();

        Assert.Equal(2, RingFile.Blocks(Assert.Single(Directory.GetFiles(bed.Folder)), static _ => { }).Count());
    }

    [Fact]
    public async Task Read_FileCutInTheMiddle_IsGoodUpToThere()
    {
        await using RawReadBed bed = await RawReadBed.StartAsync();
        for (int i = 0; i < 30_000; i++)
        {
            bed.Ring.Add(Read(i % 300, i % 3, i * 20_000L));
            await Task.Yield();
        }
        await bed.StopRingAsync();
        string file = Assert.Single(Directory.GetFiles(bed.Folder));
        using (FileStream stream = File.OpenWrite(file)) stream.SetLength(stream.Length - 5);
        List<(string File, long Offset)> damaged = [];

        List<Heard> heard = bed.Read((where, offset) => damaged.Add((where, offset)));

        Assert.InRange(heard.Count, 1, 29_999);
        Assert.Equal(Enumerable.Range(0, heard.Count).Select(static i => Read(i % 300, i % 3, i * 20_000L)), heard);
        Assert.Equal(file, Assert.Single(damaged).File);
    }

    [Fact]
    public async Task Ring_MoreThanItMayHold_DropsTheOldestFiles()
    {
        RawReadSection small = new() { MaxMegabytes = 1, KeepDays = 3650 };
        await using RawReadBed bed = await RawReadBed.StartAsync(small);
        Random random = new(5);
        for (int hour = 0; hour < 6; hour++)
        {
            for (int i = 0; i < 40_000; i++)
            {
                bed.Ring.Add(Read(random.Next(), random.Next(3), ((hour * 40_000L) + i) * 20_000L));
                await Task.Yield();
            }
            await bed.StopRingAsync();
            bed.Time.Advance(TimeSpan.FromHours(1));
            await bed.StartRingAsync(small);
        }
        bed.Ring.Add(Read(1, 0, long.MaxValue / 4));
        await bed.StopRingAsync();

        Assert.InRange(FolderBytes(bed), 1, 1_000_000);
        Assert.Equal(long.MaxValue / 4 + Start, bed.Read()[^1].AtTicks); // the newest stays
    }

    [Fact]
    public async Task Add_FolderCannotBeWritten_LosesReadsOnlyHereAndCountsThem()
    {
        await using RawReadBed bed = await RawReadBed.StartAsync();
        File.WriteAllText(bed.Folder, "in the way");

        bed.Ring.Add(Read(7, 0, 0));
        await bed.StopRingAsync();
        File.Delete(bed.Folder);
        await bed.StartRingAsync();
        bed.Ring.Add(Read(8, 0, 20));
        await bed.StopRingAsync();

        Assert.Equal(1, bed.Lost);
        Assert.Equal([Read(8, 0, 20)], bed.Read());
    }

    private static readonly long Start = new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero).UtcTicks;

    private static Heard Read(int tag, int antenna, long at) => Heard.Of(new TagObservation(Tag(tag), antenna, -55.5f, Start + at));

    private static TagUii Tag(int number) => new([0x01, .. BitConverter.GetBytes(number), .. BitConverter.GetBytes(number * 7)]);

    private static List<Heard> Unpack(byte[] block, HeardNames names)
    {
        BlockReader reader = RingReader.Open(block, names);
        List<Heard> heard = [];
        while (reader.TryNext(out Heard one)) heard.Add(one);
        return heard;
    }

    /// <summary>A reader is not faster than the disk for long.</summary>
    private static async Task AddAsync(RawReadBed bed, Heard heard)
    {
        await Wait.UntilAsync(() => bed.Ring.FreeBlocks > 0);
        bed.Ring.Add(heard);
    }

    private static long FolderBytes(RawReadBed bed) => Directory.GetFiles(bed.Folder).Sum(static file => new FileInfo(file).Length);
}
