namespace Edge.Operations.Windows;

/// <summary>What the service manager asks of a service.</summary>
internal enum ServiceOrder : byte
{
    /// <summary>Not of ours: the manager is told so.</summary>
    Unknown,

    /// <summary>Says how it is, or says a thing that asks for no act.</summary>
    Noted,
    Stop,

    /// <summary>The machine is being switched off: ends like a stop, and is written down.</summary>
    PowerOff,
    Sleep,
    Wake,
}

/// <summary>Reads the codes that the service manager calls a service's handler with (winsvc.h, winuser.h).</summary>
internal static class ServiceOrders
{
    public const uint Stop = 1, Interrogate = 4, Shutdown = 5, PowerEvent = 13, Preshutdown = 15;
    public const uint Suspend = 4, ResumeAutomatic = 18;

    /// <param name="code">SERVICE_CONTROL_…</param>
    /// <param name="detail">Of a power event: PBT_APM…; a machine that wakes says <see cref="ResumeAutomatic"/> always, the other resumptions only at times.</param>
    public static ServiceOrder Of(uint code, uint detail) => code switch
    {
        Stop => ServiceOrder.Stop,
        Shutdown or Preshutdown => ServiceOrder.PowerOff,
        PowerEvent => detail switch
        {
            Suspend => ServiceOrder.Sleep,
            ResumeAutomatic => ServiceOrder.Wake,
            _ => ServiceOrder.Noted, // battery, a lid: nothing for us
        },
        Interrogate => ServiceOrder.Noted,
        _ => ServiceOrder.Unknown,
    };
}
