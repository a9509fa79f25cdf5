using Edge.Operations;

namespace Edge.Web.Accounts;

/// <summary>What came of a sign-in.</summary>
public abstract record SignInAnswer
{
    private SignInAnswer() { }

    public sealed record Welcome(Session Session) : SignInAnswer;

    /// <param name="TriesLeft">Before it is locked.</param>
    public sealed record Wrong(int TriesLeft) : SignInAnswer;

    public sealed record Locked(DateTimeOffset Until) : SignInAnswer;
}

/// <summary>Lets people in: checks the password, counts the wrong ones, locks, and leaves an event for each try.</summary>
public sealed class SignInDesk(AccountStore accounts, SessionStore sessions, SiteSettings settings, TimeProvider time) : IDisposable
{
    // A password takes a core for a third of a second on purpose; more than one at once would starve the rest of the service.
    private readonly SemaphoreSlim _oneAtOnce = new(1);
    private readonly UnknownNames _unknown = new(settings, time);
    private PasswordHash? _nobody;

    public Task<SignInAnswer> SignInAsync(string name, string password, CancellationToken ct) =>
        InTurnAsync(() => SignIn(name, password), ct);

    public Task<PasswordHash> HashAsync(string password, CancellationToken ct) =>
        InTurnAsync(() => PasswordHash.Make(password, settings.Web.PasswordIterations), ct);

    /// <summary>The person's own password again, before it is changed. Wrong ones count like at the door.</summary>
    /// <returns>Null when it is right.</returns>
    public Task<SignInAnswer?> CheckAsync(string name, string password, CancellationToken ct) =>
        InTurnAsync(() => Check(name, password, out _), ct);

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

    private SignInAnswer SignIn(string name, string password)
    {
        if (Check(name, password, out Account? account) is { } refused) return refused;
        accounts.RecordSignIn(account!);
        return new SignInAnswer.Welcome(sessions.Begin(account!));
    }

    /// <returns>Null when the password is right.</returns>
    private SignInAnswer? Check(string name, string password, out Account? account)
    {
        account = accounts.Find(name);
        if (account is not { Disabled: false })
        {
            // As long as for a real account, or the time would tell which names exist.
            (_nobody ??= PasswordHash.Make("nobody", settings.Web.PasswordIterations)).Fits(password);
            accounts.RecordRefusal(account?.Name ?? "", account is null ? "unknown" : "disabled");
            return _unknown.Refuse(name);
        }
        if (account.LockedUntil is { } until && until > time.GetUtcNow())
        {
            accounts.RecordRefusal(account.Name, "locked");
            return new SignInAnswer.Locked(until);
        }
        if (account.Password.Fits(password)) return null;
        Account after = accounts.RecordFailure(account.Name, settings.Web.LockAfterFailures, TimeSpan.FromMinutes(settings.Web.LockMinutes));
        return after.LockedUntil is { } locked && locked > time.GetUtcNow()
            ? new SignInAnswer.Locked(locked)
            : new SignInAnswer.Wrong(settings.Web.LockAfterFailures - after.Failures);
    }
}
