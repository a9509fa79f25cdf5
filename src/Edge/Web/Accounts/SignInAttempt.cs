using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>What somebody shows to be let in: a staff number or a badge, and a password, a PIN or nothing more.</summary>
/// <param name="Badge">The code on the badge; names the account in place of the staff number.</param>
public sealed record SignInAttempt(string? Account, string? Password = null, string? Badge = null, string? Pin = null)
{
    /// <summary>What it proves if all of it is right; null when it is not enough to prove anything.</summary>
    public Proof? Proves => this switch
    {
        { Account: null, Badge: null } => null,
        { Password: not null } => Proof.Password,
        { Pin: not null, Badge: not null } => Proof.BadgeAndPin,
        { Pin: not null } => Proof.Pin,
        { Badge: not null } => Proof.Badge,
        _ => null,
    };
}

/// <summary>What came of a sign-in.</summary>
public abstract record SignInAnswer
{
    private SignInAnswer() { }

    public sealed record Welcome(Session Session) : SignInAnswer;

    /// <summary>It is this person; no session was begun.</summary>
    public sealed record Proven(Account Account, Proof Proof) : SignInAnswer;

    /// <param name="TriesLeft">Before it is locked.</param>
    public sealed record Wrong(int TriesLeft) : SignInAnswer;

    public sealed record Locked(DateTimeOffset Until) : SignInAnswer;

    /// <summary>Too many wrong PINs: only the password opens it.</summary>
    public sealed record PinLocked : SignInAnswer;

    /// <summary>A badge that is nobody's, or is not enough by itself here.</summary>
    public sealed record BadgeRefused : SignInAnswer;
}
