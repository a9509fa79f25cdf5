using Edge.Operations.Windows;

namespace Edge.Tests.Operations.Windows;

public sealed class ServiceOrdersTests
{
    [Theory]
    [InlineData(1u, 0u, "Stop")]
    [InlineData(5u, 0u, "PowerOff")] // SERVICE_CONTROL_SHUTDOWN
    [InlineData(15u, 0u, "PowerOff")] // SERVICE_CONTROL_PRESHUTDOWN
    [InlineData(13u, 4u, "Sleep")] // PBT_APMSUSPEND
    [InlineData(13u, 18u, "Wake")] // PBT_APMRESUMEAUTOMATIC
    [InlineData(13u, 7u, "Noted")] // PBT_APMRESUMESUSPEND: somebody is there; it has woken before
    [InlineData(13u, 10u, "Noted")] // PBT_APMPOWERSTATUSCHANGE
    [InlineData(4u, 0u, "Noted")] // SERVICE_CONTROL_INTERROGATE
    [InlineData(2u, 0u, "Unknown")] // SERVICE_CONTROL_PAUSE: monitoring does not pause
    [InlineData(11u, 4u, "Unknown")]
    [InlineData(200u, 0u, "Unknown")]
    public void Of_CodeOfTheManager_IsWhatItMeans(uint code, uint detail, string expected) =>
        Assert.Equal(expected, ServiceOrders.Of(code, detail).ToString());
}
