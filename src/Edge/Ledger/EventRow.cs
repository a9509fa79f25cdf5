using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Inventory;

namespace Edge.Ledger;

/// <summary>The row that a statement stands on. Its spans live until the statement moves.</summary>
internal readonly ref struct EventRow(Statement row)
{
    public long Seq => row.Int64(0);
    public string Type => row.Text(1)!;
    public long OccurredTicks => row.Int64(2);
    public long RecordedTicks => row.Int64(3);
    public ActorKind ActorKind => (ActorKind)row.Int64(4);
    public ReadOnlySpan<byte> ActorNameUtf8 => row.Bytes(5);
    public Actor By => new((ActorKind)row.Int64(4), row.Bytes(5) is { IsEmpty: false } name ? Encoding.UTF8.GetString(name) : "");
    public string? Reason => row.Text(6);
    public string Key => row.Text(7)!;
    public ReadOnlySpan<byte> KeyUtf8 => row.Bytes(7);
    public ReadOnlySpan<byte> Json => row.Bytes(8);
    public ReadOnlySpan<byte> Hash => row.Bytes(9);

    /// <param name="sha">Reused: much cheaper than a new one for each row.</param>
    public void ComputeHash(ReadOnlySpan<byte> previousHash, ByteStage stage, IncrementalHash sha, Span<byte> hash)
    {
        stage.Length = 0;
        EntryLayout.WriteHead(stage, previousHash, Seq, OccurredTicks, RecordedTicks, (byte)row.Int64(4));
        EntryLayout.WriteField(stage, row.Bytes(1));
        EntryLayout.WriteField(stage, row.Bytes(5));
        if (row.IsNull(6)) EntryLayout.WriteAbsent(stage);
        else EntryLayout.WriteField(stage, row.Bytes(6));
        EntryLayout.WriteField(stage, row.Bytes(7));
        EntryLayout.WriteField(stage, row.Bytes(8));
        sha.AppendData(stage.Slice(0, stage.Length));
        sha.GetHashAndReset(hash);
    }

    /// <exception cref="LedgerDamagedException">A type that this program does not know, or members that are not the type's.</exception>
    public DomainEvent ReadEvent()
    {
        EventKind kind = EventCatalog.Find(row.Bytes(1)) ?? throw new LedgerDamagedException(
            $"Entry {Seq} is of type '{Type}', which this program does not know: use a program version at least as new as the ledger.",
            Seq);
        try
        {
            return kind.Read(Json);
        }
        catch (JsonException e)
        {
            throw new LedgerDamagedException(
                $"Entry {Seq} cannot be read as {kind.Type} ({e.Message}): use the program version that wrote it.", Seq, e);
        }
    }

    public LedgerEntry ToEntry() => new(
        Seq, Type, Instant(OccurredTicks), Instant(RecordedTicks), By, Reason, Key, Json.ToArray(), Hash.ToArray(), ReadEvent());

    /// <summary>Runs <see cref="EventAppender.Insert"/> with this row, byte for byte.</summary>
    public void CopyTo(Statement insert)
    {
        insert.Bind(1, Seq).BindUtf8(2, row.Bytes(1)).Bind(3, OccurredTicks).Bind(4, RecordedTicks).Bind(5, row.Int64(4))
            .BindUtf8(6, row.Bytes(5));
        if (row.IsNull(6)) insert.BindNull(7);
        else insert.BindUtf8(7, row.Bytes(6));
        insert.BindUtf8(8, row.Bytes(7)).BindUtf8(9, row.Bytes(8)).BindBlob(10, row.Bytes(9)).Run();
    }

    public static DateTimeOffset Instant(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}
