namespace Readers.Contacts;

/// <summary>The electrical terminals of one reader behind the seams of a machine's own lines. They outlive the reader's sessions.</summary>
/// <remarks>Whoever runs the reader says when it comes, what it tells of its inputs, and when it is lost. Any thread.</remarks>
/// <param name="reader">Its name for people.</param>
public sealed class ReaderTerminals(string reader, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<ReaderInput> _inputs = [];
    private ITagReader? _device;

    public void Opened(ITagReader device)
    {
        lock (_gate) _device = device;
    }

    public void Tell(in ContactState state)
    {
        lock (_gate)
            foreach (ReaderInput input in _inputs) input.Tell(in state);
    }

    /// <summary>From now on nobody knows the levels of its inputs.</summary>
    public void Lost()
    {
        lock (_gate)
        {
            _device = null;
            foreach (ReaderInput input in _inputs) input.Lose();
        }
    }

    /// <summary>May be opened before the reader is there; the first level is waited for.</summary>
    /// <param name="line">As the reader numbers its inputs, from 1.</param>
    /// <param name="activeLow">True turns the level round.</param>
    /// <param name="debounce">A level that lasts shorter is not told.</param>
    public IContactInput OpenInput(byte line, bool activeLow, TimeSpan debounce)
    {
        ReaderInput input = new(this, $"{reader}/gpi/{line}", line, activeLow, debounce, time);
        lock (_gate) _inputs.Add(input);
        return input;
    }

    /// <summary>The relay starts fallen off, which means alarm, until somebody says that all is well.</summary>
    /// <param name="line">As the reader numbers its outputs, from 1.</param>
    /// <param name="activeLow">True for a relay board that pulls in at low level.</param>
    /// <exception cref="ReaderLostException">The reader is not there, or it cannot set outputs.</exception>
    public IOutputLine OpenOutput(byte line, bool activeLow)
    {
        ITagReader? device;
        lock (_gate) device = _device;
        if (device is null) throw Gone();
        if (device is not IReaderOutputs outputs) throw new ReaderLostException("no-such-line", $"{reader} has no outputs that can be set.");
        ReaderOutput output = new($"{reader}/gpo/{line}", on =>
        {
            if (!Has(device)) throw Gone();
            outputs.Drive(line, on != activeLow);
        });
        output.Energize(false);
        return output;
    }

    internal void Forget(ReaderInput input)
    {
        lock (_gate) _inputs.Remove(input);
    }

    /// <summary>Why nothing is heard of an input.</summary>
    internal ReaderLostException Silence(byte line)
    {
        lock (_gate)
        {
            if (_device is null) return Gone();
            return _device.Capabilities is { } can && line > can.Inputs
                ? new("no-such-line", $"{reader} has {(can.Inputs == 0 ? "no inputs" : $"{can.Inputs} inputs")} and tells nothing of input {line}.")
                : new("silent", $"{reader} does not tell the level of its input {line}.");
        }
    }

    private bool Has(ITagReader device)
    {
        lock (_gate) return ReferenceEquals(_device, device);
    }

    internal ReaderLostException Gone() => new("reader-lost", $"{reader} is not in service, so nobody knows the state of its terminals.");

    private sealed class ReaderOutput(string name, Action<bool> drive) : IOutputLine
    {
        public string Name => name;

        public void Energize(bool on) => drive(on);

        public void Dispose()
        {
            // The reader keeps the level that it was given last.
        }
    }
}
