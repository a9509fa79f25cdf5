using System.Text;
using System.Text.Json;
using Inventory;
using Inventory.Identification;

namespace Edge.Ledger;

internal enum SubjectKind : byte { Unit = 1, Person = 2 }

/// <summary>Whom or what a question is about.</summary>
internal readonly record struct Subject(SubjectKind Kind, string Name)
{
    public static Subject Of(UnitKey unit) => new(SubjectKind.Unit, unit.ToString());

    public static Subject OfPerson(string account) => new(SubjectKind.Person, account);

    public long Place(long seq) => EventSubjects.Place(Kind, Encoding.UTF8.GetBytes(Name), seq);
}

/// <param name="name">In UTF-8; lives until the call returns.</param>
internal delegate void SubjectTaker(SubjectKind kind, ReadOnlySpan<byte> name);

/// <summary>Whom and what an entry is about: the units that its JSON names anywhere, the account that it names, and who acted.</summary>
/// <remarks>Read from the recorded bytes, so that a new event type is found without a line of its own.</remarks>
internal static class EventSubjects
{
    /// <summary>Bits of a sequence number in a place: enough for a hundred entries a second for forty years.</summary>
    private const int SeqBits = 37;

    /// <summary>One number for "this subject in this entry": 26 bits of the subject's hash, then the sequence number.</summary>
    /// <remarks>Places of one subject lie together, in order. Subjects may share a hash: whoever reads must look at the entry.</remarks>
    public static long Place(SubjectKind kind, ReadOnlySpan<byte> name, long seq) =>
        (long)((ulong)KeyHash.Of(name, (byte)kind) >> (SeqBits + 1) << SeqBits) | seq;

    public static long Seq(long place) => place & ((1L << SeqBits) - 1);

    public static void Visit(in EventRow row, SubjectTaker take)
    {
        if (row.ActorKind != ActorKind.Service && row.ActorNameUtf8 is { IsEmpty: false } name) take(SubjectKind.Person, name);
        Utf8JsonReader json = new(row.Json);
        Span<char> key = stackalloc char[UnitKey.Length];
        bool account = false;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName) account = json.ValueTextEquals("account"u8);
            else if (json.TokenType == JsonTokenType.String)
            {
                if (account) take(SubjectKind.Person, json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan);
                else if (json.ValueSpan.Length == UnitKey.Length && Encoding.UTF8.TryGetChars(json.ValueSpan, key, out int length)
                    && UnitKey.TryParse(key[..length], out _)) take(SubjectKind.Unit, json.ValueSpan);
            }
        }
    }

    public static bool Names(in EventRow row, Subject subject)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(subject.Name);
        bool found = false;
        Visit(row, (kind, name) => found |= kind == subject.Kind && name.SequenceEqual(wanted));
        return found;
    }
}
