using Testing;

namespace Readers.Tests.Sensors;

/// <summary>A folder laid out as the kernel lays out its sensors: numbered folders, links to their devices, one value a file.</summary>
internal sealed class KernelTree : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Hwmon => Made("class/hwmon");
    public string Iio => Made("bus/iio/devices");

    /// <summary>A monitor whose folder has a link <c>device</c> to the chip's place on its bus.</summary>
    public string AddHwmon(int number, string chip, string address, params (string File, string Text)[] files)
    {
        Directory.CreateDirectory(_folder.File($"devices/{address}"));
        string folder = Path.Combine(Hwmon, $"hwmon{number}");
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(Path.Combine(folder, "device"), $"../../../devices/{address}");
        Fill(folder, chip, files);
        return folder;
    }

    /// <summary>A device whose folder lies under the chip's and is linked from the list of devices.</summary>
    public string AddIio(int number, string chip, string address, params (string File, string Text)[] files)
    {
        string name = $"iio:device{number}", folder = Path.Combine(_folder.Path, "devices", address, name);
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(Path.Combine(Iio, name), $"../../../devices/{address}/{name}");
        Fill(folder, chip, files);
        return folder;
    }

    public void Dispose() => _folder.Dispose();

    private static void Fill(string folder, string chip, (string File, string Text)[] files)
    {
        File.WriteAllText(Path.Combine(folder, "name"), chip + "\n");
        foreach ((string file, string text) in files) File.WriteAllText(Path.Combine(folder, file), text + "\n");
    }

    private string Made(string path) => Directory.CreateDirectory(_folder.File(path)).FullName;
}
