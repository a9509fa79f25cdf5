using System.Security.Cryptography;
using System.Text;

namespace Edge.Web.Accounts;

/// <summary>The one-time code of the first start: whoever reads the service's own output becomes the administrator.</summary>
/// <remarks>Kept in memory only. It dies with the first account, however that was made; a restart before makes another.</remarks>
public sealed class FirstStartCode(AccountStore accounts)
{
    private const string Digits = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // no 0 1 I O: it is read from one screen and typed at another

    private readonly string _code = RandomNumberGenerator.GetString(Digits, 12);

    /// <summary><c>ABCD-EFGH-JKLM</c>, 60 bits; null when there is an account.</summary>
    public string? Current => accounts.IsEmpty() ? $"{_code[..4]}-{_code[4..8]}-{_code[8..]}" : null;

    /// <summary>Case, hyphens and spaces do not matter.</summary>
    public bool Fits(string code)
    {
        string plain = new([.. code.Where(static c => c is not ('-' or ' ')).Select(char.ToUpperInvariant)]);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(plain), Encoding.UTF8.GetBytes(_code)) && accounts.IsEmpty();
    }
}
