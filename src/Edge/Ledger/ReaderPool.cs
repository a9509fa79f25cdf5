using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Edge.Ledger;

/// <summary>Open readers, lent out one at a time and kept for the next caller. Safe from any thread.</summary>
/// <remarks>Kept open on purpose: on a full or read-only disk an open connection still reads where a new one may not open.</remarks>
/// <param name="folder">For the words of an error.</param>
internal sealed class ReaderPool<TReader>(Func<TReader> open, string folder) : IDisposable
    where TReader : class, IDisposable
{
    private const int Kept = 4;

    private readonly ConcurrentBag<TReader> _idle = [];
    private volatile bool _disposed;

    /// <exception cref="LedgerUnavailableException">The file cannot be read at the moment.</exception>
    /// <exception cref="LedgerDamagedException">What would be read is not what was recorded.</exception>
    public T Use<T>(Func<TReader, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TReader? reader = null;
        try
        {
            reader = _idle.TryTake(out TReader? idle) ? idle : open();
            T result = read(reader);
            if (_disposed || _idle.Count >= Kept) return result;
            _idle.Add(reader);
            reader = null;
            return result;
        }
        catch (SqliteException e)
        {
            throw LedgerFailure.From(e, folder);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out TReader? reader)) reader.Dispose();
    }
}
