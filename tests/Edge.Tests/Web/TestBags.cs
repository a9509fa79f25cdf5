using System.Net;
using System.Text.Json;
using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Tests.Web;

/// <summary>Bags for tests of the web side.</summary>
internal static class TestBags
{
    public static UnitKey Key(int number, string product = "E0304V00") => UnitKey.Parse($"G123417{number:000000}{product}");

    public static TagUii Tag(int number) => TagUii.Parse($"E28011700000020F{number:X8}");

    /// <summary>A bag as the ledger takes it, red cells of 2 U, available.</summary>
    public static UnitReceived Received(this WebFixture web, int number, BloodGroup? group = null, TimeSpan? expiresIn = null) => new(
        Key(number), group ?? new BloodGroup(Abo.O, RhD.Positive), "5100", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
        web.Time.GetUtcNow() + (expiresIn ?? TimeSpan.FromDays(20)), QuarantineReason.None, null, web.Time.GetUtcNow());

    /// <summary>A bag with its tag, lying on a shelf, and the tracker says so.</summary>
    public static async Task PlaceAsync(this WebFixture web, int number, string place, BloodGroup? group = null, TimeSpan? expiresIn = null)
    {
        DateTimeOffset now = web.Time.GetUtcNow();
        PlaceId id = PlaceId.Parse(place);
        await web.RecordAsync(
            web.Received(number, group, expiresIn), new TagAssociated(Tag(number), Key(number), now),
            new TagPlaced(Tag(number), PresenceChange.Arrived, id, null, 0.98, Key(number), now));
        web.Beliefs[Tag(number)] = new PlaceBelief(id, 0.98, true, null, 0.02, now, true);
    }

    public static object Receipt(int number, string? tag = null, string group = "5100", string expiresAt = "2026-12-20T23:59", bool? quarantine = false) =>
        new { din = Key(number).Din.ToString(), productCode = "E0304V00", groupCode = group, expiresAt, tag, quarantine };

    /// <summary>Posts and gives the results of the bags.</summary>
    public static async Task<JsonElement[]> ActAsync(this WebClient client, string path, object body, string? key = null)
    {
        (HttpStatusCode status, JsonElement answer) = await client.ExchangeAsync(path, body, key);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {answer}");
        return [.. answer.GetProperty("results").EnumerateArray()];
    }

    public static string Text(this JsonElement element, string member) => element.GetProperty(member).GetString()!;

    public static JsonElement[] Items(this JsonElement list) => [.. list.GetProperty("items").EnumerateArray()];
}
