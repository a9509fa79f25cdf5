using Inventory;
using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>
/// What the ledger is still to be told of accounts. It is written in the transaction of the change itself, so that no change is
/// without its event, also while the ledger cannot record or the change came from the command line.
/// </summary>
public sealed class AuditQueue(AccountDatabase database)
{
    private const string SignedIn = "signedIn", Signed = "signed", Refused = "refused", AccountAddedName = "added", Changed = "changed";

    private TaskCompletionSource _added = NewSource();

    /// <param name="Id">Rises; never used twice.</param>
    public sealed record Item(long Id, DomainEvent Happened, Actor By, string? Reason);

    /// <summary>Completes when something was added by this process after the call.</summary>
    public Task Added => Volatile.Read(ref _added).Task;

    public void Add(DomainEvent happened, Actor by, string? reason = null)
    {
        (string what, string account, string text, Role role, Proof proof, string? other) = happened switch
        {
            PersonSignedIn e => (SignedIn, e.Account, "", default(Role), e.Proof, default(string)),
            SignatureGiven e => (Signed, e.Account, e.Act, default, e.Proof, e.Screen),
            SignInRefused e => (Refused, e.Account, e.Cause, default, default, null),
            AccountAdded e => (AccountAddedName, e.Account, e.DisplayName, e.Role, default, null),
            AccountChanged e => (Changed, e.Account, e.Change, e.Role ?? default, default, e.AskedBy),
            _ => throw new ArgumentException($"{happened.GetType().Name} is no event of accounts.", nameof(happened)),
        };
        database.Run(
            """
            INSERT INTO audit_queue (what, account, text, role, by_kind, by_name, reason, occurred_at, proof, other)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """,
            what, account, text, (int)role, (int)by.Kind, by.Name, reason, happened.OccurredAt.UtcTicks, (int)proof, other);
    }

    /// <summary>Wakes whoever waits on <see cref="Added"/>; after the commit.</summary>
    public void Announce() => Interlocked.Exchange(ref _added, NewSource()).TrySetResult();

    public IReadOnlyList<Item> Oldest(int limit) => database.Read(
        "SELECT id, what, account, text, role, by_kind, by_name, reason, occurred_at, proof, other FROM audit_queue ORDER BY id LIMIT ?1",
        static row =>
        {
            DateTimeOffset at = new(row.GetInt64(8), TimeSpan.Zero);
            string account = row.GetString(2), text = row.GetString(3);
            string? other = row.IsDBNull(10) ? null : row.GetString(10);
            Proof proof = (Proof)row.GetInt32(9);
            DomainEvent happened = row.GetString(1) switch
            {
                SignedIn => new PersonSignedIn(account, at, proof),
                Signed => new SignatureGiven(account, other ?? "", text, at, proof),
                Refused => new SignInRefused(account, text, at),
                AccountAddedName => new AccountAdded(account, text, (Role)row.GetInt32(4), at),
                Changed => new AccountChanged(account, text, at, RoleRequests.IsOfRole(text) ? (Role)row.GetInt32(4) : null, other),
                string unknown => throw new InvalidDataException($"The account file has an event '{unknown}' that is not known here."),
            };
            return new Item(
                row.GetInt64(0), happened, new Actor((ActorKind)row.GetInt32(5), row.GetString(6)), row.IsDBNull(7) ? null : row.GetString(7));
        },
        limit);

    public void Remove(long upToId) => database.Run("DELETE FROM audit_queue WHERE id <= ?1", upToId);

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
