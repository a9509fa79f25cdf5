using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Edge.Operations.Windows;

/// <summary>Lets a verb run as a service of Windows: tells the service manager how it goes and obeys its stop.</summary>
/// <remarks>
/// The manager calls plain functions, so there is one service a process. A stop, a shutdown and the notice before a shutdown all
/// end the work cleanly. An exit code other than 0 is reported as the service's own error, on which the manager acts as it was told
/// (deploy/windows): restart.
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed unsafe class WindowsService : IDisposable
{
    private const string Name = "edge"; // of no meaning for a service with a process of its own
    private static WindowsService? s_current;

    private readonly Func<Action, CancellationToken, Task<int>> _work;
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly Lock _gate = new();
    private readonly ServiceProgress _progress = new();
    private nint _handle;
    private int _exitCode;

    private WindowsService(Func<Action, CancellationToken, Task<int>> work) => _work = work;

    /// <summary>The machine is switched off, goes to sleep or has woken. Raised on the manager's thread, before the order is obeyed.</summary>
    public static event Action<ServiceOrder>? PowerChanged;

    /// <summary>Blocks until the service has stopped.</summary>
    /// <param name="work">Gets what to call once it is in service, and a token that ends it; gives its exit code.</param>
    /// <returns>The work's exit code; null when this process was not started by the service manager.</returns>
    public static int? Run(Func<Action, CancellationToken, Task<int>> work)
    {
        using WindowsService service = s_current = new WindowsService(work);
        fixed (char* name = Name)
        {
            ServiceControl.TableEntry* table = stackalloc ServiceControl.TableEntry[2]; // the second, of zeros, ends it
            table[0] = new ServiceControl.TableEntry { Name = name, Main = &ServiceMain };
            table[1] = default;
            if (ServiceControl.StartDispatcher(table))
            {
                service._ended.Wait(); // Wine's dispatcher returns at the order to stop, before the work has ended
                return service._exitCode;
            }
        }
        int error = Marshal.GetLastPInvokeError();
        return error == ServiceControl.NotStartedByManager ? null : throw new IOException($"The service manager refused (error {error}).");
    }

    public void Dispose()
    {
        _stop.Dispose();
        _ended.Dispose();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static void ServiceMain(uint count, char** arguments) => s_current!.Serve();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static uint Control(uint code, uint detail, void* data, void* context) => s_current!.Obey(code, detail);

    private void Serve()
    {
        _handle = ServiceControl.RegisterHandler(Name, &Control, null);
        Report(ServiceState.StartPending);
        // This thread belongs to the manager: it may block, and it must not end before the service has stopped.
        _exitCode = Task.Run(() => _work(() => Report(ServiceState.Running), _stop.Token)).GetAwaiter().GetResult();
        Report(ServiceState.Stopped);
        _ended.Set();
    }

    private uint Obey(uint code, uint detail)
    {
        ServiceOrder order = ServiceOrders.Of(code, detail);
        if (order is ServiceOrder.PowerOff or ServiceOrder.Sleep or ServiceOrder.Wake) PowerChanged?.Invoke(order);
        if (order is ServiceOrder.PowerOff or ServiceOrder.Stop)
        {
            Report(ServiceState.StopPending);
            _ = _stop.CancelAsync(); // not here: the manager waits for this function
        }
        return order == ServiceOrder.Unknown ? ServiceControl.NotImplemented : ServiceControl.NoError;
    }

    private void Report(ServiceState state)
    {
        lock (_gate)
        {
            if (_progress.To(state, _exitCode) is { } status) ServiceControl.SetStatus(_handle, &status);
        }
    }
}
