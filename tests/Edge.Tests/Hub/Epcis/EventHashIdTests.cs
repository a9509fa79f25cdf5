using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Hub.Epcis;

namespace Edge.Tests.Hub.Epcis;

/// <summary>Against the identifiers that the public reference generator computed for the same documents.</summary>
public sealed class EventHashIdTests
{
    private const string FirstExample =
        "eventType=ObjectEventeventTime=2026-03-02T08:15:30.120ZeventTimeZoneOffset=+01:00epcListepc=https://id.example.org/isbt128/obj/"
        + "A999926000001.E0382V00action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-storingdisposition=https://ref.gs1.org/cbv/Disp-"
        + "availablereadPointid=https://id.example.org/site/0042/loc/fridge-07.reader-1bizLocationid=https://id.example.org/site/0042/loc/"
        + "fridge-07{https://ns.example.org/blood/}expiresAt=2026-04-10T22:59:00.000Z{https://ns.example.org/blood/}groupCode=6200";

    [Fact]
    public void Canonical_FirstExample_IsTheTextOfTheReference() => Assert.Equal(
        FirstExample, EventHashId.Canonical(Events("1-bag-arrives.json")[0], EpcisIds.Prefix, EpcisIds.Namespace));

    [Theory]
    [InlineData("1-bag-arrives.json", 1)]
    [InlineData("2-stocktake.json", 2)]
    [InlineData("3-excursion-begins.json", 1)]
    [InlineData("4-excursion-ends.json", 2)]
    [InlineData("5-transfer.json", 4)]
    [InlineData("6-issue-discard.json", 2)]
    [InlineData("7-correction.json", 2)]
    [InlineData("8-transaction.json", 1)]
    public void Of_EachExample_IsTheIdentifierOfTheReference(string file, int count)
    {
        JsonElement[] events = Events(file);

        Assert.Equal(count, events.Length);
        foreach (JsonElement one in events)
            Assert.Equal(one.GetProperty("eventID").GetString(), Id(one));
    }

    [Fact]
    public void Of_MembersAndListsInAnyOrder_IsTheSame()
    {
        foreach (JsonElement one in Events("4-excursion-ends.json"))
        {
            JsonObject original = JsonObject.Create(one)!;
            for (int seed = 0; seed < 20; seed++)
                Assert.Equal(Id(one), Id(JsonSerializer.SerializeToElement(Shuffled(original, new Random(seed)))));
        }
    }

    [Theory]
    [InlineData("eventTime", "2026-03-02T09:15:30.12+01:00", true)] // the same instant
    [InlineData("eventTime", "2026-03-02T08:15:30.121Z", false)]
    [InlineData("recordTime", "2026-03-02T10:00:00.000Z", true)] // the receiver's own
    [InlineData("bizStep", " storing ", true)]
    [InlineData("bizStep", "stocking", false)]
    [InlineData("bl:groupCode", "5100", false)]
    public void Of_OneMemberChanged_ChangesOnlyForOtherContent(string member, string value, bool same)
    {
        JsonElement original = Events("1-bag-arrives.json")[0];
        JsonObject changed = JsonObject.Create(original)!;
        changed[member] = value;

        Assert.Equal(same, Id(original) == Id(JsonSerializer.SerializeToElement(changed)));
    }

    [Theory]
    [InlineData("6.4", "6.40")]
    [InlineData("6", "6.0")]
    [InlineData("-20", "-2e1")]
    public void Of_NumberWrittenInAnotherWay_IsTheSame(string one, string other) => Assert.Equal(Id(With(one)), Id(With(other)));

    private static JsonElement With(string number) => JsonDocument.Parse(
        $$"""{"type":"ObjectEvent","eventTime":"2026-03-02T08:15:30Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE","bl:limit":{{number}}}""").RootElement;

    private static string Id(JsonElement happened) => EventHashId.Of(happened, EpcisIds.Prefix, EpcisIds.Namespace);

    private static JsonElement[] Events(string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "data", "epcis", file);
        return [.. JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.GetProperty("epcisBody").GetProperty("eventList").EnumerateArray()];
    }

    /// <summary>A pair of a transaction keeps its order: there the reference hashes what stands first, first.</summary>
    private static JsonNode Shuffled(JsonNode node, Random random) => node switch
    {
        JsonObject pair when pair.ContainsKey("bizTransaction") => pair.DeepClone(),
        JsonObject members => new JsonObject(Mixed(members, random).Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Shuffled(member.Value!, random)))),
        JsonArray list => new JsonArray([.. Mixed(list, random).Select(one => Shuffled(one!, random))]),
        _ => node.DeepClone(),
    };

    private static T[] Mixed<T>(IEnumerable<T> all, Random random)
    {
        T[] mixed = [.. all];
        random.Shuffle(mixed);
        return mixed;
    }
}
