using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Edge.Operations;
using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>A signed-in person. It outlives a restart of the service, so that nobody is thrown out of a task.</summary>
/// <param name="Token">What the cookie holds; the store keeps its hash only.</param>
/// <param name="EndsAt">When it ends if nothing is done.</param>
/// <param name="Proof">With what the person came in: it bounds what they may do until they show more.</param>
public sealed record Session(
    string Token, string Account, string DisplayName, Role Role, bool MustChange, DateTimeOffset EndsAt, Proof Proof = Proof.Password)
{
    /// <summary>For <c>X-Csrf-Token</c>: only a page of this service can read it, and it fits this session alone.</summary>
    public string CsrfToken { get; } =
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Token), "csrf"u8));
}

/// <summary>
/// Sessions with an idle end and a hard end. A viewer's has no idle end: it may only look, and the wall screen that hangs
/// in the store all month is signed in as a viewer.
/// </summary>
public sealed class SessionStore(AccountDatabase database, SiteSettings settings, TimeProvider time)
{
    /// <summary>A shift is over by then.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(14);

    /// <summary>For viewers.</summary>
    public static readonly TimeSpan LongestOfViewers = TimeSpan.FromDays(30);

    /// <summary>When sessions were last seen that a full or broken disk would not take: nobody is thrown out of reading by it.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _unsaved = new();

    private readonly TimeSpan _idle = TimeSpan.FromMinutes(settings.Web.IdleMinutes);

    public Session Begin(Account account, Proof proof)
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        DateTimeOffset now = time.GetUtcNow();
        database.Run("DELETE FROM sessions WHERE began_at < ?1", (now - LongestOfViewers).UtcTicks);
        database.Run(
            "INSERT INTO sessions (hash, account, began_at, seen_at, proof) VALUES (?1, ?2, ?3, ?3, ?4)", HashOf(token), account.Name, now.UtcTicks,
            (int)proof);
        return new Session(token, account.Name, account.DisplayName, account.Role, account.MustChange, EndOf(account.Role, now, now), proof);
    }

    /// <param name="active">True when a person did something: the idle time starts again. A page that refreshes itself is nobody.</param>
    /// <returns>Null when there is no such session, it has ended, or the account is disabled.</returns>
    public Session? Find(string token, bool active)
    {
        byte[] hash = HashOf(token);
        DateTimeOffset now = time.GetUtcNow();
        (Session Session, DateTimeOffset SeenAt, DateTimeOffset BeganAt)? found = database.Read<(Session, DateTimeOffset, DateTimeOffset)?>(
            """
            SELECT s.seen_at, s.began_at, a.account, a.display_name, a.role, a.must_change, s.proof
            FROM sessions s JOIN accounts a ON a.account = s.account WHERE s.hash = ?1 AND a.disabled = 0
            """,
            row =>
            {
                DateTimeOffset seen = new(row.GetInt64(0), TimeSpan.Zero), began = new(row.GetInt64(1), TimeSpan.Zero);
                Role role = (Role)row.GetInt32(4);
                return (new Session(
                    token, row.GetString(2), row.GetString(3), role, row.GetInt32(5) != 0, EndOf(role, active ? now : seen, began),
                    (Proof)row.GetInt32(6)), seen, began);
            },
            hash).SingleOrDefault();
        if (found is not { } f) return null;
        string name = Convert.ToHexString(hash);
        if (_unsaved.TryGetValue(name, out DateTimeOffset unsaved) && unsaved > f.SeenAt)
            f = (f.Session with { EndsAt = EndOf(f.Session.Role, active ? now : unsaved, f.BeganAt) }, unsaved, f.BeganAt);
        if (now >= EndOf(f.Session.Role, f.SeenAt, f.BeganAt))
        {
            database.TryRun("DELETE FROM sessions WHERE hash = ?1", hash);
            _unsaved.TryRemove(name, out _);
            return null;
        }
        // A write for each request would keep the disk busy for nothing: a tenth of the idle time is exact enough.
        if (active && now - f.SeenAt >= _idle / 10)
        {
            if (database.TryRun("UPDATE sessions SET seen_at = ?2 WHERE hash = ?1", hash, now.UtcTicks)) _unsaved.TryRemove(name, out _);
            else _unsaved[name] = now;
        }
        return f.Session;
    }

    public void End(string token) => database.Run("DELETE FROM sessions WHERE hash = ?1", HashOf(token));

    private DateTimeOffset EndOf(Role role, DateTimeOffset seen, DateTimeOffset began)
    {
        if (role == Role.Viewer) return began + LongestOfViewers;
        DateTimeOffset idleEnd = seen + _idle, hardEnd = began + Longest;
        return idleEnd < hardEnd ? idleEnd : hardEnd;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
