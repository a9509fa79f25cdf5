using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Edge.Operations;

/// <summary>Folders for the service's own account and the machine's administrators: password hashes and the first code lie there.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes a folder that is not there; one that is there keeps the permissions that somebody gave it.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows()) CreateOnWindows(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <remarks>Where nothing else is said, Windows lets every account of a machine write into a new folder of a disk.</remarks>
    [SupportedOSPlatform("windows")]
    private static void CreateOnWindows(string path)
    {
        using WindowsIdentity own = WindowsIdentity.GetCurrent();
        SecurityIdentifier[] allowed =
        [
            new(WellKnownSidType.LocalSystemSid, null), new(WellKnownSidType.BuiltinAdministratorsSid, null), own.User!,
        ];
        DirectorySecurity security = new();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        foreach (SecurityIdentifier account in allowed)
            security.AddAccessRule(new FileSystemAccessRule(
                account, FileSystemRights.FullControl, InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit,
                PropagationFlags.None, AccessControlType.Allow));
        new DirectoryInfo(path).Create(security);
    }
}
