using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Edge.Operations.Windows;

/// <summary>The calls of advapi32 that a program needs to be a service of Windows.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class ServiceControl
{
    public const uint NoError = 0, NotImplemented = 120;
    public const int NotStartedByManager = 1063;

    [StructLayout(LayoutKind.Sequential)]
    public struct TableEntry
    {
        public char* Name;
        public delegate* unmanaged[Stdcall]<uint, char**, void> Main;
    }

    /// <summary>Serves the service manager on this thread until every service in the table has stopped.</summary>
    [LibraryImport("advapi32", EntryPoint = "StartServiceCtrlDispatcherW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool StartDispatcher(TableEntry* table);

    [LibraryImport("advapi32", EntryPoint = "RegisterServiceCtrlHandlerExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint RegisterHandler(string name, delegate* unmanaged[Stdcall]<uint, uint, void*, void*, uint> handler, void* context);

    [LibraryImport("advapi32", EntryPoint = "SetServiceStatus", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetStatus(nint service, ServiceStatus* status);
}
