namespace Readers.Contacts;

/// <summary>One electrical input, such as a door contact: a line of this machine or of a reader.</summary>
public interface IContactInput : IAsyncDisposable
{
    /// <summary>For people and logs: <c>/dev/gpiochip0/17</c>, <c>reader-1/gpi/1</c>.</summary>
    string Name { get; }

    /// <summary>When the level was last asked or told, changed or not; null before it was.</summary>
    DateTimeOffset? HeardAt { get; }

    /// <summary>The level at the first call; after that waits for the next change. One caller at a time.</summary>
    /// <exception cref="IOException">The line is gone: open it anew.</exception>
    ValueTask<ContactState> NextAsync(CancellationToken ct);
}

/// <summary>One output that works a relay.</summary>
public interface IOutputLine : IDisposable
{
    string Name { get; }

    /// <summary>True pulls the relay in. A relay that falls off on alarm also tells a dead machine and a cut wire.</summary>
    /// <exception cref="IOException">The line is gone: open it anew.</exception>
    void Energize(bool on);
}

/// <summary>Resistor that holds an open input at a level.</summary>
public enum ContactPull : byte { None, Up, Down }
