using System.Runtime.InteropServices;
using Edge.Operations.Windows;

namespace Edge.Tests.Operations.Windows;

public sealed class ServiceProgressTests
{
    [Fact]
    public void To_StartAndStop_TellsTheManagerWhatItMayOrderAndHowLongToWait()
    {
        ServiceProgress progress = new();

        ServiceStatus starting = progress.To(ServiceState.StartPending)!.Value;
        ServiceStatus running = progress.To(ServiceState.Running)!.Value;
        ServiceStatus stopping = progress.To(ServiceState.StopPending)!.Value;
        ServiceStatus stopped = progress.To(ServiceState.Stopped)!.Value;

        Assert.Equal((0u, 60_000u, 1u), (starting.Accepted, starting.WaitHintMs, starting.CheckPoint));
        Assert.Equal((0x145u, 0u, 0u), (running.Accepted, running.WaitHintMs, running.CheckPoint)); // stop, shutdown, power, preshutdown
        Assert.Equal((0u, 15_000u, 2u), (stopping.Accepted, stopping.WaitHintMs, stopping.CheckPoint));
        Assert.Equal((0u, 0u, 0u, 0u), (stopped.Accepted, stopped.WaitHintMs, stopped.ExitCode, stopped.SpecificExitCode));
        Assert.All([starting, running, stopping, stopped], static status => Assert.Equal(0x10u, status.Type));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void To_StoppedWithAFailure_IsAnErrorOfTheServicesOwn(int exitCode)
    {
        ServiceStatus status = new ServiceProgress().To(ServiceState.Stopped, exitCode)!.Value;

        Assert.Equal((1066u, (uint)exitCode), (status.ExitCode, status.SpecificExitCode)); // ERROR_SERVICE_SPECIFIC_ERROR
    }

    [Fact]
    public void To_OrderedToStopWhileItStarts_NeverSaysThatItRuns()
    {
        ServiceProgress progress = new();
        progress.To(ServiceState.StopPending);

        Assert.Null(progress.To(ServiceState.Running));
        Assert.Null(progress.To(ServiceState.StopPending)); // ordered twice: a notice, then the shutdown itself
        Assert.Equal(ServiceState.Stopped, progress.To(ServiceState.Stopped)!.Value.State);
        Assert.Null(progress.To(ServiceState.Running));
    }

    /// <summary>SERVICE_STATUS is seven 32-bit words, and the manager reads it as it lies there.</summary>
    [Fact]
    public void Status_InMemory_IsAsTheManagerReadsIt()
    {
        ServiceStatus status = new()
        {
            Type = 1, State = (ServiceState)2, Accepted = 3, ExitCode = 4, SpecificExitCode = 5, CheckPoint = 6, WaitHintMs = 7,
        };

        Assert.Equal([1u, 2, 3, 4, 5, 6, 7], MemoryMarshal.Cast<ServiceStatus, uint>(new ReadOnlySpan<ServiceStatus>(in status)).ToArray());
    }
}
