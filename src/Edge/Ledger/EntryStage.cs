using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Inventory;
using Field = Edge.Ledger.EntryLayout.Field;

namespace Edge.Ledger;

/// <summary>Entries of one transaction as bytes, hashed, ready to be inserted. Reused from one transaction to the next.</summary>
internal sealed class EntryStage : IDisposable
{
    private readonly ByteStage _bytes = new();
    private readonly Utf8JsonWriter _json;
    private readonly List<Staged> _entries = [];
    private readonly byte[] _hash = new byte[EntryLayout.HashBytes];
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256); // cheaper again and again than HashData

    public EntryStage() => _json = new Utf8JsonWriter(_bytes, EventCatalog.WriterOptions);

    public IReadOnlyList<Staged> Entries => _entries;

    public ByteStage Bytes => _bytes;

    public long LastSeq { get; private set; }

    /// <summary>Hash of the last entry, staged or recorded before.</summary>
    public ReadOnlySpan<byte> LastHash => _hash;

    public void Begin(long lastSeq, ReadOnlySpan<byte> lastHash)
    {
        _bytes.Length = 0;
        _entries.Clear();
        LastSeq = lastSeq;
        lastHash.CopyTo(_hash);
    }

    /// <summary>Stages all events of one command, or none.</summary>
    /// <exception cref="ArgumentException">An event is not in the catalogue or cannot be written as JSON.</exception>
    public void Add(LedgerCommand command, IReadOnlyList<DomainEvent> events, long recordedTicks)
    {
        (int length, int count, long seq) = (_bytes.Length, _entries.Count, LastSeq);
        Span<byte> hash = stackalloc byte[EntryLayout.HashBytes];
        _hash.CopyTo(hash);
        try
        {
            foreach (DomainEvent happened in events) Add(command, happened, recordedTicks);
        }
        catch
        {
            _json.Reset(_bytes);
            _bytes.Length = length;
            _entries.RemoveRange(count, _entries.Count - count);
            LastSeq = seq;
            hash.CopyTo(_hash);
            throw;
        }
    }

    public void Dispose()
    {
        _json.Dispose();
        _sha.Dispose();
    }

    private void Add(LedgerCommand command, DomainEvent happened, long recordedTicks)
    {
        EventKind kind = EventCatalog.Of(happened);
        int start = _bytes.Length;
        long seq = LastSeq + 1;
        long occurredTicks = happened.OccurredAt.UtcTicks;
        EntryLayout.WriteHead(_bytes, _hash, seq, occurredTicks, recordedTicks, (byte)command.By.Kind);
        Field type = EntryLayout.WriteField(_bytes, kind.TypeUtf8.Span);
        Field name = WriteText(command.By.Name);
        Field reason = WriteText(command.Reason);
        Field key = WriteText(command.Key);
        Field json = WriteJson(kind, happened);
        _sha.AppendData(_bytes.Slice(start, _bytes.Length - start));
        _sha.GetHashAndReset(_hash);
        _bytes.Write(_hash);
        _entries.Add(new Staged(
            seq, occurredTicks, recordedTicks, command.By.Kind, type, name, reason, key, json,
            new Field(_bytes.Length - _hash.Length, _hash.Length)));
        LastSeq = seq;
    }

    private Field WriteText(string? text)
    {
        if (text is null) return EntryLayout.WriteAbsent(_bytes);
        int at = BeginField();
        _bytes.WriteUtf8(text);
        return EndField(at);
    }

    private Field WriteJson(EventKind kind, DomainEvent happened)
    {
        int at = BeginField();
        _json.Reset(_bytes);
        kind.Write(_json, happened);
        _json.Flush();
        return EndField(at);
    }

    private int BeginField()
    {
        _bytes.WriteUInt32(0); // the length, known at the end
        return _bytes.Length;
    }

    private Field EndField(int start)
    {
        int length = _bytes.Length - start;
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.Slice(start - sizeof(uint), sizeof(uint)), (uint)length);
        return new Field(start, length);
    }

    internal readonly record struct Staged(
        long Seq, long OccurredTicks, long RecordedTicks, ActorKind ActorKind, Field Type, Field ActorName, Field Reason, Field Key,
        Field Json, Field Hash);
}
