using Edge.Operations;
using Edge.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

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
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddEdgeWeb(new SiteSettings());
        await using WebApplication app = builder.Build();
        app.MapEdgeWeb();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };

        string served = (await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(committed, served, TestContext.Current.CancellationToken);

        string expected = await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken);
        Assert.True(expected == served, Refresh);
    }
}
