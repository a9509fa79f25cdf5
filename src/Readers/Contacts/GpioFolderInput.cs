namespace Readers.Contacts;

/// <summary>An input whose level stands in a file. It is looked at again and again; a level that lasts shorter than the debounce time is no change.</summary>
internal sealed class GpioFolderInput(string file, string name, bool activeLow, TimeSpan debounce, TimeProvider time) : IContactInput
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(50);

    private bool? _told;
    private long _heardTicks; // UTC; 0 for never. Whole in one piece: it is read from another thread than the one that waits

    public string Name => name;

    public DateTimeOffset? HeardAt => Volatile.Read(ref _heardTicks) is not 0 and long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public async ValueTask<ContactState> NextAsync(CancellationToken ct)
    {
        (long At, DateTimeOffset Instant)? changed = null;
        while (true)
        {
            bool? level = await LevelAsync(ct);
            DateTimeOffset now = time.GetUtcNow();
            if (level is { } high)
            {
                Volatile.Write(ref _heardTicks, now.UtcTicks);
                if (high == _told) changed = null;
                else changed ??= (time.GetTimestamp(), now);
                if (changed is { } since && (_told is null || time.GetElapsedTime(since.At) >= debounce))
                {
                    _told = high;
                    return new ContactState(1, high, since.Instant);
                }
            }
            await Task.Delay(s_lookEvery, time, ct);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <returns>Null while the file is just being written.</returns>
    private async ValueTask<bool?> LevelAsync(CancellationToken ct) => (await File.ReadAllTextAsync(file, ct)).Trim() switch
    {
        "" => null,
        "0" => activeLow,
        "1" => !activeLow,
        { } other => throw new IOException($"{name} holds \"{other}\", which is no level."),
    };
}
