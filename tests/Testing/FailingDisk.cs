using System.Diagnostics;

namespace Testing;

/// <summary>A disk of its own that can fail under open files: its file system then makes itself read-only, as it does when a real disk breaks.</summary>
public sealed class FailingDisk : IDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly string _trigger;

    private FailingDisk(TemporaryFolder folder, string trigger) => (_folder, _trigger) = (folder, trigger);

    public string Path => _folder.File("disk");

    /// <returns>Null where this machine does not permit it, or has no ext4.</returns>
    public static FailingDisk? TryMount(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/sys/fs/ext4")) return null;
        TemporaryFolder folder = new();
        string image = folder.File("image"), path = folder.File("disk");
        using (FileStream file = File.Create(image)) file.SetLength(megabytes * 1024L * 1024L);
        Directory.CreateDirectory(path);
        if (Run("mkfs.ext4", "-q", image) is not null && Run("losetup", "--find", "--show", image)?.Trim() is { Length: > 0 } device)
        {
            string trigger = $"/sys/fs/ext4/{System.IO.Path.GetFileName(device)}/trigger_fs_error";
            if (Run("mount", "-o", "errors=remount-ro", device, path) is not null)
            {
                Run("losetup", "--detach", device); // goes with the last use of it
                if (File.Exists(trigger)) return new FailingDisk(folder, trigger);
                Run("umount", "-l", path);
            }
            else
            {
                Run("losetup", "--detach", device);
            }
        }
        folder.Dispose();
        return null;
    }

    /// <summary>From now on nothing can be written, also not to files that are open.</summary>
    public void Fail() => File.WriteAllText(_trigger, "1");

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    /// <returns>What it wrote; null when it failed or is not installed.</returns>
    private static string? Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            string said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? said : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
