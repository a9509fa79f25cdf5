using Inventory;
using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>A role that was asked for and waits for a second person.</summary>
/// <param name="Account">Whose role it is to be.</param>
/// <param name="AskedBy">Account.</param>
public sealed record AskedRole(string Account, Role Role, string AskedBy, DateTimeOffset AskedAt, string? Reason);

public enum RoleOutcome { Done, Waits, NoSuchAccount, LastAdministrator, NothingAsked, OwnRequest, OwnRole }

/// <summary>Roles are given by two people: one asks, another supervisor or administrator confirms. Each step leaves its event.</summary>
public sealed class RoleRequests(AccountDatabase database, AccountStore accounts, AuditQueue audit, TimeProvider time)
{
    /// <summary>What the ledger calls it.</summary>
    internal const string Changed = "role", Asked = "roleAsked", Dropped = "roleDropped";

    public static bool IsOfRole(string change) => change is Changed or Asked or Dropped;

    /// <summary>A role that may release bags, see accounts or make them: nobody begins with it.</summary>
    public static bool IsResponsible(Role role) => role >= Role.Supervisor;

    /// <remarks>
    /// At once where there is nobody who could be the second: the first administrator has to begin. An account that is shut out counts, or
    /// shutting somebody out would do away with the second person; <c>user role</c> at the machine is the way when all others have left.
    /// </remarks>
    public RoleOutcome Ask(string name, Role role, string? reason, Actor by) => accounts.Transact(() =>
    {
        if (accounts.Find(name) is not { } account) return RoleOutcome.NoSuchAccount;
        if (account.Role == role) return RoleOutcome.Done;
        if (accounts.IsLastAdministrator(account)) return RoleOutcome.LastAdministrator;
        if (!HasSecond(by.Name, account.Name)) return Outcome(accounts.ApplyRole(account.Name, role, reason, by, null));
        DateTimeOffset now = time.GetUtcNow();
        database.Run(
            "INSERT OR REPLACE INTO role_requests (account, role, asked_by, asked_at, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
            account.Name, (int)role, by.Name, now.UtcTicks, reason);
        audit.Add(new AccountChanged(account.Name, Asked, now, role), by, reason);
        return RoleOutcome.Waits;
    });

    /// <param name="role">What the second person saw: another one that was asked for meanwhile is not confirmed by it.</param>
    public RoleOutcome Confirm(string name, Role role, Actor by) => accounts.Transact(() =>
    {
        if (Find(name) is not { } asked || asked.Role != role) return RoleOutcome.NothingAsked;
        if (Same(asked.AskedBy, by.Name)) return RoleOutcome.OwnRequest;
        return Same(asked.Account, by.Name)
            ? RoleOutcome.OwnRole
            : Outcome(accounts.ApplyRole(asked.Account, role, asked.Reason, by, asked.AskedBy));
    });

    public RoleOutcome Drop(string name, Actor by) => accounts.Transact(() =>
    {
        if (Find(name) is not { } asked) return RoleOutcome.NothingAsked;
        database.Run("DELETE FROM role_requests WHERE account = ?1", name);
        audit.Add(new AccountChanged(asked.Account, Dropped, time.GetUtcNow(), asked.Role, asked.AskedBy), by);
        return RoleOutcome.Done;
    });

    public IReadOnlyList<AskedRole> List() => Read("");

    private AskedRole? Find(string name) => Read("WHERE account = ?1", name).SingleOrDefault();

    private bool HasSecond(string asker, string concerned) => database.Read(
        "SELECT 1 FROM accounts WHERE role >= ?1 AND account <> ?2 AND account <> ?3 LIMIT 1", static _ => true,
        (int)Role.Supervisor, asker, concerned).Count > 0;

    private List<AskedRole> Read(string where, params ReadOnlySpan<object?> values) => database.Read(
        $"SELECT account, role, asked_by, asked_at, reason FROM role_requests {where}",
        static row => new AskedRole(
            row.GetString(0), (Role)row.GetInt32(1), row.GetString(2), new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
            row.IsDBNull(4) ? null : row.GetString(4)),
        values);

    private static RoleOutcome Outcome(AccountChangeOutcome outcome) => outcome switch
    {
        AccountChangeOutcome.Done => RoleOutcome.Done,
        AccountChangeOutcome.LastAdministrator => RoleOutcome.LastAdministrator,
        _ => RoleOutcome.NoSuchAccount,
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
