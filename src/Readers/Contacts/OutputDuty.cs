namespace Readers.Contacts;

/// <summary>How a reader's outputs are to stand, and what of it the reader has been told. Asked from any thread, carried out by the driver's own loop.</summary>
internal sealed class OutputDuty(TimeProvider time)
{
    private static readonly TimeSpan s_writeAgain = TimeSpan.FromSeconds(10), s_leaveWithin = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<byte, Output> _outputs = [];
    private volatile bool _isNews;

    /// <summary>Writes one level to the device.</summary>
    /// <returns>Null when the device took it, otherwise one plain English sentence that says why not.</returns>
    public delegate ValueTask<string?> Write(byte line, bool high, CancellationToken ct);

    /// <summary>Something waits to be written.</summary>
    public bool IsNews => _isNews;

    /// <inheritdoc cref="IReaderOutputs.Drive"/>
    public void Drive(byte line, bool high)
    {
        lock (_gate)
        {
            bool known = _outputs.TryGetValue(line, out Output? output);
            if (output is null) _outputs[line] = output = new Output();
            bool stale = !known || output.High != high || output.Refusal is not null || time.GetElapsedTime(output.WrittenAt) >= s_writeAgain;
            output.High = high;
            if (stale) output.Waits = _isNews = true;
            if (output.Refusal is { } why) throw new ReaderLostException("SettingRefused", why);
        }
    }

    /// <summary>The device has forgotten everything.</summary>
    public void WriteAgain()
    {
        lock (_gate)
            foreach (Output output in _outputs.Values) output.Waits = _isNews = true;
    }

    /// <summary>Writes what waits.</summary>
    public async ValueTask CarryOutAsync(Write write, CancellationToken ct)
    {
        while (Next() is (byte line, bool high))
        {
            string? refusal = await write(line, high, ct);
            lock (_gate)
            {
                Output output = _outputs[line];
                (output.Refusal, output.WrittenAt) = (refusal, time.GetTimestamp());
                output.Waits = output.High != high; // another level may have been asked for meanwhile
            }
        }
    }

    /// <summary>The run ends: what still waits is written, within a second.</summary>
    public async ValueTask LeaveAsync(Write write)
    {
        if (!IsNews) return;
        using CancellationTokenSource limit = new(s_leaveWithin, time);
        try
        {
            await CarryOutAsync(write, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It is gone or slow, and its outputs stay as they were.
        }
    }

    private (byte Line, bool High)? Next()
    {
        lock (_gate)
        {
            foreach ((byte line, Output output) in _outputs)
                if (output.Waits) return (line, output.High);
            _isNews = false;
            return null;
        }
    }

    private sealed class Output
    {
        public bool High, Waits;
        public string? Refusal;
        public long WrittenAt;
    }
}
