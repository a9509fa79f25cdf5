using Edge.Operations;

namespace Edge.Web.Accounts;

/// <summary>
/// Answers for names that may not sign in just as real accounts would: tries count down, then it is locked. So nobody learns from the
/// answers which names exist. Not thread-safe.
/// </summary>
internal sealed class UnknownNames(SiteSettings settings, TimeProvider time)
{
    private const int MostNames = 1_000;

    private readonly Dictionary<string, Tries> _names = new(StringComparer.OrdinalIgnoreCase);

    public SignInAnswer Refuse(string name)
    {
        (DateTimeOffset now, Tries tries) = Begin(name);
        if (tries.LockedUntil > now) return new SignInAnswer.Locked(tries.LockedUntil);
        int failures = tries.Failures + 1;
        if (failures < settings.Web.LockAfterFailures)
        {
            _names[name] = tries with { Failures = failures };
            return new SignInAnswer.Wrong(settings.Web.LockAfterFailures - failures);
        }
        DateTimeOffset until = now.AddMinutes(settings.Web.LockMinutes);
        _names[name] = tries with { Failures = 0, LockedUntil = until };
        return new SignInAnswer.Locked(until);
    }

    /// <summary>A PIN stays locked until the password is used, which for an unknown name never comes.</summary>
    public SignInAnswer RefusePin(string name)
    {
        (DateTimeOffset now, Tries tries) = Begin(name);
        if (tries.LockedUntil > now) return new SignInAnswer.Locked(tries.LockedUntil);
        int failures = Math.Min(tries.PinFailures + 1, settings.Web.LockAfterFailures);
        _names[name] = tries with { PinFailures = failures };
        return failures < settings.Web.LockAfterFailures
            ? new SignInAnswer.Wrong(settings.Web.LockAfterFailures - failures)
            : new SignInAnswer.PinLocked();
    }

    private (DateTimeOffset Now, Tries Tries) Begin(string name)
    {
        if (_names.Count >= MostNames) _names.Clear(); // somebody tries out a list; it costs them nothing, so it may cost us nothing
        return (time.GetUtcNow(), _names.GetValueOrDefault(name));
    }

    private readonly record struct Tries(int Failures, DateTimeOffset LockedUntil, int PinFailures);
}
