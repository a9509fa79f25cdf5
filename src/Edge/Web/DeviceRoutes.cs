using Edge.Devices;
using Edge.Web.Views;
using Readers;

namespace Edge.Web;

/// <summary>Devices and the way to the hub.</summary>
internal static class DeviceRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/devices", Devices).WithName("listDevices").WithTags("devices").Answers<ItemList<DeviceItem>>().Needs(Permission.Read);
        api.MapGet("/hub", Hub).WithName("getHub").WithTags("devices").Answers<HubView>().Needs(Permission.Read);
    }

    /// <summary>Whatever does not work first, then by kind and name.</summary>
    private static IResult Devices(HttpContext http, LiveSite live, TimeProvider time) => Answer.List<DeviceItem>(
        http, [.. from device in live.Devices.Values
            orderby device.State is DeviceState.InService or DeviceState.Starting, device.Kind, device.Id
            select new DeviceItem(
                device.Id, device.Kind, device.State, device.Figure, device.FigureUnit, device.Finding, device.Detail, device.LastSeenAt,
                device.Since, device.Identity,
                [.. device.Antennas.Select(static antenna => new AntennaView(
                    antenna.Port, antenna.Place, antenna.ListenedSeconds, antenna.ReadsPerSecond, antenna.Finding, antenna.ReturnLossDb))],
                [.. device.Faults.Select(static fault => new DeviceFaultView(fault.Finding, fault.Code, fault.Detail, fault.Antenna, fault.Since))],
                device.NoiseBytes, device.BadChecksums, View(device.Capabilities),
                device.Position is { } position ? PositionViews.View(position, time) : null, device.Celsius)]);

    private static ReaderCapabilitiesView? View(ReaderCapabilities? can) => can is null ? null : new(
        can.Model, can.Firmware, can.AntennaPorts, can.Power?.MinDbm, can.Power?.MaxDbm, can.Region,
        can.ChannelsKhz.Count == 0 ? null : can.ChannelsKhz.Min(), can.ChannelsKhz.Count == 0 ? null : can.ChannelsKhz.Max(),
        can.ChannelsKhz.Count, [.. can.Sessions.Select(static session => session.ToString())], can.Inputs, can.Outputs, can.CountsInSteps);

    private static IResult Hub(IHubReport hub) => Answer.Of(hub.Read());
}
