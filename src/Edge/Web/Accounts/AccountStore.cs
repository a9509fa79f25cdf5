using System.Text.RegularExpressions;
using Inventory;
using Inventory.People;
using Microsoft.Data.Sqlite;

namespace Edge.Web.Accounts;

/// <param name="Name">Staff number or name: letters, digits, dot, hyphen, underscore; case does not tell two apart.</param>
/// <param name="Failures">Wrong passwords since the last right one.</param>
/// <param name="MustChange">Somebody else set the password.</param>
public sealed record Account(
    string Name, string DisplayName, Role Role, PasswordHash Password, int Failures, DateTimeOffset? LockedUntil, bool MustChange,
    bool Disabled, DateTimeOffset? LastSignInAt);

public enum AccountChangeOutcome { Done, NoSuchAccount, Exists, LastAdministrator }

/// <summary>The accounts of people. Every change leaves its event for the ledger in the same transaction.</summary>
public sealed partial class AccountStore(AccountDatabase database, AuditQueue audit, TimeProvider time)
{
    /// <summary>What the ledger calls a change of the role.</summary>
    internal const string RoleChange = "role";

    private const string Columns =
        "account, display_name, role, salt, hash, iterations, failures, locked_until, must_change, disabled, last_sign_in_at";

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

    /// <summary>Also opens a locked account and ends its sessions.</summary>
    public AccountChangeOutcome SetPassword(string name, PasswordHash password, bool mustChange, Actor by) => Transact(() =>
    {
        if (Find(name) is not { } account) return AccountChangeOutcome.NoSuchAccount;
        database.Run(
            "UPDATE accounts SET salt = ?2, hash = ?3, iterations = ?4, must_change = ?5, failures = 0, locked_until = NULL WHERE account = ?1",
            name, password.Salt, password.Hash, password.Iterations, mustChange ? 1 : 0);
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
    public AccountChangeOutcome SetRole(string name, Role role, string? reason, Actor by) => Transact(() =>
    {
        if (Find(name) is not { } account) return AccountChangeOutcome.NoSuchAccount;
        if (account.Role == role) return AccountChangeOutcome.Done;
        if (IsLastAdministrator(account)) return AccountChangeOutcome.LastAdministrator;
        database.Run("UPDATE accounts SET role = ?2 WHERE account = ?1", name, (int)role);
        database.Run("DELETE FROM sessions WHERE account = ?1", name);
        audit.Add(new AccountChanged(account.Name, RoleChange, time.GetUtcNow(), role), by, reason);
        return AccountChangeOutcome.Done;
    });

    /// <summary>Opens an account that too many wrong passwords had locked; the password stays.</summary>
    public AccountChangeOutcome Unlock(string name, Actor by) => Transact(() =>
    {
        if (Find(name) is not { } account) return AccountChangeOutcome.NoSuchAccount;
        if (account.LockedUntil is null && account.Failures == 0) return AccountChangeOutcome.Done;
        database.Run("UPDATE accounts SET failures = 0, locked_until = NULL WHERE account = ?1", name);
        audit.Add(new AccountChanged(account.Name, "unlocked", time.GetUtcNow()), by);
        return AccountChangeOutcome.Done;
    });

    /// <summary>Counts a wrong password and locks when there were too many.</summary>
    public Account RecordFailure(string name, int lockAfter, TimeSpan lockFor) => Transact(() =>
    {
        Account account = Find(name) ?? throw new ArgumentException($"There is no account '{name}'.", nameof(name));
        int failures = account.Failures + 1;
        DateTimeOffset now = time.GetUtcNow();
        bool locks = failures >= lockAfter;
        database.Run(
            "UPDATE accounts SET failures = ?2, locked_until = ?3 WHERE account = ?1",
            name, locks ? 0 : failures, locks ? (now + lockFor).UtcTicks : null);
        audit.Add(new SignInRefused(account.Name, "wrong", now), Actor.Service);
        return Find(name)!;
    });

    /// <summary>Refused before a password was looked at: locked, disabled, or nobody of that name.</summary>
    /// <param name="account">Empty for an unknown name: it may well be a password typed into the wrong field.</param>
    public void RecordRefusal(string account, string cause)
    {
        audit.Add(new SignInRefused(account, cause, time.GetUtcNow()), Actor.Service);
        audit.Announce();
    }

    public void RecordSignIn(Account account) => Transact(() =>
    {
        DateTimeOffset now = time.GetUtcNow();
        database.Run(
            "UPDATE accounts SET failures = 0, locked_until = NULL, last_sign_in_at = ?2 WHERE account = ?1", account.Name, now.UtcTicks);
        audit.Add(new PersonSignedIn(account.Name, now), new Actor(ActorKind.Person, account.Name));
        return true;
    });

    private bool IsLastAdministrator(Account account) =>
        account is { Role: Role.Administrator, Disabled: false }
        && database.Read(
            "SELECT 1 FROM accounts WHERE role = ?1 AND disabled = 0 AND account <> ?2", static _ => true,
            (int)Role.Administrator, account.Name).Count == 0;

    private T Transact<T>(Func<T> work)
    {
        T result = database.Transaction(work);
        audit.Announce();
        return result;
    }

    private static Account ReadAccount(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), (Role)row.GetInt32(2),
        new PasswordHash((byte[])row.GetValue(3), (byte[])row.GetValue(4), row.GetInt32(5)),
        row.GetInt32(6), AccountDatabase.Instant(row, 7), row.GetInt32(8) != 0, row.GetInt32(9) != 0, AccountDatabase.Instant(row, 10));

    [GeneratedRegex("^[A-Za-z0-9._-]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
