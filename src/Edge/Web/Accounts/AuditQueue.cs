using Inventory;
using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>
/// What the ledger is still to be told of accounts. It is written in the transaction of the change itself, so that no change is
/// without its event, also while the ledger cannot record or the change came from the command line.
/// </summary>
public sealed class AuditQueue(AccountDatabase database)
{
    private const string SignedIn = "signedIn", Refused = "refused", AccountAddedName = "added", Changed = "changed";

    private TaskCompletionSource _added = NewSource();

    /// <param name="Id">Rises; never used twice.</param>
    public sealed record Item(long Id, DomainEvent Happened, Actor By, string? Reason);

    /// <summary>Completes when something was added by this process after the call.</summary>
    public Task Added => Volatile.Read(ref _added).Task;

    public void Add(DomainEvent happened, Actor by, string? reason = null)
    {
        (string what, string account, string text, Role role) = happened switch
        {
            PersonSignedIn e => (SignedIn, e.Account, "", default),
            SignInRefused e => (Refused, e.Account, e.Cause, default),
            AccountAdded e => (AccountAddedName, e.Account, e.DisplayName, e.Role),
            AccountChanged e => (Changed, e.Account, e.Change, e.Role ?? default),
            _ => throw new ArgumentException($"{happened.GetType().Name} is no event of accounts.", nameof(happened)),
        };
        database.Run(
            "INSERT INTO audit_queue (what, account, text, role, by_kind, by_name, reason, occurred_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            what, account, text, (int)role, (int)by.Kind, by.Name, reason, happened.OccurredAt.UtcTicks);
    }

    /// <summary>Wakes whoever waits on <see cref="Added"/>; after the commit.</summary>
    public void Announce() => Interlocked.Exchange(ref _added, NewSource()).TrySetResult();

    public IReadOnlyList<Item> Oldest(int limit) => database.Read(
        "SELECT id, what, account, text, role, by_kind, by_name, reason, occurred_at FROM audit_queue ORDER BY id LIMIT ?1",
        static row =>
        {
            DateTimeOffset at = new(row.GetInt64(8), TimeSpan.Zero);
            string account = row.GetString(2), text = row.GetString(3);
            DomainEvent happened = row.GetString(1) switch
            {
                SignedIn => new PersonSignedIn(account, at),
                Refused => new SignInRefused(account, text, at),
                AccountAddedName => new AccountAdded(account, text, (Role)row.GetInt32(4), at),
                Changed => new AccountChanged(account, text, at, text == AccountStore.RoleChange ? (Role)row.GetInt32(4) : null),
                string other => throw new InvalidDataException($"The account file has an event '{other}' that is not known here."),
            };
            return new Item(
                row.GetInt64(0), happened, new Actor((ActorKind)row.GetInt32(5), row.GetString(6)), row.IsDBNull(7) ? null : row.GetString(7));
        },
        limit);

    public void Remove(long upToId) => database.Run("DELETE FROM audit_queue WHERE id <= ?1", upToId);

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
