using System.Security.Cryptography;
using System.Text;
using Inventory;
using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>A machine's key. The key itself is shown once and kept nowhere.</summary>
/// <param name="Scopes">What it may do, whatever the roles say.</param>
/// <param name="LastUsedAt">To the minute; null when it was never used.</param>
public sealed record MachineKey(string Name, IReadOnlySet<Permission> Scopes, bool Disabled, DateTimeOffset? LastUsedAt);

/// <summary>Keys for machines: 256 random bits, so a plain hash is enough to keep them.</summary>
public sealed class KeyStore(AccountDatabase database, AuditQueue audit, TimeProvider time)
{
    private const string Prefix = "edge_", Columns = "name, permissions, disabled, last_used_at";

    /// <summary>A write for each call would keep the disk busy for nothing.</summary>
    private static readonly TimeSpan s_exact = TimeSpan.FromMinutes(1);

    /// <summary>
    /// What a key may be allowed. What asks for a responsible person is not for machines: a key must never be the second person of a
    /// correction, let a bag out of quarantine, or make itself an administrator.
    /// </summary>
    public static bool MayHave(Permission scope) => scope is not (Permission.ManageAccounts or Permission.Release or Permission.Settings);

    /// <returns>The key to hand over; null when the name is taken.</returns>
    /// <exception cref="ArgumentException">No scope, or one that no key may have.</exception>
    public string? Add(string name, IReadOnlyCollection<Permission> scopes, Actor by)
    {
        if (scopes.Count == 0 || !scopes.All(MayHave)) throw new ArgumentException("A key needs scopes, and only those that a key may have.", nameof(scopes));
        string key = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        string names = string.Join(' ', scopes.Distinct().Order());
        bool added = database.Transaction(() =>
        {
            if (database.Read("SELECT 1 FROM keys WHERE name = ?1", static _ => true, name).Count > 0) return false;
            database.Run("INSERT INTO keys (name, hash, permissions) VALUES (?1, ?2, ?3)", name, HashOf(key), names);
            audit.Add(new AccountChanged($"key:{name}", "added", time.GetUtcNow()), by, names);
            return true;
        });
        audit.Announce();
        return added ? key : null;
    }

    public bool Disable(string name, Actor by)
    {
        bool found = database.Transaction(() =>
        {
            if (database.Run("UPDATE keys SET disabled = 1 WHERE name = ?1", name) == 0) return false;
            audit.Add(new AccountChanged($"key:{name}", "disabled", time.GetUtcNow()), by);
            return true;
        });
        audit.Announce();
        return found;
    }

    public IReadOnlyList<MachineKey> List() => database.Read($"SELECT {Columns} FROM keys ORDER BY name", ReadKey);

    /// <returns>Null for an unknown or disabled key.</returns>
    /// <remarks>Notes that it was used; a disk that is full does not keep a machine from reading.</remarks>
    public MachineKey? Find(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        MachineKey? found = database.Read($"SELECT {Columns} FROM keys WHERE hash = ?1 AND disabled = 0", ReadKey, HashOf(key)).SingleOrDefault();
        DateTimeOffset now = time.GetUtcNow();
        if (found is not null && (found.LastUsedAt is not { } last || now - last >= s_exact))
            database.TryRun("UPDATE keys SET last_used_at = ?2 WHERE name = ?1", found.Name, now.UtcTicks);
        return found;
    }

    public bool IsOpen(string name) => database.Read("SELECT 1 FROM keys WHERE name = ?1 AND disabled = 0", static _ => true, name).Count > 0;

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static MachineKey ReadKey(Microsoft.Data.Sqlite.SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Permission>).Where(MayHave).ToHashSet(),
        row.GetInt32(2) != 0, AccountDatabase.Instant(row, 3));
}
