using System.Security.Cryptography;
using System.Text;
using Inventory;

namespace Edge.Web.Accounts;

/// <summary>PBKDF2 with HMAC-SHA-256 (NIST SP 800-132), a salt for each account, and the rounds kept beside the hash.</summary>
/// <param name="Salt">16 random bytes.</param>
/// <param name="Hash">32 bytes.</param>
public sealed record PasswordHash(byte[] Salt, byte[] Hash, int Iterations)
{
    /// <summary>Takes as long as the iterations say: not for the thread of many requests.</summary>
    public static PasswordHash Make(string password, int iterations)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        return new PasswordHash(salt, Derive(password, salt, iterations), iterations);
    }

    public bool Fits(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, Salt, Iterations), Hash);

    // Normalised, so that the same word typed on another keyboard or input method is the same password.
    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC)), salt, iterations, HashAlgorithmName.SHA256, 32);
}

/// <summary>What a password must be. Long rather than curious; no rule that makes people write it down.</summary>
internal static class PasswordRules
{
    public const int MinLength = 12, MaxLength = 256;

    private static readonly HashSet<string> s_common = new(StringComparer.OrdinalIgnoreCase)
    {
        "password1234", "passwordpassword", "123456789012", "1234567890123", "qwertyuiop12", "qwertyuiop123", "qwertyuiopasdf", "qwerty123456",
        "1q2w3e4r5t6y", "1qaz2wsx3edc", "abcd12345678", "abc123456789", "administrator", "letmein12345", "welcome12345", "woaini1314520",
        "woaini520520", "iloveyou1234", "changeme1234", "bloodbank123",
    };

    /// <returns>Null when it may be used, else one plain sentence in both languages.</returns>
    public static Words? Fault(string password, string account)
    {
        if (new System.Globalization.StringInfo(password).LengthInTextElements < MinLength)
            return new Words($"密码至少{MinLength}个字符", $"A password has at least {MinLength} characters.");
        if (password.Length > MaxLength) return new Words($"密码最多{MaxLength}个字符", $"A password has at most {MaxLength} characters.");
        if (account.Length >= 3 && password.Contains(account, StringComparison.OrdinalIgnoreCase))
            return new Words("密码中不能含有工号", "The password contains the account's name.");
        if (s_common.Contains(password) || password.Distinct().Count() < 4)
            return new Words("此密码太容易被猜到", "This password is among the first that are guessed.");
        return password.Any(char.IsControl) ? new Words("密码中含有控制字符", "The password contains a control character.") : null;
    }
}
