namespace HardwareSim.Heat;

/// <summary>A folder that looks like the kernel's: <c>ROOT/28-…/w1_slave</c> and <c>name</c>.</summary>
/// <remarks>Files are replaced in one step: a reader sees the old or the new lines, never half.</remarks>
internal sealed class OneWireBus
{
    private readonly string _root;
    private readonly Dictionary<string, byte[]> _retained = [];

    public OneWireBus(string root)
    {
        _root = root;
        Directory.CreateDirectory(root);
    }

    public void Write(Probe probe)
    {
        string folder = Path.Combine(_root, probe.Device);
        if (probe.Fault == ProbeFault.Missing)
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            return;
        }
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "name"), probe.Device + "\n");
        }
        byte[] read = OneWireFile.Scratchpad(probe.Fault == ProbeFault.PowerOn ? (short)(85 * 16) : probe.Convert());
        if (probe.Fault == ProbeFault.Checksum) read[8] ^= 0x5A;
        else _retained[probe.Device] = read;
        string path = Path.Combine(folder, "w1_slave"), next = Path.Combine(_root, $".{probe.Device}.next");
        File.WriteAllText(next, OneWireFile.Text(read, _retained.GetValueOrDefault(probe.Device, read)));
        File.Move(next, path, overwrite: true);
    }
}
