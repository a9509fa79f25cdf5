using System.Security.Cryptography;

namespace Edge.Ledger;

/// <summary>The bytes of one entry that are hashed. A stranger can repeat this with any SHA-256.</summary>
/// <remarks>
/// All integers big-endian, all text UTF-8.
/// Offset 0   hash of the previous entry, 32 bytes; 32 zero bytes before the first
/// Offset 32  seq, 8 bytes
/// Offset 40  occurredAt, 8 bytes: ticks of 100 ns since 0001-01-01T00:00:00Z
/// Offset 48  recordedAt, 8 bytes, alike
/// Offset 56  kind of actor, 1 byte: 0 service, 1 person, 2 machine, 3 hub
/// Offset 57  five fields, each a length of 4 bytes and that many bytes: type, name of the actor, reason, key, event JSON.
///            A reason that is absent has the length 0xFFFFFFFF and no bytes.
/// hash = SHA-256 of all these.
/// </remarks>
internal static class EntryLayout
{
    public const int HashBytes = SHA256.HashSizeInBytes;
    public const uint Absent = uint.MaxValue;

    public static ReadOnlySpan<byte> BeforeFirst => new byte[HashBytes];

    public static void WriteHead(
        ByteStage stage, ReadOnlySpan<byte> previousHash, long seq, long occurredTicks, long recordedTicks, byte actorKind)
    {
        stage.Write(previousHash);
        stage.WriteInt64(seq);
        stage.WriteInt64(occurredTicks);
        stage.WriteInt64(recordedTicks);
        stage.WriteByte(actorKind);
    }

    /// <returns>Where the field's bytes are.</returns>
    public static Field WriteField(ByteStage stage, ReadOnlySpan<byte> bytes)
    {
        stage.WriteUInt32((uint)bytes.Length);
        stage.Write(bytes);
        return new Field(stage.Length - bytes.Length, bytes.Length);
    }

    public static Field WriteAbsent(ByteStage stage)
    {
        stage.WriteUInt32(Absent);
        return new Field(stage.Length, -1);
    }

    /// <summary>A part of a stage; the length is -1 where it is absent.</summary>
    internal readonly record struct Field(int Start, int Length)
    {
        public bool IsAbsent => Length < 0;

        public ReadOnlySpan<byte> In(ByteStage stage) => IsAbsent ? default : stage.Slice(Start, Length);
    }
}
