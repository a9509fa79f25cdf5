namespace Edge.Operations.Backups;

/// <summary>What looks after the ledger while the service runs, for the composition root.</summary>
internal static class BackupServices
{
    /// <param name="backup">Null where no backups are wanted.</param>
    /// <param name="folder">Of the configuration file: the backups' folder is relative to it.</param>
    /// <param name="data">Of the ledger.</param>
    public static IServiceCollection AddLedgerWatch(this IServiceCollection services, BackupSection? backup, string folder, string data)
    {
        if (backup is not null)
        {
            services.AddSingleton(all => new BackupWorker(
                backup, Path.GetFullPath(data), Path.GetFullPath(backup.Folder, Path.GetFullPath(folder)), all.GetRequiredService<TimeProvider>(),
                all.GetRequiredService<ILogger<BackupWorker>>()));
            services.AddSingleton<IHostedService>(static all => all.GetRequiredService<BackupWorker>());
        }
        return services.AddHostedService<LedgerWatch>();
    }
}
