using System.Text.RegularExpressions;
using Inventory;
using Inventory.People;
using Microsoft.Data.Sqlite;

namespace Edge.Web.Accounts;

/// <param name="Name">Staff number or name: letters, digits, dot, hyphen, underscore; case does not tell two apart.</param>
/// <param name="Failures">Wrong passwords since the last right one.</param>
/// <param name="MustChange">Somebody else set the password.</param>
/// <param name="Pin">Null when the person has none.</param>
/// <param name="PinFailures">Wrong PINs since the last right one, or since the password was used.</param>
public sealed record Account(
    string Name, string DisplayName, Role Role, PasswordHash Password, int Failures, DateTimeOffset? LockedUntil, bool MustChange,
    bool Disabled, DateTimeOffset? LastSignInAt, bool HasBadge, PasswordHash? Pin, int PinFailures);

public enum AccountChangeOutcome { Done, NoSuchAccount, Exists, LastAdministrator }

/// <summary>The accounts of people. Every change leaves its event for the ledger in the same transaction.</summary>
public sealed partial class AccountStore(AccountDatabase database, AuditQueue audit, TimeProvider time)
{
    private const string Columns =
        "account, display_name, role, salt, hash, iterations, failures, locked_until, must_change, disabled, last_sign_in_at, "
        + "badge IS NOT NULL, pin_salt, pin_hash, pin_iterations, pin_failures";

    public static bool IsName(string text) => NameForm().IsMatch(text);

    /// <summary>What is shown: 1 to 64 characters, not blank, nothing invisible.</summary>
    public static bool IsDisplayName(string text) =>
        text.Length is > 0 and <= 64 && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    public bool IsEmpty() => database.Read("SELECT 1 FROM accounts LIMIT 1", static _ => true).Count == 0;

    public IReadOnlyList<Account> List() => database.Read($"SELECT {Columns} FROM accounts ORDER BY account", ReadAccount);

    public Account? Find(string name) =>
        database.Read($"SELECT {Columns} FROM accounts WHERE account = ?1", ReadAccount, name).SingleOrDefault();

    /// <param name="onlyAsFirst">Refuse when there is an account already: two askers cannot both be the first.</param>
    public AccountChangeOutcome Add(
        string name, string displayName, Role role, PasswordHash password, bool mustChange, Actor by, bool onlyAsFirst = false) =>
        Transact(() =>
        {
            if (Find(name) is not null || (onlyAsFirst && !IsEmpty())) return AccountChangeOutcome.Exists;
            database.Run(
                "INSERT INTO accounts (account, display_name, role, salt, hash, iterations, must_change) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                name, displayName, (int)role, password.Salt, password.Hash, password.Iterations, mustChange ? 1 : 0);
            audit.Add(new AccountAdded(name, displayName, role, time.GetUtcNow()), by);
            return AccountChangeOutcome.Done;
        });

    /// <summary>Also opens a locked account and ends its sessions. A password that somebody else set takes the PIN with it.</summary>
    public AccountChangeOutcome SetPassword(string name, PasswordHash password, bool mustChange, Actor by) => Transact(() =>
    {
        if (Find(name) is not { } account) return AccountChangeOutcome.NoSuchAccount;
        database.Run(
            "UPDATE accounts SET salt = ?2, hash = ?3, iterations = ?4, must_change = ?5, failures = 0, locked_until = NULL WHERE account = ?1",
            name, password.Salt, password.Hash, password.Iterations, mustChange ? 1 : 0);
        if (mustChange) database.Run("UPDATE accounts SET pin_salt = NULL, pin_hash = NULL, pin_iterations = NULL, pin_failures = 0 WHERE account = ?1", name);
        database.Run("DELETE FROM sessions WHERE account = ?1", name);
        audit.Add(new AccountChanged(account.Name, "password", time.GetUtcNow()), by);
        return AccountChangeOutcome.Done;
    });

    public AccountChangeOutcome SetDisabled(string name, bool disabled, string? reason, Actor by) => Transact(() =>
    {
        if (Find(name) is not { } account) return AccountChangeOutcome.NoSuchAccount;
        if (account.Disabled == disabled) return AccountChangeOutcome.Done;
        if (disabled && IsLastAdministrator(account)) return AccountChangeOutcome.LastAdministrator;
        database.Run("UPDATE accounts SET disabled = ?2 WHERE account = ?1", name, disabled ? 1 : 0);
        if (disabled) database.Run("DELETE FROM sessions WHERE account = ?1", name);
        audit.Add(new AccountChanged(account.Name, disabled ? "disabled" : "enabled", time.GetUtcNow()), by, reason);
        return AccountChangeOutcome.Done;
    });

    /// <summary>Ends the account's sessions: the new rights hold from the next sign-in on, the old ones no longer.</summary>
    public AccountChangeOutcome SetRole(string name, Role role, string? reason, Actor by) => Transact(() => ApplyRole(name, role, reason, by, null));

    /// <summary>In the caller's transaction. What was asked for before is settled by it.</summary>
    /// <param name="askedBy">Null where one person was enough.</param>
    internal AccountChangeOutcome ApplyRole(string name, Role role, string? reason, Actor by, string? askedBy)
    {
        if (Find(name) is not { } account) return AccountChangeOutcome.NoSuchAccount;
        if (account.Role != role && IsLastAdministrator(account)) return AccountChangeOutcome.LastAdministrator;
        database.Run("DELETE FROM role_requests WHERE account = ?1", name);
        if (account.Role == role) return AccountChangeOutcome.Done;
        database.Run("UPDATE accounts SET role = ?2 WHERE account = ?1", name, (int)role);
        database.Run("DELETE FROM sessions WHERE account = ?1", name);
        audit.Add(new AccountChanged(account.Name, RoleRequests.Changed, time.GetUtcNow(), role, askedBy), by, reason);
        return AccountChangeOutcome.Done;
    }

    /// <summary>Opens an account that too many wrong passwords or PINs had locked; both stay.</summary>
    public AccountChangeOutcome Unlock(string name, Actor by) => Transact(() =>
    {
        if (Find(name) is not { } account) return AccountChangeOutcome.NoSuchAccount;
        if (account is { LockedUntil: null, Failures: 0, PinFailures: 0 }) return AccountChangeOutcome.Done;
        database.Run("UPDATE accounts SET failures = 0, locked_until = NULL, pin_failures = 0 WHERE account = ?1", name);
        audit.Add(new AccountChanged(account.Name, "unlocked", time.GetUtcNow()), by);
        return AccountChangeOutcome.Done;
    });

    internal bool IsLastAdministrator(Account account) =>
        account is { Role: Role.Administrator, Disabled: false }
        && database.Read(
            "SELECT 1 FROM accounts WHERE role = ?1 AND disabled = 0 AND account <> ?2", static _ => true,
            (int)Role.Administrator, account.Name).Count == 0;

    internal T Transact<T>(Func<T> work)
    {
        T result = database.Transaction(work);
        audit.Announce();
        return result;
    }

    private static Account ReadAccount(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), (Role)row.GetInt32(2),
        new PasswordHash((byte[])row.GetValue(3), (byte[])row.GetValue(4), row.GetInt32(5)),
        row.GetInt32(6), AccountDatabase.Instant(row, 7), row.GetInt32(8) != 0, row.GetInt32(9) != 0, AccountDatabase.Instant(row, 10),
        row.GetInt32(11) != 0, row.IsDBNull(12) ? null : new PasswordHash((byte[])row.GetValue(12), (byte[])row.GetValue(13), row.GetInt32(14)),
        row.GetInt32(15));

    [GeneratedRegex("^[A-Za-z0-9._-]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
