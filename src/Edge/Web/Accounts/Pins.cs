using Inventory;
using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>A person's PIN: the short secret for a shared screen. A few wrong ones close it until the password is used.</summary>
public sealed class Pins(AccountDatabase database, AccountStore accounts, AuditQueue audit, TimeProvider time)
{
    public const int MinLength = 6, MaxLength = 10;

    /// <returns>Null when it may be used, else one plain sentence in both languages.</returns>
    public static Words? Fault(string pin, string account)
    {
        if (pin.Length is < MinLength or > MaxLength || !pin.All(char.IsAsciiDigit))
            return new Words($"数字密码为{MinLength}至{MaxLength}位数字", $"A PIN has {MinLength} to {MaxLength} digits.");
        if (pin.Distinct().Count() < 3 || IsRow(pin, 1) || IsRow(pin, -1) || account.Contains(pin, StringComparison.Ordinal)
            || (account.Length >= 3 && pin.Contains(account, StringComparison.Ordinal)))
            return new Words("此数字密码太容易被猜到", "This PIN is among the first that are guessed.");
        return null;
    }

    /// <param name="pin">Null takes it away.</param>
    public void Set(string name, PasswordHash? pin, Actor by) => accounts.Transact(() =>
    {
        database.Run(
            "UPDATE accounts SET pin_salt = ?2, pin_hash = ?3, pin_iterations = ?4, pin_failures = 0 WHERE account = ?1",
            name, pin?.Salt, pin?.Hash, pin?.Iterations);
        audit.Add(new AccountChanged(name, pin is null ? "pinRemoved" : "pin", time.GetUtcNow()), by);
        return true;
    });

    /// <summary>123456, 987654, and over the end: 890123.</summary>
    private static bool IsRow(string pin, int step) =>
        pin.Zip(pin.Skip(1)).All(pair => (pair.Second - pair.First - step) % 10 == 0);
}
