using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Web.Accounts;

/// <summary>A signature that was given and is good for one call.</summary>
/// <param name="Ticket">For the header of that call; kept nowhere.</param>
public sealed record GivenSignature(string Ticket, DateTimeOffset EndsAt);

/// <summary>
/// Signatures at a shared screen: somebody shows badge and PIN, and the one call that they saw runs in their name. Each is bound to the
/// screen's session and to the call, ends after two minutes, and is good once; the same call repeated after a lost answer is the same once.
/// </summary>
/// <remarks>In memory only: after a restart one signs again.</remarks>
public sealed class Signatures(TimeProvider time)
{
    /// <summary>Longer than a slow line needs, shorter than it takes to walk away and forget.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private const int Most = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Given> _given = [];

    /// <param name="screen">Token of the session at the screen.</param>
    /// <param name="act">Method and path of the call.</param>
    public GivenSignature Give(SignInAnswer.Proven signer, string screen, string act)
    {
        string ticket = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        DateTimeOffset now = time.GetUtcNow(), end = now + Life;
        lock (_gate)
        {
            foreach (string old in _given.Where(pair => pair.Value.EndsAt <= now).Select(static pair => pair.Key).ToArray()) _given.Remove(old);
            if (_given.Count >= Most) _given.Remove(_given.MinBy(static pair => pair.Value.EndsAt).Key);
            _given[HashOf(ticket)] = new Given(signer, HashOf(screen), act, end, null);
        }
        return new GivenSignature(ticket, end);
    }

    /// <param name="key">The call's idempotency key.</param>
    /// <returns>Null when there is no such signature, it has ended, was used, or is for another screen or call.</returns>
    public SignInAnswer.Proven? Use(string ticket, string screen, string act, string key)
    {
        lock (_gate)
        {
            string name = HashOf(ticket);
            if (!_given.TryGetValue(name, out Given? given) || given.EndsAt <= time.GetUtcNow()) return null;
            if (given.Screen != HashOf(screen) || given.Act != act || (given.UsedWith is { } used && used != key)) return null;
            _given[name] = given with { UsedWith = key };
            return given.Signer;
        }
    }

    private static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record Given(SignInAnswer.Proven Signer, string Screen, string Act, DateTimeOffset EndsAt, string? UsedWith);
}
