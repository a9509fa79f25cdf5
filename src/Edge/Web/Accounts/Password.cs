using System.Security.Cryptography;
using System.Text;

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
public static class PasswordRules
{
    public const int MinLength = 8, MaxLength = 256;

    private static readonly HashSet<string> s_common = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "password1", "12345678", "123456789", "1234567890", "87654321", "11111111", "00000000", "88888888", "qwertyui",
        "qwerty123", "abcd1234", "1q2w3e4r", "iloveyou", "admin123", "administrator", "letmein1", "welcome1", "a1234567", "woaini1314",
    };

    /// <returns>Null when it may be used, else one plain sentence.</returns>
    public static string? Fault(string password, string account)
    {
        if (new System.Globalization.StringInfo(password).LengthInTextElements < MinLength) return $"A password has at least {MinLength} characters.";
        if (password.Length > MaxLength) return $"A password has at most {MaxLength} characters.";
        if (account.Length >= 3 && password.Contains(account, StringComparison.OrdinalIgnoreCase)) return "The password contains the account's name.";
        if (s_common.Contains(password) || password.Distinct().Count() < 4) return "This password is among the first that are guessed.";
        return password.Any(char.IsControl) ? "The password contains a control character." : null;
    }
}
