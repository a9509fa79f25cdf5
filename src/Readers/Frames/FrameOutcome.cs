namespace Readers.Frames;

/// <summary>What a decoder found at the start of its input. Bad input is an everyday value, never an exception.</summary>
public enum FrameOutcome : byte
{
    /// <summary>What is there may be the beginning of a frame; nothing was consumed.</summary>
    NeedMoreData,

    /// <summary>A frame whose check fits was consumed.</summary>
    Complete,

    /// <summary>Bytes that begin no frame were consumed; the change in the input's length says how many.</summary>
    Noise,

    /// <summary>A whole frame whose check does not fit. One byte was consumed: its length may be what is wrong.</summary>
    BadChecksum,
}
