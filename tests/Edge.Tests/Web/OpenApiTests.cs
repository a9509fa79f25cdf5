using Inventory.People;
using Testing;

namespace Edge.Tests.Web;

public sealed class OpenApiTests
{
    private const string Refresh =
        "The routes changed. Refresh the document with: UPDATE_OPENAPI=1 dotnet tests/Edge.Tests/bin/Release/net10.0/Edge.Tests.dll"
        + " -class '*OpenApiTests', look at the difference, commit it, and generate the client of the pages again.";

    [Fact]
    public async Task Document_Served_IsTheCommittedOne()
    {
        string committed = Repository.File("src", "Edge", "Web", "openapi.json");
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient client = await web.SignedInAsync(Role.Viewer);

        using HttpResponseMessage answer = await client.GetAsync("/openapi/v1.json");
        string served = (await answer.Content.ReadAsStringAsync(WebFixture.Ct)).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1") await File.WriteAllTextAsync(committed, served, WebFixture.Ct);

        string expected = await File.ReadAllTextAsync(committed, WebFixture.Ct);
        Assert.True(expected == served, Refresh);
    }
}
