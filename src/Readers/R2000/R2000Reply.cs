namespace Readers.R2000;

public enum R2000ReplyStatus : byte
{
    Ok,

    /// <summary>The reader answered with an error code.</summary>
    Refused,

    /// <summary>An answer of a shape that the manual does not know.</summary>
    Malformed,
    TimedOut,
}

/// <summary>How an exchange went. What a reader may do is a value here, never an exception.</summary>
/// <param name="Value">Meaningful when <see cref="R2000ReplyStatus.Ok"/>.</param>
/// <param name="Error">Meaningful when <see cref="R2000ReplyStatus.Refused"/>.</param>
public readonly record struct R2000Reply<T>(R2000ReplyStatus Status, T? Value, R2000Result Error);
