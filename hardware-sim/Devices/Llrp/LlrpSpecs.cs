using static HardwareSim.Devices.LlrpBytes;

namespace HardwareSim.Devices;

/// <param name="PowerIndex">Into the table of the capabilities; 0 when none was given.</param>
/// <param name="BothTargets">The reader turns the target by itself (Impinj search mode 2, or nothing said).</param>
/// <param name="UsesExtensions">It was set by parameters that only Impinj readers take.</param>
internal sealed record LlrpAntenna(int Port, int PowerIndex, int Session, bool TargetB, bool BothTargets, bool UsesExtensions = false);

/// <param name="DurationMs">0: until somebody stops it.</param>
internal sealed record LlrpAiSpec(IReadOnlyList<LlrpAntenna> Antennas, uint DurationMs);

/// <summary>A ROSpec as a client sent it.</summary>
/// <param name="ReportEach">Each tag is told as it is read; else at the end of the spec.</param>
/// <param name="Content">What to tell of a tag, as the selector has it.</param>
internal sealed record LlrpRoSpec(
    uint Id, byte[] Parameter, IReadOnlyList<LlrpAiSpec> Specs, bool ReportEach, int Content, bool WantsPc, bool WantsPhase, bool WantsPeakRssi)
{
    private const uint Impinj = 25882;

    public bool Enabled { get; set; }

    /// <summary>A reader takes these only after its extensions have been switched on.</summary>
    public bool UsesExtensions => WantsPhase || WantsPeakRssi || Specs.Any(static spec => spec.Antennas.Any(static antenna => antenna.UsesExtensions));

    /// <param name="value">Of parameter 177.</param>
    /// <returns>Null when something that must be there is missing.</returns>
    public static LlrpRoSpec? Parse(byte[] value, int ports)
    {
        if (value.Length < 6 || Number(value, 0) == 0 || Find(value, 178, 6) is null) return null;
        LlrpAiSpec?[] specs = [.. Parameters(value, 6).Where(static p => p.Type == 183).Select(p => Spec(p.Value, ports))];
        if (specs.Length == 0 || Array.Exists(specs, static spec => spec is null)) return null;
        byte[]? report = Find(value, 237, 6);
        byte[]? content = report is null ? null : Find(report, 238, 3);
        byte[]? memory = content is null ? null : Find(content, 348, 2);
        byte[][] extras = report is null ? [] : [.. Parameters(report, 3).Where(static p => p.Type == 1023).SelectMany(static p => Customs(p.Value))];
        return new LlrpRoSpec(
            Number(value, 0), value, specs!, report is [not 0, 0, 1, ..], content is null ? 0xFFC0 : Word(content, 0),
            memory is [var flags, ..] && (flags & 0x40) != 0, IsOn(extras, 52), IsOn(extras, 53));
    }

    private static IEnumerable<byte[]> Customs(byte[] value) =>
        Number(value, 0) == Impinj && Number(value, 4) == 50 ? Parameters(value, 8).Where(static p => p.Type == 1023).Select(static p => p.Value) : [];

    private static bool IsOn(byte[][] customs, uint subtype) =>
        Array.Exists(customs, value => value.Length >= 10 && Number(value, 4) == subtype && Word(value, 8) == 1);

    private static LlrpAiSpec? Spec(byte[] value, int ports)
    {
        int count = Word(value, 0), from = 2 + (2 * count);
        if (Find(value, 184, from) is not { Length: >= 5 } stop || Find(value, 186, from) is not { } inventory) return null;
        int[] antennas = [.. Enumerable.Range(0, count).Select(i => Word(value, 2 + (2 * i)))];
        if (antennas is [0]) antennas = [.. Enumerable.Range(1, ports)];
        if (antennas.Any(port => port < 1 || port > ports)) return null;
        byte[][] settings = [.. Parameters(inventory, 3).Where(static p => p.Type == 222).Select(static p => p.Value)];
        return new LlrpAiSpec(
            [.. antennas.Select(port => Antenna(port, Array.Find(settings, s => Word(s, 0) == port || Word(s, 0) == 0)))],
            stop[0] == 1 ? Number(stop, 1) : 0);
    }

    private static LlrpAntenna Antenna(int port, byte[]? settings)
    {
        if (settings is null) return new LlrpAntenna(port, 0, 1, false, true);
        int power = Find(settings, 224, 2) is { Length: >= 6 } transmitter ? Word(transmitter, 4) : 0;
        byte[]? command = Find(settings, 330, 2), control = command is null ? null : Find(command, 336, 1);
        byte[]? aware = control is null ? null : Find(control, 337, 7);
        byte[][] customs = command is null ? [] : [.. Parameters(command, 1).Where(static p => p.Type == 1023).Select(static p => p.Value)];
        // Search modes: 1 only A, 2 both by turns, 5 only B.
        if (Array.Find(customs, static c => Number(c, 0) == Impinj && Number(c, 4) == 23 && c.Length >= 10) is { } search)
            return new LlrpAntenna(port, power, control is null ? 1 : control[0] >> 6, Word(search, 8) == 5, Word(search, 8) is not (1 or 5), UsesExtensions: true);
        return new LlrpAntenna(
            port, power, control is null ? 1 : control[0] >> 6, command?[0] >= 0x80 && aware is [>= 0x80, ..],
            BothTargets: command is null || command[0] < 0x80, UsesExtensions: customs.Length > 0);
    }
}

/// <param name="Match">False: tags that do not show these bits.</param>
internal sealed record LlrpTarget(TagMask Mask, bool Match);

/// <param name="Write">Words to write; null to read.</param>
internal sealed record LlrpOperation(int Id, uint Password, int Bank, int Word, int Count, byte[]? Write);

/// <summary>An AccessSpec as a client sent it: on which tags, what to do, how often.</summary>
/// <param name="Runs">Deleted after so many; 0 never.</param>
internal sealed record LlrpAccessSpec(
    uint Id, int Antenna, uint RoSpecId, int Runs, IReadOnlyList<LlrpTarget> Targets, IReadOnlyList<LlrpOperation> Operations)
{
    public bool Enabled { get; set; }
    public int Done { get; set; }

    /// <param name="value">Of parameter 207.</param>
    public static LlrpAccessSpec? Parse(byte[] value)
    {
        if (value.Length < 12 || Number(value, 0) == 0 || Find(value, 208, 12) is not { Length: >= 3 } stop
            || Find(value, 209, 12) is not { } command || Find(command, 338) is not { } tags) return null;
        return new LlrpAccessSpec(
            Number(value, 0), Word(value, 4), Number(value, 8), stop[0] == 1 ? Word(stop, 1) : 0,
            [.. Parameters(tags).Where(static p => p.Type == 339).Select(static p => Target(p.Value))],
            [.. Parameters(command).Where(static p => p.Type is 341 or 342).Select(static p => Operation(p.Type, p.Value))]);
    }

    private static LlrpTarget Target(byte[] value)
    {
        int maskBits = Word(value, 3), maskBytes = (maskBits + 7) / 8;
        byte[] mask = value[5..(5 + maskBytes)];
        int dataBits = Word(value, 5 + maskBytes);
        byte[] data = value[(7 + maskBytes)..];
        // Only masks without gaps are known here, which is what clients send.
        return new LlrpTarget(new TagMask(value[0] >> 6, Word(value, 1), mask.Length == 0 ? 0 : dataBits, data), (value[0] & 0x20) != 0);
    }

    private static LlrpOperation Operation(int type, byte[] value) => new(
        Word(value, 0), Number(value, 2), value[6] >> 6, Word(value, 7), Word(value, 9), type == 342 ? value[11..(11 + (2 * Word(value, 9)))] : null);
}
