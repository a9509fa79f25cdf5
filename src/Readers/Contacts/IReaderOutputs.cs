namespace Readers.Contacts;

/// <summary>A reader whose electrical outputs can be set.</summary>
public interface IReaderOutputs
{
    /// <summary>From now on this output is to stand at this level. The reader's own loop writes it between two turns, and before it ends. Any thread.</summary>
    /// <remarks>Call it again now and then: a level that a disturbance has changed is set right by that.</remarks>
    /// <param name="line">As the reader numbers its outputs, from 1.</param>
    /// <exception cref="ReaderLostException">The reader did not take it when it was written last; it is tried again.</exception>
    void Drive(byte line, bool high);
}
