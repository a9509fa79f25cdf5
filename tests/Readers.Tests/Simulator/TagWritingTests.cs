using HardwareSim;
using HardwareSim.Goods;
using Readers.Writing;
using Testing;

namespace Readers.Tests.Simulator;

/// <summary>Tags get their numbers through the real drivers on simulated readers of each family, while these go on reading.</summary>
public sealed class TagWritingTests
{
    private const double Speed = 4;
    private const string Blank = "E28011700000020A7C4B1111", Number = "305400000000000000000AAA";
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<ReaderKind> Kinds => [.. Enum.GetValues<ReaderKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WriteAsync_OneTagByItsNumber_IsWrittenReadBackAndInventoryGoesOn(ReaderKind kind)
    {
        await using Bench bench = await Bench.StartAsync(kind);
        SimulatedTag tag = bench.Lay(Blank), neighbour = bench.Lay("E28011700000020A7C4B2222");

        TagWriteReport report = await bench.WriteAsync(TagChoice.WithEpc(EpcOf(Blank)), Number);

        Assert.True(report.Outcome == TagWriteOutcome.Written, $"{report}");
        Assert.Equal((Number, Number), (report.EpcNow.ToString(), tag.Uii.ToString()));
        Assert.Equal(Convert.ToHexString(tag.Memory.Tid), report.Tid.ToString());
        Assert.Equal("E28011700000020A7C4B2222", neighbour.Uii.ToString());
        await bench.Run.NextAsync(static told => told.Kind == ReaderEventKind.TagRead && told.Read.Epc.ToString() == Number);
        await bench.Run.NextAsync(static told => told.Kind == ReaderEventKind.TagRead && told.Read.Epc.ToString() == "E28011700000020A7C4B2222");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WriteAsync_TwoTagsWithOneNumber_IsRefusedByNumberAndNothingIsWritten(ReaderKind kind)
    {
        await using Bench bench = await Bench.StartAsync(kind);
        SimulatedTag one = bench.Lay(Blank), two = bench.Lay(Blank);

        TagWriteReport report = await bench.WriteAsync(TagChoice.WithEpc(EpcOf(Blank)), Number);

        Assert.True(report.Outcome == TagWriteOutcome.Several, $"{report}");
        Assert.Equal((Blank, Blank), (one.Uii.ToString(), two.Uii.ToString()));
    }

    [Theory]
    [InlineData(ReaderKind.Llrp)]
    [InlineData(ReaderKind.ThingMagic)]
    public async Task WriteAsync_TwoTagsWithOneNumberByIdentity_WritesTheOneThatIsMeant(ReaderKind kind)
    {
        await using Bench bench = await Bench.StartAsync(kind);
        SimulatedTag one = bench.Lay(Blank), two = bench.Lay(Blank);
        Epc.TryCreate(two.Memory.Tid, out Epc tid);

        TagWriteReport report = await bench.WriteAsync(TagChoice.WithTid(tid), Number);

        Assert.True(report.Outcome == TagWriteOutcome.Written, $"{report}");
        Assert.Equal((Blank, Number), (one.Uii.ToString(), two.Uii.ToString()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WriteAsync_LongerNumber_ChangesTheLengthToo(ReaderKind kind)
    {
        await using Bench bench = await Bench.StartAsync(kind);
        bench.Lay(Blank);
        const string Longer = "305400000000000000000AAA00112233";

        Assert.Equal(TagWriteOutcome.Written, (await bench.WriteAsync(TagChoice.WithEpc(EpcOf(Blank)), Longer)).Outcome);

        TagRead read = (await bench.Run.NextAsync(static told => told.Kind == ReaderEventKind.TagRead && told.Read.Epc.ToString() == Longer)).Read;
        Assert.Equal((ushort)0x4000, read.ProtocolControl);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WriteAsync_WithAnApplicationFamily_SetsItsBits(ReaderKind kind)
    {
        await using Bench bench = await Bench.StartAsync(kind);
        bench.Lay(Blank);
        string worn = Blank;
        foreach ((string number, ushort control) in ((string, ushort)[])[(Number, 0x310B), (Number + "00112233", 0x410B)])
        {
            Assert.Equal(TagWriteOutcome.Written, (await bench.WriteAsync(TagChoice.WithEpc(EpcOf(worn)), number, family: 0x0B)).Outcome);

            TagRead read = (await bench.Run.NextAsync(told => told.Kind == ReaderEventKind.TagRead && told.Read.Epc.ToString() == number)).Read;
            Assert.Equal(control, read.ProtocolControl);
            worn = number;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WriteAsync_TagTakenAwayHalfWay_SaysThatItIsNotKnown(ReaderKind kind)
    {
        await using Bench bench = await Bench.StartAsync(kind);
        SimulatedTag tag = bench.Lay(Blank);
        bench.TakeAwayOnceChanged(tag);

        TagWriteReport report = await bench.WriteAsync(TagChoice.WithEpc(EpcOf(Blank)), Number);

        Assert.True(report.Outcome == TagWriteOutcome.LeftField, $"{report}");
        Assert.Null(report.EpcNow);
        Assert.Equal(Convert.ToHexString(tag.Memory.Tid), report.Tid.ToString());
        Assert.NotEqual(Blank, tag.Uii.ToString());
        Assert.NotEqual(Number, tag.Uii.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WriteAsync_LockedTag_IsRefusedInWordsAndUnchanged(ReaderKind kind)
    {
        await using Bench bench = await Bench.StartAsync(kind);
        bench.Lay(Blank).Memory.EpcLocked = true;

        TagWriteReport report = await bench.WriteAsync(TagChoice.WithEpc(EpcOf(Blank)), Number);

        Assert.True(report.Outcome == TagWriteOutcome.Refused, $"{report}");
        Assert.Equal(Blank, report.EpcNow.ToString());
        Assert.EndsWith(".", report.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_NumberThatAnotherTagWears_OrATagThatIsNotThere_WritesNothing()
    {
        await using Bench bench = await Bench.StartAsync(ReaderKind.R2000);
        SimulatedTag tag = bench.Lay(Blank);
        bench.Lay(Number);

        Assert.Equal(TagWriteOutcome.NumberTaken, (await bench.WriteAsync(TagChoice.WithEpc(EpcOf(Blank)), Number)).Outcome);
        Assert.Equal(TagWriteOutcome.NotFound, (await bench.WriteAsync(TagChoice.WithEpc(EpcOf("E280AAAA")), Number)).Outcome);
        Assert.Equal(Blank, tag.Uii.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WriteAsync_ReaderUnpluggedMeanwhile_IsAnsweredAndTheRunEnds(ReaderKind kind)
    {
        await using Bench bench = await Bench.StartAsync(kind);
        bench.Lay(Blank);
        Task<TagWriteReport> writing = bench.WriteAsync(TagChoice.WithEpc(EpcOf(Blank)), Number);
        bench.Site.Apply(HardwareSim.Faults.FaultPlan.Parse("unplug reader-1 10h"));

        await bench.Run.LostAsync();
        await bench.Run.Reader.DisposeAsync(); // its owner opens a new one

        TagWriteOutcome outcome = (await writing.WaitAsync(TimeSpan.FromSeconds(20), Ct)).Outcome;
        Assert.True(outcome is TagWriteOutcome.ReaderFailed or TagWriteOutcome.Written, $"{outcome}");
        // A desk may still hold the old one for a moment: it is answered, in words.
        TagWriteReport late = await bench.WriteAsync(TagChoice.WithEpc(EpcOf(Blank)), Number);
        Assert.Equal(TagWriteOutcome.ReaderFailed, late.Outcome);
        Assert.EndsWith(".", late.Words, StringComparison.Ordinal);
    }

    private static Epc EpcOf(string hex) => Epc.TryCreate(Convert.FromHexString(hex), out Epc epc) ? epc : default;

    /// <summary>An empty shelf before antenna 1, a reader that listens there, and time at four times its pace.</summary>
    private sealed class Bench(TemporaryFolder folder, PacedTime time, SimulatedSite site, SimulatedReaderRun run) : IAsyncDisposable
    {
        public SimulatedSite Site => site;
        public SimulatedReaderRun Run => run;

        public static async Task<Bench> StartAsync(ReaderKind kind)
        {
            TemporaryFolder folder = new();
            PacedTime time = new(Speed);
            SimulatedSite site = await SimulatedSite.StartAsync(
                new SimulationOptions { Seed = new Seed(3), Bags = 0, StrayTags = 0, Activity = 0, Readers = [kind], Cabinets = 1 }, time, folder.Path, Ct);
            SimulatedReaderRun run = await SimulatedReaderRun.StartAsync(site, 0, time);
            await run.NextAsync(static told => told.Kind == ReaderEventKind.Listened);
            return new Bench(folder, time, site, run);
        }

        public SimulatedTag Lay(string epc)
        {
            Epc uii = EpcOf(epc);
            lock (site.World.Gate)
            {
                SimulatedTag tag = site.World.Add(uii, (ushort)(uii.LengthBytes / 2 << 11), null);
                site.World.PutOnShelf(tag, 0, 0);
                return tag;
            }
        }

        /// <summary>A hand takes the tag as soon as its first word has changed.</summary>
        public void TakeAwayOnceChanged(SimulatedTag tag)
        {
            Epc before = tag.Uii;
            lock (site.World.Gate) Look();

            void Look()
            {
                if (tag.Uii != before) site.World.SetAway(tag);
                else site.World.In(TimeSpan.FromMilliseconds(1), Look);
            }
        }

        public Task<TagWriteReport> WriteAsync(TagChoice tag, string number, byte? family = null) => Assert.IsAssignableFrom<ITagWriter>(run.Reader)
            .WriteAsync(new TagWriteOrder(tag, EpcOf(number), 1, 26) { ApplicationFamily = family }, Ct).WaitAsync(TimeSpan.FromSeconds(60), Ct);

        public async ValueTask DisposeAsync()
        {
            await run.DisposeAsync();
            await site.DisposeAsync();
            await time.DisposeAsync();
            folder.Dispose();
        }
    }
}
