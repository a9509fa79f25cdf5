using System.Security.Cryptography;
using System.Text;
using Edge.Operations;
using Inventory;
using Inventory.People;

namespace Edge.Web.Accounts;

public enum BadgeOutcome { Done, NoSuchAccount, Taken }

/// <summary>
/// Which badge is whose. Codes on badges are short and follow a pattern, so they are hashed slowly; by one salt for the whole file, because
/// the code has to find its account.
/// </summary>
public sealed class Badges(AccountDatabase database, AccountStore accounts, AuditQueue audit, SiteSettings settings, TimeProvider time)
{
    public const int MinLength = 8, MaxLength = 64;

    /// <returns>Null when it may be a badge.</returns>
    public static Words? Fault(string code, string account) =>
        code.Length is < MinLength or > MaxLength || code.Any(static c => c is < '!' or > '~')
            ? new Words($"胸卡条码为{MinLength}至{MaxLength}个可打印字符", $"A badge's code has {MinLength} to {MaxLength} printable characters.")
        : string.Equals(code, account, StringComparison.OrdinalIgnoreCase)
            ? new Words("胸卡条码不能就是工号", "A badge's code cannot be the staff number itself.")
        : null;

    /// <summary>Takes as long as a password.</summary>
    public byte[] HashOf(string code) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(code), database.Read("SELECT badge_salt FROM meta", static row => (byte[])row.GetValue(0)).Single(),
        settings.Web.PasswordIterations, HashAlgorithmName.SHA256, 32);

    public Account? Find(byte[] hash) =>
        database.Read("SELECT account FROM accounts WHERE badge = ?1", static row => row.GetString(0), hash).SingleOrDefault() is { } name
            ? accounts.Find(name)
            : null;

    /// <param name="hash">Null revokes the badge: whoever came in with it is out at once.</param>
    public BadgeOutcome Set(string name, byte[]? hash, string? reason, Actor by) => accounts.Transact(() =>
    {
        if (accounts.Find(name) is not { } account) return BadgeOutcome.NoSuchAccount;
        if (hash is null && !account.HasBadge) return BadgeOutcome.Done;
        if (hash is not null && Find(hash) is { } other && other.Name != account.Name) return BadgeOutcome.Taken;
        database.Run("UPDATE accounts SET badge = ?2 WHERE account = ?1", name, hash);
        database.Run("DELETE FROM sessions WHERE account = ?1 AND proof IN (?2, ?3)", name, (int)Proof.Badge, (int)Proof.BadgeAndPin);
        audit.Add(new AccountChanged(account.Name, hash is null ? "badgeRevoked" : "badge", time.GetUtcNow()), by, reason);
        return BadgeOutcome.Done;
    });
}
