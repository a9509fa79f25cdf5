namespace HardwareSim.Faults;

public enum FaultKind : byte
{
    /// <summary>Lines of readers, of transmitters and of a position receiver: chance bytes; no answer; cable out; some checks wrong; answers late.</summary>
    Noise, Silence, Unplug, WrongCheck, Late,

    /// <summary>Reader: it reports an error of its own (too hot, power not reached); it loses power for a moment; another program uses it (LLRP).</summary>
    Trouble, Restart, Foreign,

    /// <summary>Reader that measures its temperature: it gets no air and is hot, but reads.</summary>
    Hot,

    /// <summary>Antenna <c>reader-1/3</c>: a cut cable.</summary>
    Deaf,

    /// <summary>Probe <c>fridge-1/top</c> or its device: see <see cref="Heat.ProbeFault"/>.</summary>
    Stuck, BadCrc, PowerOn, Missing, Refuses, Broken,

    /// <summary>Position receiver: no satellite is heard; it repeats its last fix for ever.</summary>
    Tunnel, Frozen,

    /// <summary>A second tag with the number of some bag, on the place named.</summary>
    Duplicate,

    /// <summary>Cabinet, or a place for its drawer pulled out: door left open or ajar. Cabinet: mains off; compressor that does not cool.</summary>
    Open, Ajar, Mains, Compressor,

    /// <summary>Somebody takes a bag out for good without a record: UII, unit key, a place, or <c>any</c>.</summary>
    Take,

    /// <summary>No fault: a technician holds the reference tag at a place, for a walk through its cabinet.</summary>
    Hold,

    /// <summary>No fault: whoever carries a hand-held reader walks to a place, a cabinet, <c>desk</c> or <c>bench</c>.</summary>
    Walk,
}

/// <summary>One thing that goes wrong.</summary>
/// <param name="At">After the world's start.</param>
/// <param name="Target">Reader, receiver, antenna, probe, cabinet, place or bag.</param>
/// <param name="For">How long; zero for what happens once.</param>
/// <param name="Argument">Seconds late, or share of wrong checks; null for the usual.</param>
public sealed record Fault(TimeSpan At, FaultKind Kind, string Target, TimeSpan For, double? Argument)
{
    /// <summary>Where a walk ends; null for all else.</summary>
    public string? To { get; init; }
}
