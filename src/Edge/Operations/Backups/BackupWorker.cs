namespace Edge.Operations.Backups;

/// <summary>Makes a backup whenever the newest is older than the settings allow, for the life of the host.</summary>
/// <param name="data">The ledger's folder.</param>
/// <param name="target">Folder of the backups, absolute.</param>
internal sealed partial class BackupWorker(
    BackupSection settings, string data, string target, TimeProvider time, ILogger<BackupWorker> log) : BackgroundService
{
    /// <summary>After a failure, and to notice a clock that was set.</summary>
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMinutes(15);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private volatile BackupReport _report = new(null, null);

    public BackupReport Report => _report;

    /// <summary>Whether backups have failed for so long that somebody must be called.</summary>
    public bool IsOverdue => time.GetUtcNow() - (_report.NewestAt ?? _startedAt) > TimeSpan.FromHours(1.5 * settings.EveryHours);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // looking at a share that is gone may take long, and the host must not wait for it
        while (true)
        {
            TimeSpan wait = await LookAsync(stoppingToken);
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    /// <returns>Until the next look.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken ct)
    {
        try
        {
            DateTimeOffset? newest = BackupSet.All(target) is [{ } set, ..] ? set.Manifest.MadeAt : null;
            _report = _report with { NewestAt = newest };
            TimeSpan every = TimeSpan.FromHours(settings.EveryHours);
            TimeSpan left = newest + every - time.GetUtcNow() ?? TimeSpan.Zero;
            if (left <= TimeSpan.Zero || left > every) // a backup from the future is none
            {
                await Task.Run(() => Make(ct), ct);
                return s_lookAgain < every ? s_lookAgain : every;
            }
            _report = _report with { Failure = null }; // made by hand, perhaps
            return left < s_lookAgain ? left : s_lookAgain;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _report = _report with { Failure = e.Message };
            LogFailed(e, e.Message);
            return s_lookAgain;
        }
    }

    private void Make(CancellationToken ct)
    {
        long begun = time.GetTimestamp();
        BackupSet made = BackupMaker.Make(data, target, settings.Keep, time, ct);
        _report = new BackupReport(made.Manifest.MadeAt, null);
        LogMade(made.Path, made.Manifest.Seq, time.GetElapsedTime(begun).TotalSeconds);
    }

    [LoggerMessage(2040, LogLevel.Information, "Backup {Path} made and read back, entries 1 to {Seq}, in {Seconds:0.0} s")]
    private partial void LogMade(string path, long seq, double seconds);

    [LoggerMessage(2041, LogLevel.Error, "The backup failed and is tried again: {Sentence}")]
    private partial void LogFailed(Exception e, string sentence);
}

/// <param name="NewestAt">When the newest backup was made; null when there is none.</param>
/// <param name="Failure">Why the last try failed, one sentence; null when it did not.</param>
internal sealed record BackupReport(DateTimeOffset? NewestAt, string? Failure);
