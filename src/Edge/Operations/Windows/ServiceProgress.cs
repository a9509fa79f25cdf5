using System.Runtime.InteropServices;

namespace Edge.Operations.Windows;

/// <summary>States of a service, as the manager numbers them.</summary>
internal enum ServiceState : uint { Stopped = 1, StartPending = 2, StopPending = 3, Running = 4 }

/// <summary>What a service tells its manager (SERVICE_STATUS).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ServiceStatus
{
    public uint Type;
    public ServiceState State;
    public uint Accepted, ExitCode, SpecificExitCode, CheckPoint, WaitHintMs;
}

/// <summary>How far a service is, and what the manager is to be told of it. For one thread at a time.</summary>
internal sealed class ServiceProgress
{
    public const uint OwnProcess = 0x10, SpecificError = 1066;
    public const uint AcceptStop = 1, AcceptShutdown = 4, AcceptPowerEvent = 0x40, AcceptPreshutdown = 0x100;

    /// <summary>A ledger of a million entries opens in two seconds; a disk that checks itself after a power cut takes longer.</summary>
    public const uint StartHintMs = 60_000;

    /// <summary>Three times what a stop may take.</summary>
    public const uint StopHintMs = 15_000;

    private uint _checkPoint;

    public ServiceState State { get; private set; } = ServiceState.StartPending;

    /// <param name="exitCode">Of the work, once it has ended; other than 0 it is reported as the service's own error.</param>
    /// <returns>Null when there is nothing to tell: what stops stays stopping, whatever the work still says of its start.</returns>
    public ServiceStatus? To(ServiceState state, int exitCode = ExitCode.Done)
    {
        if (State is ServiceState.StopPending or ServiceState.Stopped && state != ServiceState.Stopped) return null;
        State = state;
        return new ServiceStatus
        {
            Type = OwnProcess,
            State = state,
            // Only in service: the manager must not order what is not heard.
            Accepted = state == ServiceState.Running ? AcceptStop | AcceptShutdown | AcceptPreshutdown | AcceptPowerEvent : 0,
            ExitCode = exitCode == ExitCode.Done ? 0 : SpecificError,
            SpecificExitCode = (uint)exitCode,
            CheckPoint = state is ServiceState.StartPending or ServiceState.StopPending ? ++_checkPoint : 0,
            WaitHintMs = state switch
            {
                ServiceState.StartPending => StartHintMs,
                ServiceState.StopPending => StopHintMs,
                _ => 0,
            },
        };
    }
}
