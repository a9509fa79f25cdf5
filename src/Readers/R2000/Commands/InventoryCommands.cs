namespace Readers.R2000.Commands;

/// <summary>89: one round on the work antenna in session S0, each tag reported as it is read.</summary>
/// <param name="Repeat">Rounds within the round; 255 the shortest.</param>
public readonly record struct RealTimeInventory(byte Repeat) : IR2000Command
{
    public R2000Code Code => R2000Code.RealTimeInventory;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = Repeat;
        return 1;
    }
}

/// <summary>8B: one round on the work antenna with a session and the inventoried state that shall answer.</summary>
/// <param name="Selected">Newer firmware: the byte SL of its sheet, which tags answer by their select flag; null leaves it out.</param>
/// <param name="Phase">Newer firmware: two phase bytes in every report, in a place that manuals disagree on; null leaves the byte out.</param>
public readonly record struct SessionInventory(Session Session, bool TargetB, byte Repeat, byte? Selected = null, bool? Phase = null) : IR2000Command
{
    public R2000Code Code => R2000Code.SessionInventory;

    public int WritePayload(Span<byte> destination)
    {
        destination[0] = (byte)Session;
        destination[1] = TargetB ? (byte)1 : (byte)0;
        int at = 2;
        if (Selected is not null || Phase is not null) destination[at++] = Selected ?? 0; // phase stands behind it
        if (Phase is { } phase) destination[at++] = phase ? (byte)1 : (byte)0;
        destination[at++] = Repeat;
        return at;
    }
}

/// <summary>8A: antennas in turn without the host between them. The command has grown with the firmware; a reader takes the forms it knows.</summary>
/// <param name="Stays">Port from 1 and rounds there, in order; at most four or eight by the form, the rest is skipped.</param>
/// <param name="Form">Which firmware.</param>
/// <param name="IntervalMs">Pause between two antennas.</param>
/// <param name="Session">Only the longest form says it.</param>
public readonly record struct FastSwitchInventory(
    IReadOnlyList<(byte Port, byte Rounds)> Stays, FastSwitchForm Form, byte Repeat, byte IntervalMs = 0, Session Session = Session.S0,
    bool TargetB = false) : IR2000Command
{
    private const byte Skip = 0xFF;

    public R2000Code Code => R2000Code.FastSwitchInventory;

    public int WritePayload(Span<byte> destination)
    {
        int slots = Form is FastSwitchForm.Four or FastSwitchForm.FourWithStay ? 4 : 8;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Stays.Count, slots);
        bool stays = Form != FastSwitchForm.Four;
        int at = 0;
        for (int slot = 0; slot < slots; slot++)
        {
            destination[at++] = slot < Stays.Count ? (byte)(Stays[slot].Port - 1) : Skip;
            if (stays) destination[at++] = slot < Stays.Count ? Stays[slot].Rounds : (byte)0;
        }
        if (stays) destination[at++] = IntervalMs;
        if (Form == FastSwitchForm.EightWithSession)
        {
            destination.Slice(at, 11).Clear(); // five reserved, session, target, three reserved, no phase
            destination[at + 5] = (byte)Session;
            destination[at + 6] = TargetB ? (byte)1 : (byte)0;
            at += 11;
        }
        destination[at++] = Repeat;
        return at;
    }
}

public enum FastSwitchForm : byte
{
    /// <summary>Firmware V2.2: four ports, no stay.</summary>
    Four,

    /// <summary>Four ports, each with its stay.</summary>
    FourWithStay,

    /// <summary>Eight ports, each with its stay.</summary>
    Eight,

    /// <summary>Eight ports, session and target.</summary>
    EightWithSession,
}
