namespace Readers.Contacts;

/// <summary>One electrical input of this machine, such as a door contact.</summary>
public interface IContactInput : IAsyncDisposable
{
    /// <summary>For people and logs: <c>/dev/gpiochip0/17</c>.</summary>
    string Name { get; }

    /// <summary>The level at the first call; after that waits for the next change. One caller at a time.</summary>
    /// <exception cref="IOException">The line is gone: open it anew.</exception>
    ValueTask<ContactState> NextAsync(CancellationToken ct);
}

/// <summary>One output of this machine that works a relay.</summary>
public interface IOutputLine : IDisposable
{
    string Name { get; }

    /// <summary>True pulls the relay in. A relay that falls off on alarm also tells a dead machine and a cut wire.</summary>
    /// <exception cref="IOException">The line is gone: open it anew.</exception>
    void Energize(bool on);
}

/// <summary>Resistor that holds an open input at a level.</summary>
public enum ContactPull : byte { None, Up, Down }
