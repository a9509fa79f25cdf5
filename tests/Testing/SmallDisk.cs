using System.Diagnostics;

namespace Testing;

/// <summary>A disk in memory with a size of its own, where this machine permits mounting.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <returns>Null where mounting is not permitted.</returns>
    public static SmallDisk? TryMount(int kilobytes)
    {
        if (!OperatingSystem.IsLinux()) return null;
        string path = Directory.CreateTempSubdirectory("edge-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "edge-test", path)) return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    public void MakeReadOnly() => Remount("ro");

    public void MakeWritable() => Remount("rw");

    /// <summary>Takes all room that is left.</summary>
    /// <returns>Dispose it to give the room back.</returns>
    public IDisposable Fill()
    {
        string path = System.IO.Path.Combine(Path, "filler");
        using (FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            byte[] block = new byte[4096];
            try
            {
                while (true) file.Write(block);
            }
            catch (IOException)
            {
                return new Filler(path); // full
            }
        }
    }

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private void Remount(string how)
    {
        if (!Run("mount", "-o", $"remount,{how}", Path)) throw new InvalidOperationException($"The disk could not be made {how}.");
    }

    private static bool Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private sealed class Filler(string path) : IDisposable
    {
        public void Dispose() => File.Delete(path);
    }
}
