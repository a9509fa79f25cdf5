using System.Net;
using Inventory.People;

namespace Edge.Tests.Web;

/// <summary>What the OpenAPI document calls an enumeration's values is what an address may say.</summary>
public sealed class QueryEnumTests
{
    [Theory]
    [InlineData("alarms?state=open", 200)]
    [InlineData("alarms?state=returned", 200)]
    [InlineData("alarms?state=history&limit=5", 200)]
    [InlineData("units?component=redCells&abo=AB&rhD=negative", 200)]
    [InlineData("units?abo=paraBombay&status=returnedToSupplier&sort=fefo", 200)]
    [InlineData("units?filter=shortDated", 200)]
    [InlineData("units?filter=short-dated", 400)]
    [InlineData("alarms?state=opened", 400)]
    public async Task Get_EnumInTheAddress_IsReadAsInJson(string address, int status)
    {
        await using WebFixture web = await WebFixture.StartAsync();
        using WebClient viewer = await web.SignedInAsync(Role.Viewer);

        using HttpResponseMessage answer = await viewer.GetAsync($"/api/v1/{address}");

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
    }
}
