namespace Readers.Writing;

/// <summary>A reader that can write tags, whatever its family.</summary>
public interface ITagWriter
{
    /// <summary>Writes a tag's number between two turns of the running inventory, and reads it back. From any thread; one after another.</summary>
    /// <remarks>Never writes to a tag that is not the chosen one, and refuses where two answer to the choice.</remarks>
    /// <exception cref="OperationCanceledException">Cancelled before its turn came. Once it has begun it is brought to its end.</exception>
    Task<TagWriteReport> WriteAsync(TagWriteOrder order, CancellationToken ct);
}
