using Edge.Operations;
using Inventory.People;

namespace Edge.Web.Accounts;

/// <summary>Lets people in: checks what they show, counts what is wrong, locks, and leaves an event for each try.</summary>
public sealed class SignInDesk(
    AccountStore accounts, Badges badges, DoorBook book, SessionStore sessions, SiteSettings settings, TimeProvider time) : IDisposable
{
    // A password takes a core for a third of a second on purpose; more than one at once would starve the rest of the service.
    private readonly SemaphoreSlim _oneAtOnce = new(1);
    private readonly UnknownNames _unknown = new(settings, time);
    private PasswordHash? _nobody;

    public Task<SignInAnswer> SignInAsync(SignInAttempt attempt, CancellationToken ct) => InTurnAsync(() => SignIn(attempt), ct);

    public Task<PasswordHash> HashAsync(string secret, CancellationToken ct) =>
        InTurnAsync(() => PasswordHash.Make(secret, settings.Web.PasswordIterations), ct);

    public Task<byte[]> HashBadgeAsync(string code, CancellationToken ct) => InTurnAsync(() => badges.HashOf(code), ct);

    /// <summary>Who it is, without a session. What is wrong counts like at the door.</summary>
    /// <returns><see cref="SignInAnswer.Proven"/>, or why not.</returns>
    public Task<SignInAnswer> ProveAsync(SignInAttempt attempt, CancellationToken ct) => InTurnAsync(() => Prove(attempt), ct);

    public void Dispose() => _oneAtOnce.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken ct)
    {
        await _oneAtOnce.WaitAsync(ct);
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            _oneAtOnce.Release();
        }
    }

    private SignInAnswer SignIn(SignInAttempt attempt)
    {
        SignInAnswer answer = Prove(attempt);
        if (answer is not SignInAnswer.Proven proven) return answer;
        book.RecordSignIn(proven.Account, proven.Proof);
        return new SignInAnswer.Welcome(sessions.Begin(proven.Account, proven.Proof));
    }

    private SignInAnswer Prove(SignInAttempt attempt)
    {
        if (attempt.Proves is not { } proof) return new SignInAnswer.Wrong(settings.Web.LockAfterFailures);
        // Refused before it is looked up: the answer must not tell whether the badge is somebody's.
        if (proof == Proof.Badge && !settings.Web.BadgeAlone) return new SignInAnswer.BadgeRefused();
        (Account? account, string asked) = Find(attempt);
        if (account is not { Disabled: false })
        {
            // As long as for a real account, or the time would tell which names exist.
            if (proof != Proof.Badge) WasteTime();
            book.RecordRefusal(account?.Name ?? "", account is not null ? "disabled" : attempt.Badge is null ? "unknown" : "badge");
            return proof switch
            {
                Proof.Password => _unknown.Refuse(asked),
                Proof.Badge => new SignInAnswer.BadgeRefused(),
                _ => _unknown.RefusePin(asked),
            };
        }
        if (account.LockedUntil is { } until && until > time.GetUtcNow())
        {
            book.RecordRefusal(account.Name, "locked");
            return new SignInAnswer.Locked(until);
        }
        return proof switch
        {
            Proof.Password => ProvePassword(account, attempt.Password!),
            Proof.Badge => new SignInAnswer.Proven(account, proof),
            _ => ProvePin(account, attempt.Pin!, proof),
        };
    }

    private SignInAnswer ProvePassword(Account account, string password)
    {
        if (account.Password.Fits(password)) return new SignInAnswer.Proven(account, Proof.Password);
        Account after = book.RecordFailure(account, settings.Web.LockAfterFailures, TimeSpan.FromMinutes(settings.Web.LockMinutes));
        return after.LockedUntil is { } locked && locked > time.GetUtcNow()
            ? new SignInAnswer.Locked(locked)
            : new SignInAnswer.Wrong(settings.Web.LockAfterFailures - after.Failures);
    }

    private SignInAnswer ProvePin(Account account, string pin, Proof proof)
    {
        if (account.PinFailures >= settings.Web.LockAfterFailures)
        {
            book.RecordRefusal(account.Name, "pinLocked");
            return new SignInAnswer.PinLocked();
        }
        if (account.Pin is null) WasteTime(); // who has none answers like who has another
        else if (account.Pin.Fits(pin)) return new SignInAnswer.Proven(account, proof);
        int failures = book.RecordPinFailure(account);
        return failures >= settings.Web.LockAfterFailures
            ? new SignInAnswer.PinLocked()
            : new SignInAnswer.Wrong(settings.Web.LockAfterFailures - failures);
    }

    /// <returns>The account, and a name for what was shown that tells two unknown ones apart.</returns>
    private (Account? Account, string Asked) Find(SignInAttempt attempt)
    {
        if (attempt.Badge is not { } badge) return (accounts.Find(attempt.Account!), attempt.Account!);
        byte[] hash = badges.HashOf(badge);
        return (badges.Find(hash), Convert.ToHexString(hash));
    }

    private void WasteTime() => (_nobody ??= PasswordHash.Make("nobody", settings.Web.PasswordIterations)).Fits(" ");
}
