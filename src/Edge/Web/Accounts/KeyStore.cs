using System.Security.Cryptography;
using System.Text;
using Inventory;
using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>A machine's key. The key itself is shown once and kept nowhere.</summary>
/// <param name="Scopes">What it may do, whatever the roles say.</param>
public sealed record MachineKey(string Name, IReadOnlySet<Permission> Scopes, bool Disabled);

/// <summary>Keys for machines: 256 random bits, so a plain hash is enough to keep them.</summary>
public sealed class KeyStore(AccountDatabase database, AuditQueue audit, TimeProvider time)
{
    private const string Prefix = "edge_";

    /// <returns>The key to hand over; null when the name is taken.</returns>
    public string? Add(string name, IEnumerable<Permission> scopes, Actor by)
    {
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

    public IReadOnlyList<MachineKey> List() => database.Read("SELECT name, permissions, disabled FROM keys ORDER BY name", ReadKey);

    /// <returns>Null for an unknown or disabled key.</returns>
    public MachineKey? Find(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal)
            ? database.Read("SELECT name, permissions, disabled FROM keys WHERE hash = ?1 AND disabled = 0", ReadKey, HashOf(key)).SingleOrDefault()
            : null;

    public bool IsOpen(string name) => database.Read("SELECT 1 FROM keys WHERE name = ?1 AND disabled = 0", static _ => true, name).Count > 0;

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static MachineKey ReadKey(Microsoft.Data.Sqlite.SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Permission>).ToHashSet(),
        row.GetInt32(2) != 0);
}
