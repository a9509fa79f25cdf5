using Edge.Operations;

namespace Edge.Ledger;

/// <summary>Makes one process the owner of a ledger folder. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="LedgerUnavailableException">Another process owns the folder, or it cannot be written.</exception>
    public static FolderLock Take(LedgerPaths paths)
    {
        try
        {
            PrivateFolder.Create(paths.Folder);
            FileStream file = new(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new FolderLock(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException(
                IsHeld(e)
                    ? $"Another process works on the ledger in '{paths.Folder}': stop it first, or choose another folder in Ledger:Folder."
                    : $"The ledger's folder '{paths.Folder}' cannot be written ({e.Message}): check the disk and the folder's permissions.",
                e);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <remarks>Windows: ERROR_SHARING_VIOLATION 32; Linux: EWOULDBLOCK 11 of flock, as .NET reports it.</remarks>
    private static bool IsHeld(Exception e) => (e.HResult & 0xFFFF) is 32 or 11;
}
