using System.Text.Json;
using Edge.Operations;
using Inventory.People;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Tests.Web;

/// <summary>What the page of settings shows is what holds, where it comes from, and what the next start would find.</summary>
public sealed class SettingsPageTests
{
    private const string Least = """
        {
          // the least that a site says
          "site": { "Id": "site-1", "Region": "east", "NameZh": "测试血库", "NameEn": "Test bank" },
          "Cabinets": [{ "Id": "fridge-1", "NameZh": "1号冰箱", "NameEn": "Fridge 1", "StorageClass": "red-cells", "Shelves": ["shelf-1"] }],
          "Web": { "IdleMinutes": IDLE }
        }
        """;

    [Fact]
    public async Task Get_FileChangedSinceTheStart_SaysBeforeAndAfterAndWhatIsWrong()
    {
        using Testing.TemporaryFolder folder = new();
        string file = folder.File("site.json");
        await File.WriteAllTextAsync(file, Least.Replace("IDLE", "20", StringComparison.Ordinal), WebFixture.Ct);
        SiteSettings settings = SettingsFile.Load(file).Settings!;
        SettingsSource source = new(settings, file);
        await using WebFixture web = await WebFixture.StartAsync(services: services => services.AddSingleton(source));
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);

        JsonElement before = await supervisor.JsonAsync("/api/v1/settings");
        await File.WriteAllTextAsync(file, Least.Replace("IDLE", "25", StringComparison.Ordinal), WebFixture.Ct);
        JsonElement changed = await supervisor.JsonAsync("/api/v1/settings");
        await File.WriteAllTextAsync(file, Least.Replace("IDLE", "0", StringComparison.Ordinal), WebFixture.Ct);
        JsonElement wrong = await supervisor.JsonAsync("/api/v1/settings");

        Assert.Equal(file, before.GetProperty("file").GetString());
        Assert.Equal(("20", true, false), Line(before, "Web.IdleMinutes"));
        Assert.Equal(("15", false, false), Line(before, "Web.LockMinutes"));
        Assert.Equal(("site-1", true, false), Line(before, "Site.Id"));
        Assert.Equal(("shelf-1", true, false), Line(before, "Cabinets[0].Shelves"));
        Assert.Equal(("20", true, true), Line(changed, "Web.IdleMinutes"));
        Assert.Equal("25", Item(changed, "Web.IdleMinutes").GetProperty("next").GetString());
        Assert.Equal(0, changed.GetProperty("faults").GetArrayLength());
        Assert.Equal("Web.IdleMinutes", wrong.GetProperty("faults")[0].GetProperty("name").GetString());
        Assert.Equal(("20", true, false), Line(wrong, "Web.IdleMinutes")); // what holds is not what is wrong
    }

    [Fact]
    public async Task Get_NoSetting_HoldsASecret()
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient supervisor = await web.SignedInAsync(Role.Supervisor);

        JsonElement view = await supervisor.JsonAsync("/api/v1/settings");

        Assert.All(
            view.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("path").GetString()!),
            static path => Assert.False(
                path.EndsWith("Password", StringComparison.OrdinalIgnoreCase) || path.EndsWith("Key", StringComparison.OrdinalIgnoreCase)
                || path.EndsWith("Secret", StringComparison.OrdinalIgnoreCase) || path.EndsWith("Token", StringComparison.OrdinalIgnoreCase),
                $"{path}: a secret belongs into a file of its own, which the settings name"));
    }

    private static (string? Value, bool Given, bool Changes) Line(JsonElement view, string path)
    {
        JsonElement item = Item(view, path);
        return (item.GetProperty("value").GetString(), item.GetProperty("given").GetBoolean(), item.GetProperty("changes").GetBoolean());
    }

    private static JsonElement Item(JsonElement view, string path) =>
        view.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("path").GetString() == path);
}
