namespace Readers.Writing;

/// <summary>A tag that an access can reach, with what it says of itself.</summary>
/// <param name="Tid">Null when the chip did not tell it.</param>
internal readonly record struct ReachedTag(Epc Epc, ushort ProtocolControl, Epc? Tid);

internal enum AccessStatus : byte { Done, NoTag, Refused, NoAnswer }

/// <param name="Code">The family's own; null when there is none.</param>
/// <param name="Words">One plain sentence; null when there is nothing to say.</param>
internal readonly record struct AccessAnswer(AccessStatus Status, string? Code = null, string? Words = null);

/// <summary>What writing needs of a family, on one antenna with one power.</summary>
internal interface ITagAccess
{
    /// <summary>False for a family that can only choose by the number worn: then two tags with one number cannot be told apart.</summary>
    bool SelectsByTid { get; }

    /// <summary>All tags that answer in a few passes in session S0, each with its chip identity.</summary>
    /// <returns>Null when the reader does not do it.</returns>
    ValueTask<IReadOnlyList<ReachedTag>?> LookAsync(CancellationToken ct);

    /// <summary>Writes whole words into the EPC bank of this tag and no other.</summary>
    /// <param name="word">1 is the PC, 2 the first of the EPC.</param>
    ValueTask<AccessAnswer> WriteAsync(ReachedTag tag, byte word, ReadOnlyMemory<byte> data, uint password, CancellationToken ct);
}
