namespace Edge.Ledger;

/// <summary>Names of the files in the ledger's folder.</summary>
internal sealed record LedgerPaths(string Folder)
{
    /// <summary>The truth: events, refusals, cursors.</summary>
    public string Database => Path.Combine(Folder, "ledger.db");

    /// <summary>Derived: where to find a key, a unit, a person. Can be deleted; it is made again.</summary>
    public string Index => Path.Combine(Folder, "index.db");

    /// <summary>Last sequence number and hash, written after each commit: shows when the end of the ledger is missing.</summary>
    public string Head => Path.Combine(Folder, "ledger.head");

    /// <summary>Held open by the process that owns the folder.</summary>
    public string Lock => Path.Combine(Folder, "ledger.lock");

    /// <summary>Derived: states at some sequence numbers.</summary>
    public string Snapshots => Path.Combine(Folder, "snapshots");
}
