using Edge.Operations;

namespace Edge.Web.Accounts;

/// <summary>
/// Answers for names that may not sign in just as real accounts would: tries count down, then it is locked. So nobody learns from the
/// answers which names exist. Not thread-safe.
/// </summary>
internal sealed class UnknownNames(SiteSettings settings, TimeProvider time)
{
    private const int MostNames = 1_000;

    private readonly Dictionary<string, (int Failures, DateTimeOffset LockedUntil)> _names = new(StringComparer.OrdinalIgnoreCase);

    public SignInAnswer Refuse(string name)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_names.Count >= MostNames) _names.Clear(); // somebody tries out a list; it costs them nothing, so it may cost us nothing
        (int failures, DateTimeOffset until) = _names.GetValueOrDefault(name);
        if (until > now) return new SignInAnswer.Locked(until);
        failures++;
        if (failures < settings.Web.LockAfterFailures)
        {
            _names[name] = (failures, default);
            return new SignInAnswer.Wrong(settings.Web.LockAfterFailures - failures);
        }
        until = now.AddMinutes(settings.Web.LockMinutes);
        _names[name] = (0, until);
        return new SignInAnswer.Locked(until);
    }
}
