using Edge.Operations;
using Readers.Contacts;

namespace Edge.Devices;

/// <summary>From the settings of a contact, signal or lamp to its line, be it a reader's or this machine's.</summary>
internal sealed class ReaderLines(SiteSettings settings, TimeProvider time)
{
    private readonly Dictionary<string, ReaderTerminals> _terminals = settings.Readers.ToDictionary(
        static reader => reader.Id, reader => new ReaderTerminals(reader.Id, time));

    public ReaderTerminals this[string reader] => _terminals[reader];

    /// <exception cref="IOException">No such chip or line, another program holds it, or its reader is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not use the chip.</exception>
    public IContactInput OpenInput(DoorSection door) => door.Gpio is { } gpio
        ? GpioLines.OpenInput(gpio, door, time)
        : _terminals[door.Reader!].OpenInput((byte)door.Line, door.ActiveLow, TimeSpan.FromMilliseconds(door.DebounceMs));

    /// <inheritdoc cref="OpenInput"/>
    public IOutputLine OpenOutput(OutputSection output) => output.Gpio is { } gpio
        ? GpioLines.OpenOutput(gpio, output)
        : _terminals[output.Reader!].OpenOutput((byte)output.Line, output.ActiveLow);
}
