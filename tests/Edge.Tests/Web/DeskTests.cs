using System.Net;
using System.Text.Json;
using HardwareSim.Goods;
using Inventory;
using Inventory.Identification;
using Inventory.People;
using Inventory.Units;

namespace Edge.Tests.Web;

/// <summary>Bags on a desk, over the bytes of a real driver: listed at once, labelled, and each oddity said.</summary>
public sealed class DeskTests
{
    private const string Blank = "E28011700000020F1B2C3D4E", Other = "E28011700000020F1B2C3D4F";

    [Fact]
    public async Task Tray_BagsLaidDownAndTaken_AreListedAndLeave()
    {
        await using DeskBench bench = await DeskBench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        await bench.Web.RecordAsync(bench.Web.Received(1), new TagAssociated(TagUii.Parse(Blank), TestBags.Key(1), bench.Web.Time.GetUtcNow()));

        SimulatedTag bag = bench.Lay(Blank);
        bench.Lay(Other);
        await bench.UntilAsync(static tags => tags.Count == 2);
        JsonElement[] lying = [.. (await staff.JsonAsync("/api/v1/desks/desk-1/tray")).GetProperty("tags").EnumerateArray()];
        bench.Plate.Take(bag);
        await bench.UntilAsync(static tags => tags.Count == 1);

        JsonElement known = Assert.Single(lying, static tag => tag.Text("uii") == Blank);
        Assert.Equal(TestBags.Key(1).ToString(), known.GetProperty("unit").Text("key"));
        Assert.Equal(JsonValueKind.Null, Assert.Single(lying, static tag => tag.Text("uii") == Other).GetProperty("unit").ValueKind);
    }

    [Fact]
    public async Task Label_BlankTagBound_IsVerifiedByItsChip()
    {
        await using DeskBench bench = await DeskBench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        await bench.Web.RecordAsync(bench.Web.Received(1));
        bench.Lay(Blank);
        await bench.UntilAsync(static tags => tags.Count == 1);

        (HttpStatusCode status, JsonElement label) = await LabelAsync(staff, 1, Blank);
        (_, JsonElement again) = await LabelAsync(staff, 1, Blank);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([TagUii.Parse(Blank)], bench.Web.Ledger.Current.State.Units[TestBags.Key(1)].Tags);
        Assert.Equal(TagUii.Parse(label.Text("chip")), bench.Web.Ledger.Current.State.Tags[TagUii.Parse(Blank)].Chip);
        Assert.Equal(["wasIts"], again.GetProperty("notes").EnumerateArray().Select(static note => note.GetString()));
    }

    [Fact]
    public async Task Label_TagWritten_WearsTheBagsNumberAndNoOther()
    {
        await using DeskBench bench = await DeskBench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        await bench.Web.RecordAsync(bench.Web.Received(1), new TagAssociated(TagUii.Parse(Blank), TestBags.Key(1), bench.Web.Time.GetUtcNow()));
        SimulatedTag tag = bench.Lay(Blank);
        await bench.UntilAsync(static tags => tags.Count == 1);

        (HttpStatusCode status, JsonElement label) = await LabelAsync(staff, 1, Blank, write: true);

        Assert.True(status == HttpStatusCode.OK, label.ToString());
        Assert.True(BagTag.TryEncode(TestBags.Key(1), FlagCharacters.Unused, BagTagForm.Bt96, out TagUii number));
        Assert.Equal(number.ToString(), Convert.ToHexString(Bytes(tag)));
        Assert.Equal([number], bench.Web.Ledger.Current.State.Units[TestBags.Key(1)].Tags);
        Assert.Null(bench.Web.Ledger.Current.State.Tags[TagUii.Parse(Blank)].Unit);
    }

    [Fact]
    public async Task Label_TwoChipsWithOneNumber_IsRefusedInBothLanguages()
    {
        await using DeskBench bench = await DeskBench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        await bench.Web.RecordAsync(bench.Web.Received(1));
        bench.Lay(Blank);
        bench.Lay(Blank);
        await bench.UntilAsync(static tags => tags.Count == 1);

        (HttpStatusCode status, JsonElement problem) = await LabelAsync(staff, 1, Blank);

        Assert.Equal((HttpStatusCode.Conflict, "twoTagsOneNumber"), (status, problem.Text("refusal")));
        Assert.Equal("台上有两个号码相同的标签。", problem.Text("titleZh"));
        Assert.Equal("Two tags with the same number lie on the tray.", problem.Text("titleEn"));
        Assert.Empty(bench.Web.Ledger.Current.State.Units[TestBags.Key(1)].Tags);
    }

    [Fact]
    public async Task Label_SecondTag_NeedsToBeMeant()
    {
        await using DeskBench bench = await DeskBench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        await bench.Web.RecordAsync(bench.Web.Received(1), new TagAssociated(TagUii.Parse(Other), TestBags.Key(1), bench.Web.Time.GetUtcNow()));
        bench.Lay(Blank);
        await bench.UntilAsync(static tags => tags.Count == 1);

        (_, JsonElement refused) = await LabelAsync(staff, 1, Blank);
        (HttpStatusCode status, JsonElement label) = await LabelAsync(staff, 1, Blank, beside: true);

        Assert.Equal("secondTag", refused.Text("refusal"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["secondTag"], label.GetProperty("notes").EnumerateArray().Select(static note => note.GetString()));
        Assert.Equal(2, bench.Web.Ledger.Current.State.Units[TestBags.Key(1)].Tags.Length);
    }

    [Fact]
    public async Task Label_TagOfADiscardedBag_SaysWhoseItWas()
    {
        await using DeskBench bench = await DeskBench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        await bench.Web.RecordAsync(
            bench.Web.Received(1), bench.Web.Received(2), new TagAssociated(TagUii.Parse(Blank), TestBags.Key(1), bench.Web.Time.GetUtcNow()));
        await staff.ActAsync("/api/v1/discards", new { units = new[] { TestBags.Key(1).ToString() }, cause = "damaged" });
        bench.Lay(Blank);
        await bench.UntilAsync(static tags => tags.Count == 1);

        (_, JsonElement label) = await LabelAsync(staff, 2, Blank);

        Assert.Equal(["usedBefore"], label.GetProperty("notes").EnumerateArray().Select(static note => note.GetString()));
        Assert.Equal(TestBags.Key(1).ToString(), label.Text("formerUnit"));
    }

    [Fact]
    public async Task Label_ReaderAway_IsSaidAndTheTrayIsNotClaimed()
    {
        await using DeskBench bench = await DeskBench.StartAsync();
        using WebClient staff = await bench.Web.SignedInAsync(Role.Staff);
        await bench.Web.RecordAsync(bench.Web.Received(1));
        bench.Lay(Blank);
        await bench.UntilAsync(static tags => tags.Count == 1);

        await bench.LoseReaderAsync();

        JsonElement tray = await staff.JsonAsync("/api/v1/desks/desk-1/tray");
        Assert.False(tray.GetProperty("desk").GetProperty("listening").GetBoolean());
        Assert.Empty(tray.GetProperty("tags").EnumerateArray());
        (_, JsonElement problem) = await LabelAsync(staff, 1, Blank);
        Assert.Equal("deskReaderAway", problem.Text("refusal"));
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> LabelAsync(
        WebClient staff, int number, string tag, bool write = false, bool beside = false) =>
        staff.ExchangeAsync("/api/v1/desks/desk-1/labels", new { unit = TestBags.Key(number).ToString(), tag, write, beside });

    private static byte[] Bytes(SimulatedTag tag)
    {
        byte[] bytes = new byte[tag.Uii.LengthBytes];
        tag.Uii.CopyTo(bytes);
        return bytes;
    }
}
