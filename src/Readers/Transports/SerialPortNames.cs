using Readers.Transports.Windows;

namespace Readers.Transports;

/// <summary>Which serial ports this machine has.</summary>
public static class SerialPortNames
{
    private static readonly string[] s_patterns = ["ttyUSB*", "ttyACM*", "ttyAMA*"];
    private const int HighestCom = 256;

    /// <summary>Adapters and on-board lines, by the names that settings use. Lines of a PC that nothing shows to be wired are left out.</summary>
    /// <param name="folder">Of the devices: <c>/dev</c>. Not used on Windows.</param>
    public static IReadOnlyList<string> Find(string folder)
    {
        if (OperatingSystem.IsWindows()) return [.. Enumerable.Range(1, HighestCom).Select(static n => $"COM{n}").Where(ComPort.Exists)];
        if (!Directory.Exists(folder)) return [];
        return [.. s_patterns.SelectMany(pattern => Directory.GetFiles(folder, pattern)).Order(StringComparer.Ordinal)];
    }
}
