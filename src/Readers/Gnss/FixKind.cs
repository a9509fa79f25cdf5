namespace Readers.Gnss;

/// <summary>How a receiver came to its position. The first nine are GGA's own numbers.</summary>
public enum FixKind : byte
{
    /// <summary>It has none.</summary>
    None,
    Autonomous,

    /// <summary>Corrected by a reference station or a satellite that carries corrections.</summary>
    Differential,

    /// <summary>Military code.</summary>
    Precise,
    RtkFixed,
    RtkFloat,

    /// <summary>Dead reckoning: where it must be by now, without satellites.</summary>
    Estimated,

    /// <summary>Somebody typed it in.</summary>
    Manual,

    /// <summary>A receiver in its test mode.</summary>
    Simulated,
}
