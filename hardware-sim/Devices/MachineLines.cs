using System.Globalization;

namespace HardwareSim.Devices;

/// <summary>A folder that looks like <c>/sys/class/gpio</c> with exported lines: door contacts as inputs, a relay as output.</summary>
internal sealed class MachineLines
{
    /// <summary>The first door's line; the others follow.</summary>
    public const int FirstDoor = 16;

    /// <summary>The alarm lamp's relay.</summary>
    public const int Lamp = 5;

    private readonly Dictionary<int, bool> _written = [];

    public MachineLines(string folder, int doors)
    {
        Folder = folder;
        for (int door = 0; door < doors; door++) Export(FirstDoor + door);
        Export(Lamp);
    }

    public string Folder { get; }

    /// <summary>The level that an input's wire brings. High is an open door, so that a cut wire reads as open.</summary>
    public void Set(int line, bool high)
    {
        if (_written.TryGetValue(line, out bool was) && was == high) return;
        string next = Path.Combine(FolderOf(line), ".value.next");
        File.WriteAllText(next, high ? "1\n" : "0\n");
        File.Move(next, ValueOf(line), overwrite: true);
        _written[line] = high;
    }

    /// <summary>What the service has set an output to; a file that is just being written counts as it was.</summary>
    public bool IsHigh(int line)
    {
        string text = File.ReadAllText(ValueOf(line)).Trim();
        if (text.Length > 0) _written[line] = text != "0";
        return _written[line];
    }

    private void Export(int line)
    {
        Directory.CreateDirectory(FolderOf(line));
        File.WriteAllText(Path.Combine(FolderOf(line), "direction"), "in\n");
        Set(line, high: false);
    }

    private string FolderOf(int line) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"gpio{line}"));

    private string ValueOf(int line) => Path.Combine(FolderOf(line), "value");
}
