namespace Edge.Web;

/// <summary>Devices and the way to the hub.</summary>
internal static class DeviceRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/devices", Devices).WithName("listDevices").WithTags("devices").Answers<ItemList<DeviceItem>>().Needs(Permission.Read);
        api.MapGet("/hub", Hub).WithName("getHub").WithTags("devices").Answers<HubView>().Needs(Permission.Read);
    }

    private static IResult Devices() => Pending.Answer();

    private static IResult Hub() => Pending.Answer();
}
